import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clock } from '../../../src/connect/clock.ts';
import { inOrder } from '../../../src/zapier/polling/unordered.ts';
import { effort } from '../../support/effort.ts';
import { DAY, FilteredServer, FilteredZap, type Row, updates } from '../../support/filteredWorld.ts';

/** Polls of what Connect can filter by a time, and not order by it. */

const { now } = clock;
let server: FilteredServer;
beforeEach(() => {
  server = new FilteredServer();
});
afterEach(() => {
  clock.now = now;
});

const updateKey = ({ id, events }: FilteredServer['rows'][number]) => `${id}@${events.updated.at}`;

describe('updates', () => {
  const zapOf = async () => {
    const zap = new FilteredZap(server, updates, updateKey);
    await zap.turnOn();
    return zap;
  };
  const old = (count: number) => {
    for (let index = 0; index < count; index += 1) server.add({ created: server.now - (2 + index) * DAY });
  };

  it('of the oldest of many subscriptions fires, with one call a poll', async () => {
    old(5_000);
    const zap = await zapOf();
    expect(await zap.poll()).toEqual([]);
    expect(server.calls).toBe(1);
    server.now += 60_000;
    const oldest = server.rows.at(-1) as (typeof server.rows)[number];
    server.change(oldest);
    expect(await zap.poll()).toEqual([updateKey(oldest)]);
    expect(server.calls).toBe(1);
    expect(await zap.poll()).toEqual([]);
  });

  it('of more rows than come at once all fire, the oldest first and a hundred a poll', async () => {
    old(3_000);
    const zap = await zapOf();
    const changed = server.rows.filter((_row, index) => index % 2);
    for (const row of changed) {
      server.now += 10;
      server.change(row);
    }
    const first = await zap.poll();
    expect(first.reverse()).toEqual(changed.slice(0, 100).map(updateKey));
    expect(server.calls).toBeLessThanOrEqual(10);
    await zap.drain();
    expect(zap.delivered.toSorted()).toEqual(changed.map(updateKey).toSorted());
  });

  it('of more rows than come at once fire when all are of one millisecond', async () => {
    old(620);
    const zap = await zapOf();
    server.now += 1_000;
    for (const row of server.rows) server.change(row);
    await zap.drain();
    expect(zap.delivered.toSorted()).toEqual(server.rows.map(updateKey).toSorted());
  });

  it('of a great many rows fire, also where most are of one millisecond, with two dozen calls a poll at most', async () => {
    const [spread, atOnce] = [effort(6_000, 600), effort(3_000, 1_000)];
    old(spread + atOnce + 3_000);
    const zap = await zapOf();
    for (const row of server.rows.slice(0, spread)) {
      server.now += 7;
      server.change(row);
    }
    for (const row of server.rows.slice(spread, spread + atOnce)) server.change(row);
    await zap.drain();
    expect(zap.mostCalls).toBeLessThanOrEqual(24);
    const changed = server.rows.slice(0, spread + atOnce).map(updateKey);
    expect(changed.filter((key) => !zap.seen.has(key))).toEqual([]);
  });

  it('that were before a Zap was turned on do not fire, beyond the look-back neither', async () => {
    old(2_000);
    for (const row of server.rows.slice(0, 900)) {
      server.now += 7_000;
      server.change(row);
    }
    const zap = await zapOf();
    await zap.drain();
    expect(zap.delivered).toEqual([]);
  });

  it('that happened together with the oldest one of the look-back do not fire', async () => {
    for (let index = 0; index < 1_500; index += 1)
      server.add({ created: server.now - (2 + Math.floor(index / 8)) * DAY });
    const zap = await zapOf();
    await zap.drain();
    expect(zap.delivered).toEqual([]);
  });

  it('that happened together with the oldest one of the look-back do not fire after the memory was lost', async () => {
    for (let index = 0; index < 1_500; index += 1)
      server.add({ created: server.now - (2 + Math.floor(index / 8)) * DAY });
    const zap = await zapOf();
    const changed = server.rows.slice(700, 820);
    for (const row of changed) server.change(row);
    zap.memory = undefined;
    await zap.drain();
    expect(zap.delivered.toSorted()).toEqual(changed.map(updateKey).toSorted());
  });

  it('that were before do not fire at a server whose pages are small and come in another order each time', async () => {
    Object.assign(server, { size: 60_000, isUnstable: true });
    for (let index = 0; index < 1_500; index += 1)
      server.add({ created: server.now - (2 + Math.floor(index / 8)) * DAY });
    const zap = await zapOf();
    await zap.drain();
    expect(zap.delivered).toEqual([]);
  });

  it.each([
    true,
    false,
  ])('fire each where another goes between two pages, with totals: %s', async (saysTotal) => {
    old(400);
    Object.assign(server, { cap: 50, saysTotal });
    const zap = await zapOf();
    await zap.drain();
    const changed = server.rows.slice(0, 95);
    for (const row of changed) {
      server.now += 30_000;
      server.change(row);
    }
    // One that is read first goes, so that all after it move up; and a new one takes its place for the next poll.
    for (let polls = 0; polls < 2; polls += 1) {
      const left = changed.length - 1;
      server.meanwhile = () => {
        if (changed.length > left) server.rows.splice(server.rows.indexOf(changed.splice(3, 1)[0] as Row), 1);
      };
      await zap.poll();
      server.add();
    }
    await zap.drain();
    expect(changed.map(updateKey).filter((key) => !zap.seen.has(key))).toEqual([]);
  });

  it.each([70, 1_000])('are found where with each call another one comes, %d at once', async (cap) => {
    old(300);
    Object.assign(server, { cap, saysTotal: false });
    const zap = await zapOf();
    const known = new Set(server.rows);
    server.meanwhile = () => {
      server.now += 20;
      server.add();
    };
    await zap.poll();
    expect(zap.mostCalls).toBeLessThanOrEqual(40);
    server.meanwhile = () => {};
    await zap.drain();
    const added = server.rows.filter((row) => !known.has(row)).map(updateKey);
    expect(added.filter((key) => !zap.seen.has(key))).toEqual([]);
  });

  it('fire once each in histories of any kind', async () => {
    const happening = fc.oneof(
      { weight: 2, arbitrary: fc.record({ add: fc.integer({ min: 1, max: 20 }) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          change: fc.integer({ min: 1, max: 700 }),
          every: fc.constantFrom(0, 0, 1, 500, 60_000),
        }),
      },
      { weight: 3, arbitrary: fc.record({ wait: fc.constantFrom(1, 60_000, 900_000, DAY) }) },
      { weight: 4, arbitrary: fc.record({ isLost: fc.constantFrom(false, false, true) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 25 }),
        fc.constantFrom(1_000, 120),
        fc.boolean(),
        async (history, cap, saysTotal) => {
          server = new FilteredServer();
          Object.assign(server, { cap, saysTotal });
          old(400);
          const zap = await zapOf();
          const atStart = new Set(server.rows.map(updateKey));
          let wasLost: boolean = false;
          for (const one of history) {
            if ('add' in one) for (let more = 0; more < one.add; more += 1) server.add();
            else if ('change' in one)
              for (const row of server.rows.slice(0, one.change)) {
                server.now += one.every;
                server.change(row);
              }
            else if ('wait' in one) server.now += one.wait;
            else {
              // Two lost answers in a row are beyond the promise.
              const isLost: boolean = one.isLost && !wasLost;
              wasLost = isLost;
              await zap.poll(isLost);
            }
          }
          await zap.drain();
          // A server that gives few rows, and doesn't say how many there are, costs more.
          if (saysTotal || cap === 1_000) expect(zap.mostCalls).toBeLessThanOrEqual(10);
          const due = server.rows.map(updateKey).filter((key) => !atStart.has(key));
          expect(due.filter((key) => !zap.seen.has(key))).toEqual([]);
          expect(zap.delivered.filter((key) => atStart.has(key))).toEqual([]);
        },
      ),
      { numRuns: effort(300, 5) },
    );
  });

  it('fire each, also where more change at one time than a server gives at once', async () => {
    server = new FilteredServer();
    Object.assign(server, { cap: 120, saysTotal: true });
    old(400);
    const zap = await zapOf();
    const atStart = new Set(server.rows.map(updateKey));
    for (const row of server.rows.slice(0, 207)) {
      server.now += 60_000;
      server.change(row);
    }
    for (const row of server.rows.slice(0, 120)) server.change(row);
    await zap.poll(false);
    await zap.drain();
    const due = server.rows.map(updateKey).filter((key) => !atStart.has(key));
    expect(due.filter((key) => !zap.seen.has(key))).toEqual([]);
  });
});

describe('rows in order', () => {
  it('lack none where one goes and another comes between two pages', async () => {
    let times = Array.from({ length: 300 }, (_unused, index) => ((index * 113) % 300) + 1);
    const page = await inOrder<number>({
      stretch: { after: 1 },
      isNewestFirst: false,
      limit: 500,
      offset: 0,
      size: 500,
      idOf: String,
      timeOf: (time) => time,
      fetch: async ({ after, before = Number.POSITIVE_INFINITY }, _limit, offset) => {
        const all = times.filter((time) => time >= after && time < before);
        const rows = all.slice(offset, offset + 120);
        // As many as before, of which all but the first have moved up.
        if (offset === 0 && rows.length === 120)
          times = [...times.filter((time) => time !== rows[0]), 1_000 - times.length];
        return { rows, unreadable: [], total: all.length, bytes: rows.length };
      },
    });
    const known = times.filter((time) => time < (page.knownTo ?? 301));
    expect(known.filter((time) => !page.rows.includes(time))).toEqual([]);
    expect(page.rows).toEqual([...page.rows].sort((a, b) => a - b));
  });
});
