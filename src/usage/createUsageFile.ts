import { defineInputFields } from 'zapier-platform-core';
import { UsageFile } from '../connect/schemas/usage.ts';
import { usageFileIn } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { findByExternalId, makeUsageFile, stayingAfterAll } from './support/oneFile.ts';
import {
  checkLengths,
  descriptionFields,
  placeFields,
  readPeriod,
  reportIdField,
} from './support/reportFields.ts';
import { reportLock } from './support/usageFields.ts';

/** Vendor: an empty usage file, to which a spreadsheet is uploaded next. */
export const createUsageFile = action({
  key: 'create_usage_file',
  noun: 'Usage File',
  label: 'Create Usage File',
  description:
    'Creates an empty usage file for a product and contract and returns it; add its records with Upload Usage Spreadsheet. For vendors. To do both at once from rows use Report Usage. Running it again returns the same file.',
  inputFields: defineInputFields([
    {
      key: 'name',
      label: 'Name',
      required: true,
      helpText: 'For example `Usage of January`, up to 100 characters.',
    },
    ...placeFields,
    ...reportIdField(false),
    ...descriptionFields,
  ]),
  returns: UsageFile,
  sample: usageFileIn.draft,
  lock: reportLock,
  run: async (connect, input) => {
    const period = readPeriod(input);
    checkLengths(input);
    const known = await findByExternalId(connect, input);
    if (known) return known;
    const { file, isOwn } = await makeUsageFile(connect, { ...input, period });
    return isOwn ? stayingAfterAll(connect, input, file) : file;
  },
});
