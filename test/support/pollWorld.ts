import { createRequire } from 'node:module';
import { clock } from '../../src/connect/clock.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import { LOOK_BACK } from '../../src/zapier/polling/begin.ts';
import { MAX_REMEMBERED, pollByTime } from '../../src/zapier/polling/byTime.ts';
import { MAX_ENTRIES } from '../../src/zapier/polling/entries.ts';
import type { EventSource } from '../../src/zapier/polling/eventSource.ts';
import { type Cache, memoryIn } from '../../src/zapier/polling/memory.ts';
import { type Ask, type AskedPage, MIN_CAP } from '../../src/zapier/polling/source.ts';

/** A server with rows that arrive, change and appear late, and Zaps that poll it through Zapier's own cache. */

export interface Row {
  readonly id: string;
  created: number;
  updated: number | undefined;
  /** When it can be seen: later than its own time, when it is committed late. */
  visible: number;
  isPending: boolean;
  /** Entries into `pending`, and edits while it is in it. */
  entries: number;
  edits: number;
}

/** What a trigger fires for: each row once, each state of it, or each entry into `pending`. */
export type Follows = 'object' | 'update' | 'entry';

/** How a server gives its pages. */
export interface Manner {
  /** The most rows at once. */
  readonly cap: number;
  readonly saysTotal: boolean;
  /** Where rows without a time of update stand when the oldest come first. */
  readonly nulls: 'first' | 'last';
  /** Rows of one time come in another order with each call. */
  readonly isUnstable: boolean;
  /** Bytes of a row. */
  readonly size: number;
}

const MAX_ANSWER = 20_000_000;
const createCache = createRequire(import.meta.url)('zapier-platform-core/src/tools/create-cache') as (input: {
  _zapier: { rpc: (method: string, key: string, value?: string) => Promise<unknown> };
}) => Cache;

export class Server {
  now = 1_700_000_000_000;
  readonly rows: Row[] = [];
  readonly manner: Manner;
  readonly unreadable = new Set<string>();
  /** What Zapier's cache holds. */
  readonly kept = new Map<string, string>();
  writes = 0;
  cacheIs: 'well' | 'failing' | 'hanging' = 'well';
  /** Runs after each call, as the server does other things meanwhile. */
  meanwhile: () => void = () => {};
  isDown = false;
  calls: Ask[] = [];
  /** The fewest rows at once that a poll may settle for. */
  readonly least: number;
  #order = 1;

  constructor(manner: Manner) {
    this.manner = manner;
    const fit = manner.size > 20_000 ? 20 : 1_000;
    this.least = Math.min(fit, manner.cap, manner.saysTotal ? 1_000 : MIN_CAP);
  }

  readonly cache = createCache({
    _zapier: {
      rpc: async (method, key, value) => {
        if (this.cacheIs === 'failing') throw new Error('RPC request failed');
        if (this.cacheIs === 'hanging') return new Promise(() => {});
        if (method === 'zcache_get') return this.kept.get(key) ?? null;
        this.writes += 1;
        this.kept.set(key, value ?? '');
        return true;
      },
    },
  });

  visibleRows(): Row[] {
    return this.rows.filter((row) => row.visible <= this.now);
  }

  #ordered(ask: Ask): Row[] {
    const none = this.manner.nulls === 'first' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const place = (row: Row) => (ask.by === 'created' ? row.created : row.updated) ?? none;
    this.#order += 1;
    const rank = (row: Row) =>
      this.manner.isUnstable ? (Number(row.id.slice(3)) * 7919 * this.#order) % 10_007 : 0;
    const rows = this.visibleRows().sort((a, b) => {
      const [x, y] = [place(a), place(b)];
      return x === y ? rank(a) - rank(b) : x < y ? -1 : 1;
    });
    return ask.isNewestFirst ? rows.reverse() : rows;
  }

  page = async (ask: Ask): Promise<AskedPage<Row>> => {
    this.calls.push(ask);
    if (this.isDown) throw new ConnectError('fix', 'cut');
    const after = ask.after ?? Number.NEGATIVE_INFINITY;
    const found = this.#ordered(ask).filter((row) => {
      if (ask.isOpen && !row.isPending) return false;
      if (ask.ids?.includes(row.id)) return true;
      if (ask.after === undefined) return !ask.ids;
      return (
        (ask.by !== 'created' && row.updated !== undefined && row.updated >= after) ||
        (ask.by !== 'updated' && row.created >= after)
      );
    });
    const rows = found.slice(ask.offset, ask.offset + Math.min(ask.limit, this.manner.cap));
    const bytes = rows.length * this.manner.size;
    if (bytes > MAX_ANSWER) throw new ConnectError('fix', 'too large', { isTooLarge: true });
    const answer = {
      rows: rows.filter(({ id }) => !this.unreadable.has(id)).map((row) => ({ ...row, text: this.#text })),
      unreadable: rows
        .filter(({ id }) => this.unreadable.has(id))
        .map(({ id, updated, created }) => ({
          id,
          field: 'asset.items',
          updatedAt: updated,
          createdAt: created,
        })),
      total: this.manner.saysTotal ? found.length : undefined,
      bytes,
    };
    this.meanwhile();
    return answer;
  };

  get #text(): string {
    return this.manner.size > 2_000 ? 'x'.repeat(this.manner.size - 200) : '';
  }
}

export interface ZapOptions {
  readonly follows: Follows;
  /** Zaps with an ID have a memory of their own. */
  readonly id: string | undefined;
  /** Milliseconds that this machine's clock is ahead of the server's. */
  readonly skew: number;
}

/** A Zap, with what Zapier's deduplication knows. */
export class Zap {
  readonly server: Server;
  readonly follows: Follows;
  readonly key: string;
  readonly #options: ZapOptions;
  readonly seen = new Set<string>();
  readonly delivered: string[] = [];
  /** Events whose poll never reached Zapier: a later poll brings them again, beside its own. */
  readonly lost = new Set<string>();
  /** Keys that may be missed: beyond the look-back of a lost memory, or late by more events than are remembered. */
  readonly excused = new Set<string>();
  readonly lines: string[] = [];
  /** Rows whose entries may fire twice: a lost memory doesn't tell edits from entries. */
  readonly blurred = new Set<string>();
  /** What was there when it was turned on. */
  readonly atStart = new Set<string>();
  /** Entries that rows had made by then. */
  readonly entriesAtStart = new Map<string, number>();
  wasForgotten = false;
  wasLost = false;

  constructor(server: Server, options: ZapOptions) {
    this.server = server;
    this.#options = options;
    this.follows = options.follows;
    this.key = `poll:${options.id ?? 'shared'}`;
  }

  timeOf({ created, updated }: Row): number {
    return updated ?? created;
  }

  keyOf(row: Row): string {
    return this.follows === 'update' ? `${row.id}@${row.updated ?? 'new'}` : row.id;
  }

  /** What its polls read. */
  get source(): EventSource<Row> {
    return {
      noun: 'request',
      hasUpdates: true,
      hasIds: true,
      page: this.server.page,
      idOf: ({ id }) => id,
      timesOf: ({ created, updated }) => ({ createdAt: created, updatedAt: updated }),
      log: (line) => this.lines.push(line),
      keyOf: (row) => (this.follows === 'entry' ? `${row.id}@${row.updated}` : this.keyOf(row)),
      ...(this.follows === 'entry'
        ? {
            entries: {
              isIn: ({ isPending }: Row) => isPending,
              marksOf: ({ entries }: Row) => entries,
              editsOf: ({ edits }: Row) => edits,
            },
          }
        : {}),
    };
  }

  async #poll(options: { isStart: boolean; isSample: boolean }) {
    const store = memoryIn(this.server.cache, this.key, {
      isShared: this.#options.id === undefined,
      log: (line) => this.lines.push(line),
    });
    clock.now = () => this.server.now + this.#options.skew;
    clock.sleep = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    this.server.calls = [];
    return pollByTime(this.source, store, options);
  }

  async turnOn(): Promise<void> {
    const rows = await this.#poll({ isStart: true, isSample: false });
    for (const { key } of rows) this.seen.add(key);
    for (const row of this.server.visibleRows()) {
      // Rows that can't be read are not known, and those beyond the look-back not asked for again.
      if (this.follows !== 'entry') this.seen.add(this.keyOf(row));
      else if (this.server.unreadable.has(row.id)) this.excused.add(row.id);
      this.entriesAtStart.set(row.id, row.entries - (this.server.unreadable.has(row.id) ? 1 : 0));
    }
    for (const key of this.seen) this.atStart.add(key);
  }

  sample() {
    return this.#poll({ isStart: false, isSample: true });
  }

  #excuse(): void {
    const rows = this.server.visibleRows().sort((a, b) => this.timeOf(b) - this.timeOf(a));
    const isForgotten =
      this.wasForgotten || !this.server.kept.has(this.key) || this.server.cacheIs !== 'well';
    this.wasForgotten = false;
    rows.forEach((row, index) => {
      if (this.seen.has(this.keyOf(row))) return;
      if (isForgotten && index >= LOOK_BACK) this.excused.add(this.keyOf(row));
      if (row.visible > row.created && index >= Math.min(MAX_REMEMBERED, 3 * this.server.least))
        this.excused.add(this.keyOf(row));
    });
    if (isForgotten) for (const row of rows) this.blurred.add(row.id);
  }

  /**
   * One poll.
   * @param outcome `lost`: its answer never reaches Zapier. `fails`: the server cuts the connection.
   * @returns how many events fired that no lost poll had brought before.
   */
  async poll(outcome: 'arrives' | 'lost' | 'fails' = 'arrives'): Promise<number> {
    this.#excuse();
    this.server.isDown = outcome === 'fails';
    const handed = await this.#poll({ isStart: false, isSample: false }).catch((error: unknown) => {
      if (error instanceof ConnectError) return undefined;
      throw error;
    });
    this.server.isDown = false;
    if (!handed) return 0;
    // One answer that is lost is healed by the next poll; two in a row are beyond the promise.
    const isLost = outcome === 'lost' && !this.wasLost;
    this.wasLost = isLost;
    const fresh = [...new Set(handed.map(({ key }) => key))].filter((key) => !this.seen.has(key));
    if (isLost) {
      for (const key of fresh) this.lost.add(key);
      return 0;
    }
    for (const key of fresh) {
      this.seen.add(key);
      this.delivered.push(key);
    }
    return fresh.filter((key) => !this.lost.has(key)).length;
  }

  /** Rows that fired more often than they entered the state; where more are in it than are remembered, they may. */
  tooMany(): string[] {
    if (this.server.rows.filter(({ isPending }) => isPending).length > MAX_ENTRIES) return [];
    return this.server
      .visibleRows()
      .filter(({ id }) => !this.blurred.has(id))
      .filter(({ id, entries }) => {
        const fired = this.delivered.filter((key) => key.startsWith(`${id}@`)).length;
        return fired > entries - (this.entriesAtStart.get(id) ?? 0);
      })
      .map(({ id }) => id);
  }
}
