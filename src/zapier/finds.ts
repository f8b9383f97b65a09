import type { InputFields, PlainInputField, Search } from 'zapier-platform-core';
import type * as zod from 'zod/mini';
import type { Connect } from '../connect/connect.ts';
import type { ListOptions } from '../connect/kind.ts';
import type { Collection, Ordering, Query, Signed } from '../connect/rql.ts';
import { type Filter, type Input, looksThrough, queryOf } from './filter.ts';
import { limitFieldOf, MOST_RESULTS, readLimit } from './findOptions.ts';
import { type Step, search } from './operation.ts';
import type { Listed } from './trigger.ts';

/** What each operation of a kind of object says of itself. */
export interface OperationSpec<C extends Collection> {
  /** Never changes once published. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** Filters of this operation alone, before and after those that all share. */
  readonly first?: readonly Filter<C>[];
  readonly filters?: readonly Filter<C>[];
}

/** What a search needs of Connect's client. */
interface Findable<C extends Collection, Row> {
  list(options: ListOptions<C>): Promise<{ rows: Row[] }>;
  find(id: string): Promise<Row | undefined>;
}

interface FindsOf<C extends Collection, Row> {
  readonly noun: string;
  readonly returns: zod.ZodMiniObject;
  readonly sample: Row & Listed;
  readonly resource: (connect: Connect, input: Input) => Findable<C, Row> | Promise<Findable<C, Row>>;
  readonly shown: (row: Row, step: Step) => Listed;
  /** The fields of an operation's filters. */
  readonly formOf: (spec: OperationSpec<C>) => InputFields;
  readonly filtersFor: (spec: OperationSpec<C>) => readonly Filter<C>[];
  readonly ordering: Pick<Query<C>, 'ordering'>;
}

interface FindSpec<C extends Collection, Row> extends OperationSpec<C> {
  /** In which order the results come, as a sentence. */
  readonly order?: string;
  readonly orderBy?: Signed<Ordering<C>>;
  /** The field of an ID by which one object is fetched, without the filters. */
  readonly byId?: PlainInputField;
  /**
   * A text that stands anywhere in one of an object's names, where Connect can't filter by it: the first objects
   * of the list are looked at.
   */
  readonly byName?: {
    readonly field: PlainInputField;
    readonly of: (row: Row) => readonly (string | null | undefined)[];
  };
  /** Functions and fields that are no filters. */
  readonly fields?: InputFields;
  /** What else the input has to be. @throws ConnectError */
  readonly check?: (input: Input) => void;
  /** Adds what has to be asked for by the input. @throws ConnectError */
  readonly shownWith?: (connect: Connect, row: Listed, input: Input) => Promise<Listed>;
}

const holds = (names: readonly (string | null | undefined)[], part: unknown): boolean =>
  names.some((name) => name?.toLowerCase().includes(String(part).toLowerCase()));

const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined);

/** The searches of one kind of object. */
export const findsOf = <C extends Collection, Row extends object>({
  noun,
  returns,
  sample,
  resource,
  shown,
  formOf,
  filtersFor,
  ordering,
}: FindsOf<C, Row>) => ({
  /** Finds objects that match all filters, newest first unless `order` says otherwise. */
  find: ({
    order = 'Newest first.',
    orderBy,
    byId,
    byName,
    fields = [],
    check,
    shownWith,
    ...spec
  }: FindSpec<C, Row>): Search => {
    const filters = filtersFor(spec);
    /** What is looked at in the rows themselves. */
    const sieveOf = (input: Input): ((row: Row) => boolean) | undefined => {
      const name = byName ? input[byName.field.key] : undefined;
      const isKept = looksThrough(filters, input);
      if (!byName || !isGiven(name)) return isKept;
      return (row) => holds(byName.of(row), name) && (isKept?.(row) ?? true);
    };
    const read = async (source: Findable<C, Row>, input: Input): Promise<readonly Row[]> => {
      const limit = readLimit(input);
      if (byId && isGiven(input[byId.key])) {
        const row = await source.find(String(input[byId.key]));
        return row ? [row] : [];
      }
      const sieve = sieveOf(input);
      const { rows } = await source.list({
        ...queryOf(filters, input),
        ...(orderBy ? { ordering: [orderBy] } : ordering),
        ...(sieve ? { limit: MOST_RESULTS, pageSize: MOST_RESULTS } : { limit }),
      });
      return sieve ? rows.filter(sieve).slice(0, limit) : rows;
    };
    return search({
      key: spec.key,
      noun,
      label: spec.label,
      description: spec.description,
      inputFields: [
        ...(byId ? [byId] : []),
        ...formOf(spec),
        ...(byName ? [byName.field] : []),
        ...limitFieldOf(order),
        ...fields,
      ],
      returns,
      sample,
      run: async (connect, input: Input, step) => {
        check?.(input);
        readLimit(input);
        const rows = (await read(await resource(connect, input), input)).map((row) => shown(row, step));
        if (!shownWith) return rows;
        const whole: Listed[] = [];
        // One after the other: Connect is asked for each of them.
        for (const row of rows) whole.push(await shownWith(connect, row, input));
        return whole;
      },
    });
  },

  /** Finds the one object with an ID; none is an empty result. */
  findOne: ({
    id,
    ...spec
  }: Omit<OperationSpec<C>, 'first' | 'filters'> & { readonly id: PlainInputField }): Search =>
    search({
      ...spec,
      noun,
      inputFields: [id],
      returns,
      sample,
      run: async (connect, input: Input, step) => {
        const row = await (await resource(connect, input)).find(String(input[id.key]));
        return row ? [shown(row, step)] : [];
      },
    }),
});
