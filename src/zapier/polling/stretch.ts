import { type AskedPage, MIN_CAP } from './source.ts';

/** All rows of a stretch of time, where a server gives them in another order and some go or move meanwhile. */

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
  readonly idOf: (row: Row) => string;
  /** A row's time, ms since 1970. */
  readonly timeOf: (row: Row) => number | undefined;
}

/** How a stretch is read: `few` pages of it at most. */
export type Reading<Row> = Asking<Row> & { readonly few: number };

/** More rows than came, where the server doesn't say how many. */
export const UNKNOWN = Number.MAX_SAFE_INTEGER;
/** How often a stretch is read of which rows go or move meanwhile. */
const PASSES = 3;

/** The beginning of a stretch, and whether there is more of it than can be read. */
export interface Look<Row> {
  readonly page: AskedPage<Row> & { readonly total: number };
  readonly isMuch: boolean;
}

export const countOf = ({ rows, unreadable }: AskedPage<unknown>): number => rows.length + unreadable.length;

/** Where the server doesn't say how many rows there are, it is asked whether there are more. */
export const look = async <Row>(
  { fetch, size, few }: Reading<Row>,
  stretch: Stretch,
  known?: AskedPage<Row>,
): Promise<Look<Row>> => {
  const page = known ?? (await fetch(stretch, size, 0));
  const count = countOf(page);
  const isBeyond = async (offset: number) => countOf(await fetch(stretch, 1, offset)) > 0;
  if (page.total !== undefined)
    return { page: { ...page, total: page.total }, isMuch: page.total > few * count };
  // So few are hardly as many as come at once.
  if (!count || (count < MIN_CAP && !(await isBeyond(count))))
    return { page: { ...page, total: count }, isMuch: false };
  return { page: { ...page, total: UNKNOWN }, isMuch: await isBeyond(few * count) };
};

/** All that came, each once. */
type Found<Row> = Pick<AskedPage<Row>, 'rows' | 'unreadable'>;

const byKey = <Row>({ rows, unreadable }: Found<Row>, { idOf }: Reading<Row>) => ({
  rows: rows.map((row) => [idOf(row), row] as const),
  unreadable: unreadable.map(({ id, ...one }) => [id ?? JSON.stringify(one), { id, ...one }] as const),
});
const keysOf = <Row>(page: Found<Row>, reading: Reading<Row>): string[] => {
  const { rows, unreadable } = byKey(page, reading);
  return [...rows, ...unreadable].map(([key]) => key);
};

/**
 * Page after page of a stretch, after the one that came.
 * @returns undefined when there are more than `most`; whether no row was passed over because others went, came or moved.
 */
const readOnce = async <Row>(
  reading: Reading<Row>,
  stretch: Stretch,
  first: AskedPage<Row> & { readonly total: number },
  most: number,
): Promise<{ pages: AskedPage<Row>[]; counts: number[]; isSteady: boolean } | undefined> => {
  const pages: AskedPage<Row>[] = [first];
  const known = new Set(keysOf(first, reading));
  let { total } = first;
  const totals = [total];
  let read = countOf(first);
  let isSteady = true;
  // Each page begins with the last row of the one before.
  const again = read > 1 ? 1 : 0;
  while (read < total) {
    if (pages.length > most + 1) return undefined;
    const page = await reading.fetch(stretch, reading.size, read - again);
    const keys = keysOf(page, reading);
    if (keys.filter((key) => known.has(key)).length !== again) isSteady = false;
    total = page.total ?? UNKNOWN;
    totals.push(total);
    if (keys.length <= again) break;
    pages.push(page);
    read += keys.length - again;
    for (const key of keys) known.add(key);
  }
  return { pages, counts: [...totals.filter((one) => one !== UNKNOWN), read], isSteady };
};

/**
 * A stretch whole.
 * @returns undefined when it has more pages than `most`, or when some of it went or moved each time that it was read.
 */
export const readAll = async <Row>(
  reading: Reading<Row>,
  stretch: Stretch,
  { page: first, isMuch }: Look<Row>,
  most = reading.few,
): Promise<AskedPage<Row> | undefined> => {
  if (first.total !== UNKNOWN && first.total > most * countOf(first)) return undefined;
  const all: AskedPage<Row>[] = [];
  const counts = new Set<number>();
  const whole = (pages: readonly AskedPage<Row>[]): AskedPage<Row> => {
    const each = pages.map((page) => byKey(page, reading));
    const rows = new Map(each.flatMap((page) => page.rows));
    const unreadable = new Map(each.flatMap((page) => page.unreadable));
    const bytes = pages.reduce((sum, page) => sum + page.bytes, 0);
    return { rows: [...rows.values()], unreadable: [...unreadable.values()], total: undefined, bytes };
  };
  // One page that has nothing beyond it; what comes while more is asked for would never end.
  if (reading.few === 1 && !isMuch) return whole([first]);
  for (let times = 0; times < PASSES; times += 1) {
    const begun = times ? await look(reading, stretch) : { page: first };
    const read = await readOnce(reading, stretch, begun.page, most);
    if (!read) return undefined;
    if (read.isSteady) return whole(read.pages);
    all.push(...read.pages);
    for (const count of read.counts) counts.add(count);
    // Rows of one time may come in another order with each page: then all are there once there are as many as there should be.
    const found = whole(all);
    if (counts.size === 1 && counts.has(countOf(found))) return found;
  }
  return undefined;
};
