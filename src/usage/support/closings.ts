import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { CloseOutcome } from '../../connect/schemas/usage.ts';
import { badValue, missing } from '../../zapier/input.ts';

/** How many usage records are closed in few calls, and what became of each. */

/** Records of one call. */
const BATCH = 500;
/** Refused records that are looked at once more, so many at a time. */
const MAX_LOOKED_UP = 1_000;
const SIDE_BY_SIDE = 10;
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
export const readClosings = (input: {
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
export const closedBefore = async (
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
export const closeAll = async (connect: Connect, closings: readonly Closing[]) => {
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
