/** Seconds after which Zapier lets the next step go on, should one never end: more than a step has. */
const LONGEST = 60;

/**
 * Steps of one connection on one object run one after the other.
 * @param noun what the object is called: `request`.
 * @param keys the inputs that name it; none: on any object of the noun.
 */
export const lockOn = (noun: string, ...keys: readonly string[]) => ({
  key: [noun, keys.map((key) => `{{bundle.inputData.${key}}}`).join('')].filter(Boolean).join(' '),
  scope: ['auth' as const],
  timeout: LONGEST,
});
