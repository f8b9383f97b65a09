import { clock } from '../../connect/clock.ts';
import type { AskedPage, Dated } from './source.ts';

/**
 * Rows in the order of a time that a server can filter by, but not order by: a stretch of time is looked for that holds
 * no more rows than come at once. With no more rows than that, as at nearly every poll, it is one call.
 */

/** From the first time on and before the second one, ms since 1970. */
export interface Stretch {
  readonly after: number;
  readonly before?: number | undefined;
}

export interface Asking<Row> {
  readonly stretch: Stretch;
  readonly isNewestFirst: boolean;
  /** The most rows at once. */
  readonly limit: number;
  readonly offset: number;
  /** Rows of a stretch, in any order that stays. */
  readonly fetch: (stretch: Stretch, limit: number, offset: number) => Promise<AskedPage<Row>>;
  /** A row's time, ms since 1970. */
  readonly timeOf: (row: Row) => number | undefined;
}

/** How much of what comes at once a stretch should hold, so that it doesn't hold a little too much. */
const AIM = 0.8;
/** Stretches that are guessed by the rows of another one, before it is halved. */
const GUESSES = 6;
/** Milliseconds that a time at the server may be ahead of this machine's. */
const AHEAD = 24 * 3_600_000;

type One<Row> = { readonly time: number } & (
  | { readonly row: Row }
  | { readonly unreadable: AskedPage<Row>['unreadable'][number] }
);

const countOf = ({ rows, unreadable }: AskedPage<unknown>): number => rows.length + unreadable.length;
const dateOf = ({ updatedAt, createdAt }: Dated): number | undefined => updatedAt ?? createdAt;

/** All of a page by time, the oldest first; what doesn't say its time stands at the beginning. */
const sorted = <Row>({ rows, unreadable }: AskedPage<Row>, { timeOf, stretch }: Asking<Row>): One<Row>[] =>
  [
    ...rows.map((row) => ({ row, time: timeOf(row) ?? stretch.after })),
    ...unreadable.map((one) => ({ unreadable: one, time: dateOf(one) ?? stretch.after })),
  ].sort((a, b) => a.time - b.time);

const pageOf = <Row>(some: readonly One<Row>[], total: number, bytes: number): AskedPage<Row> => ({
  rows: some.flatMap((one) => ('row' in one ? [one.row] : [])),
  unreadable: some.flatMap((one) => ('unreadable' in one ? [one.unreadable] : [])),
  total,
  bytes,
});

/** The stretch at the asked end that holds as many rows as come at once; all of one millisecond may be more. */
const part = async <Row>(
  asking: Asking<Row>,
  whole: AskedPage<Row>,
): Promise<{ page: AskedPage<Row>; stretch: Stretch; isTie: boolean }> => {
  const { stretch, isNewestFirst, limit, fetch } = asking;
  const latest = Math.max(clock.now(), ...sorted(whole, asking).map(({ time }) => time)) + AHEAD;
  const upTo = stretch.before ?? latest;
  const bounded = (edge: number): Stretch =>
    isNewestFirst ? { ...stretch, after: edge } : { ...stretch, before: edge };
  /** Up to `none` there is nothing; up to `many` there is too much. */
  let [none, many] = isNewestFirst ? [upTo, stretch.after] : [stretch.after, upTo];
  let sample = whole;
  for (let tries = 0; Math.abs(many - none) > 1; tries += 1) {
    const times = sorted(sample, asking).map(({ time }) => time);
    const at = Math.floor(((AIM * times.length) / Math.max(sample.total ?? 0, 1)) * times.length);
    const guess = times[isNewestFirst ? times.length - 1 - at : at];
    const isBetween =
      guess !== undefined && guess > Math.min(none, many) && guess < Math.max(none, many) && tries < GUESSES;
    const edge = isBetween ? guess : Math.floor((none + many) / 2);
    const page = await fetch(bounded(edge), limit, 0);
    if (countOf(page) === 0) none = edge;
    else if (isAll(page, limit)) return { page, stretch: bounded(edge), isTie: false };
    else [many, sample] = [edge, page];
  }
  return { page: sample, stretch: bounded(many), isTie: true };
};

const isAll = (page: AskedPage<unknown>, limit: number): boolean =>
  page.total === undefined ? countOf(page) < limit : countOf(page) >= page.total;

/**
 * A page of rows in the order of their time.
 * @returns fewer rows than were asked for where a stretch holds fewer; `total` says whether there are more.
 */
export const inOrder = async <Row>(asking: Asking<Row>): Promise<AskedPage<Row>> => {
  const { stretch, isNewestFirst, limit, offset, fetch } = asking;
  const whole = await fetch(stretch, limit, 0);
  const slice = (page: AskedPage<Row>, total: number) => {
    const some = sorted(page, asking);
    return pageOf((isNewestFirst ? some.reverse() : some).slice(offset, offset + limit), total, page.bytes);
  };
  if (isAll(whole, limit)) return slice(whole, countOf(whole));
  const total = whole.total ?? Number.MAX_SAFE_INTEGER;
  const { page, stretch: found, isTie } = await part(asking, whole);
  const count = page.total ?? countOf(page);
  if (offset >= count) {
    const rest = isNewestFirst
      ? { ...stretch, before: found.after }
      : { ...stretch, after: found.before ?? stretch.after };
    const beyond = await inOrder({ ...asking, stretch: rest, offset: offset - count });
    return { ...beyond, total };
  }
  // All are of one time, so that any order is right.
  if (isTie) return { ...(await fetch(found, limit, offset)), total };
  return slice(page, total);
};
