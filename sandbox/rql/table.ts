import { type Chance, mixed } from './chance.ts';
import { type CollectionSpec, pathsOf } from './collections.ts';
import { type Column, Columns } from './columns.ts';
import { all, compile, type Scope, type Test } from './compile.ts';
import type { RqlNode } from './parse.ts';
import { type ListQuery, type Order, type QueryOptions, readQuery } from './query.ts';
import { timeRange } from './ranges.ts';
import { applySelect, readSelect, type Selection } from './select.ts';
import type { Cell, Json, Scalar } from './values.ts';
import { partitionPoint, View } from './view.ts';

export interface Row {
  id: string;
}

export interface ListResult {
  /** The page; not to be changed, its objects may be the rows' own. */
  readonly items: Json[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

export interface ListOptions<T> extends QueryOptions {
  /** Who asks. Together with {@link visible} it has to be stable: rows are kept per viewer. */
  readonly viewer: string;
  readonly visible: (row: T) => boolean;
}

/** More views than one client uses at a time. */
const MAX_VIEWS = 64;
/** A view that nobody asked for during so many changes isn't kept. */
const MAX_CHANGES = 10_000;

/** A field's place in an order: of several values the first. */
const keyOf = (cell: Cell): Scalar | undefined => (typeof cell === 'object' ? cell[0] : cell);

/** Nothing comes first, as in MySQL. */
const compareKeys = (a: Scalar | undefined, b: Scalar | undefined): number => {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
};

/**
 * Rows of one collection, asked by RQL. A list call that was made before costs no more with 100 000 rows than with 100, also when rows
 * were changed since or it compares with another time. Rows that are equal in the asked order come as chance has it, another way in each
 * answer, but none twice or not at all on the way through the pages; without an order, or without chance, in that of their arrival.
 */
export class Table<T extends Row> {
  readonly spec: CollectionSpec;
  readonly #compose: (row: T) => Json;
  readonly #chance: Chance | undefined;
  readonly #shownByDefault: Selection;
  /** Rows in the order of their arrival; a removed one leaves its slot empty. */
  #rows: (T | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #columns: Columns;
  readonly #views = new Map<string, View>();
  readonly #written: ((row: T) => void) | undefined;
  /** The row that was put together last: several columns may read it one after the other. */
  #composed: { readonly slot: number; readonly json: Json } | undefined;

  /**
   * @param compose makes the JSON that the API shows of a row; without it, the row is that JSON.
   * @param written is told of each row that is added or changed by itself.
   */
  constructor(
    spec: CollectionSpec,
    compose: (row: T) => Json = (row) => row as unknown as Json,
    chance?: Chance,
    written?: (row: T) => void,
  ) {
    this.#written = written;
    this.spec = spec;
    this.#chance = chance;
    this.#compose = compose;
    this.#shownByDefault = readSelect(spec, []);
    this.#columns = new Columns((slot) => this.#jsonOf(slot));
  }

  get size(): number {
    return this.#slots.size;
  }

  get(id: string): T | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#rows[slot];
  }

  /** All rows, in the order of their arrival. */
  *all(): IterableIterator<T> {
    for (const row of this.#rows) if (row) yield row;
  }

  /** Adds a row, or puts it in the place of the one with its id. */
  insert(row: T): void {
    const known = this.#slots.get(row.id);
    const slot = known ?? this.#rows.length;
    this.#rows[slot] = row;
    this.#slots.set(row.id, slot);
    this.#touch(slot);
    this.#written?.(row);
  }

  insertMany(rows: Iterable<T>): void {
    for (const row of rows) this.insert(row);
  }

  /** Puts rows in the place of all that there are. */
  replace(rows: Iterable<T>): void {
    this.#rows = [];
    this.#slots.clear();
    this.#forget();
    this.insertMany(rows);
  }

  /** To be called after a row was changed in place. */
  changed(row: T): void {
    const slot = this.#slots.get(row.id);
    if (slot === undefined) return;
    this.#touch(slot);
    this.#written?.(row);
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#rows[slot] = undefined;
    if (this.#rows.length > 2 * this.size + MAX_CHANGES) this.#closeRanks();
    else this.#touch(slot);
  }

  /**
   * Answers a list call.
   * @param raw what stands behind `?` in the URL.
   * @throws RqlError when Connect would answer 400.
   */
  list(raw: string, options: ListOptions<T>): ListResult {
    const query = readQuery(this.spec, raw, options);
    const { slots, total } = this.#page(query, options);
    const items = this.#shuffled(slots, query.ordering).map((slot) =>
      applySelect(this.#jsonOf(slot), query.selection),
    );
    return { items, total, offset: query.offset, limit: query.limit };
  }

  /** One row as the API shows it by default. */
  shown(row: T): Json {
    return applySelect(this.#compose(row), this.#shownByDefault);
  }

  #jsonOf(slot: number): Json {
    if (this.#composed?.slot === slot) return this.#composed.json;
    const row = this.#rows[slot];
    const json = row ? this.#compose(row) : {};
    this.#composed = { slot, json };
    return json;
  }

  #touch(slot: number): void {
    this.#composed = undefined;
    this.#columns.forget(slot);
    for (const [key, view] of this.#views) if (view.touch(slot) > MAX_CHANGES) this.#views.delete(key);
  }

  /** Gives the slots of removed rows away. */
  #closeRanks(): void {
    this.#rows = this.#rows.filter((row) => row !== undefined);
    for (const [slot, row] of this.#rows.entries()) if (row) this.#slots.set(row.id, slot);
    this.#forget();
  }

  #forget(): void {
    this.#composed = undefined;
    this.#columns.clear();
    this.#views.clear();
  }

  /** The rows of the asked page and how many there are on all. */
  #page(query: ListQuery, options: ListOptions<T>): { slots: readonly number[]; total: number } {
    const scope = this.#scope(options);
    const slots = this.#view(query, options, scope).slots();
    let [from, to] = [0, slots.length];
    const tests: (Test<number> | undefined)[] = [];
    for (const node of query.moving) {
      const part = this.#part(slots, node, query.ordering[0]);
      if (part) [from, to] = [Math.max(from, part.from), Math.min(to, part.to)];
      else tests.push(compile(scope, node));
    }
    const { offset, limit } = query;
    const test = all(tests);
    if (!test) {
      const total = Math.max(0, to - from);
      return {
        slots: slots.slice(from + Math.min(offset, total), Math.min(from + offset + limit, to)),
        total,
      };
    }
    const page: number[] = [];
    let total = 0;
    for (let index = from; index < to; index += 1) {
      const slot = slots[index];
      if (slot === undefined || !test(slot)) continue;
      if (total >= offset && page.length < limit) page.push(slot);
      total += 1;
    }
    return { slots: page, total };
  }

  /** A page with the rows that are equal in the asked order in another one. */
  #shuffled(slots: readonly number[], ordering: readonly Order[]): readonly number[] {
    const chance = this.#chance;
    if (!chance || ordering.length === 0) return slots;
    const columns = ordering.map(({ name }) => this.#column(name));
    const isTie = (a: number, b: number) =>
      columns.every((column) => keyOf(column.at(a)) === keyOf(column.at(b)));
    return mixed(slots, isTie, chance);
  }

  /** Where in a view ordered by a time the rows stand that a comparison with that time leaves. */
  #part(slots: readonly number[], node: RqlNode, order: Order | undefined) {
    const range = timeRange(this.spec, node);
    // Of several values the order goes by the first, but the comparison by any.
    const isOne = range && pathsOf(range.filter, range.name).length === 1;
    if (!isOne || range.name !== order?.name) return undefined;
    const column = this.#column(order.name);
    const sign = order.isDescending ? -1 : 1;
    const side = (slot: number) => sign * range.side(keyOf(column.at(slot)) as number | undefined);
    return {
      from: partitionPoint(slots, (slot) => side(slot) < 0),
      to: partitionPoint(slots, (slot) => side(slot) <= 0),
    };
  }

  #column(name: string): Column<Cell> {
    const filter = this.spec.filters[name];
    return this.#columns.cells(filter ? pathsOf(filter, name) : [name], filter?.type ?? 'string');
  }

  #scope({ strict = false }: ListOptions<T>): Scope<number> {
    return {
      collection: this.spec,
      strict,
      prefix: '',
      cell: (paths, type) => {
        const column = this.#columns.cells(paths, type);
        return (slot) => column.at(slot);
      },
      elements: (path) => {
        const column = this.#columns.elements(path);
        return (slot) => column.at(slot);
      },
    };
  }

  #view(query: ListQuery, { viewer, visible, strict = false }: ListOptions<T>, scope: Scope<number>): View {
    const key = JSON.stringify([viewer, strict, query.ordering, query.kept]);
    const known = this.#views.get(key);
    const view = known ?? this.#newView(query, visible, scope);
    // The one used last is the last to go.
    this.#views.delete(key);
    this.#views.set(key, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > MAX_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #newView(query: ListQuery, visible: (row: T) => boolean, scope: Scope<number>): View {
    const test = all(query.kept.map((node) => compile(scope, node)));
    const orders = query.ordering.map(({ name, isDescending }) => ({
      column: this.#column(name),
      sign: isDescending ? -1 : 1,
    }));
    const matches = (slot: number) => {
      const row = this.#rows[slot];
      return row !== undefined && visible(row) && (test?.(slot) ?? true);
    };
    const compare = (a: number, b: number) => {
      for (const { column, sign } of orders) {
        const order = compareKeys(keyOf(column.at(a)), keyOf(column.at(b)));
        if (order) return order * sign;
      }
      return a - b;
    };
    return new View(this.#rows.keys(), matches, compare);
  }
}
