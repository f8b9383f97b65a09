import { buffer } from 'node:stream/consumers';
import { streamXlsxRows, writeXlsx, writeXlsxStream } from 'hucre/xlsx';

/** Usage spreadsheets: which columns they have, how they are read and written. */

export const REQUIRED = [
  'record_id',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
] as const;

/** Of the template, in its order. */
export const COLUMNS = [
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
  'item_name',
  'item_unit',
  'item_mpn',
  'item_precision',
] as const;

export type Cell = string | number | boolean | Date | null;
export type SheetRow = Readonly<Record<string, Cell>>;

/** A column's name; those of custom parameters, `v.<name>`, keep their letters. */
const headerOf = (cell: Cell): string => {
  const name = String(cell ?? '').trim();
  return /^v\./i.test(name) ? `v.${name.slice(2)}` : name.toLowerCase();
};

/**
 * The rows of a sheet by their headers, blank ones left out. Nothing when the sheet isn't there.
 * @throws Error when the file is no spreadsheet.
 */
export async function* readSheet(file: Buffer, sheet: string): AsyncGenerator<SheetRow> {
  let headers: string[] | undefined;
  for await (const { values } of streamXlsxRows(new Uint8Array(file), { sheet })) {
    const cells = values as Cell[];
    if (cells.every((cell) => cell === null || cell === '')) continue;
    if (headers) yield Object.fromEntries(headers.map((name, index) => [name, cells[index] ?? null]));
    else headers = cells.map(headerOf);
  }
}

/** All rows of the sheet of records, by either of its names. */
export async function* readRows(content: Buffer) {
  let any = false;
  for (const sheet of ['records', 'usage_records']) {
    for await (const row of readSheet(content, sheet)) {
      any = true;
      yield row;
    }
    if (any) return;
  }
}

/** A spreadsheet of one sheet. */
export const writeSheet = (name: string, rows: Iterable<readonly Cell[]>): Promise<Buffer> =>
  buffer(writeXlsxStream(rows as Iterable<Cell[]>, { name }));

/** A small spreadsheet of several sheets. */
export const writeBook = async (
  sheets: readonly { name: string; rows: readonly (readonly Cell[])[] }[],
): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({
      sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) })),
    }),
  );

/** What vendors fill in: the sheets that inform, and the two that are read. */
export const template = (): Promise<Buffer> =>
  writeBook([
    { name: 'instructions', rows: [['Fill in the sheet "records". Times are UTC, as YYYY-MM-DD hh:mm:ss.']] },
    { name: 'categories', rows: [['category_id', 'category_name', 'category_description']] },
    { name: 'records', rows: [COLUMNS] },
  ]);
