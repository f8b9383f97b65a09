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
  /** All words of the answer, for looking at alone: they may be anything. Empty for a page. */
  readonly words: string;
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
      words?: string;
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
    this.words = details.words ?? '';
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
    return new ConnectError(this.kind, `${this.message} ${text}`, this);
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

/** What a person should know about a call whose answer never arrived. */
export const fate = (intent: Intent, write: boolean): string =>
  write
    ? `It is not known whether it was carried out. ${intent.check ?? `Look at ${intent.object ?? 'the object'} in ${within(intent.system)} before you run this step again.`}`
    : 'Nothing was changed. Try again in a few minutes.';
