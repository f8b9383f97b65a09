import { type CollectionSpec, pathsOf } from './collections.ts';
import { compile, type Json, microseconds, type Predicate, valuesAt } from './compile.ts';
import { parseRql, RqlError, type RqlNode } from './parse.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const MAX_ORDERINGS = 5;

export interface Order {
  readonly name: string;
  readonly descending: boolean;
}

/** A lower bound on a time that the collection can be ordered by: `gt(created,…)`. */
export interface Bound {
  readonly field: string;
  /** Microseconds since 1970. */
  readonly from: number;
  readonly inclusive: boolean;
}

/** A list call, taken apart. */
export interface ListQuery {
  readonly limit: number;
  readonly offset: number;
  readonly ordering: readonly Order[];
  readonly select: readonly string[];
  /** Filters but for {@link bounds}: what rows of a kept view have in common. */
  readonly filters: readonly RqlNode[];
  readonly test: Predicate;
  /** Alternatives of which one has to hold, where they can be looked up in order. */
  readonly bounds: readonly Bound[];
}

const flat = (node: RqlNode | undefined): RqlNode[] => {
  if (!node) return [];
  return node.op === 'and' ? node.terms.flatMap(flat) : [node];
};

const plainValue = (raw: string) => raw.replace(/^(["'])(.*)\1$/s, '$2');

const isPaging = (node: RqlNode): node is RqlNode & { op: 'eq'; name: string; value: string } =>
  node.op === 'eq' && (node.name === 'limit' || node.name === 'offset') && typeof node.value === 'string';

/** Limit and offset, each at most once; what is no number is the default. */
const paging = (terms: readonly RqlNode[]) => {
  const read = (name: string, fallback: number) => {
    const [first, ...more] = terms.filter(isPaging).filter((term) => term.name === name);
    if (more.length) throw new RqlError('Limit and offset are set incorrectly.');
    const number = Number(first ? plainValue(first.value) : Number.NaN);
    return Number.isInteger(number) && number >= 0 ? number : fallback;
  };
  return { limit: Math.min(read('limit', DEFAULT_LIMIT), MAX_LIMIT), offset: read('offset', 0) };
};

const orderingOf = (spec: CollectionSpec, terms: readonly RqlNode[]): Order[] => {
  const found = terms.flatMap((term) => (term.op === 'ordering' ? [term.names] : []));
  if (found.length > 1)
    throw new RqlError('Bad ordering filter: query can contain only one ordering operation.');
  const [names = []] = found;
  if (names.length > MAX_ORDERINGS) throw new RqlError('Bad ordering filter: max ordering filters.');
  return names.map((signed) => {
    const name = signed.replace(/^[+-]/, '');
    if (!spec.filters[name]?.ordering) throw new RqlError(`Bad ordering filter: ${name}.`);
    return { name, descending: signed.startsWith('-') };
  });
};

const selectOf = (spec: CollectionSpec, terms: readonly RqlNode[]): string[] => {
  const names = terms.flatMap((term) => (term.op === 'select' ? term.names : []));
  for (const signed of names) {
    const name = signed.replace(/^[+-]/, '');
    if (!spec.filters[name]?.select) throw new RqlError(`Bad select filter: ${name}.`);
  }
  return names;
};

const boundOf = (spec: CollectionSpec, node: RqlNode): Bound | undefined => {
  if ((node.op !== 'gt' && node.op !== 'ge') || typeof node.value !== 'string') return undefined;
  const filter = spec.filters[node.name];
  if (filter?.type !== 'datetime' || !filter.ordering) return undefined;
  return { field: node.name, from: microseconds(plainValue(node.value)), inclusive: node.op === 'ge' };
};

const boundsOf = (spec: CollectionSpec, node: RqlNode): Bound[] | undefined => {
  const bounds = (node.op === 'or' ? node.terms : [node]).map((term) => boundOf(spec, term));
  return bounds.every((bound) => bound !== undefined) ? bounds : undefined;
};

/**
 * Takes a list call's query string apart.
 * @throws RqlError when Connect would answer 400.
 */
export const readQuery = (spec: CollectionSpec, raw: string, strict: boolean): ListQuery => {
  const terms = flat(parseRql(raw));
  const filters = terms.filter((term) => !isPaging(term) && term.op !== 'ordering' && term.op !== 'select');
  // Compiling all of them finds every mistake, also in those that are looked up in order.
  for (const term of filters) compile(spec, term, strict);
  const bounded = filters.find((term) => boundsOf(spec, term));
  const rest = filters.filter((term) => term !== bounded);
  const tests = rest.map((term) => compile(spec, term, strict));
  return {
    ...paging(terms),
    ordering: orderingOf(spec, terms),
    select: selectOf(spec, terms),
    filters: rest,
    test: (row) => tests.every((one) => one(row)),
    bounds: (bounded && boundsOf(spec, bounded)) ?? [],
  };
};

/** A row's place by one field: times as numbers, nothing before everything, as MySQL has it. */
export const sortKey = (spec: CollectionSpec, name: string): ((row: Json) => number | string | undefined) => {
  const filter = spec.filters[name];
  const [path = name] = filter ? pathsOf(filter, name) : [];
  return (row) => {
    const [value] = valuesAt(row, path);
    if (value === null || value === undefined) return undefined;
    return filter?.type === 'datetime'
      ? microseconds(String(value))
      : typeof value === 'number'
        ? value
        : String(value);
  };
};

/** -1, 0 or 1; nothing comes first. */
export const compareKeys = (a: number | string | undefined, b: number | string | undefined): number => {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
};
