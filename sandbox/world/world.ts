import { collections, type Row, Table } from '../rql/index.ts';
import type { Json } from '../rql/values.ts';
import { Clock, type SavedClock, type Time } from './clock.ts';
import { Digits } from './ids.ts';

/** Something that is kept between runs: the rows of a table, or what else a module knows. */
export interface Kept {
  /** What is written, as JSON. */
  save(): unknown;
  /** Puts what was written in the place of what is there. */
  load(saved: unknown): void;
}

/** What is kept when the sandbox stops. */
export interface SavedWorld {
  readonly clock: SavedClock;
  /** Where the sequence of IDs stands. */
  readonly digits: number;
  /** What the modules keep, by the name under which they do. */
  readonly tables: Readonly<Record<string, unknown>>;
}

/** What a sandbox knows: the time, the IDs that were given out, and what its modules keep in it. */
export class World {
  readonly clock: Clock;
  readonly digits: Digits;
  /** For all that Connect leaves to chance; the same in every run if a seed was given. */
  readonly chance: Digits;
  readonly #kept = new Map<string, Kept>();
  readonly #wakers: (() => void)[] = [];
  readonly #tables = new Map<string, Table<Row>>();
  readonly #watchers = new Map<string, (row: object) => void>();
  #isLoading = false;
  /** Whether the sandbox has ended: what goes on in the background ends then, too. */
  isClosed = false;
  /** Called after each change, so that it can be kept. */
  onChange: () => void = () => {};
  /** Called before each answer: what it says has happened is kept then. */
  beforeAnswer: () => void = () => {};

  /** @param seed of IDs and of chance. Without one IDs are the same in every run, and chance is not. @param time the machine's, if absent. */
  constructor(seed?: number, time?: Time) {
    this.clock = new Clock(time);
    this.digits = new Digits(seed ?? 1);
    this.chance = new Digits(seed ?? Math.floor(Math.random() * 2 ** 31));
  }

  /** A new table, saved under a name unless its rows are given anew in each run. */
  table<T extends Row>(
    path: string,
    { name, rows = [], compose }: { name?: string; rows?: Iterable<T>; compose?: (row: T) => Json } = {},
  ): Table<T> {
    const spec = collections[path];
    if (!spec) throw new Error(`The sandbox has no collection ${path}`);
    const table = new Table<T>(
      spec,
      compose,
      (below) => this.chance.below(below),
      (row) => {
        if (!this.#isLoading) this.#watchers.get(path)?.(row);
      },
    );
    this.#tables.set(path, table as unknown as Table<Row>);
    table.insertMany(rows);
    if (name)
      this.keep(name, {
        save: () => [...table.all()],
        load: (saved) => table.replace(saved as T[]),
      });
    return table;
  }

  /** The table of a collection, whatever it keeps. */
  tableOf(path: string): Table<Row> | undefined {
    return this.#tables.get(path);
  }

  /** Keeps something between runs. @param name has to be the same in each. */
  keep(name: string, kept: Kept): void {
    if (this.#kept.has(name)) throw new Error(`Two things are kept under the name ${name}`);
    this.#kept.set(name, kept);
  }

  /** @param happened is called for each row of a collection that is added or changed, but not for those of a kept state. */
  onRow(path: string, happened: (row: object) => void): void {
    this.#watchers.set(path, happened);
  }

  /** @param wake is called before each call and whenever the clock was moved: what is due by then has to happen in it. */
  onTime(wake: () => void): void {
    this.#wakers.push(wake);
  }

  /** Lets happen what is due. */
  wake(): void {
    for (const wake of this.#wakers) wake();
  }

  /** Now in Connect's form, later than any time given before. */
  now(): string {
    return this.clock.stamp();
  }

  save(): SavedWorld {
    return {
      clock: this.clock.save(),
      digits: this.digits.state,
      tables: Object.fromEntries([...this.#kept].map(([name, kept]) => [name, kept.save()])),
    };
  }

  /** Goes on where a saved world ended. What it didn't know yet stays as it is in a new one. */
  load({ clock, digits, tables }: SavedWorld): void {
    this.#isLoading = true;
    for (const [name, kept] of this.#kept) if (tables[name] !== undefined) kept.load(tables[name]);
    this.#isLoading = false;
    this.clock.load(clock);
    // New IDs go on after those that were given out before.
    this.digits.state = digits;
  }
}

/** What a module keeps in a world; opened when it is first asked for, and then the same. */
export type StoreOf<S> = (world: World) => S;

export const storeOf = <S>(open: (world: World) => S): StoreOf<S> => {
  const opened = new WeakMap<World, { readonly store: S }>();
  return (world) => {
    const known = opened.get(world) ?? { store: open(world) };
    opened.set(world, known);
    return known.store;
  };
};
