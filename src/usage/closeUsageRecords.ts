import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { ClosedRecords, CloseOutcome } from '../connect/schemas/usage.ts';
import { usageRecordPicker } from '../fields/pickers.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { badValue, missing } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';

/** Records of one call. */
const BATCH = 500;
/** Refused records that are looked at once more, so many at a time. */
const MAX_LOOKED_UP = 1_000;
const SIDE_BY_SIDE = 10;
/** Reasons that a message names. */
const NAMED = 5;

interface Closing {
  readonly id: string;
  readonly external_billing_id: string;
  readonly external_billing_note?: string;
}

interface Refused {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
}

/** The records that were given, each with its billing ID. @throws ConnectError naming the line. */
const readClosings = (input: {
  records?: unknown;
  external_billing_id?: string | undefined;
  external_billing_note?: string | undefined;
}): Closing[] => {
  const lines = (Array.isArray(input.records) ? input.records : []) as Record<string, string | undefined>[];
  if (!lines.length) throw missing('Records', 'at least one record');
  const seen = new Set<string>();
  return lines.map((line, index) => {
    const label = `Records, line ${index + 1}`;
    const id = line['id']?.trim();
    if (!id) throw missing(`${label}: Usage Record ID`);
    if (seen.has(id)) throw badValue(`${label}: Usage Record ID`, id, 'each record only once');
    seen.add(id);
    const billing = line['record_billing_id'] ?? input.external_billing_id;
    if (!billing) throw missing(`${label}: External Billing ID`, 'one in the line, or one for all records');
    const note = line['record_billing_note'] ?? input.external_billing_note;
    return { id, external_billing_id: billing, ...(note ? { external_billing_note: note } : {}) };
  });
};

/** Of the refused ones those that an earlier run has closed with the same billing ID: nothing is wrong with them. */
const closedBefore = async (
  connect: Connect,
  refused: readonly Refused[],
  billing: ReadonlyMap<string, string>,
): Promise<Set<string>> => {
  const candidates = refused.filter(({ status }) => status === 'closed').slice(0, MAX_LOOKED_UP);
  const found = new Set<string>();
  for (let at = 0; at < candidates.length && (at === 0 || connect.deadline.allowsMore); at += SIDE_BY_SIDE) {
    const group = candidates.slice(at, at + SIDE_BY_SIDE);
    // A look-up that fails leaves the record among the refused ones, which is what Connect has said of it.
    const records = await Promise.all(
      group.map(({ id }) => connect.usageRecords.find(id).catch(() => undefined)),
    );
    for (const record of records) {
      if (record && record.external_billing_id === billing.get(record.id)) found.add(record.id);
    }
  }
  return found;
};

const reasonOf = ({ error_codes: codes, error_details: details }: Record<string, unknown>): string =>
  [details || 'Connect gave no reason.', codes ? `(${codes})` : ''].filter(Boolean).join(' ');

/** Closes the records in as many calls as that takes; what was done before a call failed is said. */
const closeAll = async (connect: Connect, closings: readonly Closing[]) => {
  const closed: string[] = [];
  const refused: Refused[] = [];
  for (let at = 0; at < closings.length; at += BATCH) {
    try {
      const outcomes = await connect.usageRecords.actOnMany(
        'close-records',
        closings.slice(at, at + BATCH),
        CloseOutcome,
        {
          what: 'close usage records',
          check: 'Running this step again does no harm: records that are closed stay so.',
        },
      );
      for (const { id, status, ...errors } of outcomes) {
        const isClosed = status === 'closed' && !errors.error_codes && !errors.error_details;
        if (isClosed) closed.push(id);
        else refused.push({ id, status: status ?? '', reason: reasonOf(errors) });
      }
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      if (error.status === 403) throw error.with('Only the distributor can close usage records.');
      if (at === 0) throw error;
      throw error.with(`${closed.length} records were closed before that; running the step again goes on.`);
    }
  }
  return { closed, refused };
};

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
