import { clock } from './clock.ts';
import { jsonOrNothing } from './json.ts';
import { shortened } from './text.ts';

/**
 * What a person and Zapier have to do about a failed call:
 * `fix` = a person has to change something; `reconnect` = the key no longer works; `wait` = try again after
 * `delay` seconds; `stop` = the very same thing is done already, or there is nothing to do; never for work that was left undone.
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
  /** Whether the answer was a web page, which APIs don't give. */
  readonly isPage: boolean;
  /** Whether the answer was none that Connect gives: another form, another kind of data, nothing. */
  readonly isForeign: boolean;
  /** True when the answer was larger than can be read: asking for less may help. */
  readonly isTooLarge: boolean;

  constructor(
    kind: ErrorKind,
    message: string,
    details: {
      status?: number | undefined;
      code?: string | undefined;
      delay?: number | undefined;
      unknownFate?: boolean;
      said?: string;
      isPage?: boolean;
      isForeign?: boolean;
      isTooLarge?: boolean;
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
    this.isPage = details.isPage ?? false;
    this.isForeign = details.isForeign ?? false;
    this.isTooLarge = details.isTooLarge ?? false;
  }

  /** Whether the server understood the call and refused it: its state or its data don't allow it. */
  get isRefusal(): boolean {
    return this.status === 400 || this.status === 409 || this.status === 422;
  }

  /** The same failure, with what a person has to know of the steps before it. */
  with(text: string): ConnectError {
    const { kind, message, status, code, delay, unknownFate, said, isPage } = this;
    return new ConnectError(kind, `${message} ${text}`, { status, code, delay, unknownFate, said, isPage });
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
  /** The label of the connection's field that a 401 is about, where it isn't Connect's key. */
  readonly secret?: string | undefined;
}

/** The name of a system within a sentence. */
export const within = (system: string): string =>
  system.replace(/^(?:The|Your) /, (word) => word.toLowerCase());

/** An answer as it arrived. */
export interface Answer {
  readonly status: number;
  readonly text: string;
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

const MAX_CODE = 40;

/** A person reads few; servers may send one for each of a thousand rows. */
const MAX_REASONS = 10;
const MAX_REASON = 300;
const MAX_SAID = 600;
/** Names of fields inside each other that are still read; deeper ones say nothing to people. */
const MAX_LEVELS = 10;

/** Text of a server in one line, without markup. */
const plain = (value: unknown): string =>
  String(value)
    .slice(0, 4 * MAX_REASON)
    // Tags, and not what stands between a "<" and a ">" of a rule.
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Collects the reasons of a value, whatever its form, into `found`: each with the names of its fields. */
const collect = (value: unknown, fields: string, found: string[], level = 0): void => {
  if (value === null || value === undefined || value === '' || level > MAX_LEVELS) return;
  if (typeof value === 'object') {
    for (const [field, inner] of Object.entries(value)) {
      if (found.length >= MAX_REASONS) return;
      collect(inner, Array.isArray(value) ? fields : `${fields}${plain(field)}: `, found, level + 1);
    }
    return;
  }
  const text = plain(value);
  if (text) found.push(shortened(`${fields}${text}`, MAX_REASON));
};

const asReasons = (value: unknown): string[] => {
  const found: string[] = [];
  collect(value, '', found);
  let left = MAX_SAID;
  return found.filter((reason, index) => {
    left -= reason.length;
    return index === 0 || left >= 0;
  });
};

/** Whether an answer is HTML or XML. */
export const isPage = (text: string): boolean => /^\uFEFF?\s*</.test(text);

/** Reads `{error_code, errors}` (or a message of another form); HTML and other text give no reasons. */
export const readErrorBody = (text: string): ErrorBody => {
  const body = jsonOrNothing(text);
  if (typeof body !== 'object' || body === null) return { code: undefined, reasons: [] };
  const { error_code: code, errors, error, message, detail, params } = body as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? plain(code).slice(0, MAX_CODE) || undefined : undefined,
    reasons: asReasons(errors ?? error ?? message ?? detail ?? params),
  };
};

/** What ends by itself: another call on the same object, of this Zap, another one, or a person. */
const UNDER_WAY = new RegExp(
  [
    /\b(?:another|an|other) (?:operation|request|process|task|change|update|transaction) is (?:already |still |currently )?(?:in progress|running|under way|being processed)/,
    /\b(?:operation|task|change|update|transaction)s? (?:already |still |currently )?in progress\b/,
    /\b(?:currently|still|already) (?:in progress|running|being \w+ed|locked|busy)\b/,
    /\bis being (?:processed|modified|changed|updated|edited) by (?:another|an|other)\b/,
    /\b(?:is|are|was) (?:temporarily )?locked\b|\b(?:object|record|resource|row) locked\b/,
    /\block(?:ed by (?:another|an)\b|(?: could)? not (?:be )?(?:acquired|obtained)| (?:wait )?timeout)|\b(?:acquire|obtain|get) (?:a |the )?lock\b|\bdeadlock\b/,
    /\bconcurrent (?:change|modification|operation|request|transaction|update)/,
    /\b(?:re)?try (?:again )?(?:later|in (?:a|\d))/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Whether a reason says that something else is going on, which ends by itself. */
export const asksForPatience = (said: string): boolean => UNDER_WAY.test(said);

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
  const details = { status, code: body.code, said: reasons, isPage: isPage(answer.text) };
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

/** What a person should know about a call whose answer never arrived. */
export const fate = (intent: Intent, write: boolean): string =>
  write
    ? `It is not known whether it was carried out. ${intent.check ?? `Look at ${intent.object ?? 'the object'} in ${within(intent.system)} before you run this step again.`}`
    : 'Nothing was changed. Try again in a few minutes.';
