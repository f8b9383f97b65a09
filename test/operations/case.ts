import type { Reply, Sent } from '../support/nocked.ts';
import type { Places } from '../support/wire.ts';

/** A call that an operation has to make, exactly: host, method, path with query as sent, body. */
export type Expected = readonly [host: 'connect' | 'tenants', method: string, path: string, body?: unknown];

/** An operation, and where its inputs go. */
export interface PlacedCase {
  readonly kind: 'triggers' | 'creates' | 'searches';
  readonly key: string;
  /** Where each static input goes on the wire when it is filled in alone, beside `least`. */
  readonly places?: Places;
  /** The least input that works; by default, of `input` what is required. */
  readonly least?: Readonly<Record<string, unknown>>;
  /** What comes back when inputs are filled in one by one; by default `replies`. */
  readonly answers?: (call: Sent) => Reply | undefined;
  /** The action stores nothing, whether it sends something or not. */
  readonly storesNothing?: true;
  /** Its first write answers nothing that is read, so that no answer of it can be damaged. */
  readonly answersNothing?: true;
  /** When it is run (ISO 8601), where what it sends depends on that; now, when absent. */
  readonly at?: string;
  /** The action stores something, though what its case gives only reads. */
  readonly stores?: true;
  /** By what runs of an action are kept one after the other; none: they run side by side. */
  readonly lock?: string | undefined;
}

/** One operation, run once: the table from which the tests that all operations share are made. */
export interface Case extends PlacedCase {
  readonly input: Record<string, unknown>;
  readonly sends: readonly Expected[];
  readonly replies: readonly Reply[];
  /** What comes back; by default the last reply's body. */
  readonly gives?: unknown;
  /** What the object is called in messages. */
  readonly names: RegExp;
  /** What comes back where there is no such object: there is nothing left to do then. */
  readonly givesWithout?: unknown;
  /** The action runs the code of another one, under a key of the published app. */
  readonly isLegacy?: true;
  /** Reads one object by its ID: none is no failure, and there is no list that could be empty. */
  readonly readsOne?: true;
  /** What form of answer it asks for; by default JSON. */
  readonly accept?: string;
  /** How many calls it makes side by side at first; by default one after the other. */
  readonly atOnce?: number;
  /** An empty list is answered in words of its own, which its own tests look at. */
  readonly needsSome?: true;
}

/** Operations of many calls: where their inputs go. What they do besides is in tests of their own. */
export interface ComposedCase extends PlacedCase {
  readonly least: Readonly<Record<string, unknown>>;
  readonly answers: (call: Sent) => Reply | undefined;
  /** The file of the tests of what it sends, gives and says. */
  readonly testedIn: string;
}
