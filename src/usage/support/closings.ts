import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { CloseOutcome } from '../../connect/schemas/usage.ts';
import { badValue, missing } from '../../zapier/input.ts';

/** How many usage records are closed in few calls, and what became of each. */

/** Records of one call. */
const BATCH = 500;
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

const textOf = (given: unknown): string =>
  [given]
    .flat()
    .filter((one) => one !== undefined && one !== null && one !== '')
    .map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one)))
    .join(', ');

const reasonOf = (codes: string, details: string): string =>
  [details || 'Connect gave no reason.', codes ? `(${codes})` : ''].filter(Boolean).join(' ');

/** Closes the records in as many calls as that takes; what was done before a call failed is said. */
export const closeAll = async (connect: Connect, closings: readonly Closing[]) => {
  const closed: string[] = [];
  const refused: Refused[] = [];
  const unknown: { id: string }[] = [];
  for (let at = 0; at < closings.length; at += BATCH) {
    const batch = closings.slice(at, at + BATCH);
    try {
      const outcomes = await connect.usageRecords.actOnMany('close-records', batch, CloseOutcome, {
        what: 'close usage records',
        check: 'Running this step again does no harm: records that are closed stay so.',
      });
      const answered = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
      for (const { id } of batch) {
        const outcome = answered.get(id);
        const [codes, details] = [textOf(outcome?.error_codes), textOf(outcome?.error_details)];
        if (!outcome) unknown.push({ id });
        else if (outcome.status === 'closed' && !codes && !details) closed.push(id);
        else refused.push({ id, status: outcome.status ?? '', reason: reasonOf(codes, details) });
      }
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      if (error.status === 403) throw error.with('Only the distributor can close usage records.');
      if (at === 0) throw error;
      throw error.with(
        `${closed.length} of ${closings.length} records were closed before that, and those from line ${at + 1} on are left; running the step again does no harm.`,
      );
    }
  }
  return { closed, refused, unknown };
};

/** The failure of a step that has closed nothing. */
export const noneClosed = (refused: readonly Refused[], unknown: readonly { id: string }[]): ConnectError => {
  const reasons = [
    ...refused.map(({ id, reason }) => `${id}: ${reason}`),
    ...unknown.map(({ id }) => `${id}: Connect's answer says nothing of it.`),
  ];
  const more = reasons.length > NAMED ? ` And ${reasons.length - NAMED} more.` : '';
  return new ConnectError(
    'fix',
    `Connect closed none of the usage records. ${reasons.slice(0, NAMED).join(' ')}${more}`,
  );
};
