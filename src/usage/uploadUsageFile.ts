import { defineInputFields } from 'zapier-platform-core';
import { UsageFile } from '../connect/schemas/usage.ts';
import { usageFilePicker } from '../fields/pickers.ts';
import { usageFileIn } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { checkUsageSpreadsheet } from './report/spreadsheet.ts';
import { fetchSpreadsheet } from './support/fetchSpreadsheet.ts';
import { uploadSpreadsheet } from './support/uploadSpreadsheet.ts';
import { fileLock, spreadsheetField } from './support/usageFields.ts';

/** Vendor: gives a usage file its records, as Connect's own spreadsheet. */
export const uploadUsageFile = action({
  key: 'upload_usage_file',
  noun: 'Usage File',
  label: 'Upload Usage Spreadsheet',
  description:
    "Uploads a spreadsheet in the form of Connect's usage template to a usage file and returns the file; Connect then reads it, and the trigger Usage File Status Changed tells the result. For vendors. To report rows of any other form use Report Usage.",
  inputFields: defineInputFields([
    usageFilePicker('usage_file_id', { required: true }),
    ...spreadsheetField('An .xlsx file with the sheet `records`, as Find Usage File gives its template.'),
  ]),
  returns: UsageFile,
  sample: usageFileIn.uploading,
  lock: fileLock,
  run: async (connect, { usage_file_id: id, file }) => {
    const content = await fetchSpreadsheet(connect, file);
    await checkUsageSpreadsheet(content);
    return uploadSpreadsheet(connect, id, content);
  },
});
