/** The values at a dotted path of an object of any form; those of a list one by one. */
export const at =
  (path: string) =>
  (object: object): unknown[] => {
    const value = path
      .split('.')
      .reduce<unknown>(
        (part, key) =>
          typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined,
        object,
      );
    return [value].flat();
  };
