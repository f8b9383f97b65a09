import { COLUMNS, type Column, type Dynamic } from './columns.ts';

/** What is wrong with the rows of a report, in words. */

/** Problems that a message names, like all messages; a person mends these and sees the next ones. */
const NAMED = 10;
const MAX_VALUE = 60;

const LABELS: ReadonlyMap<string, string> = new Map(Object.entries(COLUMNS));
const labelOf = (column: string): string => LABELS.get(column) ?? column;

/** All that is wrong with the rows, by row and column. */
export class RowProblems {
  readonly #named: string[] = [];
  count = 0;

  /**
   * @param column one of ours, or of the file as it calls it.
   * @param heading how the file calls it, where that isn't our name.
   */
  add(row: number, column: Column | Dynamic | `v.${string}`, text: string, heading = labelOf(column)): void {
    this.count += 1;
    if (this.#named.length < NAMED) this.#named.push(`Row ${row}, ${heading}: ${text}`);
  }

  get text(): string {
    const more =
      this.count > NAMED
        ? ` And ${this.count - NAMED} more ${this.count - NAMED === 1 ? 'problem' : 'problems'}.`
        : '';
    return `${this.#named.join(' ')}${more}`;
  }
}

/** A value of a row in a message: short, in quotes. */
export const quoted = (text: string): string =>
  `"${text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text}"`;
