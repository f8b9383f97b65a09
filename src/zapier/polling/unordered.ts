import { clock } from '../../connect/clock.ts';
import type { AskedPage, Dated } from './source.ts';
import {
  type Asking,
  countOf,
  type Look,
  look,
  type Reading,
  readAll,
  type Stretch,
  UNKNOWN,
} from './stretch.ts';

/**
 * Rows in the order of a time that a server can filter by, but not order by. Few of them, as at nearly every poll, are
 * all read and sorted here; of many, a stretch of time is looked for that holds few.
 */

/** Pages of a stretch that are few enough to read them all. */
const FEW = 4;
/** … and those that are few enough where a shorter stretch isn't found, or where all happened at one time. */
const SOME = 8;
/** How much of what can be read a stretch should hold, so that it doesn't hold a little too much. */
const AIM = 0.7;
/** … and how much it has to, unless fewer are asked for. */
const ENOUGH = 0.4;
/** Guesses after which a stretch with few rows is good enough. */
const PATIENCE = 3;
/** Milliseconds that a time at the server may be ahead of this machine's. */
const AHEAD = 24 * 3_600_000;

type One<Row> = { readonly time: number } & (
  | { readonly row: Row }
  | { readonly unreadable: AskedPage<Row>['unreadable'][number] }
);

const dateOf = ({ updatedAt, createdAt }: Dated): number | undefined => updatedAt ?? createdAt;

/** All of a page by time, the oldest first; what doesn't say its time stands at the beginning. */
const sorted = <Row>({ rows, unreadable }: AskedPage<Row>, { timeOf, stretch }: Asking<Row>): One<Row>[] =>
  [
    ...rows.map((row) => ({ row, time: timeOf(row) ?? stretch.after })),
    ...unreadable.map((one) => ({ unreadable: one, time: dateOf(one) ?? stretch.after })),
  ].sort((a, b) => a.time - b.time);

const pageOf = <Row>(some: readonly One<Row>[], bytes: number): Omit<AskedPage<Row>, 'total'> => ({
  rows: some.flatMap((one) => ('row' in one ? [one.row] : [])),
  unreadable: some.flatMap((one) => ('unreadable' in one ? [one.unreadable] : [])),
  bytes,
});

/**
 * A stretch at the asked end that holds few rows; all of one millisecond may be more. Its other end is looked for
 * between one before which there is too little and one before which there is too much.
 */
const part = async <Row>(
  reading: Reading<Row>,
  whole: Look<Row>,
): Promise<{ found: Look<Row>; stretch: Stretch; most: number; isTie?: true }> => {
  const { stretch, isNewestFirst, limit, offset, few } = reading;
  // Places grow in the order that was asked for; an edge has all places before it on its side.
  const placesOf = ({ page }: Look<Row>): number[] =>
    sorted(page, reading)
      .map(({ time }) => (isNewestFirst ? -1 - time : time))
      .sort((a, b) => a - b);
  const [newest = 0] = sorted(whole.page, reading)
    .slice(-1)
    .map(({ time }) => time);
  const upTo = stretch.before ?? Math.max(clock.now(), newest) + AHEAD;
  const bounded = (edge: number): Stretch =>
    isNewestFirst ? { ...stretch, after: -edge } : { ...stretch, before: edge };
  const most = few * countOf(whole.page);
  const aim = Math.min(AIM * most, 2 * (offset + limit));
  const enough = Math.min(offset + limit, ENOUGH * most);
  let little = { edge: isNewestFirst ? -upTo : stretch.after, count: 0 };
  let much = { edge: isNewestFirst ? -stretch.after : upTo, found: whole };
  let best: { found: Look<Row>; stretch: Stretch } | undefined;
  let scale = 1;
  /** The rows that came are a sample of all, though not always a good one. */
  const bySample = (): number => {
    const places = placesOf(much.found).filter((place) => place >= little.edge && place < much.edge);
    const { total } = much.found.page;
    const left = Math.max(1, (total === UNKNOWN ? 2 * most : total) - little.count);
    const share = Math.min(1, ((aim - little.count) / left) * scale);
    const place = places[Math.floor(share * (places.length - 1))] ?? little.edge;
    return Math.max(place, little.edge + 1);
  };
  /** What is further on may lie as near to each other as what is known. */
  const byDensity = (): number | undefined => {
    const [first] = best ? placesOf(best.found) : [];
    return first === undefined
      ? undefined
      : Math.ceil(first + ((little.edge - first) * aim) / Math.max(1, little.count));
  };
  for (let tries = 0; much.edge - little.edge > 1; tries += 1) {
    const guesses = [tries % 2 ? byDensity() : undefined, bySample(), (little.edge + much.edge) / 2];
    const edge = Math.floor(guesses.find((one = 0) => one > little.edge && one < much.edge) ?? 0);
    const found = await look(reading, bounded(edge));
    if (found.isMuch) {
      much = { edge, found };
      scale /= 2;
    } else {
      const { total: count } = found.page;
      if (count) best = { found, stretch: bounded(edge) };
      if (best && (count >= enough || tries >= PATIENCE)) return { ...best, most: FEW };
      little = { edge, count };
      scale = Math.max(1, scale * 2);
    }
    if (few === 1 || tries < PATIENCE) continue;
    const { isMuch } = await look({ ...reading, few: SOME }, bounded(much.edge), much.found.page);
    if (!isMuch) return { found: much.found, stretch: bounded(much.edge), most: SOME };
  }
  if (best) return { ...best, most: FEW };
  return { found: much.found, stretch: bounded(much.edge), most: SOME, isTie: true };
};

/**
 * A page of rows in the order of their time.
 * @returns at times more or fewer rows than were asked for; `total` says whether there are more, `knownTo` what was
 * read of them, `calls` what it cost.
 */
export const inOrder = async <Row>(asking: Asking<Row>): Promise<AskedPage<Row>> => {
  let calls = 0;
  const fetch: Asking<Row>['fetch'] = (...page) => {
    calls += 1;
    return asking.fetch(...page);
  };
  const page = await ordered({ ...asking, fetch, few: FEW });
  return { ...page, calls };
};

const ordered = async <Row>(reading: Reading<Row>): Promise<AskedPage<Row>> => {
  const { stretch, isNewestFirst, limit, offset } = reading;
  const slice = (page: AskedPage<Row>) => {
    const some = sorted(page, reading);
    return pageOf(
      isNewestFirst ? some.reverse().slice(offset, offset + limit) : some.slice(offset),
      page.bytes,
    );
  };
  const whole = await look(reading, stretch);
  if (!whole.isMuch) {
    const all = await readAll(reading, stretch, whole);
    return all ? { ...slice(all), total: countOf(all) } : ordered({ ...reading, few: 1 });
  }
  const { found, stretch: some, most, isTie } = await part(reading, whole);
  const beyond = async (count: number) => {
    const rest = isNewestFirst
      ? { ...stretch, before: some.after }
      : { ...stretch, after: some.before ?? stretch.after };
    const page = await ordered({ ...reading, stretch: rest, offset: offset - count });
    return { ...page, total: totalOf(page) };
  };
  const given = countOf(whole.page);
  const totalOf = (page: Omit<AskedPage<Row>, 'total'>) =>
    Math.max(whole.page.total, offset + countOf({ ...page, total: 0 }) + 1);
  const all = await readAll(reading, some, found, most);
  if (!all && isTie) {
    // Any order is right.
    const tied = await reading.fetch(some, limit, offset);
    if (countOf(tied)) return { ...tied, total: totalOf(tied) };
    return beyond(Math.min(offset, found.page.total));
  }
  if (!all) return ordered({ ...reading, few: 1 });
  if (offset >= countOf(all)) return beyond(countOf(all));
  const page = slice(all);
  const left = limit - countOf({ ...page, total: 0 });
  if (!isNewestFirst) return { ...page, total: totalOf(page), knownTo: some.before, given };
  if (left <= 0) return { ...page, total: totalOf(page), given };
  const more = await ordered({
    ...reading,
    stretch: { ...stretch, before: some.after },
    limit: left,
    offset: 0,
  });
  return {
    rows: [...page.rows, ...more.rows],
    unreadable: [...page.unreadable, ...more.unreadable],
    total: totalOf(page),
    bytes: page.bytes + more.bytes,
    given,
  };
};
