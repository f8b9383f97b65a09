import type { SimulatedTime } from './time.ts';

/** Zapier's cache: texts under keys, for a while. Core itself checks what is put into it, as for real. */

/** How the cache behaves towards one step. */
export const MOODS = ['works', 'forgets', 'throws', 'slow', 'hangs', 'keeps nothing'] as const;
export type Mood = (typeof MOODS)[number];

/** Longer than any step: ms. */
const FOREVER = 60_000;
const SLOW = 700;

export interface CacheView {
  /** What core takes for the cache. @param isDead whether the step has ended: nothing is kept any more. */
  open(isDead: () => boolean): Record<string, unknown>;
}

export class Cache {
  /** How often it has forgotten everything. */
  losses = 0;
  readonly #kept = new Map<string, unknown>();
  readonly #time: SimulatedTime;

  constructor(time: SimulatedTime) {
    this.#time = time;
  }

  /** For one step. */
  view(mood: Mood): CacheView {
    if (mood === 'forgets') {
      this.#kept.clear();
      this.losses += 1;
    }
    const kept = this.#kept;
    const fail = () => {
      throw new Error('RPC request failed after 3 attempts: Unable to reach the RPC server');
    };
    const read = async (key: string) => {
      if (mood === 'slow') await this.#time.sleep(SLOW);
      if (mood === 'hangs') await this.#time.sleep(FOREVER);
      return kept.get(key) ?? null;
    };
    // A plain object for core, which looks a key up, reads it and writes it.
    return {
      open: (isDead) =>
        new Proxy<Record<string, unknown>>(
          {},
          {
            has: (_target, key) =>
              mood === 'throws' ? fail() : mood === 'works' ? kept.has(String(key)) : true,
            get: (_target, key) => (typeof key === 'symbol' ? undefined : read(key)),
            set: (_target, key, value) => {
              if (mood === 'throws') fail();
              if (mood !== 'keeps nothing' && !isDead()) kept.set(String(key), value);
              return true;
            },
            getPrototypeOf: () => Object.prototype,
          },
        ),
    };
  }
}
