/**
 * Operations by their keys, as Zapier takes them. They are closed: core, which freezes all of an App before its first
 * call, then leaves alone what is made only when it is asked for.
 * @throws TypeError when two have the same key: one would silently take the other's place.
 */
export const keyed = <T extends { key: string }>(operations: readonly T[]): Record<string, T> => {
  const all: Record<string, T> = {};
  for (const operation of operations) {
    if (operation.key in all) throw new TypeError(`Two operations have the key "${operation.key}".`);
    all[operation.key] = Object.freeze(operation);
  }
  return all;
};
