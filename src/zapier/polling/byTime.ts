import { clock } from '../../connect/clock.ts';
import { bytesOf } from '../../connect/size.ts';
import { begin } from './begin.ts';
import type { EventSource } from './eventSource.ts';
import { Events, type Known, MAX_AGAIN, OVERLAP } from './events.ts';
import { EMPTY, type Memory, type MemoryStore, SETTLED, SILENT } from './memory.ts';
import {
  type AskedPage,
  fitting,
  type Handed,
  MAX_CALLS,
  MAX_NEW,
  newestOnly,
  type PollOptions,
  Reader,
} from './source.ts';

/**
 * How new events are found: each event once, at a cost that doesn't grow with the account.
 *
 * A poll reads forward in time from just before the last event that it knows, oldest first, so a burst is taken up
 * in order, at most {@link MAX_NEW} a poll, and the rest waits for the next one. Rows that Connect commits late, or
 * with equal or skewed times, are found because each poll reads a stretch before the last event again, until the clock
 * has passed it; the keys of the rows seen there are remembered, so that they don't use up the room for new ones. They
 * are handed to Zapier once more all the same: Zapier knows them, unless the answer of an earlier poll got lost.
 */

/** The overlap is shorter when more events than these, or than fill three pages, happened in it. */
export const MAX_REMEMBERED = 300;
/** Milliseconds for which Zaps that share a memory hand over again what any of them has taken: longer than any poll's pace. */
export const SHARED_STRETCH = 3_600_000;
/** Events that wait for Zaps which share a memory; while there are more, nothing new is taken. */
const MAX_SHARED = 1_000;

/** What to remember after a poll of which all events up to `mark` are known, as far as they had appeared. */
const remember = (
  memory: Memory,
  known: readonly Known[],
  { mark, now, size }: { mark: number; now: number; size: number },
): Pick<Memory, 'start' | 'last' | 'lastAt' | 'seen'> => {
  // A clock at Connect that is ahead must not move the mark past what is still to come.
  const last = Math.min(mark, now);
  const lastAt = last === memory.last && memory.lastAt <= now ? memory.lastAt : now;
  // Once the clock has passed the overlap, what is late has appeared.
  const isQuiet = now - lastAt >= OVERLAP;
  const times = known.map(({ time }) => time).filter((time) => time <= last);
  const [first = 0] = times.sort((a, b) => b - a).slice(Math.min(MAX_REMEMBERED, 3 * size) - 1);
  const held = known.filter(({ taken }) => taken > SETTLED).map(({ time }) => time);
  // Events at the very time where memory begins are all kept: there may be more at that time still to come.
  const start = Math.max(memory.start, Math.min(isQuiet ? last : Math.max(last - OVERLAP, first), ...held));
  const seen = known
    .filter(({ time }) => time >= start)
    .map(({ hash, time, taken }) => [hash, time - start, taken] as const);
  return { start, last, lastAt, seen };
};

const isFull = <Row>(reader: Reader<Row>, events: Events<Row>): boolean =>
  events.countNew([...reader.rows.values()]) >= MAX_NEW;

/** Goes on from a first page by the time of update, as long as calls are left for the time of creation too. */
const readUpdates = <Row>(
  reader: Reader<Row>,
  events: Events<Row>,
  { first, memory, limit }: { first: AskedPage<Row>; memory: Memory; limit: number },
): Promise<number> => {
  const times = [...first.rows.map((row) => events.source.timesOf(row)), ...first.unreadable]
    .map(({ updatedAt }) => updatedAt)
    .filter((time) => time !== undefined);
  return reader.forward('updated', first.knownTo ?? Math.max(memory.start, ...times), {
    limit,
    isEnough: () => {
      const news = events.countNew([...reader.rows.values()]);
      if (!news && first.knownTo !== undefined) reader.grant(MAX_CALLS);
      return news >= MAX_NEW || reader.callsLeft < MAX_CALLS / 2;
    },
  });
};

/**
 * Reads from the start of the memory on, until there is enough to hand over.
 * @returns the time up to which all is known, and whether all that was asked for came.
 */
const readOn = async <Row>(
  reader: Reader<Row>,
  events: Events<Row>,
  memory: Memory,
): Promise<{ horizon: number; isAll: boolean }> => {
  const limit = memory.seen.length + memory.again.length + MAX_NEW;
  const first = await reader.page({
    by: 'either',
    after: memory.start,
    ids: memory.again,
    limit,
    offset: 0,
  });
  if (first.isEnd) return { horizon: Number.POSITIVE_INFINITY, isAll: true };
  const ids = memory.again.filter((id) => !reader.rows.has(id) && !reader.unreadable.has(id));
  if (ids.length && events.source.hasIds)
    await reader.ask({ by: 'either', ids, limit: ids.length, offset: 0 });
  const updated = events.source.hasUpdates
    ? await readUpdates(reader, events, { first, memory, limit })
    : Number.POSITIVE_INFINITY;
  reader.grant(2, Number.POSITIVE_INFINITY);
  // Rows without a time of update may stand anywhere in the order, so they are looked for by their time of creation.
  const created = await reader.forward('created', memory.start, {
    limit,
    isEnough: (reached) => reached >= updated || (!events.source.hasUpdates && isFull(reader, events)),
  });
  return { horizon: Math.min(updated, created), isAll: false };
};

/** One poll of a Zap that remembers. */
const goOn = async <Row>(
  source: EventSource<Row>,
  store: MemoryStore,
  memory: Memory,
  { now, isOnlyNew }: { now: number; isOnlyNew: boolean },
): Promise<Handed<Row>[]> => {
  const reader = new Reader(source, memory.page);
  const events = new Events(source, memory);
  const { horizon, isAll } = await readOn(reader, events, memory);
  reader.report();
  const read = await events.of([...reader.rows.values()]);

  const isHeld = (taken: number) =>
    taken > SETTLED && (store.isShared ? now - taken < SHARED_STRETCH && taken <= now : true);
  const held = read.filter(({ hash }) => isHeld(events.known.get(hash)?.taken ?? SETTLED));
  const fresh = read.filter(({ hash, isSilent }) => !events.known.has(hash) && !isSilent);
  const room = store.isShared && held.length >= MAX_SHARED ? 0 : MAX_NEW;
  const taken = held.reduce((bytes, { row }) => bytes + bytesOf(row), 0);
  const fits = fitting(
    fresh.slice(0, room).map(({ row }) => row),
    taken,
  ).length;
  const news = fresh.slice(0, fits);
  const left = fresh[fits];

  const known = new Map<string, Known>();
  for (const one of events.known.values()) {
    const again = store.isShared && isHeld(one.taken) ? one.taken : Math.min(one.taken, SETTLED);
    known.set(one.hash, { ...one, taken: again });
  }
  for (const one of read) {
    const before = known.get(one.hash);
    if (before) known.set(one.hash, { ...before, time: one.time });
    else if (one.isSilent) known.set(one.hash, { ...one, taken: SILENT });
  }
  for (const one of news) known.set(one.hash, { ...one, taken: now });
  events.keep([...news, ...read.filter(({ hash }) => events.known.has(hash))]);

  const latest = Math.max(memory.last, ...read.map(({ time }) => time));
  const mark = Math.min(horizon, left?.time ?? latest, latest);
  const again = [
    ...[...reader.unreadable.values()].map(({ id }) => id).filter((id) => id !== undefined),
    ...memory.again.filter((id) => !isAll && !reader.rows.has(id)),
    // A row from before the stretch is read again by its id alone, should this answer get lost.
    ...[...news, ...(store.isShared ? held : [])].filter(({ isEarly }) => isEarly).map(({ id }) => id),
    ...fresh
      .slice(fits)
      .filter(({ isEarly }) => isEarly)
      .map(({ id }) => id),
  ];
  const remembered = remember(memory, [...known.values()], { mark, now, size: reader.size });
  await store.write({
    ...memory,
    ...remembered,
    page: reader.nextSize,
    again: [...new Set(again)].slice(0, MAX_AGAIN),
    entries: events.entries?.all(remembered.start) ?? [],
  });
  if (isOnlyNew) return news.map(({ row, key }) => ({ row, key })).reverse();
  // First what has to come again, then what is new; what Zapier has most likely seen is given up where there is no room.
  const first = new Set([...held, ...news]);
  const others = read.filter((one) => !first.has(one) && events.known.has(one.hash) && events.isShown(one));
  const reply = new Set(fitting([...first, ...others.reverse()].map(({ row }) => row)));
  return read
    .filter(({ row }) => reply.has(row))
    .reverse()
    .map(({ row, key }) => ({ row, key }));
};

/**
 * The rows to hand to Zapier for one poll, newest first; its deduplication makes events of those that it doesn't know.
 * @throws ConnectError when Connect doesn't answer, or when nothing of its answer can be read.
 */
export const pollByTime = async <Row>(
  source: EventSource<Row>,
  store: MemoryStore,
  { isSample, isStart, isOnlyNew = false, since = 0 }: PollOptions,
): Promise<Handed<Row>[]> => {
  if (isSample) {
    const rows = await newestOnly(source, {
      by: source.hasUpdates ? 'updated' : 'created',
      isOpen: source.entries !== undefined,
    });
    const events = await new Events(source, EMPTY).of(rows);
    return events.reverse().map(({ row, key }) => ({ row, key }));
  }
  const now = clock.now();
  const memory = isStart && !store.isShared ? undefined : await store.read();
  if (memory && !isStart) return goOn(source, store, memory, { now, isOnlyNew });
  return begin(source, store, { isStart, now, memory: memory ?? EMPTY, since });
};
