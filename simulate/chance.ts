import { createHash } from 'node:crypto';
import { Digits } from '../sandbox/world/ids.ts';

/** All that is left to chance in one place of a history: the same for the same name. */
export class Chance {
  readonly #digits: Digits;
  readonly #name: string;

  /** @param name of the place: the seed, and what it is drawn for. */
  constructor(name: string) {
    this.#name = name;
    this.#digits = new Digits(createHash('sha1').update(name).digest().readInt32BE(0));
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return this.#digits.below(below);
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** @param percent how often. */
  happens(percent: number): boolean {
    return this.below(10_000) < percent * 100;
  }

  /** @throws Error for an empty list. */
  of<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('There is nothing to choose from.');
    return picked;
  }

  /** One of the names, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const names = Object.keys(weights) as K[];
    let left = this.below(names.reduce((sum, name) => sum + weights[name], 0));
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    throw new Error('There is nothing to choose from.');
  }

  /** Chance of its own for a part, which the draws of the others don't change. */
  fork(part: string | number): Chance {
    return new Chance(`${this.#name}/${part}`);
  }
}
