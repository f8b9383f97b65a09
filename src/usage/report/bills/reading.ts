import { ConnectError } from '../../../connect/errors.ts';
import type { Cell, SheetRow } from '../../../spreadsheets/read.ts';
import { badValue } from '../../../zapier/input.ts';
import type { Period } from '../../support/reportFields.ts';
import type { Field, RawRow } from '../columns.ts';
import { LeftOut } from '../leftOut.ts';
import type { Category } from '../spreadsheet.ts';
import { hasComma, hasPoint, readingsOf, textOf, timeOf } from '../values.ts';
import { type BillFormat, type BillRow, type BillSettings, type From, plain } from './format.ts';

class Row implements BillRow {
  readonly number: number;
  readonly #places: ReadonlyMap<string, number>;
  readonly #cells: readonly Cell[];

  constructor(places: ReadonlyMap<string, number>, { number, cells }: SheetRow) {
    this.number = number;
    this.#places = places;
    this.#cells = cells;
  }

  cell(header: string): Cell {
    const place = this.#places.get(plain(header));
    return place === undefined ? null : (this.#cells[place] ?? null);
  }

  text(header: string): string {
    return textOf(this.cell(header));
  }
}

/** Reads the rows of a bill as rows of usage, and gathers what they say of the file. */
export class BillReader {
  readonly format: BillFormat;
  readonly leftOut = new LeftOut();
  readonly categories = new Map<string, Category>();
  /** Rows of each account. */
  readonly accounts = new Map<string, number>();
  readonly currencies = new Set<string>();
  readonly #settings: BillSettings;
  readonly #account: string | undefined;
  readonly #places: ReadonlyMap<string, number>;
  readonly #summary: ReadonlyMap<string, string>;
  readonly #months = new Map<string, number>();
  readonly #ids = new Map<string, BillRow>();
  #hasCommas = false;
  #hasPoints = false;
  /** The first number whose point may separate thousands. */
  #unclear: { row: number; header: string; text: string } | undefined;
  #first = '';
  #last = '';

  /** @throws ConnectError when the columns are not those of such a bill. */
  constructor(
    format: BillFormat,
    headers: readonly Cell[],
    {
      settings,
      account,
      summary,
    }: {
      settings: BillSettings;
      account: string | undefined;
      /** What the sheet that sums the bill up says, by names as `plain` writes them. */
      summary: ReadonlyMap<string, string>;
    },
  ) {
    this.format = format;
    this.#settings = settings;
    this.#account = account;
    this.#summary = summary;
    const names = headers.map((header) => plain(textOf(header)));
    this.#places = new Map(names.map((name, place) => [name, place] as const).reverse());
    const lacking = format.needs.filter((header) => !this.#places.has(plain(header)));
    if (lacking.length) {
      throw new ConnectError(
        'fix',
        `Spreadsheet: it is no ${format.label}: it has no column ${lacking.map((name) => `"${name}"`).join(', ')}. Choose another Format, or leave it empty for columns of your own.`,
      );
    }
  }

  /** The rows that are usage. */
  read(rows: readonly SheetRow[]): RawRow[] {
    return rows.flatMap((given) => {
      const row = new Row(this.#places, given);
      const account = this.format.account && row.text(this.format.account);
      const reason = this.format.leftOut(row);
      if (reason) {
        this.leftOut.add(row.number, `It ${reason}.`);
        return [];
      }
      if (account !== undefined) {
        this.accounts.set(account, (this.accounts.get(account) ?? 0) + 1);
        if (this.#account && account !== this.#account) {
          this.leftOut.add(row.number, `It is of the account ${account}.`);
          return [];
        }
      }
      return [this.#rawOf(row)];
    });
  }

  #rawOf(row: BillRow): RawRow {
    const value = (from: From): Cell =>
      typeof from === 'string' ? row.cell(from) : from(row, this.#settings);
    const { columns, params = {}, categoryName } = this.format;
    const values = Object.fromEntries(
      Object.entries(columns).map(([column, from]) => [column, value(from)] as const),
    ) as Partial<Record<Field, Cell>>;
    const category = textOf(values.category);
    if (category && categoryName && !this.categories.has(category))
      this.categories.set(category, { id: category, name: row.text(categoryName), description: '' });
    if (this.format.currency) this.currencies.add(row.text(this.format.currency).toUpperCase());
    this.#look(row, values);
    for (const header of this.format.numbers) this.#weigh(row, header);
    return {
      number: row.number,
      values,
      params: Object.fromEntries(Object.entries(params).map(([name, from]) => [name, value(from)])),
    };
  }

  #weigh(row: BillRow, header: string): void {
    const cell = row.cell(header);
    if (typeof cell !== 'string') return;
    this.#hasCommas ||= hasComma(cell);
    this.#hasPoints ||= hasPoint(cell);
    const text = cell.trim();
    if (text.includes('.') && readingsOf(text)) this.#unclear ??= { row: row.number, header, text };
  }

  /** @throws ConnectError when a number has a point that may separate thousands, and no other one shows that it doesn't. */
  checkNumbers(): void {
    if (!this.#unclear || (this.#hasPoints && !this.#hasCommas)) return;
    const { row, header, text } = this.#unclear;
    const readings = readingsOf(text) ?? [];
    throw new ConnectError(
      'fix',
      `Spreadsheet: row ${row}, ${header}: "${text}" could be ${readings.join(' or ')}. Give the file as the vendor made it, or write it in that way.`,
    );
  }

  /** Gathers what tells the period and the ID of the report. */
  #look(row: BillRow, { start, end }: Partial<Record<Field, Cell>>): void {
    const [from, to] = [start, end].map((cell) => timeOf(cell, false, this.#settings.dateFormat) ?? '');
    if (from) this.#months.set(from.slice(0, 7), (this.#months.get(from.slice(0, 7)) ?? 0) + 1);
    if (from && (!this.#first || from < this.#first)) this.#first = from;
    if (to && to > this.#last) this.#last = to;
    const id = this.format.externalId(row, '');
    if (!this.#ids.has(id)) this.#ids.set(id, row);
  }

  /** What the sheet that sums the bill up says; empty when there is none. */
  #summed(what: 'externalId' | 'currency'): string {
    const { summary } = this.format;
    return (summary && this.#summary.get(plain(summary[what]))) ?? '';
  }

  /** The month in which most rows begin: `2026-01`; empty when none says. */
  get #month(): string {
    const [[month = ''] = []] = [...this.#months].sort(
      ([one, rows], [other, otherRows]) => otherRows - rows || one.localeCompare(other),
    );
    return month;
  }

  /** The period of the file, as far as the rows say. */
  get period(): Period | undefined {
    if (this.format.period === 'span') {
      return this.#first && this.#last
        ? { from: this.#first.slice(0, 10), to: this.#last.slice(0, 10) }
        : undefined;
    }
    const [year, month] = this.#month.split('-').map(Number);
    if (!year || !month) return undefined;
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    return { from: `${this.#month}-01`, to: last };
  }

  /** The currency of the file: the one that was given, else the bill's. @throws ConnectError when it has several. */
  get currency(): string | undefined {
    const inRows = [...this.currencies].filter(Boolean);
    const summed = this.#summed('currency').toUpperCase();
    const own = inRows.length || !summed ? inRows : [summed];
    if (own.length > 1) {
      throw new ConnectError(
        'fix',
        `Spreadsheet: the bill has several currencies (${own.join(', ')}), and a usage file has one. Split the bill.`,
      );
    }
    const [bill] = own;
    const { currency } = this.#settings;
    if (currency && bill && !this.format.isInMarketplaceCurrency && currency.toUpperCase() !== bill)
      throw badValue('Currency', currency, `${bill}, which the bill is in, or leave it empty`);
    return currency ?? bill;
  }

  /** The ID of the report, made of the bill's. @throws ConnectError when it has none, or several. */
  get externalId(): string {
    const summed = this.#summed('externalId');
    if (summed) return summed;
    const rows = [...this.#ids.values()];
    const [id, ...others] = new Set(
      rows.map((row) => this.format.externalId(row, this.#month)).filter(Boolean),
    );
    if (!id || others.length) {
      throw new ConnectError(
        'fix',
        `Report External ID is missing. Give one: the bill has ${id ? `several numbers (${[id, ...others].slice(0, 5).join(', ')})` : 'no number of its own'}.`,
      );
    }
    return id;
  }

  /** @throws ConnectError when the rows are of several accounts, of which each needs a file of its own. */
  checkAccounts(): void {
    const named = [...this.accounts];
    const list = named
      .slice(0, 10)
      .map(([account, rows]) => `${account} (${rows} ${rows === 1 ? 'row' : 'rows'})`)
      .join(', ');
    const more = named.length > 10 ? ` and ${named.length - 10} more` : '';
    if (this.#account && !this.accounts.has(this.#account))
      throw badValue('Account', this.#account, `one of those that the bill has: ${list}${more}`);
    if (!this.#account && named.length > 1) {
      throw new ConnectError(
        'fix',
        `Account is missing. Each account needs a usage file of its own, and the bill has ${list}${more}. Run the step for each of them.`,
      );
    }
  }
}
