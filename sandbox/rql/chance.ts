/** A whole number from 0 to `below` - 1. */
export type Chance = (below: number) => number;

/**
 * The same list with each run of equal elements as chance has it.
 * @param isTie whether two elements are equal; those that are stand side by side.
 */
export const mixed = (
  list: readonly number[],
  isTie: (a: number, b: number) => boolean,
  chance: Chance,
): number[] => {
  const found = [...list];
  for (let from = 0, to = 1; to <= found.length; to += 1) {
    const [first = 0, next] = [found[from], found[to]];
    if (next !== undefined && isTie(first, next)) continue;
    shuffle(found, from, to, chance);
    from = to;
  }
  return found;
};

/** Fisher and Yates, over a part of a list. */
const shuffle = (list: number[], from: number, to: number, chance: Chance): void => {
  for (let index = to - 1; index > from; index -= 1) {
    const other = from + chance(index - from + 1);
    const [a, b] = [list[index], list[other]];
    if (a === undefined || b === undefined) continue;
    list[index] = b;
    list[other] = a;
  }
};
