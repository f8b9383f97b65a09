import { clock } from './clock.ts';
import { asksForPatience, type ErrorBody, isPage, readErrorBody, wordsOf } from './errorBody.ts';
import { type Answer, ConnectError, fate, type Intent } from './errors.ts';

/** Seconds to wait when the server doesn't say. */
const DEFAULT_DELAY = 60;
/** A step that waits longer is better started by a person. */
const MAX_DELAY = 24 * 3600;

/** Retry-After in seconds: a number, or the time until a date (RFC 9110, 10.2.3). */
export const retryAfter = (value: string | null, now = clock.now()): number => {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), MAX_DELAY);
  // Dates of HTTP begin with the day's name; Date.parse would take "-5" for one, too.
  const until = /^[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return DEFAULT_DELAY;
  return Math.min(MAX_DELAY, Math.max(1, Math.ceil((until - now) / 1000)));
};

/**
 * Whether a refusal asks for nothing but patience (423: RFC 4918, 11.3). Connect says with 400 that an object is in
 * another state; a vendor's own system refuses an order so, which a person has to look at.
 */
const isUnderWay = (status: number, said: string, { secret }: Intent): boolean =>
  status === 423 ||
  ((status === 409 || (!secret && (status === 400 || status === 422))) && asksForPatience(said));

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The reasons as one clause, with the error code that Connect's support asks for. */
const because = ({ code, reasons }: ErrorBody): string => {
  const text = reasons.map(sentence).join(' ');
  return [text, code && `(${code})`].filter(Boolean).join(' ');
};

/**
 * Turns an answer that is not a success into the error to throw.
 * @param write whether the call changes something, so that a 5xx leaves its fate unknown.
 */
export const answerError = (answer: Answer, intent: Intent, write: boolean): ConnectError => {
  const { status } = answer;
  const body = readErrorBody(answer.text);
  const said = because(body);
  const reasons = body.reasons.map(sentence).join(' ');
  const details = {
    status,
    code: body.code,
    said: reasons,
    words: wordsOf(answer.text),
    isPage: isPage(answer.text),
  };
  const { system, what, object } = intent;

  if (status === 401 && intent.secret) {
    return new ConnectError(
      'fix',
      `${system} doesn't accept the ${intent.secret} of this connection, so it could not ${what}. Connect's own key is not concerned: give the connection a ${intent.secret} that works. ${said}`.trim(),
      details,
    );
  }
  if (status === 401) {
    return new ConnectError(
      'reconnect',
      `${system} no longer accepts this connection's key: it is wrong, disabled or expired. Reconnect with a working one. ${said}`.trim(),
      details,
    );
  }
  if (status === 403) {
    const permission = intent.module
      ? ` Check that the token has the permission for the module "${intent.module}", and that this action belongs to your side (vendor or distributor).`
      : '';
    return new ConnectError(
      'fix',
      `${system} doesn't allow this connection to ${what}.${permission} ${said}`.trim(),
      details,
    );
  }
  if (status === 404) {
    return new ConnectError(
      'fix',
      `${system} has no ${object ?? 'such object'} that this connection can see (tried to ${what}). Check the ID and the account of the connection. ${said}`.trim(),
      details,
    );
  }
  if (status === 429 || status === 503) {
    const delay = retryAfter(answer.header('retry-after'));
    return new ConnectError(
      'wait',
      `${system} is busy and asked to wait ${delay} seconds before trying to ${what} again. ${said}`.trim(),
      { ...details, delay },
    );
  }
  if (isUnderWay(status, said, intent)) {
    const delay = retryAfter(answer.header('retry-after'));
    return new ConnectError(
      'wait',
      `${system} could not ${what} yet, because it is busy with the same object: ${said || 'it is locked.'} It is tried again after ${delay} seconds.`,
      { ...details, delay },
    );
  }
  if (status === 409) {
    return new ConnectError(
      'fix',
      `${system} refused to ${what} because of its current state: ${said || 'it gave no reason.'}`,
      details,
    );
  }
  if (status >= 500) {
    return new ConnectError(
      'fix',
      `${system} had an error of its own (${status}) and could not ${what}. ${said} ${fate(intent, write)}`
        .replaceAll(/ {2,}/g, ' ')
        .trim(),
      {
        ...details,
        unknownFate: write,
      },
    );
  }
  return new ConnectError(
    'fix',
    `${system} refused to ${what}: ${said || `it answered ${status} without a reason.`}`,
    details,
  );
};
