import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WINDOW } from '../../../src/zapier/polling/byState.ts';
import { MAX_NEW } from '../../../src/zapier/polling/source.ts';
import { effort } from '../../support/effort.ts';
import { type Happening, happening, keyOf, StateWorld } from './stateWorld.ts';

interface Told {
  /** The most events that one poll fired while it remembered. */
  fired: number;
  /** What each poll asked for. */
  calls: number[][];
}

/**
 * Plays a history, and lets the Zap catch up at its end. An event is owed when its row and state are there at a poll
 * that arrives and that needn't leave it for a later one: a state that is passed before its turn was never to be seen.
 */
const play = async (world: StateWorld, history: readonly Happening[]): Promise<Told> => {
  const told: Told = { fired: 0, calls: [] };
  const look = async (outcome: 'arrives' | 'lost' | 'fails') => {
    const remembers = world.memory !== undefined;
    const open = world.rows.slice(-WINDOW).map(keyOf);
    const waiting = open.filter((key) => !world.seen.has(key) && !world.lost.has(key));
    const { fired } = await world.poll(outcome);
    told.calls.push([...world.calls]);
    if (outcome === 'arrives') {
      // Oldest first: those beyond the bound wait, and may be passed by meanwhile.
      for (const key of remembers ? waiting.slice(0, MAX_NEW) : waiting) world.owed.add(key);
      for (const key of open) if (world.lost.has(key)) world.owed.add(key);
    }
    if (remembers && outcome !== 'fails') told.fired = Math.max(told.fired, fired);
  };
  for (const one of history) {
    if (one.do === 'arrive') world.add(one.count);
    if (one.do === 'change') world.change(one.count, one.back);
    if (one.do === 'forget') world.memory = undefined;
    if (one.do === 'poll') await look(one.outcome);
  }
  // Then it gets quiet, and the Zap catches up.
  for (let quiet = 0; quiet < WINDOW / MAX_NEW + 1; quiet += 1) await look('arrives');
  for (const row of world.rows.slice(-WINDOW)) world.owed.add(keyOf(row));
  return told;
};

const RUNS = effort(600, 60);

describe(`a poll by state, over ${RUNS * 1.5} histories`, () => {
  const histories = (withForgetting: boolean) =>
    fc.array(happening(withForgetting), { minLength: 5, maxLength: 40 });

  it.each([
    [false, RUNS],
    [true, RUNS / 2],
  ])(
    'fires for each state exactly once, whatever happens (memory that forgets: %s)',
    async (forgets, numRuns) => {
      await fc.assert(
        fc.asyncProperty(histories(forgets), fc.integer({ min: 0, max: 700 }), async (history, before) => {
          const world = new StateWorld();
          world.add(before);
          await world.turnOn();
          const known = new Set(world.seen);
          const { fired, calls } = await play(world, history);
          // None is missing, none fires twice, and none fires that was there before the Zap was turned on.
          expect([...world.owed].filter((key) => !world.seen.has(key))).toEqual([]);
          expect(new Set(world.delivered).size).toBe(world.delivered.length);
          expect(world.delivered.filter((key) => known.has(key))).toEqual([]);
          expect(fired).toBeLessThanOrEqual(MAX_NEW);
          expect(calls.every((one) => one.length === 1 && one[0] === WINDOW)).toBe(true);
          expect(world.memory?.seen.length).toBeLessThanOrEqual(WINDOW);
        }),
        { numRuns },
      );
    },
    120_000,
  );

  it('fires for all that is within the window at a poll, where nothing is remembered', async () => {
    await fc.assert(
      fc.asyncProperty(histories(false), async (history) => {
        const world = new StateWorld();
        world.keeps = false;
        await world.turnOn();
        await play(world, history);
        expect([...world.owed].filter((key) => !world.seen.has(key))).toEqual([]);
        expect(new Set(world.delivered).size).toBe(world.delivered.length);
      }),
      { numRuns: effort(100, 40) },
    );
  });
});

describe('a poll by state', () => {
  const started = async (rows: number) => {
    const world = new StateWorld();
    world.add(rows);
    await world.turnOn();
    return world;
  };

  it('shows three rows in the editor, and remembers nothing', async () => {
    const world = new StateWorld();
    world.add(10);
    expect((await world.sample()).map(({ id }) => id)).toEqual(['UC-9', 'UC-8', 'UC-7']);
    expect(world.calls).toEqual([3]);
    expect(world.memory).toBeUndefined();
  });

  it('brings a burst in parts, the oldest first', async () => {
    const world = await started(20);
    world.add(250);
    const news: string[][] = [];
    for (let round = 0; round < 4; round += 1) {
      const before = world.delivered.length;
      await world.poll();
      news.push(world.delivered.slice(before));
    }
    expect(news.map(({ length }) => length)).toEqual([100, 100, 50, 0]);
    expect(news[0]?.toSorted()).toEqual(
      Array.from({ length: 100 }, (_unused, index) => `UC-${index + 20}:0`).toSorted(),
    );
  });

  it('hands on newest first', async () => {
    const world = await started(5);
    world.add(3);
    const { rows } = await world.poll();
    expect(rows.map(({ id }) => id)).toEqual(world.rows.map(({ id }) => id).reverse());
  });

  it('brings again what an answer held that got lost', async () => {
    const world = await started(5);
    world.add(30);
    await world.poll('lost');
    expect(world.delivered).toEqual([]);
    await world.poll();
    expect(world.delivered).toHaveLength(30);
  });

  it('fires for a state that a row comes back to only once', async () => {
    const world = await started(1);
    const [row] = world.rows;
    if (!row) throw new Error('no row');
    const fired: number[] = [];
    for (const state of [1, 0, 1, 2]) {
      row.state = state;
      fired.push((await world.poll()).fired);
    }
    expect(fired).toEqual([1, 0, 0, 1]);
  });

  it('keeps an answer within what Zapier takes, and gives up known rows for new ones', async () => {
    const world = await started(20);
    for (const row of world.rows) row.text = 'x'.repeat(400_000);
    world.add(5);
    const { rows, fired } = await world.poll();
    expect(fired).toBe(5);
    expect(JSON.stringify(rows).length).toBeLessThan(6_000_000);
    expect(rows.slice(0, 5).map(({ id }) => id)).toEqual(['UC-24', 'UC-23', 'UC-22', 'UC-21', 'UC-20']);
  });

  it('begins on an empty account', async () => {
    const world = await started(0);
    world.add(3);
    expect((await world.poll()).fired).toBe(3);
  });
});

it('does not fire for objects that were beyond the window when the Zap was turned on', async () => {
  const world = new StateWorld();
  world.add(WINDOW + 50);
  await world.turnOn();
  world.rows.splice(-50);
  await world.poll();
  expect(world.delivered).toEqual([]);
  world.rows.push({ id: `UC-${WINDOW + 50}`, state: 0 });
  await world.poll();
  expect(world.delivered).toEqual([`UC-${WINDOW + 50}:0`]);
});

it('leaves out a file that can not be read, says so, and brings it when it can', async () => {
  const world = new StateWorld();
  world.add(3);
  await world.turnOn();
  world.add(2);
  world.unreadable.add('UC-4');
  await world.poll();
  expect(world.delivered).toEqual(['UC-3:0']);
  expect(world.lines).toEqual([
    "Left out usage file UC-4: stats doesn't have the form that Connect documents. Later polls try it again.",
  ]);
  world.unreadable.clear();
  await world.poll();
  expect(world.delivered).toEqual(['UC-3:0', 'UC-4:0']);
});

it('looks at the whole window of a server that gives fewer rows at once', async () => {
  const world = new StateWorld();
  world.cap = 120;
  world.add(450);
  await world.turnOn();
  expect(world.calls).toHaveLength(4);
  for (const row of world.rows.slice(0, 3)) row.state += 1;
  await world.poll();
  expect(world.delivered).toEqual(['UC-2:1', 'UC-1:1', 'UC-0:1']);
});
