import { randomUUID } from 'node:crypto';
import { clock } from '../../connect/clock.ts';
import type { Deadline } from '../../connect/deadline.ts';
import type { Cache } from '../polling/memory.ts';

/**
 * Work of several runs at once, one after the other. Zapier's cache knows no locks, but it keeps what was written last,
 * which is enough (Fischer's algorithm): who finds it free writes a name of its own, waits longer than a write takes,
 * and goes ahead only if its name is still there.
 */

/** Milliseconds: longer than a write into the cache takes to be seen by all. */
const SETTLES = 400;
/** Seconds after which a run that has ended without a word holds it no longer; no step takes so long. */
const HELD = 35;
/** Milliseconds of the step that are kept for the work itself. */
const RESERVE = 12_000;

/**
 * @param key names what is worked on.
 * @returns what `work` returns. A cache that fails, or that isn't free in time, holds nobody up: rather twice than never.
 */
export const oneAtATime = async <T>(
  cache: Cache & { delete(key: string): Promise<unknown> },
  key: string,
  { deadline, log }: { deadline: Deadline; log: (line: string) => void },
  work: () => Promise<T>,
): Promise<T> => {
  const own = randomUUID();
  try {
    for (;;) {
      const holder: unknown = await cache.get(key);
      if (!holder) {
        await cache.set(key, own, HELD);
        await clock.sleep(SETTLES);
        if ((await cache.get(key)) === own) break;
      }
      if (deadline.left < RESERVE) {
        log('Another run works on the same events for too long, so this one goes ahead beside it.');
        break;
      }
      await clock.sleep(SETTLES);
    }
  } catch (error) {
    log(`Zapier's cache can't be used (${String(error)}), so runs are not kept apart.`);
  }
  try {
    return await work();
  } finally {
    const holder: unknown = await cache.get(key).catch(() => undefined);
    if (holder === own) await cache.delete(key).catch(() => undefined);
  }
};
