/** How long something may take on a machine that is busy, ms. */
const LONG = 10_000;
const LOOK = 5;

/**
 * Waits for what a server does in the background: as long as it takes, and no longer.
 * @returns what `look` has found. @throws Error when it doesn't come.
 */
export const until = async <T>(look: () => T | undefined): Promise<T> => {
  for (let waited = 0; waited < LONG; waited += LOOK) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  throw new Error('It did not come.');
};
