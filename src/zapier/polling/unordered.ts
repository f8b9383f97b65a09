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
  readonly limit: number;
  readonly offset: number;
  /** The most rows at once. */
  readonly size: number;
  /** Rows of a stretch, in any order that stays. */
  readonly fetch: (stretch: Stretch, limit: number, offset: number) => Promise<AskedPage<Row>>;
  /** A row's time, ms since 1970. */
  readonly timeOf: (row: Row) => number | undefined;
}

/** How much of what comes at once a stretch should hold, so that it doesn't hold a little too much. */
const AIM = 0.8;
/** … and how much it has to, unless fewer are asked for. */
const ENOUGH = 0.6;
/** More rows than came, where the server doesn't say how many. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;
/** Guesses after which a stretch with few rows is good enough. */
const PATIENCE = 6;
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

/**
 * The stretch at the asked end that holds about as many rows as come at once; all of one millisecond may be more.
 * Its other end is looked for between one before which there is too little and one before which there is too much.
 */
const part = async <Row>(
  asking: Asking<Row>,
  whole: AskedPage<Row>,
): Promise<{ page: AskedPage<Row>; stretch: Stretch; isTie: boolean }> => {
  const { stretch, isNewestFirst, limit, offset, size, fetch } = asking;
  const times = sorted(whole, asking).map(({ time }) => time);
  const upTo = stretch.before ?? Math.max(clock.now(), ...times) + AHEAD;
  const bounded = (edge: number): Stretch =>
    isNewestFirst ? { ...stretch, after: edge } : { ...stretch, before: edge };
  const enough = Math.min(offset + limit, ENOUGH * size);
  let little = { edge: isNewestFirst ? upTo : stretch.after, count: 0 };
  let much = { edge: isNewestFirst ? stretch.after : upTo, page: whole };
  let best: { page: AskedPage<Row>; stretch: Stretch } | undefined;
  for (let tries = 0; Math.abs(much.edge - little.edge) > 1; tries += 1) {
    const total = Math.max(much.page.total ?? 0, little.count + 1);
    // The rows that came are a sample of all; later guesses take them for evenly spread, or halve.
    const at = Math.floor((AIM * size * times.length) / total);
    const share = (AIM * size - little.count) / (total - little.count);
    const guess =
      tries === 0
        ? (times[isNewestFirst ? times.length - 1 - at : at] ?? upTo)
        : Math.round(little.edge + (much.edge - little.edge) * share);
    const [low, high] = [Math.min(little.edge, much.edge), Math.max(little.edge, much.edge)];
    const isGood = guess > low && guess < high && (tries === 0 || tries % 2 === 1);
    const edge = isGood ? guess : Math.floor((low + high) / 2);
    const page = await fetch(bounded(edge), size, 0);
    const count = countOf(page);
    if (!isAll(page)) much = { edge, page };
    else {
      if (count) best = { page, stretch: bounded(edge) };
      if (best && (count >= enough || tries >= PATIENCE)) return { ...best, isTie: false };
      little = { edge, count };
    }
  }
  if (best) return { ...best, isTie: false };
  return { page: much.page, stretch: bounded(much.edge), isTie: true };
};

const isAll = ({ total = 0, ...page }: AskedPage<unknown>): boolean => countOf({ ...page, total }) >= total;

/** Where the server doesn't say how many rows there are, it is asked whether there are more than came. */
const counted =
  <Row>(fetch: Asking<Row>['fetch']): Asking<Row>['fetch'] =>
  async (stretch, limit, offset) => {
    const page = await fetch(stretch, limit, offset);
    const end = offset + countOf(page);
    if (page.total !== undefined || countOf(page) === 0) return page;
    const more = countOf(await fetch(stretch, 1, end));
    return { ...page, total: more ? UNKNOWN : end };
  };

/**
 * A page of rows in the order of their time.
 * @returns fewer rows than were asked for where a stretch holds fewer; `total` says whether there are more.
 */
export const inOrder = <Row>(asking: Asking<Row>): Promise<AskedPage<Row>> =>
  ordered({ ...asking, fetch: counted(asking.fetch) });

const ordered = async <Row>(asking: Asking<Row>): Promise<AskedPage<Row>> => {
  const { stretch, isNewestFirst, limit, offset, size, fetch } = asking;
  const whole = await fetch(stretch, size, 0);
  const slice = (page: AskedPage<Row>, total: number) => {
    const some = sorted(page, asking);
    return pageOf((isNewestFirst ? some.reverse() : some).slice(offset, offset + limit), total, page.bytes);
  };
  if (isAll(whole)) return slice(whole, countOf(whole));
  const total = whole.total ?? UNKNOWN;
  const { page, stretch: found, isTie } = await part(asking, whole);
  const beyond = async (count: number) => {
    const rest = isNewestFirst
      ? { ...stretch, before: found.after }
      : { ...stretch, after: found.before ?? stretch.after };
    return { ...(await ordered({ ...asking, stretch: rest, offset: offset - count })), total };
  };
  if (!isTie) return offset < countOf(page) ? slice(page, total) : beyond(countOf(page));
  // All are of one time, so that any order is right.
  const tied = await fetch(found, limit, offset);
  return countOf(tied) ? { ...tied, total } : beyond(Math.min(offset, page.total ?? offset));
};
