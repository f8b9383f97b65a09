import { afterEach, describe, expect, it } from '@jest/globals';
import { clock } from '../../../src/connect/clock.ts';
import { LOOK_BACK } from '../../../src/zapier/polling/begin.ts';
import { MAX_NEW } from '../../../src/zapier/polling/source.ts';
import { type Manner, Server, Zap, type ZapOptions } from '../../support/pollWorld.ts';

const { now, sleep } = clock;
afterEach(() => {
  Object.assign(clock, { now, sleep });
});

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;

/** A Zap that is on, over a server with some rows, a second apart. */
const started = async (
  count: number,
  { manner = {}, zap = {} }: { manner?: Partial<Manner>; zap?: Partial<ZapOptions> } = {},
) => {
  const server = new Server({
    cap: 1_000,
    saysTotal: true,
    nulls: 'first',
    isUnstable: false,
    size: 1_000,
    ...manner,
  });
  const add = (more: number, apart = 1_000, row: Partial<(typeof server.rows)[number]> = {}) => {
    for (let one = 0; one < more; one += 1) {
      server.now += apart;
      server.rows.push({
        id: `PR-${server.rows.length}`,
        created: server.now,
        updated: server.now,
        visible: server.now,
        isPending: true,
        entries: 1,
        edits: 0,
        ...row,
      });
    }
  };
  add(count);
  const one = new Zap(server, { follows: 'object', id: 'zap-1', skew: 0, ...zap });
  await one.turnOn();
  return { server, zap: one, add };
};

const fired = async (zap: Zap, outcome?: 'lost'): Promise<string[]> => {
  const before = zap.delivered.length;
  zap.server.now += MINUTE;
  await zap.poll(outcome);
  return zap.delivered.slice(before);
};

describe('a poll by time', () => {
  it('shows three rows in the editor, and remembers nothing', async () => {
    const { server, zap } = await started(50);
    server.kept.clear();
    expect(await zap.sample()).toHaveLength(3);
    expect([server.calls.length, server.kept.size]).toEqual([1, 0]);
  });

  it.each([
    0, 1, 100, 5_000,
  ])('takes one call when nothing is new, with %i rows in the account', async (size) => {
    const { server, zap } = await started(size);
    for (let round = 0; round < 3; round += 1) {
      expect(await fired(zap)).toEqual([]);
      expect(server.calls).toHaveLength(1);
    }
  });

  it('reads nothing but the last row again once the clock has passed the overlap, and writes nothing', async () => {
    const { server, zap, add } = await started(5);
    add(250, 10);
    for (let round = 0; round < 20; round += 1) await fired(zap);
    const { writes } = server;
    await fired(zap);
    expect(server.calls).toHaveLength(1);
    const [ask] = server.calls;
    if (!ask) throw new Error('no call');
    expect((await server.page(ask)).rows).toHaveLength(1);
    expect(server.writes).toBe(writes);
    // A memory that doesn't change doesn't end, either.
    server.now += DAY;
    await fired(zap);
    expect(server.writes).toBe(writes + 1);
  });

  it('brings 250 new in three polls, oldest first', async () => {
    const { server, zap, add } = await started(500);
    add(250, 10);
    const counts: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      counts.push((await fired(zap)).length);
      expect(server.calls.length).toBeLessThanOrEqual(3);
    }
    expect(counts).toEqual([MAX_NEW, MAX_NEW, 50, 0]);
    // Within a poll, the newest is first.
    expect([zap.delivered[0], zap.delivered[249]]).toEqual(['PR-599', 'PR-700']);
  });

  it('takes up more rows of one time than fit in a page', async () => {
    const { zap, add } = await started(1);
    add(1, 1_000);
    add(1_700, 0);
    for (let round = 0; round < 19; round += 1) await fired(zap);
    expect(zap.delivered).toHaveLength(1_701);
  });

  it('finds a draft that is placed late', async () => {
    const { zap, add, server } = await started(400);
    add(1, 1_000, { created: server.now - 400 * DAY });
    expect(await fired(zap)).toEqual(['PR-400']);
  });

  it.each(['first', 'last'] as const)('finds rows without a time of update that stand %s', async (nulls) => {
    const { zap, add } = await started(400, { manner: { nulls, cap: 100 } });
    add(150, 10, { updated: undefined });
    add(150, 10);
    for (let round = 0; round < 5; round += 1) await fired(zap);
    expect(new Set(zap.delivered).size).toBe(300);
  });

  it('reads smaller pages where rows are large, and brings an answer again that got lost', async () => {
    const { zap, add, server } = await started(10, { manner: { size: 60_000 } });
    add(400, 10);
    const first = await fired(zap, 'lost');
    expect(first).toEqual([]);
    const lost = [...zap.lost];
    expect(lost.length).toBeGreaterThan(50);
    expect(await fired(zap)).toEqual(expect.arrayContaining(lost));
    expect(server.calls.length).toBeLessThanOrEqual(10);
    for (let round = 0; round < 14; round += 1) await fired(zap);
    expect(zap.delivered).toHaveLength(400);
  });

  it('goes on at a server that gives fewer rows than asked for and does not say how many there are', async () => {
    const { zap, add } = await started(10, { manner: { cap: 60, saysTotal: false } });
    add(400, 10);
    for (let round = 0; round < 8; round += 1) await fired(zap);
    expect(zap.delivered).toHaveLength(400);
  });
});

describe('a memory', () => {
  it('that was lost is kept again', async () => {
    const { server, zap, add } = await started(20);
    server.kept.clear();
    add(5);
    expect(await fired(zap)).toHaveLength(5);
    expect(server.kept.size).toBe(1);
    // From here on there is a memory again: more than a look-back may come at once.
    add(LOOK_BACK + 200, 10);
    for (let round = 0; round < 6; round += 1) await fired(zap);
    expect(zap.delivered).toHaveLength(LOOK_BACK + 205);
  });

  it.each([
    ['of an older form', JSON.stringify({ start: 5, seen: [['a', 1]] })],
    ['that is garbled', '{"start":'],
    ['of other values', '"text"'],
  ])('%s is thrown away with a line in the log', async (_name, text) => {
    const { server, zap, add } = await started(20);
    for (const key of server.kept.keys()) server.kept.set(key, text);
    add(5);
    expect(await fired(zap)).toHaveLength(5);
    expect(zap.lines.join()).toMatch(/What earlier polls have kept (has another form|can't be read)/);
  });

  it.each(['failing', 'hanging'] as const)('in a cache that is %s is one that was forgotten', async (how) => {
    const { server, zap, add } = await started(20);
    server.cacheIs = how;
    for (let round = 0; round < 20; round += 1) {
      add(60);
      expect(await fired(zap)).toHaveLength(60);
    }
  });

  it('that Zaps share brings each of them all that the others have taken', async () => {
    const { server, zap, add } = await started(20, { zap: { id: undefined } });
    const other = new Zap(server, { follows: 'object', id: undefined, skew: 0 });
    await other.turnOn();
    for (let round = 0; round < 14; round += 1) {
      add(30);
      await fired(zap);
    }
    add(1);
    const found = await fired(other);
    expect(found).toHaveLength(421);
  });
});

describe('rows that can not be read', () => {
  it('are left out and named in the log, and brought when they can be read, however late', async () => {
    const { server, zap, add } = await started(5);
    add(3);
    server.unreadable.add('PR-6');
    expect(await fired(zap)).toEqual(['PR-7', 'PR-5']);
    expect(zap.lines).toEqual([
      "Left out request PR-6: asset.items doesn't have the form that Connect documents. Later polls try it again.",
    ]);
    for (let round = 0; round < 30; round += 1) expect(await fired(zap)).toEqual([]);
    expect(server.calls).toHaveLength(1);
    server.unreadable.clear();
    expect(await fired(zap)).toEqual(['PR-6']);
    expect(await fired(zap)).toEqual([]);
  });

  it.each(['first', 'last'] as const)('are not forgotten in a burst (nothing stands %s)', async (nulls) => {
    const { server, zap, add } = await started(5, { manner: { cap: 60, nulls } });
    add(1, 1_000, { updated: undefined });
    add(1);
    server.unreadable.add('PR-5');
    for (let round = 0; round < 15; round += 1) await fired(zap);
    add(300, 10);
    for (let round = 0; round < 5; round += 1) await fired(zap);
    expect(zap.delivered).not.toContain('PR-5');
    server.unreadable.clear();
    // Before the stretch that is read again has passed.
    for (let round = 0; round < 4; round += 1) await fired(zap);
    expect(zap.delivered).toHaveLength(302);
  });

  it('fail the poll when there are no others', async () => {
    const { server, zap, add } = await started(0);
    add(2);
    for (const { id } of server.rows) server.unreadable.add(id);
    expect(await fired(zap)).toEqual([]);
    server.unreadable.clear();
    expect(await fired(zap)).toHaveLength(2);
  });
});

describe('objects that enter a state', () => {
  it('fire at each entry, not at an edit, and again where nothing shows what an update was for', async () => {
    const { server, zap, add } = await started(3, { zap: { follows: 'entry' } });
    add(1);
    expect(await fired(zap)).toHaveLength(1);
    const row = server.rows.at(-1);
    if (!row) throw new Error('no row');
    const change = (more: Partial<typeof row>) => Object.assign(row, more, { updated: server.now });
    change({ edits: 1 });
    expect(await fired(zap)).toEqual([]);
    change({ isPending: false });
    expect(await fired(zap)).toEqual([]);
    change({ isPending: true });
    expect(await fired(zap)).toHaveLength(1);
    // There and back between two polls: its marks show it.
    change({ entries: 2 });
    expect(await fired(zap)).toHaveLength(1);
    const unexplained: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      change({});
      unexplained.push((await fired(zap)).length);
    }
    expect(unexplained).toEqual([1, 1, 1, 0, 0]);
  });
});
