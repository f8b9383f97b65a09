import { defineInputFields } from 'zapier-platform-core';
import { isWebAddress } from '../../connect/client.ts';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { fileNameOf } from '../../connect/multipart.ts';
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

const AGAIN =
  'Running this step again within 15 minutes makes no second one, and adds the files that are missing.';

/** @throws ConnectError for the first that is no address; nothing is sent. */
export const checkFiles = (addresses: readonly string[] = []): void => {
  const wrong = addresses.find((address) => !isWebAddress(address.trim()));
  if (wrong !== undefined)
    throw badValue('Files', wrong, 'a file of an earlier step, or an address that begins with https://');
};

/**
 * Adds files, which have been checked, to a case; one of the same name and size that is there already isn't added twice.
 * @param made what the step has made before, with its ID: `Case CA-1`.
 * @param again what running it again does, where that makes a second one.
 * @returns what is attached now, of these files.
 * @throws ConnectError for the first that can't be fetched or added, with what was done before.
 */
export const attach = async (
  connect: Connect,
  caseId: string,
  addresses: readonly string[],
  made: string,
  again = AGAIN,
): Promise<CaseAttachment[]> => {
  if (!addresses.length) return [];
  const attachments = connect.caseAttachments(caseId);
  const done: CaseAttachment[] = [];
  try {
    const { rows } = await attachments.list({ limit: MOST });
    for (const address of addresses) {
      const name = fileNameOf(address.trim());
      const { content, type } = await connect.fetchFile(address.trim(), `the file ${name}`);
      const known = rows.find((one) => one.name === name && one.size === content.length);
      done.push(known ?? (await attachments.createFrom({ field: 'file', name, type, content })));
    }
    return done;
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    throw error.with(`${made} is there, with ${done.length} of ${addresses.length} files. ${again}`);
  }
};
