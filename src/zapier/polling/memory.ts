import { createHash } from 'node:crypto';
import { clock } from '../../connect/clock.ts';

/** What polls remember from one to the next, and how it is kept in Zapier's cache. */

/** Another number makes polls forget what an older version has written. */
const FORM = 2;
/** Seconds: memory outlives any pause between two polls of a Zap that is on. */
const KEPT = 7 * 24 * 3600;
/** Milliseconds after which a memory is written again although it didn't change, so that it doesn't end. */
const REFRESH = 24 * 3_600_000;
/** Milliseconds that the cache may take. */
const PATIENCE = 1_000;
/** Milliseconds that clocks may differ by; what is later than that was not written by a poll. */
const AHEAD = 24 * 3_600_000;

/** Handed over before, and to be handed over again when it is read again. */
export const SETTLED = 0;
/** Looked at, and never to be handed over. */
export const SILENT = -1;

/**
 * An event that polls know: a short hash of its key, ms after the memory's start, and the time (ms since 1970, this
 * machine's) at which it was handed over first, while it has to be handed over again; else {@link SETTLED} or {@link SILENT}.
 */
export type Seen = readonly [hash: string, after: number, taken: number];

/** An object that is in the state which a trigger fires for; see `entries.ts`. */
export type Entry = readonly [
  id: string,
  event: number,
  looked: number,
  marks: string,
  edits: string,
  times: number,
];

/** Times in ms since 1970. */
export interface Memory {
  readonly form: typeof FORM;
  /** Polls read from this time on. */
  readonly start: number;
  /** The newest known event, and when (this machine's time) polls first knew that there was none before it left. */
  readonly last: number;
  readonly lastAt: number;
  /** What was created before and not touched since is not new. */
  readonly born: number;
  /** Rows to ask for at once. */
  readonly page: number;
  readonly seen: readonly Seen[];
  /** Objects that are read again whatever their time: rows that could not be read, and late ones. */
  readonly again: readonly string[];
  readonly entries: readonly Entry[];
  /** When this was written, this machine's time. */
  readonly kept: number;
}

export const EMPTY: Memory = {
  form: FORM,
  start: 0,
  last: 0,
  lastAt: 0,
  born: 0,
  page: Number.MAX_SAFE_INTEGER,
  seen: [],
  again: [],
  entries: [],
  kept: 0,
};

export interface MemoryStore {
  /** Zaps that can't be told from each other have one memory. */
  readonly isShared: boolean;
  /** Never throws. */
  read(): Promise<Memory | undefined>;
  /** Never throws. @returns false when it could not be kept. */
  write(memory: Memory): Promise<boolean>;
}

/** What tells keys of events apart in little room. */
export const hashOf = (key: string): string => createHash('sha1').update(key).digest('base64url').slice(0, 8);

/** What dates can hold, in ms: what is beyond would end a poll. */
const LAST_DATE = 8_640_000_000_000_000;
/** IDs that are read again, more than a poll ever keeps, and the letters of one: they have to fit into one call. */
const MAX_IDS = 300;
const MAX_ID = 100;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isTime = (value: unknown): boolean => isNumber(value) && value >= 0 && value <= LAST_DATE;
const isText = (value: unknown): boolean => typeof value === 'string';
/** What a filter can look for. */
const isId = (value: unknown): boolean =>
  typeof value === 'string' && value.isWellFormed() && /^[^\s"']+$/.test(value) && value.length <= MAX_ID;
const isListOf = (value: unknown, isOne: (one: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.every(isOne);
const isTuple = (value: unknown, ...parts: readonly ((part: unknown) => boolean)[]): boolean =>
  Array.isArray(value) &&
  value.length === parts.length &&
  parts.every((isPart, index) => isPart(value[index]));
const isTaken = (value: unknown): boolean => value === SILENT || isTime(value);

const isMemory = (value: unknown, now: number): value is Memory => {
  if (typeof value !== 'object' || value === null) return false;
  const memory = value as Record<keyof Memory, unknown>;
  const { start, last, lastAt, born, page, kept, again } = memory;
  return (
    memory.form === FORM &&
    [start, last, lastAt, born, kept].every((time) => isTime(time) && Number(time) < now + AHEAD) &&
    Number.isInteger(page) &&
    Number(page) >= 1 &&
    isListOf(memory.seen, (one) => isTuple(one, isText, isTime, isTaken)) &&
    isListOf(again, isId) &&
    again.length <= MAX_IDS &&
    isListOf(memory.entries, (one) => isTuple(one, isText, isTime, isTime, isText, isText, isTime))
  );
};

/** As much of Zapier's cache as a memory needs. */
export interface Cache {
  // biome-ignore lint/suspicious/noExplicitAny: as core declares it.
  get(key: string): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as core declares it.
  set(key: string, value: any, seconds?: number): Promise<unknown>;
}

const LATE = Symbol('late');
const inTime = async <T>(work: Promise<T>): Promise<T> => {
  const first = await Promise.race([work, clock.sleep(PATIENCE).then((): typeof LATE => LATE)]);
  if (first === LATE) throw new Error('it did not answer in time');
  return first;
};

const sameBut = ({ kept: _kept, ...memory }: Memory): string => JSON.stringify(memory);

/**
 * A memory in Zapier's cache. A cache that fails, hangs or holds something else is one that has forgotten: the poll
 * then looks back by itself.
 * @param log takes a line for Zapier's log.
 */
export const memoryIn = (
  cache: Cache,
  key: string,
  { isShared, log }: { isShared: boolean; log: (line: string) => void },
): MemoryStore => {
  let before: Memory | undefined;
  return {
    isShared,
    read: async () => {
      try {
        const value: unknown = await inTime(Promise.resolve().then(() => cache.get(key)));
        if (value === null || value === undefined) return undefined;
        if (isMemory(value, clock.now())) {
          before = value;
          return value;
        }
        log('What earlier polls have kept has another form, so it is not used; this poll looks back.');
      } catch (error) {
        log(`What earlier polls have kept can't be read (${String(error)}); this poll looks back.`);
      }
      return undefined;
    },
    write: async (memory) => {
      const age = before ? clock.now() - before.kept : Number.POSITIVE_INFINITY;
      if (before && age >= 0 && age < REFRESH && sameBut(before) === sameBut(memory)) return true;
      try {
        await inTime(Promise.resolve().then(() => cache.set(key, { ...memory, kept: clock.now() }, KEPT)));
        return true;
      } catch (error) {
        log(`What this poll has seen can't be kept: ${String(error)}.`);
        return false;
      }
    },
  };
};
