import { isPage } from '../../connect/errorBody.ts';
import { ConnectError, within } from '../../connect/errors.ts';
import { jsonOrNothing } from '../../connect/json.ts';
import { isFailed, isKnown, isUnderWay } from './states.ts';

export const SYSTEM = 'Your provisioning system';

/** A tenant as the vendor's system tells of it. Its form is the vendor's own. */
export type TenantAnswer = Record<string, unknown>;

/** A success of the vendor's system. */
export interface TenantReply {
  readonly tenant: TenantAnswer;
  /** Whether the work goes on after the answer: 202 (RFC 9110, 15.3.3), or a status that says so. */
  readonly isUnderWay: boolean;
}

const isObject = (value: unknown): value is TenantAnswer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Texts are allowed, too: a known status is one, all else is a message. */
const fromText = (text: string): TenantAnswer => (isKnown(text) ? { status: text } : { message: text });

/** What a body says of the tenant; nothing where it can't be read. */
const tenantIn = (text: string): TenantAnswer | undefined => {
  if (text === '') return {};
  if (isPage(text)) return undefined;
  const value = jsonOrNothing(text);
  if (isObject(value)) return value;
  if (Array.isArray(value) && value.length === 1 && isObject(value[0])) return value[0];
  // `true` and `1` are as good as "OK"; `null` and an empty list say nothing.
  if (value === null || (Array.isArray(value) && value.length === 0)) return {};
  if (value === false) return { success: false };
  if (typeof value === 'string' || typeof value === 'number' || value === true)
    return fromText(String(value));
  // The beginning of JSON without its end is an answer that was cut off.
  return value === undefined && !/^[[{"]/.test(text) ? fromText(text) : undefined;
};

/**
 * Reads a success. CloudBlue's scenario states no form of it, so that a JSON object, a single value, a text and nothing are all right.
 * @param what was asked for, after "the attempt to".
 * @throws ConnectError for a web page and for JSON that is cut off or no object.
 */
export const readReply = (
  { status, text }: { readonly status: number; readonly text: string },
  what: string,
  isWrite: boolean,
): TenantReply => {
  const tenant = tenantIn(text.replace(/^\uFEFF/, '').trim());
  if (tenant) return { tenant, isUnderWay: status === 202 || isUnderWay(tenant) };
  const form = isPage(text) ? 'a web page' : 'something that is not a JSON object';
  const doubt = isWrite ? ' It may have been carried out; look for the tenant with Find Tenant.' : '';
  throw new ConnectError(
    'fix',
    `${SYSTEM} answered the attempt to ${what} with ${form}.${doubt} Check the Provisioning API in the connection.`,
    { unknownFate: isWrite },
  );
};

/**
 * Passes a reply on, unless it says itself that the work has failed, as some systems do with a success of HTTP.
 * @throws ConnectError with the system's own words; such an answer is no readable refusal.
 */
export const succeeded = (reply: TenantReply, what: string): TenantReply => {
  const { status, state, error, message, success, ok } = reply.tenant;
  const isWrong = isFailed(reply.tenant) || success === false || ok === false;
  if (!isWrong && !(typeof error === 'string' && error.trim())) return reply;
  const said = [error, message].find(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );
  const shown = String(status ?? state ?? 'failed');
  throw new ConnectError(
    'fix',
    `${SYSTEM} could not ${what}: it answered with the status "${shown}"${said ? `, and said: ${said}` : ''}. Look at the tenant in ${within(SYSTEM)}.`,
    { said: said ?? '' },
  );
};

/** The tenant's own ID, when the answer has one. */
export const ownId = ({ id }: TenantAnswer): string | undefined =>
  (typeof id === 'string' || typeof id === 'number') && String(id).trim() ? String(id).trim() : undefined;

/** The tenant with an ID in any case: its own, or the one by which it was asked for. */
export const withId = (tenant: TenantAnswer, id: string): TenantAnswer & { id: string } => ({
  ...tenant,
  id: ownId(tenant) ?? id,
});

/** The value at a dotted path of an answer: a text for a parameter, or an object for a structured one. */
export const valueAt = (answer: TenantAnswer, path: string): string | object | undefined => {
  let value: unknown = answer;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (value === undefined || value === null || typeof value === 'object') return value ?? undefined;
  return String(value);
};
