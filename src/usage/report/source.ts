import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import {
  type Breathe,
  type Cell,
  openSpreadsheet,
  type SheetRow,
  type Spreadsheet,
} from '../../spreadsheets/read.ts';
import { badValue, lineNumberOf, missing } from '../../zapier/input.ts';
import { fetchSpreadsheet } from '../support/fetchSpreadsheet.ts';
import { COLUMNS, columnOf, type Layout, layoutOf, type RawRow, rowBy } from './columns.ts';
import { pacedBy } from './pace.ts';
import { type Category, inField, SHEETS } from './spreadsheet.ts';

/** Where the rows of a report come from: line items, or a file of an earlier step; some at a time. */
export type RowSource = AsyncIterable<readonly RawRow[]>;

export interface SourceInput {
  readonly records?: unknown;
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  readonly columns?: Record<string, unknown> | unknown[] | undefined;
}

/** The rows of a report, and what its file says of the categories that they name, by their IDs. */
export interface ReportRows {
  readonly rows: RowSource;
  readonly categories: ReadonlyMap<string, Category>;
}

/** Custom parameters of a line item, as JSON: `{"region": "eu"}`. */
const readParams = (number: number, given: unknown): Record<string, Cell> => {
  if (given === undefined || given === null || given === '') return {};
  let value: unknown = given;
  if (typeof given === 'string') {
    try {
      value = JSON.parse(given);
    } catch {
      value = undefined;
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badValue(
      `Records, line ${number}: Parameters`,
      given,
      'names and values as JSON, for example {"region": "eu"}',
    );
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([name, one]) => [
        name.replace(/^v\./, ''),
        typeof one === 'object' ? JSON.stringify(one) : (one as Cell),
      ]),
  );
};

const fromLines = (lines: readonly Record<string, unknown>[]): ReportRows => {
  const rows = lines.map((line, index): RawRow => {
    const number = lineNumberOf(line) ?? index + 1;
    const values = Object.entries(line).flatMap(([key, value]) => {
      const column = columnOf(key);
      return column ? [[column, value as Cell] as const] : [];
    });
    return { number, values: Object.fromEntries(values), params: readParams(number, line['parameters']) };
  });
  async function* read() {
    yield rows;
  }
  return { rows: read(), categories: new Map() };
};

/** The sheet to read: the one that was named, else Connect's own, else the first that people see. */
const chooseSheet = ({ sheets }: Spreadsheet, wanted: string | undefined): string | undefined => {
  const named = (name: string) => sheets.find((one) => one.name.toLowerCase() === name.toLowerCase())?.name;
  if (!wanted) {
    const own = SHEETS.map(named).find((name) => name !== undefined);
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

/** The rows below the header, of which the first have been read. A CSV's may not be wider: a value was cut in two then. */
async function* below(
  first: readonly SheetRow[],
  rest: AsyncIterable<SheetRow[]>,
  { layout, width, isCsv, is1904 }: { layout: Layout; width: number; isCsv: boolean; is1904: boolean },
): AsyncGenerator<readonly RawRow[]> {
  const raw = (rows: readonly SheetRow[]): RawRow[] => {
    const tooWide =
      isCsv && rows.find(({ cells }) => cells.length > width && cells.slice(width).some(isFilled));
    if (tooWide) {
      throw new ConnectError(
        'fix',
        `Spreadsheet: row ${tooWide.number} has more values than the header. A value with a comma, such as "12,5", has to stand in quotation marks.`,
      );
    }
    const read = rows.map(({ number, cells }) => rowBy(layout, number, cells));
    return is1904 ? read.map(in1900) : read;
  };
  try {
    yield raw(first);
    for await (const batch of rest) yield raw(batch);
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

const fromFile = async (
  connect: Connect,
  content: Buffer,
  { sheet: wanted, columns: mapping = {} }: SourceInput,
): Promise<ReportRows> => {
  try {
    const file = await openSpreadsheet(content);
    let read = 0;
    const breathe = pacedBy(connect.deadline, () => ({ read, written: 0 }));
    const batches = counted(file.batches(chooseSheet(file, wanted), breathe), (rows) => {
      read += rows;
    });
    const start = await batches.next();
    const [header, ...first]: readonly SheetRow[] = start.done ? [] : start.value;
    if (!header) throw new ConnectError('fix', 'Spreadsheet: it has no rows.');
    const headers = header.cells;
    const { layout, problems } = layoutOf(headers, Array.isArray(mapping) ? {} : mapping);
    if (problems.length) throw new ConnectError('fix', `Columns: ${problems.join('; ')}.`);
    const lacking = needed(layout);
    if (lacking.length) {
      const has = headers.map((name) => String(name ?? '').trim()).filter(Boolean);
      throw new ConnectError(
        'fix',
        `Spreadsheet: its first row names no column for ${lacking.join(', ')}; it has ${has.map((name) => `"${name}"`).join(', ')}. Say in Columns which is which.`,
      );
    }
    const isCsv = file.sheets.length === 0;
    const rows = below(first, batches, { layout, width: headers.length, isCsv, is1904: file.is1904 });
    const categories = layout.columns.has('category') ? await readCategories(file, breathe) : new Map();
    return { rows, categories };
  } catch (error) {
    throw inField(error);
  }
};

/** The rows of a report. @throws ConnectError when there are none, or both kinds. */
export const openRows = async (connect: Connect, input: SourceInput): Promise<ReportRows> => {
  const lines = Array.isArray(input.records) ? (input.records as Record<string, unknown>[]) : [];
  if (input.file && lines.length)
    throw new ConnectError('fix', 'Records: give either line items or a Spreadsheet, not both.');
  if (!input.file) {
    if (!lines.length) throw missing('Records', 'line items, or a Spreadsheet');
    return fromLines(lines);
  }
  return fromFile(connect, await fetchSpreadsheet(connect, input.file), input);
};
