import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { type Cell, readBatches, readRows, sheetNames } from '../../spreadsheets/read.ts';
import { badValue, missing } from '../../zapier/input.ts';
import { fetchSpreadsheet } from '../support/fetchSpreadsheet.ts';
import { COLUMNS, columnOf, type Layout, layoutOf, type RawRow, rowBy } from './columns.ts';
import { inField, SHEETS } from './spreadsheet.ts';

/** Where the rows of a report come from: line items, or a file of an earlier step; some at a time. */
export type RowSource = AsyncIterable<readonly RawRow[]>;

export interface SourceInput {
  readonly records?: unknown;
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  readonly columns?: Record<string, unknown> | unknown[] | undefined;
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

const fromLines = (lines: readonly Record<string, unknown>[]): RowSource => {
  const rows = lines.map((line, index): RawRow => {
    const number = index + 1;
    const values = Object.entries(line).flatMap(([key, value]) => {
      const column = columnOf(key);
      return column ? [[column, value as Cell] as const] : [];
    });
    return { number, values: Object.fromEntries(values), params: readParams(number, line['parameters']) };
  });
  return (async function* read() {
    yield rows;
  })();
};

/** The sheet to read: the one that was named, else Connect's own, else the first. */
const chooseSheet = async (content: Buffer, wanted: string | undefined): Promise<string | undefined> => {
  const names = await sheetNames(content);
  if (!wanted) return names.find((name) => SHEETS.some((own) => own === name)) ?? names[0];
  const found = names.find((name) => name.toLowerCase() === wanted.trim().toLowerCase());
  if (!found) {
    throw new ConnectError(
      'fix',
      names.length
        ? `Sheet: the file has no sheet "${wanted}", only ${names.map((name) => `"${name}"`).join(', ')}.`
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

/** The rows below the header. A CSV's rows may not be wider than it: a value was cut in two then. */
async function* below(
  content: Buffer,
  sheet: string | undefined,
  { layout, width }: { layout: Layout; width: number },
): AsyncGenerator<readonly RawRow[]> {
  let skipped = 1;
  try {
    for await (const batch of readBatches(content, sheet)) {
      const rows = batch.slice(skipped);
      const tooWide = sheet === undefined && rows.find(({ cells }) => cells.slice(width).some(isFilled));
      if (tooWide) {
        throw new ConnectError(
          'fix',
          `Spreadsheet: row ${tooWide.number} has more values than the header. A value with a comma, such as "12,5", has to stand in quotation marks.`,
        );
      }
      yield rows.map(({ number, cells }) => rowBy(layout, number, cells));
      skipped = 0;
    }
  } catch (error) {
    throw inField(error);
  }
}

const fromFile = async (
  content: Buffer,
  { sheet: wanted, columns: mapping = {} }: SourceInput,
): Promise<RowSource> => {
  try {
    const sheet = await chooseSheet(content, wanted);
    let headers: readonly Cell[] | undefined;
    for await (const row of readRows(content, sheet)) {
      headers = row.cells;
      break;
    }
    if (!headers) throw new ConnectError('fix', 'Spreadsheet: it has no rows.');
    const { layout, problems } = layoutOf(headers, Array.isArray(mapping) ? {} : mapping);
    if (problems.length) throw new ConnectError('fix', `Columns: ${problems.join('; ')}.`);
    const lacking = needed(layout);
    if (lacking.length) {
      const has = headers.map((header) => String(header ?? '').trim()).filter(Boolean);
      throw new ConnectError(
        'fix',
        `Spreadsheet: its first row names no column for ${lacking.join(', ')}; it has ${has.map((name) => `"${name}"`).join(', ')}. Say in Columns which is which.`,
      );
    }
    return below(content, sheet, { layout, width: headers.length });
  } catch (error) {
    throw inField(error);
  }
};

/** The rows of a report. @throws ConnectError when there are none, or both kinds. */
export const openRows = async (connect: Connect, input: SourceInput): Promise<RowSource> => {
  const lines = Array.isArray(input.records) ? (input.records as Record<string, unknown>[]) : [];
  if (input.file && lines.length)
    throw new ConnectError('fix', 'Records: give either line items or a Spreadsheet, not both.');
  if (!input.file) {
    if (!lines.length) throw missing('Records', 'line items, or a Spreadsheet');
    return fromLines(lines);
  }
  return fromFile(await fetchSpreadsheet(connect, input.file), input);
};
