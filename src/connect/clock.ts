/** Time as the whole integration reads it and waits in it. An object, so that tests can turn it. */
export const clock = {
  /** ms since 1970. */
  now: (): number => Date.now(),
  /** Waits, ms. */
  sleep: (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms)),
  /** Runs something after so many ms. @returns what calls it off. */
  timer: (ms: number, run: () => void): (() => void) => {
    const timeout = setTimeout(run, ms);
    return () => clearTimeout(timeout);
  },
};
