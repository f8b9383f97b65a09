import { clock } from '../../connect/clock.ts';
import { bytesOf } from '../../connect/size.ts';
import { SHARED_STRETCH } from './byTime.ts';
import { EMPTY, hashOf, type MemoryStore, SETTLED } from './memory.ts';
import {
  fitting,
  type Handed,
  MAX_NEW,
  newestOnly,
  type PollOptions,
  Reader,
  type RowSource,
} from './source.ts';

/**
 * How events are found where Connect can neither order nor filter by the time of a change: the newest objects are
 * looked at, always as many, and each state that one of them has reached is an event.
 */

/** Objects that a poll looks at: one page, well within Zapier's 6 MB. */
export const WINDOW = 500;

export interface StateSource<Row> extends RowSource<Row> {
  /** The object and the state that it has reached: what Zapier's deduplication tells events apart by. */
  keyOf(row: Row): string;
}

/**
 * The rows to hand to Zapier for one poll, newest first. At most {@link MAX_NEW} of them are new, the oldest ones; the
 * others wait for the next poll. Known ones are handed over again: Zapier knows them, unless an answer got lost.
 * @throws ConnectError when Connect doesn't answer, or when nothing of its answer can be read.
 */
export const pollByState = async <Row>(
  source: StateSource<Row>,
  store: MemoryStore,
  { isSample, isStart, isOnlyNew = false, since = 0 }: PollOptions,
): Promise<Handed<Row>[]> => {
  const hand = (rows: readonly Row[]) => rows.map((row) => ({ row, key: source.keyOf(row) }));
  if (isSample) return hand(await newestOnly(source, { by: 'created' }));
  const now = clock.now();
  const memory = isStart && !store.isShared ? undefined : await store.read();
  const reader = new Reader(source, memory?.page);
  const window = await reader.newest({ by: 'created' }, WINDOW);
  reader.report();
  // Zaps that share the memory go on from where they are.
  if (isStart && memory) return hand(window.rows);

  const times = window.rows.map((row) => source.timesOf(row).createdAt).filter((time) => time !== undefined);
  // Objects that were beyond the window when the Zap was turned on are not new when they move into it.
  const start = memory?.start ?? (window.isAll || !times.length ? 0 : Math.min(...times));
  const rows = window.rows.filter((row) => (source.timesOf(row).createdAt ?? start) >= start);
  const hashes = new Map(rows.map((row) => [row, hashOf(source.keyOf(row))]));
  const known = new Map(memory?.seen.map(([hash, , taken]) => [hash, taken]));
  const takenOf = (row: Row) => known.get(hashes.get(row) ?? '');
  const isHeld = (row: Row) => {
    const taken = takenOf(row) ?? SETTLED;
    return taken > SETTLED && (!store.isShared || (taken <= now && now - taken < SHARED_STRETCH));
  };

  /** Without a memory, what says that it happened before. */
  const isEarlier = (row: Row) => {
    const { updatedAt, createdAt } = source.timesOf(row);
    return !memory && (updatedAt ?? createdAt ?? since) < since;
  };

  const held = rows.filter(isHeld);
  const fresh = isStart ? [] : rows.filter((row) => takenOf(row) === undefined && !isEarlier(row)).reverse();
  const bytes = held.reduce((sum, row) => sum + bytesOf(row), 0);
  // Without a memory most of them have fired before, so that they needn't wait.
  const news = fitting(memory ? fresh.slice(0, MAX_NEW) : fresh, bytes);
  const taken = new Set(news);
  const settled = rows.filter((row) => isStart || (takenOf(row) !== undefined && !isHeld(row)));
  const isKept = await store.write({
    ...EMPTY,
    start,
    page: reader.nextSize,
    seen: rows
      .filter((row) => isStart || taken.has(row) || takenOf(row) !== undefined || isEarlier(row))
      .map((row) => {
        const again = store.isShared && isHeld(row) ? (takenOf(row) ?? SETTLED) : SETTLED;
        return [hashes.get(row) ?? '', 0, taken.has(row) ? now : again] as const;
      }),
  });
  if (isOnlyNew) return hand([...news].reverse());
  // First what has to come again, then what is new; what Zapier has most likely seen is given up where there is no room.
  const offered = isKept || memory ? [...held, ...news, ...settled] : rows;
  const reply = new Set(isStart ? settled : fitting(offered));
  return hand(rows.filter((row) => reply.has(row)));
};
