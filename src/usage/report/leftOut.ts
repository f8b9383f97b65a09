import { lettersOf } from '../../spreadsheets/places.ts';

/** What of a file isn't sent, so that nothing of it vanishes without a word. */

/** Reasons that an output names. */
const NAMED = 10;
/** Letters of such a text. */
const MOST = 1_000;

/** Rows that are left out, and why. */
export class LeftOut {
  readonly #named: string[] = [];
  count = 0;

  add(row: number, why: string): void {
    this.count += 1;
    if (this.#named.length < NAMED) this.#named.push(`Row ${row}: ${why}`);
  }

  get text(): string {
    const more =
      this.count > NAMED
        ? ` And ${this.count - NAMED} more ${this.count - NAMED === 1 ? 'row' : 'rows'}.`
        : '';
    return `${this.#named.join(' ').slice(0, MOST)}${more}`;
  }
}

/** Columns and sheets that nothing is read from. */
export class UnreadParts {
  /** Headers that mean nothing to a report. */
  readonly headers: readonly string[];
  /** As a person reads them: `"February"`. */
  readonly sheets: readonly string[];
  readonly #headed: readonly boolean[];
  /** Values in columns without a header, by column. */
  readonly #headless = new Map<number, number>();

  constructor(given: {
    headers: readonly string[];
    headed: readonly boolean[];
    sheets: readonly string[];
  }) {
    this.headers = given.headers;
    this.sheets = given.sheets;
    this.#headed = given.headed;
  }

  /** Counts the values of a row that stand below no header. */
  look(cells: readonly unknown[]): void {
    for (let column = 0; column < cells.length; column += 1) {
      if (this.#headed[column]) continue;
      const cell = cells[column];
      if (cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')) continue;
      this.#headless.set(column, (this.#headless.get(column) ?? 0) + 1);
    }
  }

  /** `"Region", column F (3 values without a header)`; empty when all is read. */
  get columns(): string {
    const named = [
      ...this.headers.map((header) => `"${header}"`),
      ...Array.from(
        this.#headless,
        ([column, count]) =>
          `column ${lettersOf(column)} (${count} ${count === 1 ? 'value' : 'values'} without a header)`,
      ),
    ];
    const more = named.length > NAMED ? ` and ${named.length - NAMED} more` : '';
    return `${named.slice(0, NAMED).join(', ').slice(0, MOST)}${more}`;
  }
}
