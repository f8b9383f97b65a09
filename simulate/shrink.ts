import type { Happening } from './history.ts';

/** Makes a history that breaks something as short as it can be: what is left is what matters. */

/** Whether a history still breaks the same. */
export type Breaks = (history: readonly Happening[]) => Promise<boolean>;

/** Leaves out as many as it can, larger parts first. */
const withoutParts = async (history: readonly Happening[], breaks: Breaks): Promise<readonly Happening[]> => {
  let left = history;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length; ) {
      const shorter = [...left.slice(0, from), ...left.slice(from + size)];
      if (shorter.length < left.length && (await breaks(shorter))) left = shorter;
      else from += size;
    }
  }
  return left;
};

/** A happening with one thing less that befalls it, in every way. */
const simpler = (one: Happening): Happening[] => {
  const without = (gusts: Happening['gusts'], at: number) => gusts.filter((_, index) => index !== at);
  const plain: Happening[] = one.gusts.map((_, at) => ({ ...one, gusts: without(one.gusts, at) }));
  if (one.mood !== 'works') plain.push({ ...one, mood: 'works' });
  if ('twice' in one && one.twice) plain.push({ ...one, twice: false });
  if (one.do === 'poll' && one.isLost) plain.push({ ...one, isLost: false });
  if (one.do === 'poll') plain.push(...one.work.map((_, at) => ({ ...one, work: without(one.work, at) })));
  if ('meanwhile' in one) {
    const { meanwhile: _meanwhile, ...rest } = one;
    plain.push(rest as Happening);
  }
  return plain;
};

/** Leaves out all that befalls a happening without being needed. */
const withoutWeather = async (
  history: readonly Happening[],
  breaks: Breaks,
): Promise<readonly Happening[]> => {
  let left = history;
  for (let at = 0; at < left.length; ) {
    let found: readonly Happening[] | undefined;
    const one = left[at];
    for (const other of one ? simpler(one) : []) {
      const plainer = left.with(at, other);
      if (!found && (await breaks(plainer))) found = plainer;
    }
    if (found) left = found;
    else at += 1;
  }
  return left;
};

/** @returns the shortest history found that breaks the same. */
export const shrunk = async (
  history: readonly Happening[],
  breaks: Breaks,
): Promise<readonly Happening[]> => {
  const shorter = await withoutParts(history, breaks);
  const plainer = await withoutWeather(shorter, breaks);
  return plainer.length < shorter.length || plainer !== shorter ? withoutParts(plainer, breaks) : plainer;
};
