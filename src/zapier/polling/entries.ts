import { type Entry, hashOf } from './memory.ts';

/**
 * Objects that fire each time that they enter a state. Connect tells only in which state an object is and when it was
 * updated last, so polls remember which objects are in the state, and since which event.
 */

/** Objects that are remembered as being in the state, those that were touched last. */
export const MAX_ENTRIES = 500;
/** How often an object fires again when it was updated and nothing shows what for: a Zap may be touching it itself. */
const MAX_UNEXPLAINED = 3;

export interface EntrySource<Row> {
  /** Whether it is in the state. */
  isIn(row: Row): boolean;
  /** What is another after the object has left the state and come back. */
  marksOf(row: Row): unknown;
  /** What may be edited while the object stays in the state. */
  editsOf(row: Row): unknown;
}

/** What became of an object, as far as a poll sees. */
export interface Entered {
  /** The time of the event: of the entry into the state as a poll first saw it. */
  readonly event: number;
  /** To be kept when the event is handed over. */
  readonly entry: Entry;
}

const short = (value: unknown): string => hashOf(JSON.stringify(value ?? null)).slice(0, 5);

/** The objects in the state, by the hash of their id. */
export class Entries<Row> {
  readonly #source: EntrySource<Row>;
  readonly #known: Map<string, Entry>;

  constructor(source: EntrySource<Row>, known: readonly Entry[]) {
    this.#source = source;
    this.#known = new Map(known.map((entry) => [entry[0], entry]));
  }

  /** @returns undefined for an object that is not in the state. @param updated ms since 1970. */
  look(id: string, row: Row, updated: number): Entered | undefined {
    const key = hashOf(id);
    if (!this.#source.isIn(row)) {
      this.#known.delete(key);
      return undefined;
    }
    const marks = short(this.#source.marksOf(row));
    const edits = short(this.#source.editsOf(row));
    const known = this.#known.get(key);
    if (!known) return { event: updated, entry: [key, updated, updated, marks, edits, 0] };
    const [, event, looked, oldMarks, oldEdits, times] = known;
    if (updated <= looked) return { event, entry: known };
    // It has left the state and come back if that shows; where nothing shows, rather fire twice than never.
    if (marks !== oldMarks) return { event: updated, entry: [key, updated, updated, marks, edits, 0] };
    if (edits === oldEdits && times < MAX_UNEXPLAINED)
      return { event: updated, entry: [key, updated, updated, marks, edits, times + 1] };
    return { event, entry: [key, event, updated, marks, edits, times] };
  }

  keep(entry: Entry): void {
    this.#known.set(entry[0], entry);
  }

  /** Those to be remembered. @param start polls read again what was touched from this time on, ms since 1970. */
  all(start: number): Entry[] {
    return [...this.#known.values()]
      .sort((a, b) => b[2] - a[2])
      .filter(([, , looked], index) => index < MAX_ENTRIES || looked >= start);
  }
}
