import { badValue } from '../zapier/input.ts';

/** A parameter's value as Connect takes it. */
export type ParameterValue = { id: string } & ({ value: string } | { structured_value: object });

const parsedObject = (text: string): object | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Parameter values from a dictionary. A value that is a JSON object (or list) is a structured one: Connect keeps
 * addresses, phones, checkboxes and objects so; all others are texts.
 * @throws ConnectError for a dictionary without names.
 */
export const readParams = (label: string, dictionary: Record<string, unknown> = {}): ParameterValue[] =>
  Object.entries(dictionary).map(([id, value]) => {
    if (!id) throw badValue(label, id, 'the ID of a parameter for each value');
    const structured =
      typeof value === 'object' && value !== null ? value : parsedObject(String(value ?? ''));
    return structured ? { id, structured_value: structured } : { id, value: String(value ?? '') };
  });

/** External attributes as Connect takes them, from a dictionary or from line items of `param_id` and `value`. */
export const readAttributes = (given: unknown): { id: string; value: string }[] => {
  const pairs: [unknown, unknown][] = Array.isArray(given)
    ? given.map((line: Record<string, unknown>) => [line['param_id'], line['value']])
    : Object.entries((given ?? {}) as Record<string, unknown>);
  return pairs
    .map(([id, value]) => ({ id: String(id ?? '').trim(), value: String(value ?? '') }))
    .filter(({ id }) => id !== '');
};
