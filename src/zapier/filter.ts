import type { InferInputData, PlainInputField } from 'zapier-platform-core';
import {
  type Collection,
  condition,
  contains,
  type FilterBy,
  type Query,
  type Value,
  type Where,
} from '../connect/rql.ts';
import { rangeFields } from './findOptions.ts';

/** What a person gave, read by `readInput`: in the types that the fields declare. */
export type Input = Readonly<Record<string, unknown>>;

/** What a list can be narrowed down by: fields of a form, and what they mean to Connect. */
export interface Filter<C extends Collection> {
  readonly fields: readonly PlainInputField[];
  readonly query: (input: Input) => Query<C>;
  /** Which objects match, where Connect has no filter for it: those that came are looked through. */
  readonly keeps?: (object: object, input: Input) => boolean;
}

const oneValue = (given: unknown): Value | undefined =>
  typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean' ? given : undefined;

const severalValues = (given: unknown): Value[] =>
  (Array.isArray(given) ? given : []).map(oneValue).filter((value) => value !== undefined);

const oneText = (given: unknown): string | undefined => (typeof given === 'string' ? given : undefined);

/**
 * The filters of a collection, each a row of field and Connect's own filter: `by.oneOf('status', { key: 'status', … })`.
 * Only filters that the collection has, with the lookups that it knows, compile.
 */
export const filtersOf = <C extends Collection>() => ({
  /** One value. */
  is: (filter: FilterBy<C, 'eq'>, field: PlainInputField): Filter<C> => ({
    fields: [field],
    query: (input) => ({ where: condition(filter, { eq: oneValue(input[field.key]) }) }),
  }),

  /**
   * Several values, of which one has to match.
   * @param otherwise the values that count when a person chose none.
   */
  oneOf: (
    filter: FilterBy<C, 'in'>,
    field: PlainInputField,
    { otherwise = [] }: { otherwise?: readonly Value[] } = {},
  ): Filter<C> => ({
    fields: [{ ...field, list: true }],
    query: (input) => {
      const values = severalValues(input[field.key]);
      return { where: condition(filter, { in: values.length ? values : otherwise }) };
    },
  }),

  /** Several values, of which one has to match, where Connect takes only one: each is an alternative. */
  anyOf: (filter: FilterBy<C, 'eq'>, field: PlainInputField): Filter<C> => ({
    fields: [{ ...field, list: true }],
    query: (input) => {
      const values = severalValues(input[field.key]);
      return { anyOf: values.length ? [values.map((value) => condition(filter, { eq: value }))] : [] };
    },
  }),

  /**
   * Choices of which Connect has no objects, and refuses to be asked for: Zaps may hold them. Alone they match nothing.
   * @param filter one that takes these values otherwise.
   * @param gone the choices that match nothing.
   * @param nothing what no object of the collection meets.
   */
  without: (filter: Filter<C>, gone: readonly string[], nothing: Where<C>): Filter<C> => ({
    fields: filter.fields,
    query: (input) => {
      const keys = filter.fields.map(({ key }) => key);
      const isGone = (value: unknown) => gone.some((one) => one === value);
      const given = keys.flatMap((key) => input[key] ?? []);
      if (given.length > 0 && given.every(isGone)) return { where: nothing };
      const left = keys.map((key) => {
        const value = input[key];
        return [key, Array.isArray(value) ? value.filter((one) => !isGone(one)) : value] as const;
      });
      return filter.query({ ...input, ...Object.fromEntries(left) });
    },
  }),

  /** A text that stands anywhere in the value, in capitals or small letters. */
  contains: (filter: FilterBy<C, 'ilike'>, field: PlainInputField): Filter<C> => ({
    fields: [field],
    query: (input) => {
      const text = oneText(input[field.key]);
      return { where: condition(filter, { ilike: text ? contains(text) : undefined }) };
    },
  }),

  /** A range of times: two fields, `{key}_after` and `{key}_before`. */
  between: (filter: FilterBy<C, 'gt' | 'lt'>, key: string, label: string): Filter<C> => ({
    fields: rangeFields(key, label),
    query: (input) => ({
      where: condition(filter, { gt: oneText(input[`${key}_after`]), lt: oneText(input[`${key}_before`]) }),
    }),
  }),

  /** A range of times, where Connect compares only with its ends included. */
  within: (filter: FilterBy<C, 'ge' | 'le'>, key: string, label: string): Filter<C> => ({
    fields: rangeFields(key, label),
    query: (input) => ({
      where: condition(filter, { ge: oneText(input[`${key}_after`]), le: oneText(input[`${key}_before`]) }),
    }),
  }),

  /**
   * Several values, of which one has to match, where Connect has no filter: what came is looked through.
   * @param of the values of an object, of any form.
   */
  found: (field: PlainInputField, of: (object: object) => readonly unknown[]): Filter<C> => ({
    fields: [{ ...field, list: true }],
    query: () => ({}),
    keeps: (object, input) => {
      const wanted = severalValues(input[field.key]);
      return wanted.length === 0 || of(object).some((value) => wanted.some((one) => one === value));
    },
  }),

  /** Fields that mean something of their own. */
  own: <const Fields extends readonly PlainInputField[]>(
    fields: Fields,
    query: (input: InferInputData<Fields>) => Query<C>,
  ): Filter<C> => ({
    fields,
    // `readInput` has read it by these very fields.
    query: (input) => query(input as InferInputData<Fields>),
  }),
});

const isTaken = (where: object, more: object) => Object.keys(more).some((filter) => filter in where);

/** All filters at once: every one has to hold, also two of one name. */
export const queryOf = <C extends Collection>(filters: readonly Filter<C>[], input: Input): Query<C> => {
  let all: Where<C> = {};
  const anyOf: (readonly Where<C>[])[] = [];
  for (const filter of filters) {
    const query = filter.query(input);
    const where: Where<C> = query.where ?? {};
    if (isTaken(all, where)) anyOf.push([where]);
    else all = { ...all, ...where };
    anyOf.push(...(query.anyOf ?? []));
  }
  return { where: all, anyOf };
};

/** Looks through what came by the filters that Connect doesn't have; undefined where no such filter is filled in. */
export const looksThrough = <C extends Collection>(
  filters: readonly Filter<C>[],
  input: Input,
): ((object: object) => boolean) | undefined => {
  const own = filters.filter(
    ({ keeps, fields }) => keeps && fields.some(({ key }) => severalValues(input[key]).length),
  );
  return own.length ? (object) => own.every(({ keeps }) => keeps?.(object, input)) : undefined;
};

/**
 * The objects that can still change, of those with the chosen statuses; undefined where none of them can.
 * @param open the states in which one can.
 */
export const stillOpen =
  <C extends Collection>(filter: FilterBy<C, 'in'>, open: readonly string[]) =>
  ({ status }: Input): Where<C> | undefined => {
    const chosen: readonly unknown[] = Array.isArray(status) && status.length ? status : open;
    const left = open.filter((one) => chosen.includes(one));
    return left.length ? condition<C, 'in'>(filter, { in: left }) : undefined;
  };

/** The fields of filters, in their order. */
export const fieldsOf = <C extends Collection>(filters: readonly Filter<C>[]): PlainInputField[] =>
  filters.flatMap(({ fields }) => fields);
