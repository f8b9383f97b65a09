import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sideBySide } from '../../src/requests/support/sideBySide.ts';

const pause = () => new Promise((resolve) => setImmediate(resolve));

it('runs no more than so many at once, all of them, and gives the results in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 6 }),
      async (waits, most) => {
        let [running, peak] = [0, 0];
        const results = await sideBySide(waits, most, async (turns) => {
          running += 1;
          peak = Math.max(peak, running);
          for (let turn = 0; turn <= turns; turn += 1) await pause();
          running -= 1;
          return turns;
        });
        expect(results).toEqual(waits);
        expect(peak).toBeLessThanOrEqual(most);
        expect(peak).toBe(Math.min(most, waits.length));
      },
    ),
    { numRuns: 50 },
  );
});

it('starts nothing after a failure, and lets what runs come to its end', async () => {
  const ended: number[] = [];
  const run = sideBySide([1, 2, 3, 4], 2, async (one) => {
    await pause();
    if (one === 1) throw new Error('No.');
    await pause();
    ended.push(one);
  });
  await expect(run).rejects.toThrow('No.');
  expect(ended).toEqual([2]);
});
