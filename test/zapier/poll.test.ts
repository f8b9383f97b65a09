import { describe, expect, it } from '@jest/globals';
import {
  type EventSource,
  LOOK_BACK,
  MAX_NEW,
  type Memory,
  type MemoryStore,
  poll,
} from '../../src/zapier/poll.ts';

interface Row {
  id: string;
  at: number;
  text?: string;
}

const START = 1_700_000_000_000;

/** Rows in memory, oldest first; counts calls. */
const sourceOf = (rows: Row[]) => {
  const calls: string[] = [];
  const source: EventSource<Row> = {
    newest: async (limit) => {
      calls.push(`newest ${limit}`);
      return rows.toReversed().slice(0, limit);
    },
    since: async (time, { limit, offset }) => {
      calls.push('since');
      return rows.filter(({ at }) => at >= time).slice(offset, offset + limit);
    },
    timeOf: ({ at }) => at,
    keyOf: ({ id }) => id,
  };
  return { source, calls };
};
const storeOf = (): MemoryStore & { memory: Memory | undefined } => ({
  memory: undefined,
  async read() {
    return this.memory;
  },
  async write(memory) {
    this.memory = memory;
    return true;
  },
});
const rowsFrom = (count: number, at = START, apart = 1_000, text?: string): Row[] =>
  Array.from({ length: count }, (_unused, index) => ({
    id: `r${at}-${index}`,
    at: at + index * apart,
    ...(text ? { text } : {}),
  }));
const live = { isSample: false, isStart: false, now: START + 1e9 };

describe('a poll', () => {
  it('shows three rows in the editor, and remembers nothing', async () => {
    const { source } = sourceOf(rowsFrom(50));
    const store = storeOf();
    expect(await poll(source, store, { ...live, isSample: true })).toHaveLength(3);
    expect(store.memory).toBeUndefined();
  });

  it('counts all that is there as seen when a Zap is turned on', async () => {
    const rows = rowsFrom(1_000);
    const { source, calls } = sourceOf(rows);
    const store = storeOf();
    expect(await poll(source, store, { ...live, isStart: true })).toHaveLength(LOOK_BACK);
    expect(calls).toEqual([`newest ${LOOK_BACK}`]);
    rows.push({ id: 'new', at: START + 2e6 });
    expect((await poll(source, store, live))[0]).toEqual({ id: 'new', at: START + 2e6 });
  });

  it('takes one call, whatever the size of the account', async () => {
    for (const size of [0, 1, 100, 5_000]) {
      const { source, calls } = sourceOf(rowsFrom(size));
      const store = storeOf();
      await poll(source, store, { ...live, isStart: true });
      await poll(source, store, live);
      await poll(source, store, live);
      expect(calls.slice(1)).toEqual(['since', 'since']);
    }
  });

  it('begins on an empty account', async () => {
    const rows: Row[] = [];
    const { source } = sourceOf(rows);
    const store = storeOf();
    expect(await poll(source, store, { ...live, isStart: true })).toEqual([]);
    rows.push(...rowsFrom(3));
    expect(await poll(source, store, live)).toHaveLength(3);
  });

  it('hands on newest first', async () => {
    const { source } = sourceOf(rowsFrom(5));
    const ids = (await poll(source, storeOf(), live)).map(({ at }) => at);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
  });

  it('brings 250 new in three polls of one call each, oldest first', async () => {
    const rows = rowsFrom(500);
    const { source, calls } = sourceOf(rows);
    const store = storeOf();
    const seen = new Set((await poll(source, store, { ...live, isStart: true })).map(({ id }) => id));
    for (const { id } of rows) seen.add(id);
    rows.push(...rowsFrom(250, START + 1e7, 10));
    calls.length = 0;
    const fresh: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const found = (await poll(source, store, live)).filter(({ id }) => !seen.has(id));
      for (const { id } of found) seen.add(id);
      fresh.push(found.length);
    }
    expect(fresh).toEqual([MAX_NEW, MAX_NEW, 50, 0]);
    expect(calls).toEqual(['since', 'since', 'since', 'since']);
  });

  it('takes up more rows of one time than fit in a page', async () => {
    const rows = rowsFrom(1);
    const { source } = sourceOf(rows);
    const store = storeOf();
    await poll(source, store, { ...live, isStart: true });
    rows.push(...rowsFrom(1_700, START + 1e7, 0));
    const seen = new Set<string>();
    for (let round = 0; round < 18; round += 1)
      for (const { id } of await poll(source, store, live)) seen.add(id);
    expect(seen.size).toBe(1_701);
  });

  it('keeps a reply within what Zapier takes, and brings the rest next time', async () => {
    const rows = rowsFrom(1);
    const { source } = sourceOf(rows);
    const store = storeOf();
    await poll(source, store, { ...live, isStart: true });
    rows.push(...rowsFrom(20, START + 1e7, 1_000, 'x'.repeat(600_000)));
    const seen = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const reply = await poll(source, store, live);
      expect(JSON.stringify(reply).length).toBeLessThan(6_000_000);
      for (const { id } of reply) seen.add(id);
    }
    expect(seen.size).toBe(21);
  });

  it('looks at the newest page alone when Zaps can’t be told apart', async () => {
    const { source, calls } = sourceOf(rowsFrom(500));
    expect(await poll(source, undefined, live)).toHaveLength(MAX_NEW);
    expect(calls).toEqual([`newest ${MAX_NEW}`]);
  });
});

describe('a cache that keeps nothing', () => {
  it('makes a poll hand over all of the look-back, because nothing will wait', async () => {
    const { source } = sourceOf(rowsFrom(250));
    const store: MemoryStore = { read: async () => undefined, write: async () => false };
    expect(await poll(source, store, live)).toHaveLength(250);
  });
});

describe('an object that reached what is asked for before the Zap was turned on', () => {
  const DAY = 24 * 3_600_000;

  it('does not fire when it is updated; a younger one does', async () => {
    const rows = rowsFrom(LOOK_BACK);
    const born = new Map(rows.map(({ id }) => [id, START]));
    const { source } = sourceOf(rows);
    const store = storeOf();
    const dated = { ...source, createdAt: ({ id }: Row) => born.get(id) };
    await poll(dated, store, { ...live, isStart: true });
    for (const [id, age] of [
      ['old', 40 * DAY],
      ['young', 5 * DAY],
    ] as const) {
      rows.push({ id, at: START + 2e6 });
      born.set(id, START - age);
    }
    const ids = async () => (await poll(dated, store, live)).map(({ id }) => id);
    const first = await ids();
    expect([first.includes('young'), first.includes('old')]).toEqual([true, false]);
    // It stays in place of those that are known, and does not come later either.
    expect(await ids()).not.toContain('old');
  });
});
