import type { Cell } from '../../spreadsheets/read.ts';
import { noNames, type RawRow } from './columns.ts';

const { deserialize, serialize } = process.getBuiltinModule('node:v8');

/** Rows side by side: what they have in common is kept once, and their cells one after another. */
interface Packed {
  readonly numbers: readonly number[];
  readonly columns: readonly string[];
  readonly params: readonly string[];
  /** For each row those of its columns, then those of its parameters; what it doesn't have is undefined. */
  readonly cells: readonly (Cell | undefined)[];
}

const keysOf = (parts: readonly object[]): string[] => {
  const keys = new Set<string>();
  for (const part of parts) for (const key in part) keys.add(key);
  return [...keys];
};

const packed = (rows: readonly RawRow[]): Packed => {
  const columns = keysOf(rows.map(({ values }) => values));
  const params = keysOf(rows.map((row) => row.params));
  const cells: (Cell | undefined)[] = [];
  for (const row of rows) {
    const values: Readonly<Record<string, Cell>> = row.values;
    for (const column of columns) cells.push(values[column]);
    for (const name of params) cells.push(Object.hasOwn(row.params, name) ? row.params[name] : undefined);
  }
  return { numbers: rows.map(({ number }) => number), columns, params, cells };
};

/** Puts cells into an object by their keys. */
const fill = (
  found: Record<string, Cell>,
  keys: readonly string[],
  cells: Packed['cells'],
  from: number,
): Record<string, Cell> => {
  for (let at = 0; at < keys.length; at += 1) {
    const cell = cells[from + at];
    if (cell !== undefined) found[keys[at] ?? ''] = cell;
  }
  return found;
};

/**
 * Rows, kept packed: a report has to see all of them before it can check the first, and a file is better read once. Of
 * 200 000 rows about 25 MB.
 */
export class RowStore {
  #batches: Buffer[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(rows: readonly RawRow[]): void {
    if (!rows.length) return;
    this.#batches.push(serialize(packed(rows)));
    this.#count += rows.length;
  }

  /** Gives the rows in their order, and keeps none that was given. */
  *take(): Generator<RawRow> {
    const batches = this.#batches.reverse();
    this.#batches = [];
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const { numbers, columns, params, cells } = deserialize(batch) as Packed;
      const none = noNames<Cell>();
      let at = 0;
      for (const number of numbers) {
        const values = fill({}, columns, cells, at);
        at += columns.length;
        const given = params.length ? fill(noNames(), params, cells, at) : none;
        at += params.length;
        yield { number, values, params: given };
      }
    }
  }
}
