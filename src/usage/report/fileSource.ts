import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import {
  type Breathe,
  type Cell,
  openSpreadsheet,
  type SheetRow,
  type Spreadsheet,
} from '../../spreadsheets/read.ts';
import type { Encoding } from '../../spreadsheets/text.ts';
import { badValue } from '../../zapier/input.ts';
import { type BillFormat, type BillSettings, plain } from './bills/format.ts';
import { BillReader } from './bills/reading.ts';
import { readSummary } from './bills/summary.ts';
import { COLUMNS, type Layout, layoutOf, type RawRow, rowsBy } from './columns.ts';
import { UnreadParts } from './leftOut.ts';
import { pacedBy } from './pace.ts';
import { type Category, inField, SHEETS } from './spreadsheet.ts';

/** The rows of a report that come in a file: with columns of its own, or as a vendor's bill. */

/** What is said of a bill. */
export interface BillInput {
  readonly format: BillFormat;
  readonly settings: BillSettings;
  readonly account: string | undefined;
}

export interface FileInput {
  readonly sheet?: string | undefined;
  readonly columns?: Record<string, unknown> | unknown[] | undefined;
  readonly encoding?: Encoding | undefined;
  /** As the file's program shows it, from 1; the first that isn't blank when absent. */
  readonly header_row?: number | undefined;
  readonly bill?: BillInput | undefined;
}

/** The rows of a report, and what its file says beside them; all but the rows is complete when those are read. */
export interface ReportRows {
  readonly rows: AsyncIterable<readonly RawRow[]>;
  /** What the file says of the categories that rows name, by their IDs. */
  readonly categories: ReadonlyMap<string, Category>;
  /** Columns and sheets of which nothing is read. */
  readonly unread: UnreadParts | undefined;
  /** The reader of a bill, which knows what its rows say of the file. */
  readonly bill: BillReader | undefined;
}

/** The sheet to read: the one that was named, else Connect's own, else the first that people see. */
const chooseSheet = (
  { sheets }: Spreadsheet,
  wanted: string | undefined,
  usual: readonly string[],
): string | undefined => {
  const named = (name: string) => sheets.find((one) => one.name.toLowerCase() === name.toLowerCase())?.name;
  if (!wanted) {
    const own = usual.map(named).find((name) => name !== undefined);
    return own ?? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])?.name;
  }
  const found = sheets.find(({ name }) => name === wanted)?.name ?? named(wanted.trim());
  if (found === undefined) {
    throw new ConnectError(
      'fix',
      sheets.length
        ? `Sheet: the file has no sheet "${wanted}", only ${sheets.map(({ name }) => `"${name}"`).join(', ')}.`
        : 'Sheet: the file is a CSV, which has no sheets. Leave Sheet empty.',
    );
  }
  return found;
};

/** What every report needs; a row's subscription may stand in either of two columns. */
const needed = (layout: Layout): string[] => {
  const columns = new Set(layout.columns.keys());
  const lacking = (['item', 'quantity', 'start', 'end'] as const).filter((column) => !columns.has(column));
  const hasSubscription = columns.has('asset_id') || columns.has('asset_external_id');
  return [...lacking.map((column) => COLUMNS[column]), ...(hasSubscription ? [] : [COLUMNS.asset_id])];
};

const isFilled = (cell: Cell): boolean => String(cell ?? '').trim() !== '';

/** Days that lie between the calendars of 1900 and 1904, by which a workbook may count. */
const CALENDARS = 1_462;

/** The rows of a bill, with the numbers that stand for times in the calendar of 1900. */
const billIn1900 = (
  rows: readonly SheetRow[],
  headers: readonly Cell[],
  { times }: BillFormat,
): readonly SheetRow[] => {
  const known = new Set([times.start, times.end].map(plain));
  const places = headers.flatMap((name, place) => (known.has(plain(String(name ?? ''))) ? [place] : []));
  return rows.map(({ number, cells }) => {
    const moved = [...cells];
    for (const place of places) {
      const cell = moved[place];
      if (typeof cell === 'number') moved[place] = cell + CALENDARS;
    }
    return { number, cells: moved };
  });
};

/** Numbers that stand for times, in the calendar of 1900. */
const in1900 = (row: RawRow): RawRow => {
  const { start, end } = row.values;
  return {
    ...row,
    values: {
      ...row.values,
      ...(typeof start === 'number' ? { start: start + CALENDARS } : {}),
      ...(typeof end === 'number' ? { end: end + CALENDARS } : {}),
    },
  };
};

/** Rows as they come, counted. */
async function* counted(
  batches: AsyncIterable<SheetRow[]>,
  onRows: (rows: number) => void,
): AsyncGenerator<SheetRow[], void, void> {
  for await (const batch of batches) {
    onRows(batch.length);
    yield batch;
  }
}

/** The header, and the rows of its batch that stand below it. */
const findHeader = async (
  batches: AsyncGenerator<SheetRow[], void, void>,
  wanted: number | undefined,
): Promise<{ header: SheetRow; first: readonly SheetRow[] }> => {
  if (wanted !== undefined && wanted < 1) throw badValue('Header Row', wanted, 'the number of a row, from 1');
  for (;;) {
    const { value: batch } = await batches.next();
    if (!batch) {
      throw new ConnectError(
        'fix',
        wanted ? `Header Row: the file has no row ${wanted}.` : 'Spreadsheet: it has no rows.',
      );
    }
    const at = wanted === undefined ? 0 : batch.findIndex(({ number }) => number >= wanted);
    const header = batch[at];
    if (!header) continue;
    if (wanted !== undefined && header.number !== wanted)
      throw new ConnectError('fix', `Header Row: row ${wanted} of the file is blank.`);
    return { header, first: batch.slice(at + 1) };
  }
};

/** The rows below the header, of which the first have been read. A CSV's may not be wider: a value was cut in two then. */
async function* below(
  first: readonly SheetRow[],
  rest: AsyncIterable<SheetRow[]>,
  { width, isCsv, read }: { width: number; isCsv: boolean; read: (rows: readonly SheetRow[]) => RawRow[] },
): AsyncGenerator<readonly RawRow[]> {
  const checked = (rows: readonly SheetRow[]): RawRow[] => {
    const tooWide =
      isCsv && rows.find(({ cells }) => cells.length > width && cells.slice(width).some(isFilled));
    if (tooWide) {
      throw new ConnectError(
        'fix',
        `Spreadsheet: row ${tooWide.number} has more values than the header. A value with a comma, such as "12,5", has to stand in quotation marks.`,
      );
    }
    return read(rows);
  };
  try {
    yield checked(first);
    for await (const batch of rest) yield checked(batch);
  } catch (error) {
    throw inField(error);
  }
}

const CATEGORIES = 'categories';
/** More than a product has. */
const MOST_CATEGORIES = 10_000;

/** Names and descriptions of categories, of the sheet that Connect's template has for them. */
const readCategories = async (file: Spreadsheet, breathe: Breathe): Promise<Map<string, Category>> => {
  const found = new Map<string, Category>();
  const sheet = file.sheets.find(({ name }) => name.toLowerCase() === CATEGORIES)?.name;
  if (sheet === undefined) return found;
  let places: readonly number[] | undefined;
  for await (const batch of file.batches(sheet, breathe)) {
    for (const { cells } of batch) {
      const texts = cells.map((cell) => String(cell ?? '').trim());
      if (places) {
        const [id = '', name = '', description = ''] = places.map((place) => texts[place]);
        if (id) found.set(id, { id, name, description });
      } else {
        places = ['category_id', 'category_name', 'category_description'].map((header) =>
          texts.findIndex((text) => text.toLowerCase() === header),
        );
      }
    }
    if (found.size > MOST_CATEGORIES) break;
  }
  return found;
};

/** Sheets of Connect's template that inform, and hold nothing to report. */
const INFORMING = [CATEGORIES, 'instructions', 'general'];

/** The sheets of which nothing is read, though they may hold something to report. */
const unreadSheets = (
  { sheets }: Spreadsheet,
  read: string | undefined,
  format: BillFormat | undefined,
): string[] => {
  const known = format ? [format.summary?.sheet.toLowerCase()] : INFORMING;
  return sheets.flatMap(({ name, isHidden }) => {
    if (name === read || known.includes(name.toLowerCase())) return [];
    return [isHidden ? `"${name}" (hidden)` : `"${name}"`];
  });
};

/** Which columns a file has, by its header. @throws ConnectError in a sentence when they aren't enough. */
const layoutBy = (
  { number, cells }: SheetRow,
  mapping: FileInput['columns'] = {},
): ReturnType<typeof layoutOf> => {
  const found = layoutOf(cells, Array.isArray(mapping) ? {} : mapping);
  if (found.problems.length) throw new ConnectError('fix', `Columns: ${found.problems.join('; ')}.`);
  const lacking = needed(found.layout);
  if (lacking.length) {
    const has = cells.map((name) => String(name ?? '').trim()).filter(Boolean);
    const row = number === 1 ? 'first row' : `row ${number}`;
    throw new ConnectError(
      'fix',
      `Spreadsheet: its ${row} names no column for ${lacking.join(', ')}; it has ${has.map((name) => `"${name}"`).join(', ')}. Say in Columns which is which, or in Header Row where the header is.`,
    );
  }
  return found;
};

/**
 * Opens a file and reads its header; the rows are read as they are asked for.
 * @throws ConnectError in a sentence that names the field when the file isn't what is expected.
 */
export const fromFile = async (
  connect: Connect,
  content: Buffer,
  { sheet: wanted, columns, encoding, header_row, bill: given }: FileInput,
): Promise<ReportRows> => {
  try {
    const file = await openSpreadsheet(content, encoding);
    const { sheets, is1904 } = file;
    let count = 0;
    const breathe = pacedBy(connect.deadline, () => ({ read: count, written: 0 }));
    const usual = given?.format.sheet ? [given.format.sheet] : given ? [] : SHEETS;
    const sheet = chooseSheet(file, wanted, usual);
    const batches = counted(file.batches(sheet, breathe), (rows) => {
      count += rows;
    });
    const { header, first } = await findHeader(batches, header_row);
    const { cells: headers } = header;
    const found = given ? undefined : layoutBy(header, columns);
    const summed = given?.format.summary;
    const summary = summed ? await readSummary(file, summed.sheet, breathe) : new Map<string, string>();
    const bill = given && new BillReader(given.format, headers, { ...given, summary });
    const unread = new UnreadParts({
      // A bill has more columns than usage needs, and which are used is its format's matter.
      headers: found?.unread ?? [],
      headed: headers.map((name) => isFilled(name)),
      sheets: unreadSheets(file, sheet, given?.format),
    });
    const rowOf = found && rowsBy(found.layout);
    const read = (rows: readonly SheetRow[]): RawRow[] => {
      for (const { cells } of rows) unread.look(cells);
      if (bill) return bill.read(is1904 ? billIn1900(rows, headers, bill.format) : rows);
      const raw = rowOf ? rows.map(({ number, cells }) => rowOf(number, cells)) : [];
      return is1904 ? raw.map(in1900) : raw;
    };
    const isCsv = sheets.length === 0;
    const rows = below(first, batches, { width: headers.length, isCsv, read });
    const categories =
      bill?.categories ??
      (found?.layout.columns.has('category') ? await readCategories(file, breathe) : new Map());
    return { rows, categories, unread, bill };
  } catch (error) {
    throw inField(error);
  }
};
