import type { FilterType } from './collections.ts';

/** A row, or a part of one, as JSON. */
export type Json = Record<string, unknown>;
export type Scalar = string | number | boolean;
/** What a filter sees of a row: one value, several where the path leads through a list, or none. */
export type Cell = Scalar | undefined | readonly (Scalar | undefined)[];

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All values at a dotted path; lists on the way are looked into, and an empty list has no value. */
export const valuesAt = (value: unknown, path: string): unknown[] => walk(value, path.split('.'), 0);

const walk = (value: unknown, keys: readonly string[], index: number): unknown[] => {
  if (Array.isArray(value)) {
    return value.length ? value.flatMap((one) => walk(one, keys, index)) : [undefined];
  }
  const key = keys[index];
  if (key === undefined) return [value];
  return isObject(value) ? walk(value[key], keys, index + 1) : [undefined];
};

/** Quotes protect a value and are no part of it. */
export const unquoted = (value: string): string => (/^["']/.test(value) ? value.slice(1, -1) : value);

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Minutes east of Greenwich; a time without a zone is UTC. */
const zoneMinutes = (zone = 'Z'): number => {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return zone.startsWith('-') ? -minutes : minutes;
};

/**
 * A date or time in Connect's forms as microseconds since 1970: Connect's times are finer than JavaScript's.
 * @returns undefined for any other text, and for days and hours that don't exist.
 */
export const microseconds = (text: string): number | undefined => {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (midnight.getUTCDate() !== Number(day) || midnight.getUTCMonth() !== Number(month) - 1) return undefined;
  const minutes = Number(hour) * 60 + Number(minute) - zoneMinutes(zone);
  const seconds = midnight.getTime() / 1000 + minutes * 60 + Number(second);
  return seconds * 1_000_000 + Number(fraction.padEnd(6, '0'));
};

/** A value of a row as a filter of that type compares it; an object stands for its id. */
const scalarOf = (type: FilterType, value: unknown): Scalar | undefined => {
  if (value === null || value === undefined) return undefined;
  if (type === 'datetime') return microseconds(String(value));
  if (type === 'number') return value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
  if (type === 'boolean') return value === true || value === 'true';
  if (isObject(value)) return typeof value['id'] === 'string' ? value['id'] : undefined;
  return String(value);
};

/** What a filter that reads these paths sees of a row. Of several paths only those with a value count. */
export const cellOf = (row: unknown, paths: readonly string[], type: FilterType): Cell => {
  const values = paths.flatMap((path) => valuesAt(row, path)).map((value) => scalarOf(type, value));
  const [first, ...more] = paths.length > 1 ? values.filter((value) => value !== undefined) : values;
  return more.length ? [first, ...more] : first;
};
