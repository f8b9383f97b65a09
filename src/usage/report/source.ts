import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Cell } from '../../spreadsheets/read.ts';
import { badValue, lineNumberOf, missing } from '../../zapier/input.ts';
import { fetchSpreadsheet } from '../support/fetchSpreadsheet.ts';
import { columnOf, type RawRow } from './columns.ts';
import { type FileInput, fromFile, type ReportRows } from './fileSource.ts';

/** Where the rows of a report come from: line items, or a file of an earlier step; some at a time. */

export interface SourceInput extends FileInput {
  readonly records?: unknown;
  readonly file?: string | undefined;
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
  return { rows: read(), categories: new Map(), unread: undefined, bill: undefined };
};

const linesOf = ({ records }: SourceInput) =>
  Array.isArray(records) ? (records as Record<string, unknown>[]) : [];

/** Begins to fetch the file of a report, where its rows come from one. */
export const startFetch = (connect: Connect, input: SourceInput): Promise<Buffer> | undefined =>
  input.file && !linesOf(input).length ? fetchSpreadsheet(connect, input.file) : undefined;

/**
 * The rows of a report.
 * @param fetched its file, where it is being fetched already.
 * @throws ConnectError when there are none, or both kinds.
 */
export const openRows = async (
  connect: Connect,
  input: SourceInput,
  fetched?: Promise<Buffer>,
): Promise<ReportRows> => {
  const lines = linesOf(input);
  if (input.file && lines.length)
    throw new ConnectError('fix', 'Records: give either line items or a Spreadsheet, not both.');
  if (!input.file && input.bill)
    throw missing('Spreadsheet', `the file of the bill; ${input.bill.format.label} comes as one`);
  if (!input.file) {
    if (!lines.length) throw missing('Records', 'line items, or a Spreadsheet');
    return fromLines(lines);
  }
  return fromFile(connect, await (fetched ?? fetchSpreadsheet(connect, input.file)), input);
};
