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
  /** The object and the state that it has reached: what Zapier's deduplication tells events apart by. */
  keyOf(row: Row): string;
}

const hashOf = (key: string): string => createHash('sha1').update(key).digest('base64url').slice(0, 8);

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
  const rows = await source.newest(WINDOW);
  const hashes = new Map(rows.map((row) => [row, hashOf(source.keyOf(row))]));
  const memory = isStart ? undefined : await store?.read();
  const known = new Set(memory?.seen.map(([hash]) => hash));
  const isNew = (row: Row) => memory !== undefined && !known.has(hashes.get(row) ?? '');
  const fresh = rows.filter(isNew).slice(-MAX_NEW);
  const taken = new Set(fresh);
  const delivered = rows.filter((row) => taken.has(row) || !isNew(row));
  await store?.write({ start: 0, seen: delivered.map((row) => [hashes.get(row) ?? '', 0]) });
  // New ones first, so that a reply that grows too large gives up what Zapier has seen already.
  const reply = new Set(fitting([...fresh, ...delivered.filter((row) => !taken.has(row))]));
  return rows.filter((row) => reply.has(row));
};
