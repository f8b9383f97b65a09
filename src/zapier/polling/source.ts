import { ConnectError } from '../../connect/errors.ts';
import { bytesOf, MAX_BYTES } from '../../connect/size.ts';

/** Zapier holds runs back when a poll brings more new events. */
export const MAX_NEW = 100;
/** Calls of one poll: beyond these, what is left is read by the next one. */
export const MAX_CALLS = 10;
/** … unless all of these were needed to find an order and nothing new was read. */
const LAST_CALLS = 30;
/** Rows asked for at once; Connect cuts off at 1000, and 500 of its largest are 5 MB. */
export const PAGE = 500;
/** Rows that any server gives at once. */
export const MIN_CAP = 50;
/** Enough for the editor to show a choice. */
export const SAMPLES = 3;

/** Which rows are read, and in which order. Times in ms since 1970. */
export interface Ask {
  /** The time that rows are ordered by and that `after` is compared with; `either`: ordered by update, found by both. */
  readonly by: 'updated' | 'created' | 'either';
  readonly isNewestFirst?: boolean;
  /** Rows at or after this time. */
  readonly after?: number;
  /** Or with these ids; without `after`, these alone. */
  readonly ids?: readonly string[];
  /** Only those that have not reached their end. */
  readonly isOpen?: boolean;
  /** Any rows will do, where the server can't order by the time. */
  readonly isSample?: boolean;
  /** Where more than the limit have to be looked at: rows that can be asked for at once, and that are wanted in all. */
  readonly size?: number;
  readonly wanted?: number;
  readonly limit: number;
  readonly offset: number;
}

/** A row that doesn't have the form of its kind. */
export interface Unreadable {
  readonly id: string | undefined;
  readonly field: string;
  readonly updatedAt: number | undefined;
  readonly createdAt: number | undefined;
}

export interface AskedPage<Row> {
  readonly rows: readonly Row[];
  readonly unreadable: readonly Unreadable[];
  /** How many match in all, where the server says so. */
  readonly total: number | undefined;
  readonly bytes: number;
  /** Of what was asked for, nothing before this time is missing, ms since 1970; undefined: the last row's time. */
  readonly knownTo?: number | undefined;
  /** Calls that it took, unless it was one. */
  readonly calls?: number;
  /** Rows that the server gives at once, where it has shown it. */
  readonly given?: number | undefined;
}

/** What can be read of an object's times, ms since 1970. */
export interface Dated {
  readonly updatedAt: number | undefined;
  readonly createdAt: number | undefined;
}

/** A kind of object of which polls read, and what they read of a row. */
export interface RowSource<Row> {
  /** `fulfillment request`, for messages. */
  readonly noun: string;
  /** Whether rows have a time of update to follow. */
  readonly hasUpdates: boolean;
  /** Whether rows can be asked for by their ids. */
  readonly hasIds: boolean;
  page(ask: Ask): Promise<AskedPage<Row>>;
  idOf(row: Row): string;
  timesOf(row: Row): Dated;
  /** Takes a line for Zapier's log. */
  log(line: string): void;
}

/** A row for Zapier, with what its deduplication tells events apart by. */
export interface Handed<Row> {
  readonly row: Row;
  readonly key: string;
}

export interface PollOptions {
  /** The editor asks for something to show. */
  readonly isSample: boolean;
  /** The Zap is being turned on: what is returned counts as seen. */
  readonly isStart: boolean;
  /** Nobody tells known events from new ones afterwards: only what is new is handed over. */
  readonly isOnlyNew?: boolean;
  /** Where nothing is remembered: what happened before (ms since 1970) was handed over by then. */
  readonly since?: number;
}

/** As many of the rows, in their order, as Zapier takes beside `taken` bytes. */
export const fitting = <Row>(rows: readonly Row[], taken = 0): Row[] => {
  let bytes = taken;
  const cut = rows.findIndex((row) => {
    bytes += bytesOf(row);
    return bytes > MAX_BYTES && bytes > bytesOf(row);
  });
  return cut === -1 ? [...rows] : rows.slice(0, cut);
};

/** All that one poll reads: it counts calls, makes pages smaller where rows are large, and sets unreadable rows apart. */
export class Reader<Row> {
  readonly #source: RowSource<Row>;
  readonly rows = new Map<string, Row>();
  readonly unreadable = new Map<string, Unreadable>();
  #most: number;
  #calls = 0;
  #hasShrunk = false;
  /** Rows that can be asked for at once. */
  size: number;

  /** @param calls the most that it makes. */
  constructor(source: RowSource<Row>, size = PAGE, calls = MAX_CALLS) {
    this.#source = source;
    this.#most = calls;
    this.size = Math.min(size, PAGE);
  }

  get callsLeft(): number {
    return this.#most - this.#calls;
  }

  get hasCalls(): boolean {
    return this.callsLeft > 0;
  }

  /**
   * Where finding an order took all calls: without these the next poll would have to begin at the same place.
   * @param last calls after which there are no more.
   */
  grant(calls: number, last = LAST_CALLS): void {
    this.#most = Math.max(this.#most, Math.min(this.#calls + calls, last));
  }

  /** What the next poll may try: larger pages, unless this one found what the server gives. */
  get nextSize(): number {
    return this.#hasShrunk ? this.size : Math.min(PAGE, this.size * 2);
  }

  #shrink(size: number): void {
    this.size = Math.max(1, size);
    this.#hasShrunk = true;
  }

  /** One page, with one call where its rows are not too large. */
  async ask(ask: Ask): Promise<AskedPage<Row>> {
    for (;;) {
      const limit = Math.min(ask.limit, this.size);
      this.#calls += 1;
      try {
        const page = await this.#source.page({ ...ask, limit, size: this.size, wanted: ask.limit });
        this.#calls += (page.calls ?? 1) - 1;
        if (page.given !== undefined && page.given < this.size) this.#shrink(Math.max(MIN_CAP, page.given));
        for (const row of page.rows) this.rows.set(this.#source.idOf(row), row);
        for (const one of page.unreadable) this.unreadable.set(one.id ?? `${this.unreadable.size}`, one);
        return page;
      } catch (error) {
        const isTooLarge = error instanceof ConnectError && error.isTooLarge && limit > 1;
        if (!isTooLarge || !this.hasCalls) throw error;
        this.#shrink(Math.floor(limit / 5));
      }
    }
  }

  /** A page, and whether it ends what was asked for. */
  async page(ask: Ask): Promise<AskedPage<Row> & { isEnd: boolean }> {
    const page = await this.ask(ask);
    const read = ask.offset + countOf(page);
    if (page.total !== undefined) return { ...page, isEnd: countOf(page) === 0 || read >= page.total };
    if (countOf(page) === 0) return { ...page, isEnd: true };
    // A server may give fewer rows than it was asked for; where it doesn't say how many there are, it has to be asked.
    if (countOf(page) >= Math.min(ask.limit, this.size) || !this.hasCalls) return { ...page, isEnd: false };
    const isEnd = countOf(await this.ask({ ...ask, limit: 1, offset: read })) === 0;
    // Rows that came meanwhile look the same, so this can't make pages tiny.
    if (!isEnd) this.#shrink(Math.max(MIN_CAP, countOf(page)));
    return { ...page, isEnd };
  }

  /** The newest rows, newest first, and whether there are no more. */
  async newest(
    ask: Pick<Ask, 'by' | 'after' | 'isOpen'>,
    limit: number,
  ): Promise<{ rows: Row[]; isAll: boolean }> {
    const rows = new Map<string, Row>();
    for (let offset = 0; offset < limit && this.hasCalls; ) {
      const page = await this.page({ ...ask, isNewestFirst: true, limit: limit - offset, offset });
      for (const row of page.rows) rows.set(this.#source.idOf(row), row);
      if (page.isEnd) return { rows: [...rows.values()], isAll: true };
      offset += countOf(page);
    }
    return { rows: [...rows.values()], isAll: false };
  }

  /**
   * Reads forward in time until there are no more rows, `isEnough` says so, or the poll's calls are used up.
   * @returns the time up to which all rows are known.
   */
  async forward(
    by: 'updated' | 'created',
    after: number,
    { limit, isEnough }: { limit: number; isEnough: (reached: number) => boolean },
  ): Promise<number> {
    let from = after;
    let offset = 0;
    /** A time with more rows than fit in a page, and how many rows there were from it on. */
    let tie: { time: number; total: number | undefined } | undefined;
    let gap = Number.POSITIVE_INFINITY;
    const closeTie = (to: number, total: number | undefined) => {
      if (!tie) return;
      const { time, total: before } = tie;
      tie = undefined;
      if (before === undefined || total === undefined) return;
      // Rows of one time may come in another order with each page, so that some are missing.
      const known = this.#times(by).filter((one) => one >= time && one < to).length;
      if (known < before - total) gap = Math.min(gap, time);
    };
    for (let reached = after; ; ) {
      if (isEnough(reached) || !this.hasCalls) return Math.min(gap, reached);
      const page = await this.page({ by, after: from, limit, offset });
      if (offset === 0) closeTie(from, page.total);
      const times = [...page.rows.map((row) => this.#source.timesOf(row)), ...page.unreadable];
      const places = times.map((one) => placeOf(by, one)).filter((place) => place !== undefined);
      const known = page.knownTo;
      reached = Math.max(reached, known === undefined ? 0 : known - 1, ...places);
      if (page.isEnd) {
        closeTie(Number.POSITIVE_INFINITY, 0);
        return gap;
      }
      if (reached > from || known !== undefined) {
        from = known ?? reached;
        offset = 0;
      } else {
        tie ??= { time: from, total: page.total };
        offset += countOf(page);
      }
    }
  }

  #times(by: 'updated' | 'created'): number[] {
    const all = [...this.rows.values()].map((row) => this.#source.timesOf(row));
    return [...all, ...this.unreadable.values()]
      .map((one) => placeOf(by, one))
      .filter((place) => place !== undefined);
  }

  /**
   * Says in the log which rows are left out.
   * @throws ConnectError when not a single row could be read.
   */
  report(): void {
    const { noun, log } = this.#source;
    const left = [...this.unreadable.values()];
    for (const { id, field } of left)
      log(
        `Left out ${noun} ${id ?? 'without a readable ID'}: ${field} doesn't have the form that Connect documents. Later polls try it again.`,
      );
    const [first] = left;
    if (first && !this.rows.size)
      throw new ConnectError(
        'fix',
        `None of the ${left.length} ${noun}s that Connect gave could be read: ${first.id ?? 'an object without an ID'}: ${first.field} doesn't have the form that Connect documents.`,
      );
  }
}

const countOf = ({ rows, unreadable }: AskedPage<unknown>): number => rows.length + unreadable.length;

const placeOf = (by: 'updated' | 'created', { updatedAt, createdAt }: Dated): number | undefined =>
  by === 'updated' ? updatedAt : createdAt;

/** Something for the editor to show. */
export const newestOnly = async <Row>(
  source: RowSource<Row>,
  which: Pick<Ask, 'by' | 'isOpen'>,
): Promise<Row[]> => {
  const reader = new Reader(source);
  const { rows } = await reader.ask({
    ...which,
    isNewestFirst: true,
    isSample: true,
    limit: SAMPLES,
    offset: 0,
  });
  reader.report();
  return [...rows];
};
