/** Time as the whole integration reads it and waits in it. An object, so that tests can turn it. */
export const clock = {
  /** ms since 1970. */
  now: (): number => Date.now(),
  /** Waits, ms. */
  sleep: (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms)),
};
