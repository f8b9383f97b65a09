import { ConnectError } from '../../connect/errors.ts';
import {
  type Breathe,
  type Cell,
  readRows,
  type SheetRow,
  SpreadsheetError,
  sheetNames,
} from '../../spreadsheets/read.ts';
import { writeBook } from '../../spreadsheets/write.ts';
import type { Dynamic } from './columns.ts';
import type { UsageRow } from './rows.ts';

/** Connect's usage spreadsheet: what has to be in one, and how a report becomes one. */

const REQUIRED = [
  'record_id',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
] as const;
/** The columns that a report may have beside its parameters. */
export const ORDER = [
  'record_id',
  'record_note',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
  'category_id',
  'amount',
  'tier',
] as const;
/** The sheet of records; the oldest tools wrote the second name. */
export const SHEETS = ['records', 'usage_records'] as const;

/** The failure of a spreadsheet in the words of the field that it came from. */
export const inField = (error: unknown): unknown =>
  error instanceof SpreadsheetError ? new ConnectError('fix', `Spreadsheet: ${error.message}`) : error;

/** @throws ConnectError in a sentence when a file is no workbook (.xlsx). @returns its sheets' names. */
export const checkSpreadsheet = async (content: Buffer): Promise<string[]> => {
  try {
    const names = await sheetNames(content);
    if (!names.length) {
      // Reading says what is wrong with it, if it isn't a CSV, which Connect doesn't take.
      for await (const _row of readRows(content)) break;
      throw new SpreadsheetError('Connect takes workbooks (.xlsx) alone, and this is a CSV file.');
    }
    return names;
  } catch (error) {
    throw inField(error);
  }
};

/** @throws ConnectError in a sentence when a workbook doesn't have the form of Connect's usage template. */
export const checkUsageSpreadsheet = async (content: Buffer): Promise<void> => {
  const names = await checkSpreadsheet(content);
  const sheet = SHEETS.map((own) => names.find((name) => name.toLowerCase() === own)).find(
    (name) => name !== undefined,
  );
  if (!sheet) {
    throw new ConnectError(
      'fix',
      `Spreadsheet: it has no sheet "records", only ${names.map((name) => `"${name}"`).join(', ')}. Use Connect's template, or the action Report Usage.`,
    );
  }
  const rows: SheetRow[] = [];
  try {
    for await (const row of readRows(content, sheet)) if (rows.push(row) === 2) break;
  } catch (error) {
    throw inField(error);
  }
  const headers =
    rows[0]?.cells.map((cell) =>
      String(cell ?? '')
        .trim()
        .toLowerCase(),
    ) ?? [];
  const missing = REQUIRED.filter((column) => !headers.includes(column));
  if (missing.length)
    throw new ConnectError(
      'fix',
      `Spreadsheet: the sheet "${sheet}" lacks the columns ${missing.join(', ')}.`,
    );
  if (rows.length < 2) throw new ConnectError('fix', `Spreadsheet: the sheet "${sheet}" has no records.`);
};

/** A category of records, as the sheet `categories` has it. */
export interface Category {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** What a report has beside the columns that every one has. */
export interface Extras {
  readonly params: readonly string[];
  readonly dynamic: readonly Dynamic[];
  readonly categories: readonly Category[];
}

/** Columns that Connect reads as numbers. */
const NUMBERS: ReadonlySet<string> = new Set(['quantity', 'amount']);

/** A value as a cell: numbers are numbers, unless they are so small that a program would write them with an exponent. */
const cellOf = (column: (typeof ORDER)[number], text: string): Cell => {
  if (text === '') return null;
  const number = NUMBERS.has(column) ? Number(text) : Number.NaN;
  return String(number) === text ? number : text;
};

/**
 * Writes checked rows as Connect's usage spreadsheet.
 * @param extras what any of the rows has, known before the first is written.
 * @param breathe called now and then, with how many rows were written.
 */
export const writeUsage = (
  rows: Iterable<UsageRow>,
  { params, dynamic, categories }: Extras,
  breathe: Breathe,
): Promise<Buffer> => {
  const used = new Set<string>();
  function* sheet(): Generator<Cell[]> {
    yield [...ORDER, ...dynamic, ...params.map((name) => `v.${name}`)];
    for (const row of rows) {
      if (row.category_id) used.add(row.category_id);
      const cells = ORDER.map((column) => cellOf(column, row[column]));
      for (const name of dynamic) cells.push(row.dynamic[name] ?? null);
      for (const name of params) cells.push(row.params[name] || null);
      yield cells;
    }
  }
  const records = { name: SHEETS[0], rows: sheet() };
  if (!categories.length) return writeBook([records], breathe);
  // Written after the rows: those that are left out may have categories of their own.
  function* named(): Generator<Cell[]> {
    yield ['category_id', 'category_name', 'category_description'];
    for (const { id, name, description } of categories)
      if (used.has(id)) yield [id, name || id, description || null];
  }
  return writeBook([records, { name: 'categories', rows: named() }], breathe);
};
