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
import { inOrder } from './unordered.ts';

/** How a collection of Connect is read by polls. */

type Text = string | null | undefined;

/** A time of an object: Connect's name for it, as filter and ordering, and where the object holds it (ISO 8601). */
export interface Moment<C extends Collection, Row> {
  readonly field: Ordering<C> & FilterBy<C, 'gt'>;
  readonly of: (row: Row) => Text;
}

/** A time of an object that Connect can filter by, but not order by; see `unordered.ts`. */
export interface Sought<C extends Collection, Row> {
  /** Holds for objects whose time is later (ISO 8601): one of these does. */
  readonly after: (time: string) => readonly Where<C>[];
  /** Holds for those whose time is earlier. */
  readonly before: (time: string) => Pick<Query<C>, 'where' | 'anyOf'>;
  /** An order that stays while pages are read. */
  readonly ordering: Signed<Ordering<C>>;
  readonly of: (row: Row) => Text;
}

/** Such a time that has a filter of its own. */
export interface Unordered<C extends Collection, Row> {
  readonly field: FilterBy<C, 'gt' | 'lt'>;
  readonly of: (row: Row) => Text;
  /** What the pages of such a list are ordered by instead. */
  readonly instead: Signed<Ordering<C>>;
}

const soughtBy = <C extends Collection, Row>({ field, of, instead }: Unordered<C, Row>): Sought<C, Row> => ({
  after: (gt) => [condition<C, 'gt'>(field, { gt })],
  before: (lt) => ({ where: condition<C, 'lt'>(field, { lt }) }),
  ordering: instead,
  of,
});

const isSought = <C extends Collection, Row>(
  moment: Moment<C, Row> | Sought<C, Row>,
): moment is Sought<C, Row> => 'before' in moment;

/** The times by which polls find what is new; see `byTime.ts`. */
export interface Timeline<C extends Collection, Row> {
  /** None: an object that changes is not followed. */
  readonly updated?: Moment<C, Row> | Unordered<C, Row> | undefined;
  readonly created: Moment<C, Row> | Sought<C, Row>;
  /** Finds objects by their ids, where Connect can; rows that could not be read come again so. */
  readonly byIds?: ((ids: readonly string[]) => Where<C>) | undefined;
}

/** What a trigger follows where Connect can't order by the time of a change; see `byState.ts`. */
export interface States<C extends Collection, Row> {
  /** What comes first. */
  readonly ordering: Signed<Ordering<C>>;
  /** When an object was created (ISO 8601), where it says. */
  readonly created?: (row: Row) => Text;
  /** When it reached what it is in now, where it says. */
  readonly reached?: (row: Row) => Text;
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

/** Connect has nothing older, ms since 1970. */
const FIRST = 1;

const laterThan = <C extends Collection, Row>(
  moment: Moment<C, Row> | Sought<C, Row>,
  gt: string,
): readonly Where<C>[] => (isSought(moment) ? moment.after(gt) : [condition<C, 'gt'>(moment.field, { gt })]);

/** A collection that can be ordered by time, or at least filtered. */
export const rowsByTime = <C extends Collection, Row extends { id: string }>(
  pages: Pages<C, Row>,
  { updated: followed, created, byIds }: Timeline<C, Row>,
  { query, open, log }: Reading<C>,
): RowSource<Row> => {
  const updated = followed && ('instead' in followed ? soughtBy(followed) : followed);
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
    return [...moments.flatMap((moment) => (moment ? laterThan(moment, gt) : [])), ...named];
  };
  const list = async (
    ask: Ask,
    ordering: Signed<Ordering<C>>,
    { where, anyOf = [] }: Pick<Query<C>, 'where' | 'anyOf'> = {},
  ): Promise<AskedPage<Row>> => {
    const found = alternatives(ask);
    const page = await pages.page({
      ...query,
      where: ask.isOpen && open ? { ...query.where, ...open } : (query.where ?? {}),
      anyOf: [
        ...(query.anyOf ?? []),
        ...(found.length ? [found] : []),
        ...(where ? [[where]] : []),
        ...anyOf,
      ],
      ordering: [ordering],
      limit: ask.limit,
      offset: ask.offset,
    });
    return asked(page, datesOf);
  };
  return {
    noun: pages.noun,
    log,
    hasUpdates: updated !== undefined,
    hasIds: byIds !== undefined,
    idOf: ({ id }) => id,
    timesOf: datesOf,
    page: async (ask) => {
      if (ask.isOpen && !open) return { rows: [], unreadable: [], total: 0, bytes: 0 };
      const moment = (ask.by === 'created' ? undefined : updated) ?? created;
      if (!isSought(moment)) return list(ask, ask.isNewestFirst ? `-${moment.field}` : moment.field);
      // Samples, objects that can still change and those asked for by their ids are good in any order.
      if (ask.isSample || ask.isOpen || (ask.after === undefined && ask.ids))
        return list(ask, moment.ordering);
      const { ids, ...unnamed } = ask;
      const start = ask.after ?? FIRST;
      return inOrder<Row>({
        stretch: { after: start },
        isNewestFirst: ask.isNewestFirst ?? false,
        limit: ask.wanted ?? ask.limit,
        offset: ask.offset,
        size: ask.size ?? ask.limit,
        idOf: ({ id }) => id,
        timeOf: (row) => {
          const { updatedAt, createdAt } = datesOf(row);
          return ask.by === 'created' ? createdAt : (updatedAt ?? createdAt);
        },
        fetch: ({ after, before }, limit, offset) => {
          // Those that are asked for by their ids may be of any time.
          const isWhole = before === undefined && after === start;
          const bounded = before === undefined ? {} : moment.before(new Date(before).toISOString());
          return list({ ...(isWhole ? ask : unnamed), after, limit, offset }, moment.ordering, bounded);
        },
      });
    },
  };
};

/** A collection that has one order alone. */
export const rowsByState = <C extends Collection, Row extends { id: string }>(
  pages: Pages<C, Row>,
  { ordering, created, reached }: States<C, Row>,
  { query, log }: Reading<C>,
): RowSource<Row> => {
  const datesOf = (row: unknown): Dated => ({
    updatedAt: timeIn(reached, row),
    createdAt: timeIn(created, row),
  });
  return {
    noun: pages.noun,
    log,
    hasUpdates: false,
    hasIds: false,
    idOf: ({ id }) => id,
    timesOf: datesOf,
    page: async ({ limit, offset }) =>
      asked(await pages.page({ ...query, ordering: [ordering], limit, offset }), datesOf),
  };
};
