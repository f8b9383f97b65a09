import { openCsv } from './csv.ts';
import { SpreadsheetError } from './limits.ts';
import type { Breathe, Cell, SheetRow, Spreadsheet } from './spreadsheet.ts';
import type { Encoding } from './text.ts';

/**
 * Reads spreadsheets some rows at a time, whatever program wrote them. Knows nothing of what is in them. What workbooks
 * need is loaded when one is there: most steps have none.
 */

export type { Breathe, Cell, SheetRow, Spreadsheet };
export { SpreadsheetError };

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
