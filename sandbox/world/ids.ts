/** Numbers that look random and are the same in every run. */
export class Digits {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Where the sequence stands; set, it goes on from there. */
  get state(): number {
    return this.#state;
  }
  set state(state: number) {
    this.#state = state;
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  /** Groups of digits with dashes: `groups('AS', 4, 4, 4)` is like `AS-0123-4567-8901`. */
  groups(prefix: string, ...sizes: number[]): string {
    return [prefix, ...sizes.map((size) => String(this.below(10 ** size)).padStart(size, '0'))].join('-');
  }
}
