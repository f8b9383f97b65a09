/**
 * Runs something for each of several things side by side, at most so many at once.
 * @returns the results, in the order of the things.
 * @throws what the first failure throws, after those that were running have ended; no other is started then.
 */
export const sideBySide = async <T, R>(
  things: readonly T[],
  most: number,
  run: (thing: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  let failure: { readonly error: unknown } | undefined;
  const left = things.entries();
  const work = async (): Promise<void> => {
    for (const [index, thing] of left) {
      if (failure) return;
      try {
        results[index] = await run(thing);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, things.length) }, work));
  if (failure) throw failure.error;
  return results;
};
