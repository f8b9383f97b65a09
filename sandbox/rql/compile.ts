import { type CollectionSpec, type FilterSpec, pathsOf } from './collections.ts';
import { type Comparison, RqlError, type RqlNode } from './parse.ts';

/** A row as JSON. */
export type Json = Record<string, unknown>;
export type Predicate = (row: Json) => boolean;

const bad = () => new RqlError('Bad filter query.');
const always: Predicate = () => true;

/** All values at a dotted path; lists on the way are looked into. */
export const valuesAt = (value: unknown, path: string): unknown[] => {
  const [head = '', ...rest] = path.split('.');
  return walk(value, [head, ...rest], 0);
};

const walk = (value: unknown, keys: readonly string[], index: number): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((one) => walk(one, keys, index));
  const key = keys[index];
  if (key === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [undefined];
  return walk((value as Json)[key], keys, index + 1);
};

const unquoted = (value: string): string => (/^["']/.test(value) ? value.slice(1, -1) : value);

const TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Microseconds since 1970: Connect's times are finer than JavaScript's. */
export const microseconds = (text: string): number => {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  const whole = text.replace(/\.\d+/, '').replace(' ', 'T');
  const ms = Date.parse(/[Zz]$|[+-]\d{2}:?\d{2}$/.test(whole) || whole.length === 10 ? whole : `${whole}Z`);
  return ms * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
};

/** A value as its filter's type has it. @throws RqlError for a value that isn't of that type. */
const cast = (spec: FilterSpec, raw: string): string | number | boolean => {
  const text = unquoted(raw);
  if (spec.enum && !spec.enum.some((one) => one.toLowerCase() === text.toLowerCase())) throw bad();
  if (spec.type === 'number') {
    if (text.trim() === '' || Number.isNaN(Number(text))) throw bad();
    return Number(text);
  }
  if (spec.type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw bad();
    return text === 'true';
  }
  if (spec.type === 'datetime') {
    const time = TIME.test(text) ? microseconds(text) : Number.NaN;
    if (Number.isNaN(time)) throw bad();
    return time;
  }
  return text;
};

const isBlank = (value: unknown) => value === null || value === undefined;

/** A row's value in the form that {@link cast} gives. */
const comparable = (spec: FilterSpec, value: unknown): string | number | boolean | undefined => {
  if (isBlank(value)) return undefined;
  if (spec.type === 'datetime') return microseconds(String(value));
  if (spec.type === 'number') return Number(value);
  if (spec.type === 'boolean') return Boolean(value);
  return typeof value === 'object' ? undefined : String(value);
};

/** `*` is any text, `\*` a star. @throws RqlError for two stars in a row. */
const pattern = (raw: string, ignoreCase: boolean): RegExp => {
  const text = unquoted(raw);
  if (/(^|[^\\])\*\*/.test(text)) throw bad();
  const source = text
    .split(/(\\\*|\*)/)
    .map((piece) => {
      if (piece === '*') return '.*';
      const literal = piece === '\\*' ? '*' : piece;
      return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su');
};

const COMPARE: Record<
  'gt' | 'ge' | 'lt' | 'le',
  (a: string | number | boolean, b: string | number | boolean) => boolean
> = {
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

const NULL = 'null()';
const EMPTY = 'empty()';

const comparison = (spec: FilterSpec, name: string, op: Comparison, raw: string): Predicate => {
  const paths = pathsOf(spec, name);
  const values = (row: Json) => paths.flatMap((path) => valuesAt(row, path));
  if (raw === NULL || raw === EMPTY) {
    if (op !== 'eq' && op !== 'ne') throw bad();
    if (raw === NULL && !spec.lookups.includes('null')) throw bad();
    const has = raw === NULL ? isBlank : (value: unknown) => value === '';
    return op === 'eq' ? (row) => values(row).some(has) : (row) => !values(row).some(has);
  }
  if (!spec.lookups.includes(op)) throw bad();
  if (op === 'like' || op === 'ilike') {
    const expression = pattern(raw, op === 'ilike');
    return (row) => values(row).some((value) => !isBlank(value) && expression.test(String(value)));
  }
  const wanted = cast(spec, raw);
  if (op === 'eq') return (row) => values(row).some((value) => comparable(spec, value) === wanted);
  if (op === 'ne') return (row) => !values(row).some((value) => comparable(spec, value) === wanted);
  const holds = COMPARE[op];
  return (row) =>
    values(row).some((value) => {
      const one = comparable(spec, value);
      return one !== undefined && holds(one, wanted);
    });
};

const listing = (spec: FilterSpec, name: string, op: 'in' | 'out', raws: readonly string[]): Predicate => {
  if (!spec.lookups.includes(op)) throw bad();
  const anyOf = raws.map((raw) => comparison({ ...spec, lookups: [...spec.lookups, 'eq'] }, name, 'eq', raw));
  return op === 'in' ? (row) => anyOf.some((one) => one(row)) : (row) => !anyOf.some((one) => one(row));
};

/** `asset.params=t(id=a,value=b)`: one element of the list has to fulfil all. */
const tuple = (
  collection: CollectionSpec,
  name: string,
  terms: readonly RqlNode[],
  strict: boolean,
): Predicate => {
  const inner = terms.map((term) => {
    if (!('name' in term) || !('value' in term) || typeof term.value !== 'string') throw bad();
    const spec = collection.filters[`${name}.${term.name}`];
    if (!spec) return unknown(`${name}.${term.name}`, strict);
    return comparison({ ...spec, path: term.name }, term.name, term.op, term.value);
  });
  return (row) =>
    valuesAt(row, name).some(
      (element) =>
        typeof element === 'object' && element !== null && inner.every((one) => one(element as Json)),
    );
};

/** Connect ignores a filter that it doesn't have, without a word; strictly, that is a mistake. */
const unknown = (name: string, strict: boolean): Predicate => {
  if (strict) throw new RqlError(`Unknown filter: ${name}.`);
  return always;
};

const searching = (fields: readonly string[], raw: string): Predicate => {
  const needle = unquoted(raw).toLowerCase();
  return (row) =>
    fields.some((path) =>
      valuesAt(row, path).some((value) =>
        String(value ?? '')
          .toLowerCase()
          .includes(needle),
      ),
    );
};

/**
 * The test that a filter expression is.
 * @param strict whether an unknown filter is an error.
 * @throws RqlError when Connect would answer 400.
 */
export const compile = (collection: CollectionSpec, node: RqlNode, strict: boolean): Predicate => {
  if ('names' in node) throw bad();
  if ('terms' in node) {
    const terms = node.terms.map((term) => compile(collection, term, strict));
    if (node.op === 'and') return (row) => terms.every((one) => one(row));
    if (node.op === 'or') return (row) => terms.some((one) => one(row));
    if (node.op === 'not') return (row) => !terms.some((one) => one(row));
    throw bad();
  }
  const spec = collection.filters[node.name];
  if ('values' in node) {
    return spec?.lookups.length ? listing(spec, node.name, node.op, node.values) : unknown(node.name, strict);
  }
  if (typeof node.value !== 'string') {
    if (!('terms' in node.value)) throw bad();
    return tuple(collection, node.name, node.value.terms, strict);
  }
  if (node.name === 'search' && collection.search) return searching(collection.search, node.value);
  return spec?.lookups.length ? comparison(spec, node.name, node.op, node.value) : unknown(node.name, strict);
};
