import type { Test } from './compile.ts';

/** Up to so many changed rows are put in place one by one; more are sorted in together. */
const FEW = 8;

/** The first index for which the test fails; it has to hold for all before. */
export const partitionPoint = (slots: readonly number[], isBefore: Test<number>): number => {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const slot = slots[middle];
    if (slot !== undefined && isBefore(slot)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Rows of one viewer, filter and order, kept up to date row by row: only those that changed are looked at again. */
export class View {
  readonly #matches: Test<number>;
  readonly #compare: (a: number, b: number) => number;
  readonly #changed = new Set<number>();
  #slots: number[] = [];

  /**
   * @param all the slots of all rows.
   * @param matches whether the row in a slot belongs to the view; false for a slot without a row.
   * @param compare the order; never 0 for two slots.
   */
  constructor(all: Iterable<number>, matches: Test<number>, compare: (a: number, b: number) => number) {
    this.#matches = matches;
    this.#compare = compare;
    for (const slot of all) if (matches(slot)) this.#slots.push(slot);
    this.#slots.sort(compare);
  }

  /** Notes that a row is new, changed or gone. @returns how many rows are noted. */
  touch(slot: number): number {
    this.#changed.add(slot);
    return this.#changed.size;
  }

  /** The slots of the view's rows, in order; valid until the next change. */
  slots(): readonly number[] {
    if (this.#changed.size === 0) return this.#slots;
    const changed = [...this.#changed];
    this.#changed.clear();
    // All have to leave before any comes back: the others' places can only be searched in an ordered list.
    if (changed.length <= FEW) for (const slot of changed) this.#leave(slot);
    else {
      const gone = new Set(changed);
      this.#slots = this.#slots.filter((slot) => !gone.has(slot));
    }
    const back = changed.filter(this.#matches);
    if (back.length <= FEW) for (const slot of back) this.#enter(slot);
    else {
      for (const slot of back) this.#slots.push(slot);
      this.#slots.sort(this.#compare);
    }
    return this.#slots;
  }

  #leave(slot: number): void {
    const index = this.#slots.lastIndexOf(slot);
    if (index >= 0) this.#slots.splice(index, 1);
  }

  #enter(slot: number): void {
    const index = partitionPoint(this.#slots, (other) => this.#compare(other, slot) < 0);
    this.#slots.splice(index, 0, slot);
  }
}
