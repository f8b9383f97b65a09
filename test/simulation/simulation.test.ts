import { describe, expect, it } from '@jest/globals';
import { gapsIn, NAMES, tableOf } from '../../simulate/census.ts';
import { DEFECTS, fits } from '../../simulate/defects.ts';
import { type Happening, historyOf } from '../../simulate/history.ts';
import { play } from '../../simulate/play.ts';
import { inProcess } from '../../simulate/processes.ts';
import { playSeeds } from '../../simulate/seeds.ts';
import { shrunk } from '../../simulate/shrink.ts';
import { storyOf } from '../../simulate/story.ts';
import { effort } from '../support/effort.ts';

/** `.ci/run` plays many more, in processes of their own. */
const SEEDS = 50;
/** Of each history so much: all of it in CI, its beginning elsewhere. */
const EVENTS = effort(16, 6);

it(`${SEEDS} histories break nothing`, async () => {
  const { found, counts } = await playSeeds(1, SEEDS, 1, { events: EVENTS });
  expect(found).toEqual([]);
  expect(counts.get('deed: buy')).toBeGreaterThan(SEEDS / 2);
}, 300_000);

it('what never happened is a gap', () => {
  const all = new Map(NAMES.map((name) => [name, 1]));
  expect(gapsIn(all)).toEqual([]);
  all.delete('weather: half done');
  all.set('usage: corrected', 0);
  expect(gapsIn(all)).toEqual(['weather: half done', 'usage: corrected']);
  expect(tableOf(all)).toMatch(/usage: corrected +0\b/);
});

it.each(DEFECTS.map((one) => [one.name, one] as const))('can be put back: %s', (_name, defect) => {
  expect(fits(defect)).toBe(true);
});

it('what is broken is told with its story, and how to play it again', () => {
  const violations = [{ rule: 'an order is placed once', text: 'placed twice' }];
  const played = { violations, story: ['03-02 08:00:00  somebody orders'], counts: new Map(), hash: '' };
  const story = storyOf(365, played, 2, 18);
  expect(story).toContain('Seed 365: 2 of its 18 events are enough to break it.');
  expect(story).toContain('somebody orders');
  expect(story).toContain('✗ an order is placed once\n  placed twice');
  expect(story).toContain('npm run simulate -- --seeds 1 --seed 365');
});

describe('a history', () => {
  it('is the same for the same seed, to each call and each answer', async () => {
    for (const seed of [9, 1, 23].slice(0, effort(3, 1))) {
      const [first, second] = [await play(seed, historyOf(seed)), await play(seed, historyOf(seed))];
      expect(second.hash).toBe(first.hash);
      expect(second.story).toEqual(first.story);
    }
  });

  it('is the same in another process', async () => {
    const seeds = effort(12, 1);
    const { hashes } = await playSeeds(7, seeds, seeds);
    expect((await inProcess(7, seeds)).hashes).toEqual(hashes);
  }, 300_000);

  it('is another one for another seed', async () => {
    const [one, other] = [await play(1, historyOf(1)), await play(2, historyOf(2))];
    expect(one.hash).not.toBe(other.hash);
  });

  it('shrinks to the events, and to what befalls them, that it takes', async () => {
    const needs = (history: readonly Happening[]) =>
      Promise.resolve(
        history.some((one) => one.do === 'buy' && one.gusts.some(({ kind }) => kind === 'cut after')) &&
          history.some((one) => one.do === 'replay'),
      );
    const seeds = Array.from({ length: 4_000 }, (_, seed) => seed);
    let seed: number | undefined;
    for (const one of seeds) if (seed === undefined && (await needs(historyOf(one)))) seed = one;
    const left = await shrunk(historyOf(seed ?? 0), needs);
    expect(left.map((one) => one.do).sort()).toEqual(['buy', 'replay']);
    expect(left.flatMap(({ gusts }) => gusts.map(({ kind }) => kind))).toEqual(['cut after']);
    expect(left.map(({ mood }) => mood)).toEqual(['works', 'works']);
  });
});
