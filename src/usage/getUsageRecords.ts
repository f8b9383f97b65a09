import { defineInputFields } from 'zapier-platform-core';
import { UsageRecord } from '../connect/schemas/usage.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { limitFieldOf, readLimit } from '../zapier/findOptions.ts';
import { search } from '../zapier/operation.ts';
import { recordFilters, recordWhere } from './support/recordFilters.ts';
import { usageFileField } from './support/usageFields.ts';

/** Either side: records of one usage file, as results of a search. */
export const getUsageRecords = search({
  key: 'get_usage_records',
  noun: 'Usage Record',
  label: 'Get Usage Records',
  description:
    'Finds records of a usage file that match all of the given filters and returns each as a result of its own. To hand all records on as line items use the action List Usage Records.',
  inputFields: defineInputFields([
    ...usageFileField,
    ...recordFilters,
    ...limitFieldOf('In the order in which they were reported.'),
  ]),
  returns: UsageRecord,
  sample: usageRecordSample,
  run: async (connect, input) => {
    const { rows } = await connect.usageRecords.list({
      where: { 'usagefile.id': input.usage_file_id, ...recordWhere(input) },
      ordering: ['created_time'],
      limit: readLimit(input),
    });
    return rows;
  },
});
