import type { Collections } from './contract/filters.ts';
import { ConnectError } from './errors.ts';

/** A collection of Connect, as the contract names it: `requests`, `products/{}/items`, … */
export type Collection = keyof Collections;

/** What RQL can compare with. Texts are quoted; a time is given as Connect writes it, ISO 8601. */
export type Value = string | number | boolean;

type Operand = {
  eq: Value;
  ne: Value;
  gt: Value;
  ge: Value;
  lt: Value;
  le: Value;
  in: readonly Value[];
  out: readonly Value[];
  /** `*` stands for any text; use {@link contains} for text from people. */
  like: string;
  ilike: string;
  /** true: has no value; false: has one. */
  null: boolean;
};
export type Lookup = keyof Operand;

/** One filter: a value it has to equal, or lookups that all have to hold. `undefined` is left out. */
type Condition<L> =
  | ('eq' extends L ? Value : never)
  | { readonly [K in L & Lookup]?: Operand[K] | undefined }
  | undefined;

type Filters<C extends Collection> = Collections[C]['filters'];

/** Conditions that all have to hold, by filter. Only filters and lookups that the collection has compile. */
export type Where<C extends Collection> = {
  readonly [F in keyof Filters<C>]?: Condition<Filters<C>[F]>;
};

/** The filters of a collection that know a lookup, or all of several. */
export type FilterBy<C extends Collection, L extends Lookup> = {
  [F in keyof Filters<C>]: [L] extends [Filters<C>[F]] ? F : never;
}[keyof Filters<C>] &
  string;

/** What a collection can be ordered by. */
export type Ordering<C extends Collection> = Collections[C]['ordering'];

/** A field to order by or to show, `-` for descending or for leaving it out. */
export type Signed<Name extends string> = Name | `-${Name}`;

/** One filter's condition, where a caller has the filter in a variable; it has checked that the filter knows the lookups. */
export const condition = <C extends Collection, L extends Lookup>(
  filter: FilterBy<C, L>,
  operands: { readonly [K in L]: Operand[K] | undefined },
): Where<C> => {
  // What a computed key belongs to is lost on the compiler.
  const where: Record<string, unknown> = { [filter]: operands };
  return where as Where<C>;
};

export interface Query<C extends Collection> {
  readonly where?: Where<C> | undefined;
  /** Groups of alternatives: of each group at least one has to hold, beside `where`. */
  readonly anyOf?: readonly (readonly Where<C>[])[] | undefined;
  /** Fields to order by, `-` for descending. */
  readonly ordering?: readonly Signed<Ordering<C>>[] | undefined;
  /** Parts to show (`name`) or to leave out (`-name`). */
  readonly select?: readonly Signed<Collections[C]['select']>[] | undefined;
}

/** Nothing in a list makes `in` a syntax error, so such a term is left out like an absent one. */
const absent = (operand: unknown) =>
  operand === undefined || (Array.isArray(operand) && operand.length === 0);

/**
 * One value as it has to stand in RQL. Texts are always quoted: quotes alone protect `,`, `(`, `&` and
 * words like `null()`, and there is no escape inside them.
 * @throws ConnectError when a text contains both kinds of quotes, which RQL can't express.
 */
const literal = (field: string, value: Value): string => {
  if (typeof value !== 'string') return String(value);
  if (value.includes('"') && value.includes("'")) {
    throw new ConnectError(
      'fix',
      `"${value}" contains both ' and ", and Connect can't look such a text up (${field}). Give one that has only one kind of quotes.`,
    );
  }
  if (!value.isWellFormed()) {
    throw new ConnectError(
      'fix',
      `The text to search for holds half of a letter (${field}), which can't be sent. Fill it in again.`,
    );
  }
  const quote = value.includes('"') ? "'" : '"';
  return encodeURIComponent(`${quote}${value}${quote}`).replaceAll("'", '%27');
};

const term = (field: string, lookup: Lookup, operand: unknown): string => {
  if (lookup === 'null') return `${operand ? 'eq' : 'ne'}(${field},null())`;
  if (Array.isArray(operand)) {
    return `${lookup}(${field},(${operand.map((value) => literal(field, value)).join(',')}))`;
  }
  return `${lookup}(${field},${literal(field, operand as Value)})`;
};

const terms = <C extends Collection>(where: Where<C> = {}): string[] =>
  Object.entries(where as Record<string, Value | Partial<Operand> | undefined>).flatMap(
    ([field, condition]) => {
      const lookups = typeof condition === 'object' ? condition : { eq: condition };
      return Object.entries(lookups)
        .filter(([, operand]) => !absent(operand))
        .map(([lookup, operand]) => term(field, lookup as Lookup, operand));
    },
  );

/** The terms as one: a single one stands alone, several are joined by `op`. */
const joined = (op: 'and' | 'or', parts: string[]): string =>
  parts.length > 1 ? `${op}(${parts.join(',')})` : (parts[0] ?? '');

/**
 * A query string (without `?`) for a list call. `limit` and `offset` are added by the client.
 * @throws ConnectError for a value that RQL can't express.
 */
export const toRql = <C extends Collection>({
  where,
  anyOf = [],
  ordering = [],
  select = [],
}: Query<C>): string => {
  const alternatives = anyOf
    .map((group) => joined('or', group.map((one) => joined('and', terms(one))).filter(Boolean)))
    .filter(Boolean);
  return [
    ...terms(where),
    ...alternatives,
    ...(select.length ? [`select(${select.join(',')})`] : []),
    ...(ordering.length ? [`ordering(${ordering.join(',')})`] : []),
  ].join('&');
};

/**
 * A pattern for `like` and `ilike` that finds a text anywhere; stars in it stay stars.
 * @throws ConnectError for a backslash at its end: it would make a star of the pattern's last one, and there is no way
 *   to write it.
 */
export const contains = (text: string): string => {
  if (text.endsWith('\\'))
    throw new ConnectError(
      'fix',
      `Connect can't search for a text that ends with a backslash (${text}). Leave it out.`,
    );
  return text ? `*${text.replaceAll('*', '\\*')}*` : '*';
};
