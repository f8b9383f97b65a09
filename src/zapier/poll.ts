import { createHash } from 'node:crypto';
import { clock } from '../connect/clock.ts';
import { bytesOf, MAX_BYTES } from '../connect/size.ts';

/**
 * How new events are found: each event once, at a cost that doesn't grow with the account.
 *
 * A poll reads forward in time from just before the last event that it knows, oldest first, so a burst is taken up
 * in order, at most {@link MAX_NEW} a poll, and the rest waits for the next one. Rows that Connect commits late, or
 * with equal or skewed times, are found because each poll reads a stretch before the last event again; the keys of the
 * rows seen there are remembered, so that they don't use up the room for new ones. They are handed to Zapier once more
 * all the same: Zapier knows them, unless the answer of an earlier poll got lost on the way.
 */

/** Zapier holds runs back when a poll brings more new events. */
export const MAX_NEW = 100;
/** Milliseconds before the last known event that are read again, for rows that appear late or with a skewed time. */
export const OVERLAP = 10 * 60_000;
/** The overlap is shorter when more events than these happened in it. */
export const MAX_REMEMBERED = 300;
/** Events looked at when nothing is remembered: the first poll of a Zap, and after the memory was lost. */
export const LOOK_BACK = 300;
/** Rows asked for at once; Connect cuts off at 1000, and 500 of its largest are 5 MB. */
const PAGE = 500;
/** Pages beyond those that the known rows fill, for rows that shift while they are read. */
const SPARE_PAGES = 3;
/**
 * Milliseconds. An object that follows updates fires once, when it reaches what is asked for; one that is older than this
 * when the Zap is turned on has reached it long ago, more likely than not.
 */
export const GRACE = 30 * 24 * 3_600_000;
/** Enough for the editor to show a choice. */
const SAMPLES = 3;

/** Where events come from, in Connect's own time. */
export interface EventSource<Row> {
  /** The newest rows, newest first. */
  newest(limit: number): Promise<Row[]>;
  /** Rows at or after a time (ms since 1970), oldest first. */
  since(time: number, page: { limit: number; offset: number }): Promise<Row[]>;
  /** When the event happened, ms since 1970; undefined when the row doesn't say. */
  timeOf(row: Row): number | undefined;
  /** What Zapier's deduplication tells events apart by. */
  keyOf(row: Row): string;
  /** When the object was created, ms since 1970; only where an object fires once, by the time of an update. */
  createdAt?(row: Row): number | undefined;
}

/** What a Zap remembers between two polls. */
export interface Memory {
  /** Polls read from this time on, ms since 1970. */
  readonly start: number;
  /** The rows seen from there on: a short hash of the key, and ms after `start`. */
  readonly seen: readonly (readonly [hash: string, after: number])[];
  /** The newest event when the Zap was turned on, ms since 1970. */
  readonly born?: number | undefined;
}

export interface MemoryStore {
  read(): Promise<Memory | undefined>;
  /** @returns false when it could not be kept. */
  write(memory: Memory): Promise<boolean>;
}

const hashOf = (key: string): string => createHash('sha1').update(key).digest('base64url').slice(0, 8);

interface Event<Row> {
  readonly row: Row;
  readonly hash: string;
  readonly time: number;
}

/** A row that doesn't say its time stands where it was read: at the beginning of the stretch. */
const eventOf = <Row>(source: EventSource<Row>, row: Row, start: number): Event<Row> => ({
  row,
  hash: hashOf(source.keyOf(row)),
  time: Math.max(start, source.timeOf(row) ?? start),
});

/** As many of the rows, in their order, as Zapier takes; always at least one. */
export const fitting = <Row>(rows: readonly Row[]): Row[] => {
  let bytes = 0;
  const cut = rows.findIndex((row, index) => {
    bytes += bytesOf(row);
    return bytes > MAX_BYTES && index > 0;
  });
  return cut === -1 ? [...rows] : rows.slice(0, cut);
};

const newestFirst = <Row>(events: readonly Event<Row>[]): Row[] =>
  [...events].sort((a, b) => b.time - a.time).map((event) => event.row);

/** A known event, and when it happened. */
interface Known {
  readonly hash: string;
  readonly time: number;
}

/**
 * What to remember after a poll.
 * @param known all events known from `start` on, delivered now or before.
 * @param mark all events up to this time are known, as far as they had appeared.
 * @param delivered the time of the first event that was delivered now: the next poll delivers from there again.
 */
const remember = (
  start: number,
  known: readonly Known[],
  { mark, delivered, now, born }: { mark: number; delivered: number; now: number; born: number | undefined },
): Memory => {
  // A clock at Connect that is ahead must not move the mark past what is still to come.
  const reached = Math.min(mark, now);
  const times = known.filter(({ time }) => time <= reached).map(({ time }) => time);
  const [first = 0] = times.sort((a, b) => b - a).slice(MAX_REMEMBERED - 1);
  // Events at the very time where memory begins are all kept: there may be more at that time still to come.
  const next = Math.max(start, Math.min(delivered, Math.max(reached - OVERLAP, first)));
  const seen = known.filter(({ time }) => time >= next).map(({ hash, time }) => [hash, time - next] as const);
  return { start: next, seen, born };
};

/**
 * Nothing is remembered. When a Zap is turned on, all that is there counts as seen. After the memory was lost, the
 * newest events are delivered at once and the next polls bring those before them.
 */
const begin = async <Row>(
  source: EventSource<Row>,
  store: MemoryStore,
  { isStart, now }: { isStart: boolean; now: number },
): Promise<Row[]> => {
  const rows = await source.newest(LOOK_BACK);
  const times = rows.map((row) => source.timeOf(row)).filter((time) => time !== undefined);
  const oldest = times.length ? Math.min(...times) : 0;
  // Before the oldest of a full look-back there are rows that must not fire; before the oldest of all, only late ones.
  const start = rows.length < LOOK_BACK ? Math.max(0, oldest - OVERLAP) : oldest;
  const delivered = fitting(isStart ? rows : rows.slice(0, MAX_NEW));
  const seen = (isStart ? rows : delivered).map((row) => eventOf(source, row, start));
  const allSeen = seen.length === rows.length;
  const mark = allSeen ? Math.max(start, ...times) : start;
  const born = isStart ? Math.max(0, ...times) || now : undefined;
  const memory = remember(start, seen, { mark, delivered: isStart ? mark : start, now, born });
  const isKept = await store.write(memory);
  // Nothing will be remembered, so the rest must not wait for the next poll.
  return isKept ? delivered : fitting(rows);
};

/** Rows from a time on, page by page, until `enough` says so or there are no more; each row once. */
const read = async <Row>(source: EventSource<Row>, memory: Memory, isNew: (hash: string) => boolean) => {
  const events = new Map<string, Event<Row>>();
  const wanted = memory.seen.length + MAX_NEW;
  const limit = Math.min(wanted, PAGE);
  const pages = Math.ceil(wanted / limit) + SPARE_PAGES;
  let from = memory.start;
  let offset = 0;
  let fresh = 0;
  for (let page = 0; page < pages; page += 1) {
    const rows = await source.since(from, { limit, offset });
    const last = rows.at(-1);
    for (const row of rows) {
      const event = eventOf(source, row, memory.start);
      if (!events.has(event.hash) && isNew(event.hash)) fresh += 1;
      events.set(event.hash, event);
    }
    if (rows.length < limit || last === undefined) break;
    if (fresh >= MAX_NEW) break;
    // Going on from the last row's time, not by offset, survives rows that move while pages are read.
    const reached = source.timeOf(last) ?? from;
    offset = reached > from ? 0 : offset + rows.length;
    from = Math.max(from, reached);
  }
  return [...events.values()];
};

/** One poll of a Zap that remembers. */
const goOn = async <Row>(
  source: EventSource<Row>,
  store: MemoryStore,
  memory: Memory,
  now: number,
): Promise<Row[]> => {
  const before = new Map(memory.seen.map(([hash, after]) => [hash, memory.start + after]));
  const events = await read(source, memory, (hash) => !before.has(hash));
  const inOrder = [...events].sort((a, b) => a.time - b.time);
  const { born } = memory;
  const isOld = ({ row }: Event<Row>) =>
    born !== undefined && (source.createdAt?.(row) ?? born) < born - GRACE;
  const fresh = inOrder.filter((event) => !before.has(event.hash) && !isOld(event));
  const news = new Set(fitting(fresh.slice(0, MAX_NEW).map((event) => event.row)));
  const delivered = inOrder.filter(
    (event) => news.has(event.row) || (before.has(event.hash) && !isOld(event)),
  );
  const firstLeft = fresh.find((event) => !news.has(event.row));

  const known = new Map(before);
  for (const event of [...delivered, ...inOrder.filter(isOld)]) known.set(event.hash, event.time);
  const last = inOrder.at(-1)?.time ?? memory.start;
  await store.write(
    remember(
      memory.start,
      [...known].map(([hash, time]) => ({ hash, time })),
      {
        mark: firstLeft ? Math.min(firstLeft.time, last) : last,
        delivered: Math.min(...fresh.filter((event) => news.has(event.row)).map((event) => event.time)),
        now,
        born,
      },
    ),
  );
  // New ones first, so that a reply that grows too large gives up what Zapier has seen already.
  const reply = new Set(
    fitting(
      [...delivered]
        .sort((a, b) => Number(before.has(a.hash)) - Number(before.has(b.hash)) || b.time - a.time)
        .map((event) => event.row),
    ),
  );
  return newestFirst(delivered.filter((event) => reply.has(event.row)));
};

export interface PollOptions {
  /** The editor asks for something to show. */
  readonly isSample: boolean;
  /** The Zap is being turned on: what is returned counts as seen. */
  readonly isStart: boolean;
  /** This machine's time, ms since 1970: a bound for clocks that are ahead, nothing else. */
  readonly now?: number;
}

/** Something for the editor to show. */
export const newestOnly = <Row>(source: Pick<EventSource<Row>, 'newest'>): Promise<Row[]> =>
  source.newest(SAMPLES);

/**
 * The rows to hand to Zapier for one poll, newest first; its deduplication makes events of those that it doesn't know.
 * @param store the Zap's memory; undefined where a Zap can't be told from others: then the newest page is all.
 */
export const poll = async <Row>(
  source: EventSource<Row>,
  store: MemoryStore | undefined,
  { isSample, isStart, now = clock.now() }: PollOptions,
): Promise<Row[]> => {
  if (isSample) return newestOnly(source);
  if (!store) return fitting(await source.newest(MAX_NEW));
  const memory = isStart ? undefined : await store.read();
  return memory ? goOn(source, store, memory, now) : begin(source, store, { isStart, now });
};
