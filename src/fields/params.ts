import { jsonOrNothing } from '../connect/json.ts';
import { badValue, isBlank, missing } from '../zapier/input.ts';

/** A parameter's value as Connect takes it. */
export type ParameterValue = { id: string } & ({ value: string } | { structured_value: object });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a text: lists as Zapier writes them, their values with commas between. */
export const asText = (value: unknown): string => {
  const isList = Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
  if (isList) return value.map((one) => String(one ?? '')).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
};

/** The object that a value is, or that its text is in JSON. */
export const structuredIn = (value: unknown): object | undefined => {
  if (isObject(value)) return value;
  const text = asText(value);
  const parsed = /^\s*\{/.test(text) ? jsonOrNothing(text) : undefined;
  return isObject(parsed) ? parsed : undefined;
};

/** A parameter with its value in the form that Connect keeps it. */
export const asParameterValue = (id: string, value: string | object): ParameterValue =>
  typeof value === 'string' ? { id, value } : { id, structured_value: value };

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

/** A parameter as a person gave it: its value isn't read yet. */
export interface GivenParameter {
  readonly id: string;
  readonly value: unknown;
}

/**
 * Parameters from a dictionary or line items.
 * @throws ConnectError for a value without a name.
 */
export const givenParams = (label: string, given: unknown): GivenParameter[] =>
  readPairs(label, given, { id: ['id'], value: ['value'] }).map(([id, value]) => ({ id, value }));

/**
 * A parameter of which the type isn't known. A value that is a JSON object is a structured one: Connect keeps addresses,
 * phones, checkboxes and objects so; all others, lists too, are texts.
 */
export const asGiven = ({ id, value }: GivenParameter): ParameterValue =>
  asParameterValue(id, structuredIn(value) ?? asText(value));

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
