import { clock } from '../../connect/clock.ts';
import {
  type Collection,
  condition,
  type FilterBy,
  type Ordering,
  type Query,
  type Where,
} from '../../connect/rql.ts';
import type { Sought, Timeline } from './timeline.ts';

/**
 * Dates that lie ahead, such as that of a renewal, as events: one happens so many days before the date, or when the
 * object changes and the date is nearer than that already.
 */

type Text = string | null | undefined;

export interface DateAhead<C extends Collection, Row> {
  /** The date by Connect's name for it, as filter and ordering, and where the object holds it (ISO 8601). */
  readonly field: Ordering<C> & FilterBy<C, 'gt' | 'lt' | 'le'>;
  readonly of: (row: Row) => Text;
  /** When the object changed, so that a date that was moved is noticed. */
  readonly changed: { readonly field: FilterBy<C, 'gt' | 'lt'>; readonly of: (row: Row) => Text };
  /**
   * Objects whose date comes again before more than so many days: they are told of no earlier, as a date that follows
   * another one by itself, without a change, would be overlooked.
   */
  readonly frequent: {
    readonly days: number;
    readonly is: (row: Row) => boolean;
    readonly where: Where<C>;
    readonly others: Where<C>;
  };
  readonly byIds?: (ids: readonly string[]) => Where<C>;
}

const DAY = 24 * 3_600_000;

const later = (time: number, days: number): string => new Date(time + days * DAY).toISOString();

/**
 * @param days before the date.
 * @returns the objects whose date lies ahead and is near enough, and the times of their events.
 */
export const aheadBy = <C extends Collection, Row>(
  { field, of, changed, frequent, byIds }: DateAhead<C, Row>,
  days: number,
): { query: Pick<Query<C>, 'anyOf'>; timeline: Timeline<C, Row> } => {
  const now = clock.now();
  const isOneLead = days <= frequent.days;
  const leadOf = (row: Row) => (frequent.is(row) ? Math.min(days, frequent.days) : days);
  /** The same of the dates of all objects, each with the days that it is told of before. */
  const each = (of: (days: number) => Where<C>): Where<C>[] =>
    isOneLead
      ? [of(days)]
      : [
          { ...frequent.where, ...of(frequent.days) },
          { ...frequent.others, ...of(days) },
        ];
  const event: Sought<C, Row> = {
    after: (time) => [
      ...each((lead) => condition<C, 'gt'>(field, { gt: later(Date.parse(time), lead) })),
      condition<C, 'gt'>(changed.field, { gt: time }),
    ],
    before: (time) => ({
      where: condition<C, 'lt'>(changed.field, { lt: time }),
      anyOf: [each((lead) => condition<C, 'lt'>(field, { lt: later(Date.parse(time), lead) }))],
    }),
    ordering: field,
    of: (row) => {
      const date = Date.parse(of(row) ?? '') - leadOf(row) * DAY;
      const times = [date, Date.parse(changed.of(row) ?? '')].filter((time) => !Number.isNaN(time));
      return times.length ? new Date(Math.max(...times)).toISOString() : undefined;
    },
  };
  return {
    query: {
      anyOf: [
        each((lead) =>
          condition<C, 'gt' | 'le'>(field, { gt: new Date(now).toISOString(), le: later(now, lead) }),
        ),
      ],
    },
    timeline: { created: event, byIds },
  };
};
