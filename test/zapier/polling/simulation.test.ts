import { afterEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { clock } from '../../../src/connect/clock.ts';
import { EMPTY } from '../../../src/zapier/polling/memory.ts';
import { MAX_CALLS, MAX_NEW } from '../../../src/zapier/polling/source.ts';
import { effort } from '../../support/effort.ts';
import { type Follows, Server, Zap } from '../../support/pollWorld.ts';
import { DAY, type Happening, happening, MINUTE, manner } from './happenings.ts';

/** For each of the three: 1 000 histories in CI. */
const RUNS = effort(340, 10);
/** Of each of their worlds. */
const LEAST = effort(5, 2);

const { now, sleep } = clock;
afterEach(() => {
  Object.assign(clock, { now, sleep });
});

interface Told {
  /** The most calls that one poll made, and the most events that it fired for the first time. */
  calls: number;
  fired: number;
}

/** Plays a history, and lets the Zaps catch up at its end. */
const play = async (server: Server, all: Zap[], history: readonly Happening[]): Promise<Told> => {
  const told: Told = { calls: 0, fired: 0 };
  const zaps = all.slice(0, 1);
  const areSeveral = all.length > 1;
  let number = 0;
  const lastPoll = new Map<Zap, number>();
  for (const zap of zaps) {
    await zap.turnOn();
    lastPoll.set(zap, server.now);
  }
  const add = (created: number, more: Partial<(typeof server.rows)[number]> = {}) => {
    number += 1;
    server.rows.push({
      id: `PR-${number}`,
      created,
      updated: created,
      visible: server.now,
      isPending: true,
      entries: 1,
      edits: 0,
      ...more,
    });
  };
  const pick = (step: number) => {
    const rows = server.visibleRows();
    return rows[(number * 31 + step * 7) % Math.max(1, rows.length)];
  };
  const change = (count: number, doing: (row: (typeof server.rows)[number]) => void) => {
    for (let step = 0; step < count; step += 1) {
      const row = pick(step);
      server.now += 1;
      if (!row) continue;
      doing(row);
      row.updated = server.now;
    }
  };
  const touch = (count: number) =>
    change(count, (row) => {
      row.edits += 1;
    });
  // Out of the state and, at the next one, back in: half of them between two polls.
  const bounce = (count: number) =>
    change(count, (row) => {
      if (row.isPending && number % 2) row.isPending = false;
      else {
        row.isPending = true;
        row.entries += 1;
      }
    });
  const look = async (zap: Zap, outcome: 'arrives' | 'lost' | 'fails') => {
    const fired = await zap.poll(outcome);
    lastPoll.set(zap, server.now);
    told.calls = Math.max(told.calls, server.calls.length);
    if (!areSeveral || zap.key !== 'poll:shared') told.fired = Math.max(told.fired, fired);
    server.now += 1;
  };
  /** Zapier polls every 1 to 15 minutes, whatever else happens. */
  const keepPace = async () => {
    for (const zap of zaps)
      if (server.now - (lastPoll.get(zap) ?? server.now) > 40 * MINUTE) await look(zap, 'arrives');
  };

  for (const step of history) {
    if (step.do === 'wait') {
      for (let left = step.ms; left > 0; left -= 15 * MINUTE) {
        server.now += Math.min(left, 15 * MINUTE);
        if (areSeveral) await keepPace();
      }
    }
    if (step.do === 'forget') {
      const [key] = server.kept.keys();
      if (key && step.how === 'lost') server.kept.delete(key);
      if (key && step.how === 'garbled') server.kept.set(key, '{"start":');
      if (key && step.how === 'old') server.kept.set(key, JSON.stringify({ start: 5, seen: [['a', 1]] }));
      if (key && step.how === 'future')
        server.kept.set(key, JSON.stringify({ ...EMPTY, start: server.now + 90 * DAY }));
      if (key && step.how !== 'lost') {
        // What can't be used is as good as lost.
        for (const zap of zaps) zap.wasForgotten = true;
      }
    }
    if (step.do === 'cache') {
      server.cacheIs = step.is;
      for (const zap of zaps) await look(zap, 'arrives');
      server.cacheIs = 'well';
    }
    if (step.do === 'touch') touch(step.count);
    if (step.do === 'bounce') bounce(step.count);
    if (step.do === 'remove') server.rows.splice(number % Math.max(1, server.rows.length), 1);
    if (step.do === 'garble') {
      const row = server.rows.at(-1);
      if (row) server.unreadable.add(row.id);
    }
    if (step.do === 'mend') server.unreadable.clear();
    if (step.do === 'arriveWithoutUpdate')
      for (let count = 0; count < step.count; count += 1) {
        server.now += 1;
        add(server.now, { updated: undefined });
      }
    if (step.do === 'placeDraft') {
      server.now += 1;
      add(server.now - step.age, { updated: server.now });
    }
    if (step.do === 'arriveAhead') add(server.now + step.ahead);
    if (step.do === 'arriveLate') add(server.now - step.late);
    if (step.do === 'arrive') {
      for (let count = 0; count < step.count; count += 1) {
        server.now += step.apart;
        add(server.now);
      }
    }
    if (step.do === 'turnOn') {
      const next = all[zaps.length];
      if (next) {
        zaps.push(next);
        await next.turnOn();
        lastPoll.set(next, server.now);
      }
    }
    const zap = 'zap' in step ? zaps[step.zap] : undefined;
    // One of them stays; what the others have taken together with it is its own all the same.
    if (zap && step.do === 'turnOff' && zaps.length > 1) {
      zaps.splice(zaps.indexOf(zap), 1);
      all.splice(all.indexOf(zap), 1);
    }
    if (zap && step.do === 'poll') await look(zap, step.outcome);
    if (zap && step.do === 'pollWhileChanging') {
      server.meanwhile = () => {
        touch(3);
        add(server.now);
        if (step.removes) server.rows.splice((number * 13) % Math.max(1, server.rows.length), 1);
      };
      await look(zap, 'arrives');
      server.meanwhile = () => {};
    }
    if (areSeveral) await keepPace();
  }
  // Then it gets quiet, all can be read again, and the Zaps catch up.
  server.unreadable.clear();
  // Zaps that share a memory hand over again for an hour what each of them has taken, before they take more.
  const rounds = zaps.some(({ key }) => key === 'poll:shared') ? 80 : 36;
  for (let quiet = 0; quiet < rounds; quiet += 1) {
    server.now += quiet < 24 ? MINUTE : 10 * MINUTE;
    for (const zap of zaps) await look(zap, 'arrives');
  }
  all.splice(zaps.length);
  return told;
};

/** Keys that have to have fired and did not: of all that is there at the end. */
const missing = (zap: Zap): string[] =>
  zap.server
    .visibleRows()
    .filter((row) => !zap.excused.has(zap.keyOf(row)))
    .filter((row) => zap.follows !== 'entry' || row.isPending)
    .map((row) => zap.keyOf(row))
    .filter((key) =>
      zap.follows === 'entry' ? ![...zap.seen].some((one) => one.startsWith(`${key}@`)) : !zap.seen.has(key),
    );

const CASES: [string, Follows][] = [
  ['new objects', 'object'],
  ['updated objects', 'update'],
  ['objects that enter a state', 'entry'],
];

describe.each(CASES)(`polling for %s, over ${RUNS} histories`, (_name, follows) => {
  it.each([
    ['one Zap', { forgets: false, zaps: 1, named: true }, 0.4],
    ['one Zap whose memory is lost now and then', { forgets: true, zaps: 1, named: true }, 0.2],
    ['one Zap that Zapier does not name', { forgets: false, zaps: 1, named: false }, 0.1],
    ['two Zaps of one configuration', { forgets: false, zaps: 2, named: true }, 0.05],
    ['three Zaps of one configuration', { forgets: false, zaps: 3, named: true }, 0.05],
    ['two Zaps that Zapier does not name', { forgets: false, zaps: 2, named: false }, 0.1],
    ['three Zaps that Zapier does not name', { forgets: false, zaps: 3, named: false }, 0.1],
  ])(
    '%s: each event fires exactly once',
    async (_who, { forgets, zaps: count, named }, share) => {
      const histories = fc.array(happening({ forgets, zaps: count }), { minLength: 5, maxLength: 45 });
      const skews = fc.constantFrom(0, 0, -3_600_000, 1_200_000);
      await fc.assert(
        fc.asyncProperty(
          histories,
          manner,
          skews,
          fc.nat({ max: 40 }),
          async (history, how, skew, before) => {
            const server = new Server(how);
            for (let old = 0; old < before; old += 1) {
              const time = server.now - old * 1_000;
              server.rows.push({
                id: `PR-${9_000 + old}`,
                created: time,
                updated: time,
                visible: 0,
                isPending: true,
                entries: 1,
                edits: 0,
              });
            }
            const zaps = Array.from(
              { length: count },
              (_unused, index) => new Zap(server, { follows, skew, id: named ? `zap-${index}` : undefined }),
            );
            const { calls, fired } = await play(server, zaps, history);
            for (const zap of zaps) {
              expect(missing(zap)).toEqual([]);
              expect(new Set(zap.delivered).size).toBe(zap.delivered.length);
              // None fires that was there before the Zap was turned on.
              expect(zap.delivered.filter((key) => zap.atStart.has(key))).toEqual([]);
              if (follows === 'entry') expect(zap.tooMany()).toEqual([]);
            }
            if (!forgets) expect(fired).toBeLessThanOrEqual(MAX_NEW);
            if (!forgets) expect(calls).toBeLessThanOrEqual(MAX_CALLS);
          },
        ),
        { numRuns: Math.max(LEAST, Math.round(RUNS * share)), endOnFailure: true },
      );
    },
    900_000,
  );
});
