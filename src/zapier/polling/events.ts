import { Entries } from './entries.ts';
import type { EventSource } from './eventSource.ts';
import { hashOf, type Memory, SETTLED } from './memory.ts';

/** Milliseconds before the last known event that are read again, for rows that appear late or with a skewed time. */
export const OVERLAP = 10 * 60_000;
/** Objects that are read again whatever their time. */
export const MAX_AGAIN = 200;
/** Objects that are asked about with one call. */
const CHUNK = 100;

/** An event that was handed over or passed over before; `taken` as in {@link Memory}. */
export interface Known {
  readonly hash: string;
  readonly time: number;
  readonly taken: number;
}

/** What a poll makes of a row. */
export interface Event<Row> {
  readonly row: Row;
  readonly id: string;
  readonly key: string;
  readonly hash: string;
  /** Not before the memory's start, ms since 1970. */
  readonly time: number;
  /** It happened before the memory's start. */
  readonly isEarly: boolean;
  /** It is not what the trigger fires for. */
  readonly isSilent: boolean;
}

/** Rows as events, in the light of what earlier polls have seen. */
export class Events<Row> {
  readonly source: EventSource<Row>;
  readonly known: ReadonlyMap<string, Known>;
  readonly entries: Entries<Row> | undefined;
  readonly #memory: Memory;

  constructor(source: EventSource<Row>, memory: Memory) {
    this.source = source;
    this.#memory = memory;
    this.known = new Map(
      memory.seen.map(([hash, after, taken]) => [hash, { hash, time: memory.start + after, taken }]),
    );
    this.entries = source.entries && new Entries(source.entries, memory.entries);
  }

  /** A row that doesn't say its time stands where it was read: at the beginning of the stretch. */
  #eventOf(row: Row): Event<Row> {
    const { updatedAt, createdAt } = this.source.timesOf(row);
    const own = updatedAt ?? createdAt ?? this.#memory.start;
    const id = this.source.idOf(row);
    const entered = this.entries?.look(id, row, own);
    const key = entered ? `${id}@${new Date(entered.event).toISOString()}` : this.source.keyOf(row);
    const time = Math.max(this.#memory.start, own);
    const isSilent = this.entries !== undefined && !entered;
    return { row, id, key, hash: hashOf(key), time, isEarly: own < this.#memory.start, isSilent };
  }

  /** How many of the rows may be new. */
  countNew(rows: readonly Row[]): number {
    return rows
      .map((row) => this.#eventOf(row))
      .filter(({ hash, isSilent }) => !isSilent && !this.known.has(hash)).length;
  }

  /** The rows as events, oldest first. @param born objects created before it fire only for what they reached since. */
  async of(rows: readonly Row[], born = this.#memory.born): Promise<Event<Row>[]> {
    const events = rows.map((row) => this.#eventOf(row)).sort((a, b) => a.time - b.time);
    const { reachedSince } = this.source;
    if (!reachedSince) return events;
    const isOld = ({ row, hash }: Event<Row>) =>
      !this.known.has(hash) && (this.source.timesOf(row).createdAt ?? born) < born;
    const asked = events.filter((event) => isOld(event) && !this.known.has(this.#lookOf(event)));
    const chunks = Array.from({ length: Math.ceil(asked.length / CHUNK) }, (_unused, index) =>
      asked.slice(index * CHUNK, (index + 1) * CHUNK).map(({ row }) => row),
    );
    const answers = await Promise.all(chunks.map((chunk) => reachedSince(chunk, born)));
    const reached = new Set(answers.flatMap((some) => [...some]));
    return events.map((event) =>
      isOld(event) && !reached.has(event.row)
        ? { ...event, hash: this.#lookOf(event), isSilent: true }
        : event,
    );
  }

  /** An old object is asked about again at each update. */
  #lookOf({ row, key }: Event<Row>): string {
    return hashOf(`${key}~${this.source.timesOf(row).updatedAt ?? ''}`);
  }

  /** Remembers objects that are in the state, for events that were handed over. */
  keep(events: readonly Event<Row>[]): void {
    for (const { id, row } of events) {
      const { updatedAt, createdAt } = this.source.timesOf(row);
      const entered = this.entries?.look(id, row, updatedAt ?? createdAt ?? this.#memory.start);
      if (entered) this.entries?.keep(entered.entry);
    }
  }

  /** Whether an event may be handed over again. */
  isShown({ hash, isSilent }: Event<Row>): boolean {
    return !isSilent && (this.known.get(hash)?.taken ?? SETTLED) >= SETTLED;
  }
}
