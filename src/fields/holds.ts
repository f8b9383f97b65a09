const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Whether a value holds all that was wanted; Connect may add to it. */
export const holds = (held: unknown, wanted: unknown): boolean => {
  if (!isObject(wanted)) return held === wanted;
  return isObject(held) && Object.entries(wanted).every(([key, value]) => holds(held[key], value));
};
