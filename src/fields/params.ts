import { jsonOrNothing } from '../connect/json.ts';
import { badValue, isBlank, missing } from '../zapier/input.ts';
import { asText } from './knownParameters.ts';

/** A parameter's value as Connect takes it. */
export type ParameterValue = { id: string } & ({ value: string } | { structured_value: object });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsedObject = (text: string): object | undefined => {
  if (!/^\s*\{/.test(text)) return undefined;
  const value = jsonOrNothing(text);
  return isObject(value) ? value : undefined;
};

/**
 * Names with a value each, from a dictionary or from line items.
 * @param columns what the two columns of line items may be called.
 * @throws ConnectError for a value without a name.
 */
export const readPairs = (
  label: string,
  given: unknown,
  columns: { id: readonly string[]; value: readonly string[] },
): [id: string, value: unknown][] => {
  const first = (line: Record<string, unknown>, names: readonly string[]) =>
    names.map((name) => line[name]).find((value) => value !== undefined);
  const pairs: [unknown, unknown][] = Array.isArray(given)
    ? given.map((line: Record<string, unknown>) => [first(line, columns.id), first(line, columns.value)])
    : Object.entries((given ?? {}) as Record<string, unknown>);
  return pairs.map(([name, value]) => {
    const id = String(name ?? '').trim();
    if (!id) throw badValue(label, value, 'a name for each value');
    return [id, value];
  });
};

/**
 * Parameter values from a dictionary or line items. Without knowing its type, a value that is a JSON object is a
 * structured one: Connect keeps addresses, phones, checkboxes and objects so; all others, lists too, are texts.
 * @throws ConnectError for a value without a name.
 */
export const readParams = (label: string, given: unknown): ParameterValue[] =>
  readPairs(label, given, { id: ['id'], value: ['value'] }).map(([id, value]) => {
    const structured = isObject(value) ? value : parsedObject(asText(value));
    return structured ? { id, structured_value: structured } : { id, value: asText(value) };
  });

/** What is wrong with which parameter, from a dictionary or line items. */
export const readProblems = (label: string, given: unknown): { id: string; value_error: string }[] =>
  readPairs(label, given, { id: ['id'], value: ['value_error', 'value'] }).map(([id, problem]) => {
    const text = String(problem ?? '').trim();
    if (!text) throw missing(`${label}: what is wrong with ${id}`);
    return { id, value_error: text };
  });

/** External attributes as Connect takes them, from a dictionary or from line items; lines without a value are passed over. */
export const readAttributes = (given: unknown): { id: string; value: string }[] => {
  const lines = Array.isArray(given)
    ? given.filter((line: Record<string, unknown> | null) => !isBlank(line?.['value']))
    : given;
  return readPairs('External Attributes', lines, { id: ['param_id', 'id'], value: ['value'] }).map(
    ([id, value]) => ({ id, value: asText(value) }),
  );
};
