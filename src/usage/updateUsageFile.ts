import { defineInputFields } from 'zapier-platform-core';
import { withRule } from '../connect/reachState.ts';
import { UsageFile } from '../connect/schemas/usage.ts';
import { usageFilePicker } from '../fields/pickers.ts';
import { usageFileIn } from '../samples/usage.ts';
import { missing } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import { fileBody } from './support/fileBody.ts';
import { checkLengths, descriptionFields, readPeriod, reportIdField } from './support/reportFields.ts';
import { fileLock } from './support/usageFields.ts';

/** Vendor: what a file says of itself; not its records. */
export const updateUsageFile = action({
  key: 'update_usage_file',
  noun: 'Usage File',
  label: 'Update Usage File',
  description:
    'Changes the name, period, currency, texts or external ID of a usage file that is not submitted, and returns it; empty fields stay as they are. For vendors. To change its records use Upload Usage Spreadsheet.',
  inputFields: defineInputFields([
    usageFilePicker('usage_file_id', { required: true }),
    { key: 'name', label: 'Name', helpText: 'Up to 100 characters.' },
    ...reportIdField(false),
    ...descriptionFields,
  ]),
  returns: UsageFile,
  sample: usageFileIn.ready,
  lock: fileLock,
  run: async (connect, input) => {
    const { usage_file_id: id, name, ...rest } = input;
    checkLengths(input);
    const body = { ...(name ? { name } : {}), ...fileBody({ ...rest, period: readPeriod(input) }) };
    if (Object.keys(body).length === 0) throw missing('Something to change', 'at least one field');
    const rule =
      'Only the vendor can change a usage file, and only while it is draft, invalid, ready or rejected.';
    return withRule(rule, connect.usageFiles.update(id, body));
  },
});
