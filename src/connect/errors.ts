import { clock } from './clock.ts';

/**
 * What a person and Zapier have to do about a failed call:
 * `fix` = a person has to change something; `reconnect` = the key no longer works; `wait` = try again after
 * `delay` seconds; `stop` = this step has nothing (more) to do for this object, the Zap itself is fine.
 */
export type ErrorKind = 'fix' | 'reconnect' | 'wait' | 'stop';

/** A failure in words for the person who runs the Zap. */
export class ConnectError extends Error {
  readonly kind: ErrorKind;
  /** HTTP status, when Connect answered. */
  readonly status: number | undefined;
  /** Connect's own code, such as `VAL_001`. */
  readonly code: string | undefined;
  /** Seconds to wait, for `wait`. */
  readonly delay: number | undefined;
  /** True when a write may or may not have been carried out. */
  readonly unknownFate: boolean;
  /** The server's own reasons alone, for handing them on. */
  readonly said: string;

  constructor(
    kind: ErrorKind,
    message: string,
    details: {
      status?: number | undefined;
      code?: string | undefined;
      delay?: number | undefined;
      unknownFate?: boolean;
      said?: string;
    } = {},
  ) {
    super(message);
    this.name = 'ConnectError';
    this.kind = kind;
    this.status = details.status;
    this.code = details.code;
    this.delay = details.delay;
    this.unknownFate = details.unknownFate ?? false;
    this.said = details.said ?? '';
  }

  /** Whether the server understood the call and refused it: its state or its data don't allow it. */
  get isRefusal(): boolean {
    return this.status === 400 || this.status === 409 || this.status === 422;
  }

  /** The same failure, with what a person has to know of the steps before it. */
  with(text: string): ConnectError {
    const { kind, message, status, code, delay, unknownFate, said } = this;
    return new ConnectError(kind, `${message} ${text}`, { status, code, delay, unknownFate, said });
  }
}

/** What a call is about, for its error messages. */
export interface Intent {
  /** What was asked for, after "could not": `approve fulfillment request PR-1`. */
  readonly what: string;
  /** Whose answer it is, for people: `Connect` or `Your provisioning system`. */
  readonly system: string;
  /** What to check when the server can't be reached; the address in the connection, when absent. */
  readonly address?: string | undefined;
  /** The object asked for, when one is named: `fulfillment request PR-1`. */
  readonly object?: string | undefined;
  /** The module of Connect whose permission the key needs. */
  readonly module?: string | undefined;
  /** How to find out whether an unconfirmed write was carried out. */
  readonly check?: string | undefined;
}

/** An answer as it arrived. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Of calls for files. */
  readonly bytes?: Buffer;
  readonly header: (name: string) => string | null;
}

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

interface ErrorBody {
  code: string | undefined;
  reasons: string[];
}

const MAX_REASON = 500;
const asReason = (value: unknown): string[] => {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap(asReason);
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([field, inner]) =>
      asReason(inner).map((text) => `${field}: ${text}`),
    );
  }
  const text = String(value)
    // Tags, and not what stands between a "<" and a ">" of a rule.
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text ? [text.slice(0, MAX_REASON)] : [];
};

/** Reads `{error_code, errors}` (or a message of another form); HTML and other text give no reasons. */
export const readErrorBody = (text: string): ErrorBody => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { code: undefined, reasons: [] };
  }
  if (typeof body !== 'object' || body === null) return { code: undefined, reasons: [] };
  const { error_code: code, errors, error, message, detail, params } = body as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : undefined,
    reasons: asReason(errors ?? error ?? message ?? detail ?? params),
  };
};

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
  const details = { status, code: body.code, said: body.reasons.map(sentence).join(' ') };
  const { system, what, object } = intent;

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
  if (status === 409) {
    return new ConnectError(
      'stop',
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

/** What a person should know about a call whose answer never arrived. */
export const fate = (intent: Intent, write: boolean): string =>
  write
    ? `It is not known whether it was carried out. ${intent.check ?? `Look at ${intent.object ?? 'the object'} in ${intent.system} before you run this step again.`}`
    : 'Nothing was changed. Try again in a few minutes.';
