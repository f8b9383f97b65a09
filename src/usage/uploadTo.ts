import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import type { UsageFile } from '../connect/schemas/usage.ts';
import { XLSX_TYPE } from '../spreadsheets/write.ts';

const RULE =
  'Only the vendor can upload to a usage file, and only while it is draft, invalid, ready or rejected.';

/** Uploads a spreadsheet to a usage file; its old records give way. @throws ConnectError with Connect's reason. */
export const uploadTo = async (connect: Connect, id: string, content: Buffer): Promise<UsageFile> => {
  try {
    return await connect.usageFiles.upload(
      id,
      'upload',
      { field: 'usage_file', name: `${id}.xlsx`, type: XLSX_TYPE, content },
      { what: `upload the spreadsheet to usage file ${id}` },
    );
  } catch (error) {
    if (!(error instanceof ConnectError) || !(error.isRefusal || error.status === 403)) throw error;
    const file = await connect.usageFiles.find(id).catch(() => undefined);
    throw error.with([RULE, file?.status ? `The usage file is ${file.status}.` : ''].join(' ').trim());
  }
};
