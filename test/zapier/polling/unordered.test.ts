import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clock } from '../../../src/connect/clock.ts';
import { inOrder } from '../../../src/zapier/polling/unordered.ts';
import { effort } from '../../support/effort.ts';
import {
  ahead,
  DAY,
  FilteredServer,
  FilteredZap,
  nextDate,
  type Row,
  updates,
} from '../../support/filteredWorld.ts';

/** Polls of what Connect can filter by a time, and not order by it: updates of subscriptions, and dates that lie ahead. */

const { now } = clock;
let server: FilteredServer;
beforeEach(() => {
  server = new FilteredServer();
});
afterEach(() => {
  clock.now = now;
});

const updateKey = ({ id, events }: FilteredServer['rows'][number]) => `${id}@${events.updated.at}`;
const dateKey = ({ id, billing }: FilteredServer['rows'][number]) => `${id}@${billing.next_date}`;

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

describe('dates that lie ahead', () => {
  const zapOf = async (days: number) => {
    const zap = new FilteredZap(server, ahead(days), dateKey);
    await zap.turnOn();
    return zap;
  };

  it('fire so many days before, once', async () => {
    const row = server.add({ date: server.now + 10 * DAY });
    const zap = await zapOf(7);
    expect(await zap.poll()).toEqual([]);
    server.now += 3 * DAY - 1;
    expect(await zap.poll()).toEqual([]);
    server.now += 1;
    expect(await zap.poll()).toEqual([dateKey(row)]);
    server.now += DAY;
    server.change(row);
    expect(await zap.poll()).toEqual([]);
  });

  it('do not fire again for what was there when the Zap was turned on', async () => {
    const row = server.add({ date: server.now + 3 * DAY });
    const zap = await zapOf(7);
    await zap.drain();
    server.now += 4 * DAY;
    server.renew(row, server.now + 29 * DAY);
    expect(await zap.poll()).toEqual([]);
    server.now += 22 * DAY;
    expect(await zap.poll()).toEqual([dateKey(row)]);
  });

  it('fire when a date is moved near, and again when it is moved to another day', async () => {
    const row = server.add({ date: server.now + 20 * DAY });
    const zap = await zapOf(7);
    server.now += 3_600_000;
    server.change(row, server.now + 5 * DAY);
    expect(await zap.poll()).toEqual([dateKey(row)]);
    server.now += 3_600_000;
    server.change(row, server.now + 6 * DAY);
    expect(await zap.poll()).toEqual([dateKey(row)]);
    server.change(row, server.now + 40 * DAY);
    expect(await zap.poll()).toEqual([]);
    server.now += 33 * DAY;
    expect(await zap.poll()).toEqual([dateKey(row)]);
  });

  it('fire for what is activated later than that', async () => {
    const zap = await zapOf(7);
    server.now += DAY;
    const row = server.add({ date: server.now + 2 * DAY });
    expect(await zap.poll()).toEqual([dateKey(row)]);
  });

  it('of each month fire each month, also with more days than a month has, and those of years in time', async () => {
    const monthly = server.add({ date: server.now + 40 * DAY });
    const yearly = server.add({ date: server.now + 100 * DAY, uom: 'yearly' });
    const zap = await zapOf(90);
    expect(await zap.poll()).toEqual([]);
    server.now += 10 * DAY;
    expect(await zap.poll()).toEqual([dateKey(yearly)]);
    server.now += 3 * DAY;
    expect(await zap.poll()).toEqual([dateKey(monthly)]);
    for (let month = 0; month < 3; month += 1) {
      server.now = Date.parse(monthly.billing.next_date) + 1;
      // Connect's own renewal is no update of the subscription.
      server.renew(monthly, server.now + 30 * DAY);
      expect(await zap.poll()).toEqual([]);
      server.now += 3 * DAY;
      expect(await zap.poll()).toEqual([dateKey(monthly)]);
    }
  });

  it('cost one call a poll among many', async () => {
    for (let index = 0; index < 6_000; index += 1)
      server.add({ created: server.now - 400 * DAY, date: server.now + (index * DAY) / 200 });
    const zap = await zapOf(7);
    server.now += 60_000;
    await zap.poll();
    await zap.poll();
    expect(server.calls).toBe(1);
  });

  it('fire once for each date in histories of any kind', async () => {
    const day = fc.integer({ min: 0, max: 60 });
    const happening = fc.oneof(
      { weight: 3, arbitrary: fc.record({ add: day, count: fc.constantFrom(1, 3, 3, 150, 520) }) },
      { weight: 3, arbitrary: fc.record({ move: day, every: fc.integer({ min: 1, max: 9 }) }) },
      { weight: 5, arbitrary: fc.record({ wait: fc.constantFrom(60_000, 3_600_000, DAY, 3 * DAY) }) },
      { weight: 6, arbitrary: fc.record({ isLost: fc.constantFrom(false, false, true) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 30 }),
        fc.constantFrom(1, 7, 27, 60),
        async (history, days) => {
          server = new FilteredServer();
          for (let index = 0; index < 50; index += 1) server.add({ date: server.now + index * DAY });
          const zap = await zapOf(days);
          let wasLost: boolean = false;
          for (const one of history) {
            if ('add' in one)
              for (let more = 0; more < one.count; more += 1)
                server.add({ date: server.now + one.add * DAY + more, uom: more % 2 ? 'yearly' : 'monthly' });
            else if ('move' in one)
              for (const row of server.rows.filter((_row, index) => index % one.every === 0)) {
                server.now += 1;
                server.change(row, server.now + one.move * DAY);
              }
            else if ('wait' in one) server.now += one.wait;
            else {
              const isLost: boolean = one.isLost && !wasLost;
              wasLost = isLost;
              await zap.poll(isLost);
            }
          }
          await zap.drain();
          const lead = (row: (typeof server.rows)[number]) =>
            nextDate.frequent.is(row) ? Math.min(days, 27) : days;
          const due = server.rows.filter((row) => {
            const left = Date.parse(row.billing.next_date) - server.now;
            return left > 0 && left <= lead(row) * DAY;
          });
          expect(due.map(dateKey).filter((key) => !zap.seen.has(key))).toEqual([]);
          expect(new Set(zap.delivered).size).toBe(zap.delivered.length);
        },
      ),
      { numRuns: effort(300, 15) },
    );
  });
});
