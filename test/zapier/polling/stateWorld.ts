import { expect } from '@jest/globals';
import fc from 'fast-check';
import { pollByState, type StateSource } from '../../../src/zapier/polling/byState.ts';
import type { Memory, MemoryStore } from '../../../src/zapier/polling/memory.ts';

/** Rows that change their state, a server that lists them, and what may happen to both. */

interface Row {
  readonly id: string;
  state: number;
  text?: string;
}

export const keyOf = ({ id, state }: Row) => `${id}:${state}`;

/** A server whose rows only know which is newer, and a Zap that polls it. */
export class StateWorld {
  /** Oldest first. */
  readonly rows: Row[] = [];
  memory: Memory | undefined;
  keeps = true;
  /** The most rows at once. */
  cap = 1_000;
  readonly unreadable = new Set<string>();
  readonly lines: string[] = [];
  /** What Zapier knows. */
  readonly seen = new Set<string>();
  readonly delivered: string[] = [];
  /** What a poll could have seen: all that has to fire. */
  readonly owed = new Set<string>();
  /** What polls brought whose answers got lost: a later poll brings it beside its own. */
  readonly lost = new Set<string>();
  readonly calls: number[] = [];
  fails = false;

  readonly #source: StateSource<Row> = {
    noun: 'usage file',
    hasUpdates: false,
    hasIds: false,
    page: async ({ limit, offset }) => {
      this.calls.push(limit);
      if (this.fails) throw new Error('cut');
      const all = this.rows.toReversed().slice(offset, offset + Math.min(limit, this.cap));
      const rows = all.filter(({ id }) => !this.unreadable.has(id)).map((row) => ({ ...row }));
      const unreadable = all
        .filter(({ id }) => this.unreadable.has(id))
        .map(({ id }) => ({ id, field: 'stats', updatedAt: undefined, createdAt: undefined }));
      return { rows, unreadable, total: this.rows.length, bytes: rows.length * 1_000 };
    },
    idOf: ({ id }) => id,
    timesOf: ({ id }) => ({ createdAt: Number(id.slice(3)), updatedAt: undefined }),
    log: (line) => this.lines.push(line),
    keyOf,
  };
  readonly #store: MemoryStore = {
    isShared: false,
    read: async () => (this.keeps ? this.memory : undefined),
    // As Zapier keeps it: JSON.
    write: async (memory) => {
      if (!this.keeps) return false;
      this.memory = JSON.parse(JSON.stringify(memory)) as Memory;
      return true;
    },
  };

  async #poll(isStart: boolean, isSample = false): Promise<Row[]> {
    this.calls.length = 0;
    const handed = await pollByState(this.#source, this.#store, { isStart, isSample });
    return handed.map(({ row }) => row);
  }

  sample(): Promise<Row[]> {
    return this.#poll(false, true);
  }

  async turnOn(): Promise<void> {
    for (const row of await this.#poll(true)) this.seen.add(keyOf(row));
  }

  /** One poll. @returns the answer, also where Zapier never gets it, and how many events it brought that none had before. */
  async poll(outcome: 'arrives' | 'lost' | 'fails' = 'arrives'): Promise<{ rows: Row[]; fired: number }> {
    this.fails = outcome === 'fails';
    const rows = await this.#poll(false).catch(() => undefined);
    if (!rows) return { rows: [], fired: 0 };
    const keys = rows.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    const fresh = keys.filter((key) => !this.seen.has(key));
    const fired = fresh.filter((key) => !this.lost.has(key)).length;
    if (outcome === 'lost') {
      for (const key of fresh) this.lost.add(key);
      return { rows, fired };
    }
    for (const key of fresh) {
      this.seen.add(key);
      this.delivered.push(key);
    }
    return { rows, fired };
  }

  add(count: number): void {
    for (let more = 0; more < count; more += 1) this.rows.push({ id: `UC-${this.rows.length}`, state: 0 });
  }

  /** Moves some of the newest rows on to their next state. */
  change(count: number, back: number): void {
    for (let done = 0; done < count; done += 1) {
      const row = this.rows.at(-1 - back * (done + 1));
      if (row) row.state += 1;
    }
  }
}

export const happening = (withForgetting: boolean): fc.Arbitrary<Happening> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('arrive' as const), count: fc.integer({ min: 1, max: 15 }) }),
    },
    // Imports.
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('arrive' as const), count: fc.integer({ min: 90, max: 260 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        count: fc.integer({ min: 1, max: 20 }),
        back: fc.integer({ min: 1, max: 20 }),
      }),
    },
    // Everything that there is moves on at once.
    { weight: 1, arbitrary: fc.constant({ do: 'change' as const, count: 250, back: 1 }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('poll' as const),
        outcome: fc.constantFrom('arrives', 'arrives', 'arrives', 'lost', 'fails'),
      }) as fc.Arbitrary<Happening>,
    },
    ...(withForgetting ? [{ weight: 1, arbitrary: fc.constant({ do: 'forget' as const }) }] : []),
  );

/** What may happen between two polls. */
export type Happening =
  | { do: 'arrive'; count: number }
  | { do: 'change'; count: number; back: number }
  | { do: 'poll'; outcome: 'arrives' | 'lost' | 'fails' }
  | { do: 'forget' };
