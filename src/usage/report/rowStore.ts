import { deserialize, serialize } from 'node:v8';
import type { RawRow } from './columns.ts';

/**
 * Rows, kept packed: a report has to see all of them before it can check the first, and a file is better read once. Of
 * 200 000 rows about 40 MB.
 */
export class RowStore implements Iterable<RawRow> {
  readonly #batches: Buffer[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(rows: readonly RawRow[]): void {
    if (!rows.length) return;
    this.#batches.push(serialize(rows));
    this.#count += rows.length;
  }

  *[Symbol.iterator](): Iterator<RawRow> {
    for (const batch of this.#batches) yield* deserialize(batch) as RawRow[];
  }
}
