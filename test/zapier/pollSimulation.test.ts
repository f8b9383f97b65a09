import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MAX_NEW, MAX_REMEMBERED, OVERLAP } from '../../src/zapier/poll.ts';
import { effort } from '../support/effort.ts';
import { type Follows, PollWorld } from '../support/pollWorld.ts';

/** What may happen between two looks at the clock. */
type Happening =
  | { do: 'arrive'; count: number; apart: number }
  | { do: 'arriveLate'; late: number }
  | { do: 'arriveAhead'; ahead: number }
  | { do: 'arriveWithoutUpdate' }
  | { do: 'update'; count: number }
  | { do: 'wait'; ms: number }
  | { do: 'poll'; outcome: 'arrives' | 'lost' | 'fails' }
  | { do: 'pollWhileChanging' }
  | { do: 'forget' };

const MINUTE = 60_000;
/** Late and skewed rows together stay within the overlap; what lies beyond is given up, as the docs say. */
const LATENESS = OVERLAP / 2 - 1_000;

const happening = (withForgetting: boolean): fc.Arbitrary<Happening> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('arrive' as const),
        count: fc.integer({ min: 1, max: 12 }),
        apart: fc.constantFrom(0, 1, 400, 30_000),
      }),
    },
    // Imports: many at once, at one time or a little apart.
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('arrive' as const),
        count: fc.integer({ min: 90, max: 280 }),
        apart: fc.constantFrom(0, 0, 1, 40),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('arriveLate' as const),
        late: fc.integer({ min: 1, max: LATENESS }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('arriveAhead' as const),
        ahead: fc.integer({ min: 1, max: LATENESS }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('arriveWithoutUpdate' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('update' as const), count: fc.integer({ min: 1, max: 8 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        ms: fc.constantFrom(1, 1_000, MINUTE, 15 * MINUTE, 24 * 60 * MINUTE),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('poll' as const),
        outcome: fc.constantFrom(
          'arrives' as const,
          'arrives' as const,
          'arrives' as const,
          'lost' as const,
          'fails' as const,
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('pollWhileChanging' as const) }) },
    ...(withForgetting ? [{ weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) }] : []),
  );

interface Told {
  /** The most calls that one poll made, and the most events that it fired for the first time. */
  calls: number;
  fired: number;
}

/** Plays a history, and lets the Zap catch up at its end. */
const play = async (world: PollWorld, history: readonly Happening[]): Promise<Told> => {
  const told: Told = { calls: 0, fired: 0 };
  let number = 0;
  let lostBefore = false;
  const add = (created: number, more: { visible?: number; updated?: number | undefined } = {}) => {
    number += 1;
    world.rows.push({ id: `PR-${number}`, created, updated: created, visible: world.now, ...more });
  };
  const update = (count: number) => {
    const rows = world.visibleRows();
    for (let done = 0; done < count && rows.length; done += 1) {
      const row = rows[(number * 31 + done * 7) % rows.length];
      world.now += 1;
      if (row) row.updated = world.now;
    }
  };
  const look = async (outcome: 'arrives' | 'lost' | 'fails') => {
    const fired = await world.poll(outcome);
    told.calls = Math.max(told.calls, outcome === 'fails' ? 0 : world.calls);
    told.fired = Math.max(told.fired, fired);
    if (outcome !== 'fails') lostBefore = outcome === 'lost';
    world.now += 1;
  };

  for (const one of history) {
    if (one.do === 'wait') world.now += one.ms;
    if (one.do === 'forget') world.memory = undefined;
    if (one.do === 'update') update(one.count);
    if (one.do === 'arriveWithoutUpdate') add(world.now, { updated: undefined });
    if (one.do === 'arriveAhead') add(world.now + one.ahead);
    if (one.do === 'arriveLate') add(world.now - one.late);
    if (one.do === 'arrive') {
      for (let count = 0; count < one.count; count += 1) {
        world.now += one.apart;
        add(world.now);
      }
    }
    // One answer that is lost is healed by the next poll; two in a row are beyond the promise.
    if (one.do === 'poll') await look(one.outcome === 'lost' && lostBefore ? 'arrives' : one.outcome);
    if (one.do === 'pollWhileChanging') {
      world.meanwhile = () => {
        update(3);
        add(world.now);
      };
      await look('arrives');
      world.meanwhile = () => {};
    }
  }
  // Then it gets quiet, and the Zap catches up.
  for (let quiet = 0; quiet < 40; quiet += 1) {
    world.now += MINUTE;
    await look('arrives');
  }
  return told;
};

/** Events that have to have fired: all states that are there at the end. */
const owed = (world: PollWorld) =>
  world
    .visibleRows()
    .map((row) => world.keyOf(row))
    .filter((key) => !world.excused.has(key));

/** The most events at one time. */
const mostAtOnce = (world: PollWorld): number => {
  const counts = new Map<number, number>();
  for (const row of world.rows) {
    const time = world.timeOf(row);
    counts.set(time, (counts.get(time) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
};

const RUNS = effort(360, 90);

describe.each<[string, Follows]>([
  ['new objects', 'created'],
  ['updated objects', 'updated'],
])(`polling for %s, over ${RUNS * 1.5} histories`, (_name, follows) => {
  const histories = (withForgetting: boolean) =>
    fc.array(happening(withForgetting), { minLength: 5, maxLength: 45 });

  it('fires for each event exactly once, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(histories(false), fc.integer({ min: 0, max: 40 }), async (history, before) => {
        const world = new PollWorld(follows);
        for (let old = 0; old < before; old += 1) {
          world.rows.push({
            id: `OLD-${old}`,
            created: world.now - old * 1_000,
            updated: world.now - old * 1_000,
            visible: 0,
          });
        }
        await world.turnOn();
        const known = new Set(world.seen);
        const { calls, fired } = await play(world, history);
        // None is missing, none fires twice, and none fires that was there before the Zap was turned on.
        expect(owed(world).filter((key) => !world.seen.has(key))).toEqual([]);
        expect(new Set(world.delivered).size).toBe(world.delivered.length);
        expect(world.delivered.filter((key) => known.has(key))).toEqual([]);
        expect(fired).toBeLessThanOrEqual(MAX_NEW);
        expect(calls).toBeLessThanOrEqual(4);
        // All events at the very time where memory begins are kept, however many they are.
        const remembered = MAX_REMEMBERED + MAX_NEW * 4 + mostAtOnce(world);
        expect(world.memory?.seen.length ?? 0).toBeLessThanOrEqual(remembered);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('fires for all of the look-back after the memory was lost', async () => {
    await fc.assert(
      fc.asyncProperty(histories(true), async (history) => {
        const world = new PollWorld(follows);
        await world.turnOn();
        await play(world, history);
        expect(owed(world).filter((key) => !world.seen.has(key))).toEqual([]);
        expect(new Set(world.delivered).size).toBe(world.delivered.length);
      }),
      { numRuns: RUNS / 2 },
    );
  }, 120_000);

  it.each([
    'forgets',
    'none',
  ] as const)('fires for what the newest page holds when the cache %s', async (cache) => {
    const world = new PollWorld(follows);
    world.cache = cache;
    await world.turnOn();
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 60; count += 1) {
        world.now += 1_000;
        world.rows.push({
          id: `PR-${round}-${count}`,
          created: world.now,
          updated: world.now,
          visible: world.now,
        });
      }
      expect(await world.poll()).toBe(60);
      expect(world.calls).toBe(1);
    }
  });
});
