import { createHash } from 'node:crypto';
import { fitting, MAX_NEW, type MemoryStore, newestOnly, type PollOptions } from './poll.ts';

/**
 * How events are found where Connect can neither order nor filter by the time of a change: the newest objects are
 * looked at, always as many, and each state that one of them has reached is an event.
 */

/** Objects that a poll looks at: one page, well within Zapier's 6 MB. */
export const WINDOW = 500;

export interface StateSource<Row> {
  /** The newest rows, newest first. */
  newest(limit: number): Promise<Row[]>;
  /** When the object was created, ms since 1970; undefined when it doesn't say. */
  createdAt(row: Row): number | undefined;
  /** The object and the state that it has reached: what Zapier's deduplication tells events apart by. */
  keyOf(row: Row): string;
}

const hashOf = (key: string): string => createHash('sha1').update(key).digest('base64url').slice(0, 8);

/** The time of the oldest object of a full window; all objects are in one that isn't full. */
const startOf = <Row>(source: StateSource<Row>, window: readonly Row[]): number => {
  if (window.length < WINDOW) return 0;
  const times = window.map((row) => source.createdAt(row)).filter((time) => time !== undefined);
  return times.length ? Math.min(...times) : 0;
};

/**
 * The rows to hand to Zapier for one poll, newest first. At most {@link MAX_NEW} of them are new, the oldest ones; the
 * others wait for the next poll. Known ones are handed over again: Zapier knows them, unless an answer got lost.
 * @param store the Zap's memory; where there is none all rows are handed over, and Zapier's deduplication does the rest.
 */
export const sweep = async <Row>(
  source: StateSource<Row>,
  store: MemoryStore | undefined,
  { isSample, isStart }: PollOptions,
): Promise<Row[]> => {
  if (isSample) return newestOnly(source);
  const memory = isStart ? undefined : await store?.read();
  const window = await source.newest(WINDOW);
  // Objects that were beyond the window when the Zap was turned on are not new when they move into it.
  const start = memory?.start ?? startOf(source, window);
  const rows = window.filter((row) => (source.createdAt(row) ?? start) >= start);
  const hashes = new Map(rows.map((row) => [row, hashOf(source.keyOf(row))]));
  const known = new Set(memory?.seen.map(([hash]) => hash));
  const isNew = (row: Row) => memory !== undefined && !known.has(hashes.get(row) ?? '');
  const fresh = rows.filter(isNew).slice(-MAX_NEW);
  const taken = new Set(fresh);
  const delivered = rows.filter((row) => taken.has(row) || !isNew(row));
  await store?.write({ start, seen: delivered.map((row) => [hashes.get(row) ?? '', 0]) });
  // New ones first, so that a reply that grows too large gives up what Zapier has seen already.
  const reply = new Set(fitting([...fresh, ...delivered.filter((row) => !taken.has(row))]));
  return rows.filter((row) => reply.has(row));
};
