import { type CollectionSpec, type FilterSpec, type FilterType, pathsOf } from './collections.ts';
import { lookupTest, searchTest } from './lookups.ts';
import { badQuery, type Comparison, RqlError, type RqlNode, type RqlValue } from './parse.ts';
import { type Cell, cellOf, valuesAt } from './values.ts';

/** Whether something fulfils an expression. */
export type Test<X> = (one: X) => boolean;

/** What an expression is about: rows, or inside a tuple the elements of a list. */
export interface Scope<X> {
  readonly collection: CollectionSpec;
  /** Whether a filter that the collection doesn't have is an error. */
  readonly strict: boolean;
  /** The name before each filter's own, with its dot; '' outside of tuples. */
  readonly prefix: string;
  cell(paths: readonly string[], type: FilterType): (one: X) => Cell;
  elements(path: string): (one: X) => readonly unknown[];
}

const PAGING = ['limit', 'offset'];

/** Connect ignores a filter that it doesn't have, as if it weren't in the query; strictly, that is a mistake. */
const unknown = <X>({ strict }: Scope<X>, name: string): undefined => {
  if (strict) throw new RqlError(`Unknown filter: ${name}.`);
  return undefined;
};

const not = <X>(test: Test<X> | undefined): Test<X> | undefined => test && ((one) => !test(one));

/** Both tests as one: in pairs, because a large table calls them for each row and lists of tests would cost more. */
const and =
  <X>(a: Test<X>, b: Test<X>): Test<X> =>
  (one) =>
    a(one) && b(one);

const or =
  <X>(a: Test<X>, b: Test<X>): Test<X> =>
  (one) =>
    a(one) || b(one);

/** Halves of halves: a list of thousands, one inside the other, would be too deep to be called. */
const joined = <X>(
  given: readonly (Test<X> | undefined)[],
  join: (a: Test<X>, b: Test<X>) => Test<X>,
): Test<X> | undefined => {
  const tests = given.filter((test) => test !== undefined);
  const within = (from: number, to: number): Test<X> | undefined => {
    if (to - from < 2) return tests[from];
    const middle = Math.ceil((from + to) / 2);
    const [left, right] = [within(from, middle), within(middle, to)];
    return left && right ? join(left, right) : left;
  };
  return within(0, tests.length);
};

/** The test that all of the tests make; undefined ones are no conditions. */
export const all = <X>(tests: readonly (Test<X> | undefined)[]): Test<X> | undefined => joined(tests, and);

const any = <X>(tests: readonly (Test<X> | undefined)[]): Test<X> | undefined => joined(tests, or);

/** A filter's paths as they are inside of its tuple. */
const relative = <X>(scope: Scope<X>, spec: FilterSpec, name: string): readonly string[] => {
  const start = scope.prefix.replaceAll('__', '.');
  return pathsOf(spec, scope.prefix + name).map((path) =>
    path.startsWith(start) ? path.slice(start.length) : path,
  );
};

/** `search=text`: in any of the collection's fields for it. */
const searching = <X>(scope: Scope<X>, op: Comparison, value: string): Test<X> | undefined => {
  if (op !== 'eq') throw new RqlError(`Bad search filter: ${op}.`);
  const fields = scope.collection.search;
  if (!fields) return unknown(scope, 'search');
  const test = searchTest(value);
  const cell = scope.cell(fields, 'string');
  return test && ((one) => test(cell(one)));
};

/** One comparison. `in` and `out` are comparisons with each value, and a lookup of their own. */
const comparison = <X>(
  scope: Scope<X>,
  name: string,
  op: Comparison,
  value: RqlValue,
  listOp?: 'in' | 'out',
): Test<X> | undefined => {
  if (typeof value !== 'string') {
    const test = tuple(scope, name, value);
    if (op !== 'eq' && op !== 'ne') throw badQuery();
    return op === 'ne' ? not(test) : test;
  }
  if (name === 'search' && scope.prefix) throw badQuery();
  if (name === 'search') return searching(scope, op, value);
  if (!scope.prefix && PAGING.includes(name)) return undefined;
  const spec = scope.collection.filters[scope.prefix + name];
  if (!spec) return unknown(scope, scope.prefix + name);
  if (listOp && !spec.lookups.includes(listOp)) throw badQuery();
  const test = lookupTest(spec, op, value, listOp !== undefined);
  const cell = scope.cell(relative(scope, spec, name), spec.type);
  return (one) => test(cell(one));
};

/** `asset.params=t(id=a,value=b)`: one element of the list has to fulfil all. */
const tuple = <X>(scope: Scope<X>, name: string, node: RqlNode): Test<X> | undefined => {
  if (node.op !== 'tuple') throw badQuery();
  const inner: Scope<unknown> = {
    collection: scope.collection,
    strict: scope.strict,
    prefix: `${scope.prefix}${name}.`,
    cell: (paths, type) => (element) => cellOf(element, paths, type),
    elements: (path) => (element) => valuesAt(element, path),
  };
  const test = all(node.terms.map((term) => compile(inner, term)));
  const elements = scope.elements(name.replaceAll('__', '.'));
  return test && ((one) => elements(one).some(test));
};

/**
 * The test that a filter expression is.
 * @returns undefined when nothing in it is a filter of the collection.
 * @throws RqlError when Connect would answer 400.
 */
export const compile = <X>(scope: Scope<X>, node: RqlNode): Test<X> | undefined => {
  switch (node.op) {
    case 'and':
    case 'tuple':
      return all(node.terms.map((term) => compile(scope, term)));
    case 'or':
      return any(node.terms.map((term) => compile(scope, term)));
    case 'not':
      return not(all(node.terms.map((term) => compile(scope, term))));
    case 'ordering':
    case 'select':
      return undefined;
    case 'in':
      return any(node.values.map((value) => comparison(scope, node.name, 'eq', value, 'in')));
    case 'out':
      return all(node.values.map((value) => comparison(scope, node.name, 'ne', value, 'out')));
    default:
      return comparison(scope, node.name, node.op, node.value);
  }
};
