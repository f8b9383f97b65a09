import { defineInputFields } from 'zapier-platform-core';
import { ClosedRecords } from '../connect/schemas/usage.ts';
import { usageRecordPicker } from '../fields/pickers.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { billingOfClosed } from './support/closedRecords.ts';
import { closeAll, noneClosed, readClosings } from './support/closings.ts';

/** Distributor: many records were billed. */
export const closeUsageRecords = action({
  key: 'close_usage_records',
  noun: 'Usage Record',
  label: 'Close Usage Records',
  description:
    'Closes many approved usage records with the IDs under which they were billed, and returns which were closed, which were refused and why, and of which Connect said nothing. Fails when none could be closed. For distributors.',
  inputFields: defineInputFields([
    {
      key: 'records',
      label: 'Records',
      children: [
        usageRecordPicker('id', { required: true }),
        {
          key: 'record_billing_id',
          label: 'External Billing ID',
          helpText: 'Empty: the one for all records.',
        },
        { key: 'record_billing_note', label: 'Billing Note' },
      ],
    },
    {
      key: 'external_billing_id',
      label: 'External Billing ID for All',
      helpText: 'For example `INV-2026-01`; for records that have none of their own.',
    },
    { key: 'external_billing_note', label: 'Billing Note for All Records' },
  ]),
  returns: ClosedRecords,
  sample: {
    closed: [{ id: usageRecordSample.id, external_billing_id: 'INV-2026-01' }],
    refused: [
      {
        id: 'UR-2026-01-2818-2430-0000-0002',
        status: 'rejected',
        reason: 'Record is not approved (USG_000)',
      },
    ],
    closed_count: 1,
    unknown: [],
    refused_count: 1,
    unknown_count: 0,
  },
  run: async (connect, input) => {
    const closings = readClosings(input);
    const billing = new Map(closings.map((closing) => [closing.id, closing.external_billing_id]));
    const outcome = await closeAll(connect, closings);
    // What an earlier run has closed with the same billing ID is closed; what the answer leaves out may be, too.
    const doubtful = outcome.refused.filter(({ status }) => status === 'closed');
    const known = await billingOfClosed(
      connect,
      [...doubtful, ...outcome.unknown].map(({ id }) => id),
    );
    const isClosed = ({ id }: { id: string }) => known.has(id) && known.get(id) === billing.get(id);
    const closed = [
      ...outcome.closed,
      ...[...doubtful, ...outcome.unknown].filter(isClosed).map(({ id }) => id),
    ];
    const refused = outcome.refused
      .filter((one) => !isClosed(one))
      .map((one) =>
        known.get(one.id)
          ? { ...one, reason: `${one.reason} It is closed with the billing ID ${known.get(one.id)}.` }
          : one,
      );
    const unknown = outcome.unknown.filter((one) => !isClosed(one));
    if (!closed.length) throw noneClosed(refused, unknown);
    return {
      closed: closed.map((id) => ({ id, external_billing_id: billing.get(id) ?? '' })),
      refused,
      unknown,
      closed_count: closed.length,
      refused_count: refused.length,
      unknown_count: unknown.length,
    };
  },
});
