import { clock } from '../../src/connect/clock.ts';

/** Runs something at a time of its own. @param at ISO 8601; none: now. */
export const atTime = async <T>(at: string | undefined, run: () => Promise<T>): Promise<T> => {
  if (at === undefined) return run();
  const { now } = clock;
  clock.now = () => Date.parse(at);
  try {
    return await run();
  } finally {
    clock.now = now;
  }
};
