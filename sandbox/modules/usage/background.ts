import type { World } from '../../world/world.ts';

/** What Connect does by itself takes a while, and ends with the sandbox. */

/** Rows after which other calls get their turn. */
export const BREATH = 2_000;
export const breathe = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Waits, as Connect takes its time.
 * @returns whether to go on: not when the sandbox was closed meanwhile.
 */
export const after = async (world: World, ms: number): Promise<boolean> => {
  await world.clock.sleep(ms);
  return !world.isClosed;
};
