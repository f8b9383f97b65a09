import type { CollectionSpec } from './collections.ts';
import type { Json } from './compile.ts';
import { type Bound, compareKeys, type ListQuery, type Order, readQuery, sortKey } from './query.ts';

export interface Row {
  id: string;
}

export interface ListResult {
  readonly items: Json[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

export interface ListOptions<T> {
  /** Who asks: rows that one viewer may see are kept apart from those of others. */
  readonly viewer: string;
  readonly visible: (row: T) => boolean;
  readonly strict?: boolean;
}

interface Entry<T> {
  readonly row: T;
  readonly key: number | string | undefined;
  /** Order of arrival: rows that are equal otherwise stay in it. */
  readonly number: number;
}

/** Rows of one viewer and filter, in the order of one field, kept up to date row by row. */
interface View<T> {
  readonly matches: (row: T) => boolean;
  readonly keyOf: (row: T) => number | string | undefined;
  entries: Entry<T>[];
  readonly dirty: Set<string>;
}

/** More views than one client uses at a time. */
const MAX_VIEWS = 64;

const asJson = (row: Row): Json => row as unknown as Json;

const compareEntries = <T>(a: Entry<T>, b: Entry<T>): number =>
  compareKeys(a.key, b.key) || a.number - b.number;

/** The first place whose entry isn't before the wanted one. */
const placeOf = <T>(entries: readonly Entry<T>[], isBefore: (entry: Entry<T>) => boolean): number => {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && isBefore(entry)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What a query found; only the page that is asked for is taken out of it. */
interface Found<T> {
  readonly total: number;
  page(offset: number, limit: number): Entry<T>[];
}

const inOrder = <T>(entries: readonly Entry<T>[]): Found<T> => ({
  total: entries.length,
  page: (offset, limit) => entries.slice(offset, offset + limit),
});

const backwards = <T>(entries: readonly Entry<T>[]): Found<T> => ({
  total: entries.length,
  page: (offset, limit) => {
    const end = Math.max(0, entries.length - offset);
    return entries.slice(Math.max(0, end - limit), end).reverse();
  },
});

/**
 * Rows of one collection, asked by RQL. A list call that was made before costs no more with 100 000 rows than with
 * 100: its rows are kept in order, and only those that changed are looked at again.
 */
export class Table<T extends Row> {
  readonly spec: CollectionSpec;
  readonly #rows = new Map<string, T>();
  readonly #numbers = new Map<string, number>();
  readonly #views = new Map<string, View<T>>();
  #count = 0;

  constructor(spec: CollectionSpec) {
    this.spec = spec;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  all(): IterableIterator<T> {
    return this.#rows.values();
  }

  insert(row: T): void {
    this.#rows.set(row.id, row);
    this.#numbers.set(row.id, this.#count);
    this.#count += 1;
    this.changed(row);
  }

  /** To be called after a row was changed in place. */
  changed(row: T): void {
    for (const view of this.#views.values()) view.dirty.add(row.id);
  }

  remove(id: string): void {
    const row = this.#rows.get(id);
    this.#rows.delete(id);
    if (row) this.changed(row);
  }

  /**
   * Answers a list call.
   * @throws RqlError when Connect would answer 400.
   */
  list(raw: string, options: ListOptions<T>): ListResult {
    const query = readQuery(this.spec, raw, options.strict ?? false);
    const found = query.bounds.length ? this.#bounded(query, options) : this.#ordered(query, options);
    const { limit, offset } = query;
    const items = found.page(offset, limit).map((entry) => this.#shown(entry.row, query.select));
    return { items, total: found.total, offset, limit };
  }

  /** One row as the API shows it by default. */
  shown(row: T): Json {
    return this.#shown(row, []);
  }

  #ordered(query: ListQuery, options: ListOptions<T>): Found<T> {
    const [first, ...more] = query.ordering;
    const { entries } = this.#view(query, options, first?.name);
    if (more.length) return inOrder(this.#sorted(entries, query.ordering));
    return first?.descending ? backwards(entries) : inOrder(entries);
  }

  #sorted(entries: readonly Entry<T>[], ordering: readonly Order[]): Entry<T>[] {
    const orders = ordering.map(({ name, descending }) => ({
      key: sortKey(this.spec, name),
      sign: descending ? -1 : 1,
    }));
    return entries.toSorted((a, b) => {
      for (const { key, sign } of orders) {
        const order = compareKeys(key(asJson(a.row)), key(asJson(b.row)));
        if (order) return order * sign;
      }
      return a.number - b.number;
    });
  }

  #bounded(query: ListQuery, options: ListOptions<T>): Found<T> {
    const rows = new Map<string, Entry<T>>();
    for (const bound of query.bounds) {
      for (const entry of this.#tail(query, options, bound)) rows.set(entry.row.id, entry);
    }
    return inOrder(this.#sorted([...rows.values()], query.ordering));
  }

  #tail(query: ListQuery, options: ListOptions<T>, { field, from, inclusive }: Bound): Entry<T>[] {
    const { entries } = this.#view(query, options, field);
    const start = placeOf(
      entries,
      ({ key }) => typeof key !== 'number' || (inclusive ? key < from : key <= from),
    );
    return entries.slice(start);
  }

  #view(query: ListQuery, { viewer, visible }: ListOptions<T>, field: string | undefined): View<T> {
    const name = JSON.stringify([viewer, field ?? '', query.filters]);
    const known = this.#views.get(name);
    if (known) {
      // The one used last is the last to go.
      this.#views.delete(name);
      this.#views.set(name, known);
      this.#refresh(known);
      return known;
    }
    const key = field === undefined ? () => undefined : sortKey(this.spec, field);
    const view: View<T> = {
      matches: (row) => visible(row) && query.test(asJson(row)),
      keyOf: (row) => key(asJson(row)),
      entries: [],
      dirty: new Set(),
    };
    for (const row of this.#rows.values()) if (view.matches(row)) view.entries.push(this.#entry(view, row));
    view.entries.sort(compareEntries);
    this.#views.set(name, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > MAX_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #entry(view: View<T>, row: T): Entry<T> {
    return { row, key: view.keyOf(row), number: this.#numbers.get(row.id) ?? 0 };
  }

  #refresh(view: View<T>): void {
    if (view.dirty.size === 0) return;
    view.entries = view.entries.filter((entry) => !view.dirty.has(entry.row.id));
    for (const id of view.dirty) {
      const row = this.#rows.get(id);
      if (!row || !view.matches(row)) continue;
      const entry = this.#entry(view, row);
      view.entries.splice(
        placeOf(view.entries, (other) => compareEntries(other, entry) < 0),
        0,
        entry,
      );
    }
    view.dirty.clear();
  }

  #shown(row: T, select: readonly string[]): Json {
    const left = select.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
    const asked = new Set(
      select.filter((name) => !name.startsWith('-')).map((name) => name.replace(/^\+/, '')),
    );
    const hidden = Object.entries(this.spec.filters)
      .filter(
        ([name, filter]) =>
          filter.select === 'hidden' &&
          !asked.has(name) &&
          ![...asked].some((one) => one.startsWith(`${name}.`)),
      )
      .map(([name]) => name);
    return [...left, ...hidden].reduce((json, name) => without(json, name.split('.')), asJson(row));
  }
}

/** The object without what stands at a path; the original stays as it is. */
const without = (json: Json, [key = '', ...rest]: readonly string[]): Json => {
  if (!(key in json)) return json;
  if (rest.length === 0) {
    const { [key]: _left, ...others } = json;
    return others;
  }
  const inner = json[key];
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? { ...json, [key]: without(inner as Json, rest) }
    : json;
};
