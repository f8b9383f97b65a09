import { openCsv } from './csv.ts';
import { SpreadsheetError } from './limits.ts';
import type { Encoding } from './text.ts';

/**
 * Reads spreadsheets some rows at a time, whatever program wrote them. Knows nothing of what is in them. What workbooks
 * need is loaded when one is there: most steps have none.
 */

export { SpreadsheetError };

export type Cell = string | number | boolean | Date | null;

export interface SheetRow {
  /** As the spreadsheet program shows it, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Called again and again in long work, so that it can be ended. @param progress what was done so far, as a sentence. */
export type Breathe = (progress: () => string) => Promise<void>;

/** A file that was opened; what its rows share is read once. */
export interface Spreadsheet {
  /** Sheets with cells, in their order, hidden ones among them. A CSV has none. */
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  /** Whether its days count from 1904, as those of old Macs, and not from 1900. */
  readonly is1904: boolean;
  /**
   * The rows, some at a time; memory doesn't grow with their number. Formulas give their last result, dates are dates,
   * cells without a value are null. Blank rows are passed over.
   * @param sheet its exact name; the first one when absent.
   * @throws SpreadsheetError when the file is damaged or holds too much.
   */
  batches(sheet: string | undefined, breathe: Breathe): AsyncGenerator<SheetRow[]>;
}

const startsWith = (bytes: Uint8Array, ...first: number[]) => first.every((byte, at) => bytes[at] === byte);
const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
/** Excel before 2007, and every Office file with a password. */
const isOldOffice = (bytes: Uint8Array) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

const isBlank = ({ cells }: SheetRow): boolean =>
  cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));

const withoutBlanks = (sheet: Spreadsheet): Spreadsheet => ({
  sheets: sheet.sheets,
  is1904: sheet.is1904,
  async *batches(name, breathe) {
    for await (const batch of sheet.batches(name, breathe)) {
      const rows = batch.filter((row) => !isBlank(row));
      if (rows.length) yield rows;
    }
  },
});

/**
 * Opens a workbook (.xlsx) or CSV file.
 * @param encoding of a CSV without a byte order mark; UTF-8 when absent. Workbooks say their own.
 * @throws SpreadsheetError when it is neither, is protected, or would unpack to too much.
 */
export const openSpreadsheet = async (bytes: Uint8Array, encoding?: Encoding): Promise<Spreadsheet> => {
  if (bytes.length === 0) throw new SpreadsheetError('The file is empty.');
  if (isOldOffice(bytes)) {
    throw new SpreadsheetError(
      'The file is protected by a password, or of an old Excel version (.xls). Save it as .xlsx without a password.',
    );
  }
  if (!isZip(bytes)) return withoutBlanks(openCsv(bytes, encoding));
  const { openWorkbook } = await import('./workbook.ts');
  return withoutBlanks(await openWorkbook(bytes));
};

const atOnce: Breathe = async () => {};

/** The names of a workbook's sheets, in their order; none for a CSV. @throws SpreadsheetError when the file is none. */
export const sheetNames = async (bytes: Uint8Array): Promise<string[]> =>
  (await openSpreadsheet(bytes)).sheets.map(({ name }) => name);

/** The rows of a file, one at a time: for a look at the first few. */
export async function* readRows(bytes: Uint8Array, sheet?: string): AsyncGenerator<SheetRow> {
  for await (const batch of (await openSpreadsheet(bytes)).batches(sheet, atOnce)) yield* batch;
}
