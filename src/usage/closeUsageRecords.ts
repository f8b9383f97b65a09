import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { ClosedRecords } from '../connect/schemas/usage.ts';
import { usageRecordPicker } from '../fields/pickers.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { closeAll, closedBefore, readClosings } from './support/closings.ts';

/** Reasons that a message names. */
const NAMED = 5;

/** Distributor: many records were billed. */
export const closeUsageRecords = action({
  key: 'close_usage_records',
  noun: 'Usage Record',
  label: 'Close Usage Records',
  description:
    'Closes many approved usage records with the IDs under which they were billed, and returns which were closed and which were refused and why. Fails when none could be closed. For distributors.',
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
    refused_count: 1,
  },
  run: async (connect, input) => {
    const closings = readClosings(input);
    const billing = new Map(closings.map((closing) => [closing.id, closing.external_billing_id]));
    const outcome = await closeAll(connect, closings);
    const before = await closedBefore(connect, outcome.refused, billing);
    const closed = [...outcome.closed, ...before];
    const refused = outcome.refused.filter(({ id }) => !before.has(id));
    if (!closed.length) {
      const named = refused.slice(0, NAMED).map(({ id, reason }) => `${id}: ${reason}`);
      const more = refused.length > NAMED ? ` And ${refused.length - NAMED} more.` : '';
      throw new ConnectError('fix', `Connect closed none of the usage records. ${named.join(' ')}${more}`);
    }
    return {
      closed: closed.map((id) => ({ id, external_billing_id: billing.get(id) ?? '' })),
      refused,
      closed_count: closed.length,
      refused_count: refused.length,
    };
  },
});
