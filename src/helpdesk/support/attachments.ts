import { defineInputFields } from 'zapier-platform-core';
import { isWebAddress } from '../../connect/client.ts';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { CaseAttachment } from '../../connect/schemas/helpdesk.ts';
import { badValue } from '../../zapier/input.ts';

/** Files of cases. */

export const attachmentFields = defineInputFields([
  {
    key: 'files',
    label: 'Files',
    type: 'file',
    list: true,
    helpText: 'Files of earlier steps, or web addresses, which are added to the case.',
  },
]);

/** Attachments of a case that are looked at for a file that is there already. */
const MOST = 100;

/** The name that an address gives to its file. */
const nameOf = (address: string): string => {
  const last = new URL(address).pathname.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last || 'file';
  }
};

/**
 * Adds files to a case; one of the same name and size that is there already isn't added twice.
 * @returns what is attached now, of these files.
 * @throws ConnectError for the first that can't be fetched or added, with what was done before.
 */
export const attach = async (
  connect: Connect,
  caseId: string,
  addresses: readonly string[],
): Promise<CaseAttachment[]> => {
  if (!addresses.length) return [];
  const wrong = addresses.find((address) => !isWebAddress(address.trim()));
  if (wrong !== undefined)
    throw badValue('Files', wrong, 'a file of an earlier step, or an address that begins with https://');
  const attachments = connect.caseAttachments(caseId);
  const done: CaseAttachment[] = [];
  try {
    const { rows } = await attachments.list({ limit: MOST });
    for (const address of addresses) {
      const name = nameOf(address.trim());
      const { content, type } = await connect.fetchFile(address.trim(), `the file ${name}`);
      const known = rows.find((one) => one.name === name && one.size === content.length);
      done.push(known ?? (await attachments.createFrom({ field: 'file', name, type, content })));
    }
    return done;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    throw error.with(
      `Case ${caseId} is there, with ${done.length} of ${addresses.length} files. Running this step again adds those that are missing.`,
    );
  }
};
