import { clock } from '../../src/connect/clock.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import type { LenientPage } from '../../src/connect/kind.ts';
import type { Query } from '../../src/connect/rql.ts';
import { aheadBy, type DateAhead } from '../../src/zapier/polling/ahead.ts';
import { pollByTime } from '../../src/zapier/polling/byTime.ts';
import type { EventSource } from '../../src/zapier/polling/eventSource.ts';
import type { Memory, MemoryStore } from '../../src/zapier/polling/memory.ts';
import { rowsByTime, type Timeline } from '../../src/zapier/polling/timeline.ts';

/** A list that can be filtered by the time of a change and not ordered by it, and Zaps that poll it. */

type Name = 'subscriptions/assets';

export interface Row {
  readonly [key: string]: unknown;
  readonly id: string;
  events: { created: { at: string }; updated: { at: string } };
  billing: { next_date: string; period: { uom: string } };
}

export const DAY = 24 * 3_600_000;
export const iso = (time: number): string => new Date(time).toISOString();

const valueAt = (row: Row, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row);

const TESTS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  ne: (value, wanted) => value !== wanted,
  gt: (value, wanted) => value > wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
};

const holds = (row: Row, where: object = {}): boolean =>
  Object.entries(where as Record<string, string | Record<string, unknown>>).every(([field, condition]) =>
    Object.entries(typeof condition === 'object' ? condition : { eq: condition }).every(
      ([lookup, wanted]) => {
        const value = String(valueAt(row, field));
        if (lookup === 'in') return (wanted as readonly string[]).includes(value);
        const test = TESTS[lookup];
        if (!test) throw new Error(`No lookup ${lookup}.`);
        return test(value, String(wanted));
      },
    ),
  );

const MAX_ANSWER = 20_000_000;

export class FilteredServer {
  now = Date.parse('2026-03-01T00:00:00.000Z');
  readonly rows: Row[] = [];
  /** The most rows at once. */
  cap = 1_000;
  saysTotal = true;
  calls = 0;
  /** Rows of one time come in another order with each call. */
  isUnstable = false;
  /** Bytes of a row. */
  size = 1;
  /** Runs after each call, as the server does other things meanwhile. */
  meanwhile: () => void = () => {};

  add(more: { created?: number; date?: number; uom?: string } = {}): Row {
    const { created = this.now, date = this.now + 30 * DAY, uom = 'monthly' } = more;
    const row: Row = {
      id: `AS-${this.rows.length}`,
      events: { created: { at: iso(created) }, updated: { at: iso(created) } },
      billing: { next_date: iso(date), period: { uom } },
    };
    this.rows.push(row);
    return row;
  }

  /** Changes a row, so that its time of update says it. @param date its next date, where that is moved. */
  change(row: Row, date?: number): void {
    row.events = { ...row.events, updated: { at: iso(this.now) } };
    if (date !== undefined) this.renew(row, date);
  }

  /** Gives a row its next date, which is no update. */
  renew(row: Row, date: number): void {
    row.billing = { ...row.billing, next_date: iso(date) };
  }

  #rankOf({ id }: Row): number {
    return this.isUnstable ? (Number(id.slice(3)) * 7919 * this.calls) % 10_007 : 0;
  }

  readonly page = async ({
    where,
    anyOf = [],
    ordering: [ordering = '-events.created.at'] = [],
    limit,
    offset,
  }: Query<Name> & { limit: number; offset: number }): Promise<LenientPage<Row>> => {
    this.calls += 1;
    const name = ordering.replace('-', '');
    if (!['events.created.at', 'billing.next_date'].includes(name))
      throw new Error(`Bad ordering filter: ${ordering}.`);
    const found = this.rows
      .filter((row) => holds(row, where) && anyOf.every((group) => group.some((one) => holds(row, one))))
      .map((row) => ({ row, key: String(valueAt(row, name)), rank: this.#rankOf(row) }))
      .sort((a, b) => (a.key === b.key ? a.rank - b.rank : a.key < b.key ? -1 : 1))
      .map(({ row }) => row);
    if (ordering.startsWith('-')) found.reverse();
    const rows = found.slice(offset, offset + Math.min(limit, this.cap)).map((row) => ({ ...row }));
    const bytes = rows.length * this.size;
    if (bytes > MAX_ANSWER) throw new ConnectError('fix', 'too large', { isTooLarge: true });
    this.meanwhile();
    return { rows, unreadable: [], total: this.saysTotal ? found.length : undefined, bytes };
  };
}

type Making = () => { query: Pick<Query<Name>, 'anyOf'>; timeline: Timeline<Name, Row> };

/** Follows each update. */
export const updates: Making = () => ({
  query: {},
  timeline: {
    created: { field: 'events.created.at', of: ({ events }) => events.created.at },
    updated: {
      field: 'events.updated.at',
      of: ({ events }) => events.updated.at,
      instead: '-events.created.at',
    },
    byIds: (ids) => ({ id: { in: ids } }),
  },
});

export const nextDate: DateAhead<Name, Row> = {
  field: 'billing.next_date',
  of: ({ billing }) => billing.next_date,
  changed: { field: 'events.updated.at', of: ({ events }) => events.updated.at },
  frequent: {
    days: 27,
    is: ({ billing }) => billing.period.uom === 'monthly',
    where: { 'billing.period.uom': 'monthly' },
    others: { 'billing.period.uom': { ne: 'monthly' } },
  },
};

/** Looks so many days ahead. */
export const ahead =
  (days: number): Making =>
  () =>
    aheadBy(nextDate, days);

/** A Zap, with what Zapier's deduplication knows. */
export class FilteredZap {
  memory: Memory | undefined;
  readonly seen = new Set<string>();
  readonly delivered: string[] = [];
  /** Calls of the dearest poll since the Zap was turned on. */
  mostCalls = 0;
  readonly #server: FilteredServer;
  readonly #make: Making;
  readonly #keyOf: (row: Row) => string;

  constructor(server: FilteredServer, make: Making, keyOf: (row: Row) => string) {
    this.#server = server;
    this.#make = make;
    this.#keyOf = keyOf;
  }

  readonly #store: MemoryStore = {
    isShared: false,
    read: async () => this.memory,
    // As Zapier keeps it: JSON.
    write: async (memory) => {
      this.memory = JSON.parse(JSON.stringify(memory)) as Memory;
      return true;
    },
  };

  async #poll(isStart: boolean): Promise<string[]> {
    clock.now = () => this.#server.now;
    this.#server.calls = 0;
    const { query, timeline } = this.#make();
    const pages = { noun: 'recurring subscription', page: this.#server.page };
    const source: EventSource<Row> = {
      ...rowsByTime<Name, Row>(pages, timeline, { query, log: () => {} }),
      keyOf: this.#keyOf,
    };
    const handed = await pollByTime(source, this.#store, { isStart, isSample: false });
    if (!isStart) this.mostCalls = Math.max(this.mostCalls, this.#server.calls);
    return handed.map(({ key }) => key);
  }

  async turnOn(): Promise<void> {
    for (const key of await this.#poll(true)) this.seen.add(key);
  }

  /** One poll. @param isLost its answer never reaches Zapier. @returns the keys that fire. */
  async poll(isLost = false): Promise<string[]> {
    const fresh = (await this.#poll(false)).filter((key) => !this.seen.has(key));
    if (isLost) return [];
    for (const key of fresh) {
      this.seen.add(key);
      this.delivered.push(key);
    }
    return fresh;
  }

  /** Polls until nothing more fires, and no poll gets any further. */
  async drain(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      this.#server.now += 60_000;
      const { start, last } = this.memory ?? {};
      const isQuiet =
        !(await this.poll()).length && this.memory?.start === start && this.memory?.last === last;
      quiet = isQuiet ? quiet + 1 : 0;
    }
  }
}
