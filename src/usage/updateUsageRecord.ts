import { defineInputFields } from 'zapier-platform-core';
import { withRule } from '../connect/reachState.ts';
import { USAGE_RECORD_STATES, UsageRecord } from '../connect/schemas/usage.ts';
import { usageRecordPicker } from '../fields/pickers.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';

/** Distributor: what it thinks of one record. */
export const updateUsageRecord = action({
  key: 'update_usage_record',
  noun: 'Usage Record',
  label: 'Set Usage Record Status',
  description:
    'Sets the status of one usage record, for example to rejected, and returns it. For distributors. To close it with a billing ID use Close Usage Record.',
  inputFields: defineInputFields([
    usageRecordPicker('record_id', {
      required: true,
      helpText: 'For example `UR-2026-01-0000-0000-0000-0001`; Get Usage Records gives it.',
    }),
    { key: 'status', label: 'Record Status', required: true, choices: USAGE_RECORD_STATES },
  ]),
  returns: UsageRecord,
  sample: { ...usageRecordSample, status: 'rejected' },
  run: (connect, { record_id: id, status }) =>
    withRule(
      'Only the distributor can set the status of a usage record: from valid to approved or rejected, and from approved to closed.',
      connect.usageRecords.update(id, { status }, { what: `set usage record ${id} to ${status}` }),
    ),
});
