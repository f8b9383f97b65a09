import { type CollectionSpec, pathsOf } from './collections.ts';
import { RqlError } from './parse.ts';
import { isObject, type Json } from './values.ts';

/** The parts of a row that aren't shown, as keys on the way to them. */
export type Selection = readonly (readonly string[])[];

/** Whether a name is the other one or a part above it. */
const leadsTo = (name: string, other: string): boolean => other === name || other.startsWith(`${name}.`);

/**
 * What `select(a,-b)` leaves out: what it says, and what is hidden unless asked for. Asking for a part asks for what it is in.
 * @throws RqlError for a name that can't be selected, or one that is asked for and left out.
 */
export const readSelect = (spec: CollectionSpec, names: readonly string[]): Selection => {
  const left = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const asked = names.filter((name) => !name.startsWith('-')).map((name) => name.replace(/^\+/, ''));
  for (const name of asked)
    if (!spec.filters[name]?.select) throw new RqlError(`Bad select filter: ${name}.`);
  for (const name of left)
    if (!spec.filters[name]?.select) throw new RqlError(`Bad select filter: -${name}.`);
  if (left.some((name) => asked.some((one) => leadsTo(name, one))))
    throw new RqlError('Bad select filter: incompatible properties.');
  const hidden = Object.keys(spec.filters).filter(
    (name) => spec.filters[name]?.select === 'hidden' && !asked.some((one) => leadsTo(name, one)),
  );
  return [...left, ...hidden].flatMap((name) => {
    const filter = spec.filters[name];
    return filter ? pathsOf(filter, name).map((path) => path.split('.')) : [];
  });
};

/** The value without what stands at a path; the original stays as it is. */
const without = (value: unknown, keys: readonly string[], index: number): unknown => {
  if (Array.isArray(value)) return value.map((one) => without(one, keys, index));
  const key = keys[index];
  if (key === undefined || !isObject(value) || !(key in value)) return value;
  if (index < keys.length - 1) return { ...value, [key]: without(value[key], keys, index + 1) };
  const { [key]: _left, ...others } = value;
  return others;
};

/** A row without the parts that aren't shown; the row itself stays as it is. */
export const applySelect = (json: Json, selection: Selection): Json =>
  selection.reduce<Json>((shown, keys) => without(shown, keys, 0) as Json, json);
