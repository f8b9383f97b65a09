/**
 * Operations by their keys, as Zapier takes them.
 * @throws TypeError when two have the same key: one would silently take the other's place.
 */
export const keyed = <T extends { key: string }>(operations: readonly T[]): Record<string, T> => {
  const all: Record<string, T> = {};
  for (const operation of operations) {
    if (operation.key in all) throw new TypeError(`Two operations have the key "${operation.key}".`);
    all[operation.key] = operation;
  }
  return all;
};
