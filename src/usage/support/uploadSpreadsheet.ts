import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { UsageFile } from '../../connect/schemas/usage.ts';
import { XLSX_TYPE } from '../../spreadsheets/write.ts';
import { awaited, isBusy } from './awaitFile.ts';

const RULE =
  'Only the vendor can upload to a usage file, and only while it is draft, invalid, ready or rejected.';
/** Seconds after which a file that Connect still reads is tried again. */
const LATER = 60;

const upload = (connect: Connect, id: string, content: Buffer): Promise<UsageFile> =>
  connect.usageFiles.upload(
    id,
    'upload',
    { field: 'usage_file', name: `${id}.xlsx`, type: XLSX_TYPE, content },
    {
      what: `upload the spreadsheet to usage file ${id}`,
      check: 'Running this step again does no harm: the spreadsheet takes the place of the one before.',
    },
  );

/**
 * Uploads a spreadsheet to a usage file; its old records give way. While Connect still reads another one (perhaps this
 * one, of a run whose answer was lost) it is waited for.
 * @throws ConnectError with Connect's reason, who may upload, and the file's own state.
 */
export const uploadSpreadsheet = async (
  connect: Connect,
  id: string,
  content: Buffer,
): Promise<UsageFile> => {
  try {
    return await upload(connect, id, content);
  } catch (error) {
    if (!(error instanceof ConnectError) || !(error.isRefusal || error.status === 403)) throw error;
    const file = await connect.usageFiles.find(id).catch(() => undefined);
    if (!file || !isBusy(file)) {
      throw error.with([RULE, file?.status ? `The usage file is ${file.status}.` : ''].join(' ').trim());
    }
    if (!isBusy(await awaited(connect, file))) return upload(connect, id, content);
    throw new ConnectError(
      'wait',
      `Connect still reads the spreadsheet that was uploaded to usage file ${id} before. Nothing was uploaded now.`,
      { delay: LATER },
    );
  }
};
