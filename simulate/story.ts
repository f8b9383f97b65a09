import type { Played } from './play.ts';

/** A history that broke something, told. */

/** @param length of the whole history, of which these events are left. */
export const storyOf = (seed: number, { story, violations }: Played, left: number, length: number): string =>
  [
    `Seed ${seed}: ${left} of its ${length} events are enough to break it.`,
    '',
    ...story,
    '',
    ...violations.map(({ rule, text }) => `✗ ${rule}\n  ${text}`),
    '',
    `Again: npm run simulate -- --seeds 1 --seed ${seed}`,
  ].join('\n');
