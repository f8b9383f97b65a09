import { UsageRecord } from '../connect/schemas/usage.ts';
import { usageFilePicker, usageRecordPicker } from '../fields/pickers.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { recordFilters } from './support/recordFilters.ts';
import { billingFields } from './support/usageFields.ts';

/** Usage records: what one subscription used of one item in a stretch of time. */

const by = filtersOf<'usage/records'>();
const recordField = usageRecordPicker('record_id', { required: true });

const records = objectKind({
  resource: (connect) => connect.usageRecords,
  noun: 'Usage Record',
  id: recordField,
  returns: UsageRecord,
  sample: usageRecordSample,
  newestFirst: '-created_time',
});

/** Either side: records of one usage file, as results of a search. */
export const getUsageRecords = records.find({
  key: 'get_usage_records',
  label: 'Get Usage Records',
  description:
    'Finds records of a usage file that match all of the given filters and returns each as a result of its own. To hand all records on as line items use the action List Usage Records.',
  filters: [by.is('usagefile.id', usageFilePicker('usage_file_id', { required: true })), ...recordFilters],
  order: 'In the order in which they were reported.',
  orderBy: 'created_time',
});

export const findUsageRecord = records.findOne({
  key: 'find_usage_record',
  label: 'Find Usage Record',
  description:
    'Finds one usage record by its ID and returns it. For the records of a file use Get Usage Records.',
  id: recordField,
});

export const usageRecordChoices = records.dropdown({
  key: 'usage_record_choices',
  label: 'List Usage Records',
  description: 'Triggers when a usage record is reported. It fills the dropdowns for usage records.',
  choice: ({ id, item, usage, asset, status }) => ({
    name: `${item?.name ?? 'Usage'}: ${[usage, asset?.id, status].filter((one) => one !== undefined).join(', ')} (${id})`,
  }),
});

/** Distributor: one record was billed. */
export const closeUsageRecord = records.stateChange({
  key: 'close_usage_record',
  label: 'Close Usage Record',
  description:
    'Closes one approved usage record with the ID under which it was billed, and returns it. For distributors. For many records use Close Usage Records.',
  id: usageRecordPicker('record_id', {
    required: true,
    helpText: 'For example `UR-2026-01-0000-0000-0000-0001`; Get Usage Records gives it.',
  }),
  fields: billingFields,
  verb: 'close',
  target: 'closed',
  isDone: (record, { external_billing_id }) => record.external_billing_id === external_billing_id,
  rule: 'Only the distributor can close a usage record, and only while it is approved.',
  sample: { external_billing_id: 'INV-2026-01' },
});
