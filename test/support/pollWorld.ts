import {
  type EventSource,
  LOOK_BACK,
  MAX_REMEMBERED,
  type Memory,
  type MemoryStore,
  poll,
} from '../../src/zapier/poll.ts';

/** A server with rows that arrive, change and appear late, and a Zap that polls it. */

export interface Row {
  readonly id: string;
  created: number;
  updated: number | undefined;
  /** When it can be seen: later than its own time, when it is committed late. */
  visible: number;
}

/** Which events a trigger fires for: each row once, or each state of it. */
export type Follows = 'created' | 'updated';

export class PollWorld {
  now = 1_700_000_000_000;
  readonly rows: Row[] = [];
  readonly follows: Follows;
  /** What Zapier knows. */
  readonly seen = new Set<string>();
  readonly delivered: string[] = [];
  /** Events whose poll never reached Zapier: a later poll brings them again, beside its own. */
  readonly lost = new Set<string>();
  memory: Memory | undefined;
  calls = 0;
  /** Runs before each call, as the server does other things meanwhile. */
  meanwhile: () => void = () => {};
  failsAtCall = Number.POSITIVE_INFINITY;
  cache: 'works' | 'forgets' | 'none' = 'works';
  /** Keys that may be missed: beyond the look-back of a lost memory, or late by more events than are remembered. */
  readonly excused = new Set<string>();

  constructor(follows: Follows) {
    this.follows = follows;
  }

  timeOf(row: Row): number {
    return this.follows === 'created' ? row.created : (row.updated ?? row.created);
  }

  keyOf(row: Row): string {
    return this.follows === 'created' ? row.id : `${row.id}@${row.updated ?? 'new'}`;
  }

  visibleRows(): Row[] {
    return this.rows.filter((row) => row.visible <= this.now);
  }

  /** In MySQL's order: nothing first, equal ones as they came. */
  #ordered(): Row[] {
    const place = (row: Row) =>
      (this.follows === 'created' ? row.created : row.updated) ?? Number.NEGATIVE_INFINITY;
    return this.visibleRows().sort((a, b) => place(a) - place(b));
  }

  #call<T>(answer: () => T): Promise<T> {
    this.calls += 1;
    if (this.calls >= this.failsAtCall) return Promise.reject(new Error('cut'));
    const result = answer();
    this.meanwhile();
    return Promise.resolve(result);
  }

  readonly #source: EventSource<Row> = {
    newest: (limit) =>
      this.#call(() =>
        this.#ordered()
          .reverse()
          .slice(0, limit)
          .map((row) => ({ ...row })),
      ),
    since: (time, { limit, offset }) =>
      this.#call(() =>
        this.#ordered()
          .filter((row) => row.created >= time || (this.follows === 'updated' && (row.updated ?? 0) >= time))
          .slice(offset, offset + limit)
          .map((row) => ({ ...row })),
      ),
    timeOf: (row) => this.timeOf(row),
    keyOf: (row) => this.keyOf(row),
  };

  readonly #store: MemoryStore = {
    read: () => Promise.resolve(this.cache === 'forgets' ? undefined : this.memory),
    write: (memory) => {
      // As Zapier keeps it: JSON.
      this.memory = JSON.parse(JSON.stringify(memory)) as Memory;
      return Promise.resolve(true);
    },
  };

  #excuse(): void {
    const newest = new Set(
      this.#ordered()
        .reverse()
        .slice(0, LOOK_BACK)
        .map((row) => this.keyOf(row)),
    );
    for (const row of this.visibleRows()) {
      const key = this.keyOf(row);
      if (!newest.has(key) && !this.seen.has(key)) this.excused.add(key);
    }
  }

  /** The overlap ends where more events than are remembered came after a late row. */
  #excuseLate(): void {
    const times = this.visibleRows().map((row) => this.timeOf(row));
    for (const row of this.visibleRows()) {
      if (row.visible <= row.created || this.seen.has(this.keyOf(row))) continue;
      if (times.filter((time) => time > this.timeOf(row)).length >= MAX_REMEMBERED)
        this.excused.add(this.keyOf(row));
    }
  }

  async turnOn(): Promise<void> {
    await poll(this.#source, this.#store, { isSample: false, isStart: true, now: this.now });
    // Zapier compares with all that was there; older than the look-back is never asked for again.
    for (const row of this.visibleRows()) this.seen.add(this.keyOf(row));
  }

  /**
   * One poll.
   * @param outcome `lost`: its answer never reaches Zapier. `fails`: the server cuts the connection.
   * @returns how many events fired that no lost poll had brought before.
   */
  async poll(outcome: 'arrives' | 'lost' | 'fails' = 'arrives'): Promise<number> {
    if (this.cache !== 'works' || !this.memory) this.#excuse();
    this.#excuseLate();
    this.calls = 0;
    this.failsAtCall = outcome === 'fails' ? 1 : Number.POSITIVE_INFINITY;
    const rows = await poll(this.#source, this.cache === 'none' ? undefined : this.#store, {
      isSample: false,
      isStart: false,
      now: this.now,
    }).catch(() => undefined);
    if (!rows) return 0;
    const fresh = [...new Set(rows.map((row) => this.keyOf(row)))].filter((key) => !this.seen.has(key));
    if (outcome === 'lost') {
      for (const key of fresh) this.lost.add(key);
      return 0;
    }
    for (const key of fresh) {
      this.seen.add(key);
      this.delivered.push(key);
    }
    return fresh.filter((key) => !this.lost.has(key)).length;
  }
}
