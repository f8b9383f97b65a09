import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clock } from '../../../src/connect/clock.ts';
import { effort } from '../../support/effort.ts';
import { ahead, DAY, FilteredServer, FilteredZap, nextDate } from '../../support/filteredWorld.ts';

/** Polls for dates that lie ahead, by which Connect can order, and not by the time at which they come near. */

const { now } = clock;
let server: FilteredServer;
beforeEach(() => {
  server = new FilteredServer();
});
afterEach(() => {
  clock.now = now;
});

const dateKey = ({ id, billing }: FilteredServer['rows'][number]) => `${id}@${billing.next_date}`;

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
