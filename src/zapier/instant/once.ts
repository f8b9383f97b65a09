import { clock } from '../../connect/clock.ts';
import type { Step } from '../operation.ts';
import { EMPTY, hashOf, SETTLED } from '../polling/memory.ts';
import { memoryOfSubscription } from '../polling/zapMemory.ts';
import { wireOf } from '../wires.ts';
import { oneAtATime } from './oneAtATime.ts';
import { subscriptionOf } from './subscription.ts';

/** Milliseconds for which a delivery is known again, and how many of them: Connect spaces its deliveries out. */
const KNOWN_FOR = 7 * 24 * 3_600_000;
const MOST = 500;

/**
 * Whether a delivery comes for the first time, as far as Zapier's cache remembers; from then on it is known. Runs side by
 * side wait for each other. A cache that fails knows nothing: rather twice than never.
 * @param mark what tells deliveries apart.
 */
export const isFirst = async ({ z, bundle }: Step, mark: string): Promise<boolean> => {
  const { memory, id } = subscriptionOf(bundle);
  const name = memory || id;
  const log = (line: string) => z.console.log(line);
  const store = memoryOfSubscription(z, name);
  return oneAtATime(z.cache, `hook:${name}:turn`, { deadline: wireOf(z).deadline, log }, async () => {
    const { seen } = (await store.read()) ?? EMPTY;
    const hash = hashOf(mark);
    if (seen.some(([one]) => one === hash)) return false;
    const now = clock.now();
    const left = seen.filter(([, at]) => now - at < KNOWN_FOR).slice(1 - MOST);
    await store.write({ ...EMPTY, seen: [...left, [hash, now, SETTLED]], kept: now });
    return true;
  });
};
