import type { Outcome } from './handler.ts';
import { STEP_TIME } from './platform.ts';
import type { GustKind } from './weather.ts';

/** What must never be, as it shows in single steps; what shows in the books at the end is in `truths.ts`. */

/** A promise that was broken. */
export interface Violation {
  /** Its name: the same for each break of one promise. */
  readonly rule: string;
  readonly text: string;
}

/** The names of Zapier's errors, each with what Zapier does about it. */
const ERRORS = new Set(['AppError', 'HaltedError', 'ThrottledError', 'ExpiredAuthError']);
const MAX_MESSAGE = 1_000;
/** What no person should read. */
const NO_SENTENCE =
  /\{"|<\/?html|<\/?h1|\n\s+at |\bundefined\b|\[object |\bNaN\b|did not expect|Console logs/;

/** What a failure has to be after this befell the last call of a step. */
const KIND_AFTER: Partial<Record<GustKind, readonly string[]>> = {
  'key revoked': ['ExpiredAuthError'],
  'too many': ['ThrottledError'],
  'too many, no time said': ['ThrottledError'],
  maintenance: ['ThrottledError', 'AppError'],
  forbidden: ['AppError'],
  'cut before': ['AppError'],
  'cut after': ['AppError'],
  'half an answer': ['AppError'],
  'never arrives': ['AppError'],
  'arrives late': ['AppError'],
  'server error': ['AppError'],
  'bad gateway': ['AppError', 'ThrottledError'],
  'page not found': ['AppError'],
  busy: ['ThrottledError'],
};

export class Verdicts {
  readonly found: Violation[] = [];
  readonly #tell: (line: string) => void;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  broken(rule: string, text: string): void {
    if (this.found.some((one) => one.rule === rule && one.text === text)) return;
    this.found.push({ rule, text });
    this.#tell(`  ✗ ${rule}: ${text}`);
  }

  noSecret(name: string, text: string, secrets: readonly string[]): void {
    const secret = secrets.find((one) => text.includes(one) || text.includes(encodeURIComponent(one)));
    if (secret)
      this.broken(
        'no secret is written anywhere',
        `${name}: …${text.slice(0, 200).replaceAll(secret, '•••')}`,
      );
  }

  ofStep(name: string, outcome: Outcome, took: number, struckLast: readonly GustKind[]): void {
    if (outcome.is === 'killed') return;
    if (took > STEP_TIME)
      this.broken('nobody waits past the time of a step', `${name} took ${Math.round(took / 1000)} s`);
    if (outcome.is !== 'failed') return;
    const { kind, message } = outcome;
    const isSentence = /^\P{Ll}/u.test(message) && /[.!?…)"]$/.test(message) && !NO_SENTENCE.test(message);
    if (!ERRORS.has(kind) || !isSentence || message.length > MAX_MESSAGE) {
      this.broken('a failure is a sentence', `${name} failed with ${kind}: ${message.slice(0, 600)}`);
    }
    const isOfKind = struckLast.some((one) => KIND_AFTER[one]?.includes(kind) ?? true);
    // A look-up that fails too doesn't hide why Connect has refused before.
    const isRefused = /^Connect refused /.test(message);
    if (struckLast.length && !isRefused && !isOfKind) {
      this.broken(
        'a failure is of its kind',
        `${name} whose last call met “${struckLast.join(', ')}” failed with ${kind}: ${message}`,
      );
    }
  }
}
