import type { LenientPage } from '../../connect/kind.ts';
import {
  type Collection,
  condition,
  type FilterBy,
  type Ordering,
  type Query,
  type Signed,
  type Where,
} from '../../connect/rql.ts';
import type { Ask, AskedPage, Dated, RowSource } from './source.ts';

/** How a collection of Connect is read by polls. */

type Text = string | null | undefined;

/** A time of an object: Connect's name for it, as filter and ordering, and where the object holds it (ISO 8601). */
export interface Moment<C extends Collection, Row> {
  readonly field: Ordering<C> & FilterBy<C, 'gt'>;
  readonly of: (row: Row) => Text;
}

/** The times by which polls find what is new; see `byTime.ts`. */
export interface Timeline<C extends Collection, Row> {
  /** None: an object that changes is not followed. */
  readonly updated?: Moment<C, Row> | undefined;
  readonly created: Moment<C, Row>;
  /** Finds objects by their ids, where Connect can; rows that could not be read come again so. */
  readonly byIds?: ((ids: readonly string[]) => Where<C>) | undefined;
}

/** What a trigger follows where Connect can't order by the time of a change; see `byState.ts`. */
export interface States<C extends Collection, Row> {
  /** What comes first. */
  readonly ordering: Signed<Ordering<C>>;
  /** When an object was created (ISO 8601), where it says. */
  readonly created?: (row: Row) => Text;
  /** What an object has reached; each one fires once. None: the object itself, once. */
  readonly of?: (row: Row) => string;
}

/** A list of Connect that polls read a page at a time. */
export interface Pages<C extends Collection, Row> {
  /** What one of its objects is called: `fulfillment request`. */
  readonly noun: string;
  page(query: Query<C> & { limit: number; offset: number }): Promise<LenientPage<Row>>;
}

const timeOf = (text: unknown): number | undefined => {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

/** Reads a time of a row that may have any form. */
const timeIn = <Row>(read: ((row: Row) => Text) | undefined, row: unknown): number | undefined => {
  try {
    return timeOf(read?.(row as Row));
  } catch {
    return undefined;
  }
};

const asked = <Row>(
  { rows, unreadable, total, bytes }: LenientPage<Row>,
  datesOf: (row: unknown) => Dated,
): AskedPage<Row> => ({
  rows,
  unreadable: unreadable.map(({ id, field, row }) => ({ id, field, ...datesOf(row) })),
  total,
  bytes,
});

/** What a poll reads of a collection, beside the keys of its events. */
interface Reading<C extends Collection> {
  readonly query: Query<C>;
  /** Conditions for the objects that can still change, beside the query; undefined: there are none. */
  readonly open?: Where<C> | undefined;
  readonly log: (line: string) => void;
}

/** A collection that can be ordered by time. */
export const rowsByTime = <C extends Collection, Row extends { id: string }>(
  pages: Pages<C, Row>,
  { updated, created, byIds }: Timeline<C, Row>,
  { query, open, log }: Reading<C>,
): RowSource<Row> => {
  const datesOf = (row: unknown): Dated => ({
    updatedAt: timeIn(updated?.of, row),
    createdAt: timeIn(created.of, row),
  });
  /** Some collections know only `gt`, and Connect's times may be finer than a millisecond. */
  const alternatives = ({ by, after, ids }: Ask): Where<C>[] => {
    const named = by === 'either' && byIds && ids?.length ? [byIds(ids)] : [];
    if (after === undefined) return named;
    const gt = new Date(after - 1).toISOString();
    const moments = by === 'either' ? [updated, created] : [by === 'updated' ? updated : created];
    return [
      ...moments.flatMap((moment) => (moment ? [condition<C, 'gt'>(moment.field, { gt })] : [])),
      ...named,
    ];
  };
  return {
    noun: pages.noun,
    log,
    hasUpdates: updated !== undefined,
    idOf: ({ id }) => id,
    timesOf: datesOf,
    page: async (ask) => {
      if (ask.isOpen && !open) return { rows: [], unreadable: [], total: 0, bytes: 0 };
      const { field } = (ask.by === 'created' ? undefined : updated) ?? created;
      const found = alternatives(ask);
      const page = await pages.page({
        ...query,
        where: ask.isOpen && open ? { ...query.where, ...open } : (query.where ?? {}),
        anyOf: [...(query.anyOf ?? []), ...(found.length ? [found] : [])],
        ordering: [ask.isNewestFirst ? `-${field}` : field],
        limit: ask.limit,
        offset: ask.offset,
      });
      return asked(page, datesOf);
    },
  };
};

/** A collection that has one order alone. */
export const rowsByState = <C extends Collection, Row extends { id: string }>(
  pages: Pages<C, Row>,
  { ordering, created }: States<C, Row>,
  { query, log }: Reading<C>,
): RowSource<Row> => {
  const datesOf = (row: unknown): Dated => ({ updatedAt: undefined, createdAt: timeIn(created, row) });
  return {
    noun: pages.noun,
    log,
    hasUpdates: false,
    idOf: ({ id }) => id,
    timesOf: datesOf,
    page: async ({ limit, offset }) =>
      asked(await pages.page({ ...query, ordering: [ordering], limit, offset }), datesOf),
  };
};
