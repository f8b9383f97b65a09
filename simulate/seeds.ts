import { added } from './census.ts';
import { type Happening, historyOf } from './history.ts';
import { type Played, play } from './play.ts';
import { shrunk } from './shrink.ts';
import type { Violation } from './verdicts.ts';

/** Plays seed after seed. */

export interface Found {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

export interface Sum {
  readonly played: number;
  readonly found: readonly Found[];
  readonly counts: ReadonlyMap<string, number>;
  /** What each history was, to the last call, in their order. */
  readonly hashes: readonly string[];
}

/**
 * @param first of so many seeds.
 * @param enough ends it after so many that break something.
 * @param rule the only promise to look at, if not all.
 * @param events of each history, the first ones.
 */
export const playSeeds = async (
  first: number,
  seeds: number,
  enough: number,
  { rule, events }: { readonly rule?: string | undefined; readonly events?: number } = {},
): Promise<Sum> => {
  const counts = new Map<string, number>();
  const found: Found[] = [];
  const hashes: string[] = [];
  for (let seed = first; seed < first + seeds && found.length < enough; seed += 1) {
    const one = await play(seed, historyOf(seed).slice(0, events));
    hashes.push(one.hash);
    added(counts, one.counts);
    const violations = one.violations.filter((broken) => !rule || broken.rule === rule);
    if (violations.length) found.push({ seed, violations });
  }
  return { played: hashes.length, found, counts, hashes };
};

/** What of a seed's history matters for what it broke first, as it is played then. */
export const shrinkSeed = async (
  seed: number,
): Promise<{ history: readonly Happening[]; played: Played }> => {
  const whole = historyOf(seed);
  const first = (await play(seed, whole)).violations[0];
  const breaks = async (history: readonly Happening[]) =>
    (await play(seed, history)).violations.some(({ rule }) => rule === first?.rule);
  const history = first ? await shrunk(whole, breaks) : whole;
  return { history, played: await play(seed, history) };
};
