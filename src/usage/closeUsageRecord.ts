import { defineInputFields } from 'zapier-platform-core';
import { reachState } from '../connect/reachState.ts';
import { UsageRecord } from '../connect/schemas/usage.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { billingFields, recordField } from './support/usageFields.ts';

/** Distributor: one record was billed. */
export const closeUsageRecord = action({
  key: 'close_usage_record',
  noun: 'Usage Record',
  label: 'Close Usage Record',
  description:
    'Closes one approved usage record with the ID under which it was billed, and returns it. For distributors. For many records use Close Usage Records.',
  inputFields: defineInputFields([...recordField, ...billingFields]),
  returns: UsageRecord,
  sample: { ...usageRecordSample, status: 'closed', external_billing_id: 'INV-2026-01' },
  run: (connect, { record_id: id, external_billing_id, external_billing_note }) =>
    reachState(connect.usageRecords, {
      id,
      verb: 'close',
      target: 'closed',
      isDone: (record) => record.external_billing_id === external_billing_id,
      body: { external_billing_id, ...(external_billing_note ? { external_billing_note } : {}) },
      what: `close usage record ${id}`,
      noun: 'usage record',
      rule: 'Only the distributor can close a usage record, and only while it is approved.',
    }),
});
