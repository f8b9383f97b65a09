import type { FilterSpec } from './collections.ts';
import { badQuery, type Comparison } from './parse.ts';
import { type Cell, microseconds, type Scalar, unquoted } from './values.ts';

type CellTest = (cell: Cell) => boolean;

const NULL = 'null()';
const EMPTY = 'empty()';

/** A value of the query as its filter's type has it. @throws RqlError for a value that isn't of that type. */
const cast = (spec: FilterSpec, raw: string): Scalar => {
  const text = unquoted(raw);
  if (spec.enum && !spec.enum.includes(text)) throw badQuery();
  if (spec.type === 'number') {
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw badQuery();
    return Number(text);
  }
  if (spec.type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw badQuery();
    return text === 'true';
  }
  if (spec.type === 'datetime') {
    const time = microseconds(text);
    if (time === undefined) throw badQuery();
    return time;
  }
  return text;
};

/** The text between stars: `*` is any text, `\*` a star and `\\` a backslash. @throws RqlError for two stars in a row. */
const pattern = (text: string, ignoreCase: boolean): RegExp => {
  const pieces = text.match(/\\[\\*]|./gs) ?? [];
  if (pieces.some((piece, index) => piece === '*' && pieces[index + 1] === '*')) throw badQuery();
  const source = pieces.map((piece) => {
    if (piece === '*') return '.*';
    const [literal = ''] = piece.length > 1 ? piece.slice(1) : piece;
    return literal.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, ignoreCase ? 'is' : 's');
};

/** Of several values any may fulfil it; no value never does. */
const some =
  (holds: (value: Scalar) => boolean): CellTest =>
  (cell) =>
    typeof cell === 'object'
      ? cell.some((value) => value !== undefined && holds(value))
      : cell !== undefined && holds(cell);

const not =
  (test: CellTest): CellTest =>
  (cell) =>
    !test(cell);

const isNull: CellTest = (cell) =>
  typeof cell === 'object' ? cell.some((value) => value === undefined) : cell === undefined;

const matches = (text: string, ignoreCase: boolean): CellTest => {
  const expression = pattern(text, ignoreCase);
  return some((value) => expression.test(String(value)));
};

const isEqual = (spec: FilterSpec, raw: string): CellTest => {
  const text = unquoted(raw);
  if (spec.eqMeans === 'contains') {
    const needle = text.toLowerCase();
    return some((value) => String(value).toLowerCase().includes(needle));
  }
  if (spec.eqMeans === 'isNull') {
    const wanted = cast({ lookups: spec.lookups, type: 'boolean' }, raw);
    return wanted ? isNull : not(isNull);
  }
  const wanted = cast(spec, raw);
  if (!spec.enum) return some((value) => value === wanted);
  // Answers and descriptions differ in case: items are `Reservation` to the filter and `reservation` in the answer.
  const lower = String(wanted).toLowerCase();
  return some((value) => value === wanted || String(value).toLowerCase() === lower);
};

const COMPARE: Record<'gt' | 'ge' | 'lt' | 'le', (a: Scalar, b: Scalar) => boolean> = {
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

/** `null()` and `empty()`, which only `eq` and `ne` take. */
const special = (spec: FilterSpec, op: Comparison, raw: string): CellTest => {
  if (op !== 'eq' && op !== 'ne') throw badQuery();
  const isPossible = raw === NULL ? spec.lookups.includes('null') : spec.type === 'string' && !spec.enum;
  if (!isPossible || spec.lookups.length === 0) throw badQuery();
  const test = raw === NULL ? isNull : some((value) => value === '');
  return op === 'eq' ? test : not(test);
};

/**
 * The test that a filter makes of a row's value.
 * @param isListed whether the value is one of an `in` or `out`, whose own lookup was checked.
 * @throws RqlError when the filter doesn't allow the operator or the value isn't of its type.
 */
export const lookupTest = (spec: FilterSpec, op: Comparison, raw: string, isListed: boolean): CellTest => {
  if (raw === NULL || raw === EMPTY) return special(spec, op, raw);
  if (!isListed && !spec.lookups.includes(op)) throw badQuery();
  switch (op) {
    case 'like':
    case 'ilike':
      return matches(unquoted(raw), op === 'ilike');
    case 'eq':
      return isEqual(spec, raw);
    case 'ne':
      return not(isEqual(spec, raw));
    default: {
      const wanted = cast(spec, raw);
      const holds = COMPARE[op];
      return some((value) => holds(value, wanted));
    }
  }
};

/** The test that `search=` makes: contains, in any case. @returns undefined for an empty text. @throws RqlError for `**`. */
export const searchTest = (raw: string): CellTest | undefined => {
  const text = unquoted(raw);
  const start = text.startsWith('*') ? '' : '*';
  const end = text.endsWith('*') ? '' : '*';
  return text ? matches(start + text + end, true) : undefined;
};
