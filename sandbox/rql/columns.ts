import type { FilterType } from './collections.ts';
import { type Cell, cellOf, valuesAt } from './values.ts';

/** Not read yet, or changed since. */
const UNREAD = Symbol('unread');

/** What one filter sees of each row, by the row's slot. Read when first asked for, and again after the row changed. */
export class Column<C> {
  readonly #cells: (C | typeof UNREAD)[] = [];
  readonly #read: (slot: number) => C;

  constructor(read: (slot: number) => C) {
    this.#read = read;
  }

  at(slot: number): C {
    const known = slot < this.#cells.length ? this.#cells[slot] : UNREAD;
    if (known !== UNREAD) return known as C;
    // Without gaps, so that the list stays a plain array to the engine.
    while (this.#cells.length <= slot) this.#cells.push(UNREAD);
    const cell = this.#read(slot);
    this.#cells[slot] = cell;
    return cell;
  }

  forget(slot: number): void {
    if (slot < this.#cells.length) this.#cells[slot] = UNREAD;
  }
}

/**
 * The columns of a table. They make a search over 100 000 rows cheap: a row is put together and looked into once per filter, not once
 * per query, and only the values are kept.
 */
export class Columns {
  readonly #cells = new Map<string, Column<Cell>>();
  readonly #elements = new Map<string, Column<readonly unknown[]>>();
  readonly #jsonOf: (slot: number) => unknown;

  /** @param jsonOf the row in a slot as JSON. */
  constructor(jsonOf: (slot: number) => unknown) {
    this.#jsonOf = jsonOf;
  }

  cells(paths: readonly string[], type: FilterType): Column<Cell> {
    return known(this.#cells, `${type} ${paths.join(' ')}`, (slot) =>
      cellOf(this.#jsonOf(slot), paths, type),
    );
  }

  /** The objects at a path, for comparisons that one of them has to fulfil together. */
  elements(path: string): Column<readonly unknown[]> {
    return known(this.#elements, path, (slot) => valuesAt(this.#jsonOf(slot), path));
  }

  forget(slot: number): void {
    for (const column of this.#cells.values()) column.forget(slot);
    for (const column of this.#elements.values()) column.forget(slot);
  }

  clear(): void {
    this.#cells.clear();
    this.#elements.clear();
  }
}

const known = <C>(columns: Map<string, Column<C>>, key: string, read: (slot: number) => C): Column<C> => {
  const column = columns.get(key) ?? new Column(read);
  columns.set(key, column);
  return column;
};
