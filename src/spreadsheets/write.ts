import { buffer } from 'node:stream/consumers';
import type { CellValue } from 'hucre/xlsx';
import type { Cell } from './read.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A text that looks like an escaped character of XML in workbooks would be read as that character. */
const literal = (cell: Cell): Cell =>
  typeof cell === 'string' ? cell.replaceAll(/_(?=x[\da-f]{4}_)/gi, '_x005F_') : cell;

export type Rows = Iterable<readonly Cell[]>;

/**
 * Writes a workbook of one sheet, row by row; memory doesn't grow with their number beyond the packed file. Texts stay
 * texts, also those that begin like a formula.
 */
export const writeSheet = async (name: string, rows: Rows): Promise<Buffer> => {
  // Loaded only when there is something to write.
  const { writeXlsxStream } = await import('./workbooks.ts');
  function* literals(): Generator<CellValue[]> {
    for (const row of rows) yield row.map(literal);
  }
  return buffer(writeXlsxStream(literals(), { name }));
};

/** Writes a workbook of several sheets, which it holds in memory: about 4 kB for each row. */
export const writeBook = async (
  sheets: readonly { readonly name: string; readonly rows: Rows }[],
): Promise<Buffer> => {
  const { writeXlsx } = await import('./workbooks.ts');
  const book = sheets.map(({ name, rows }) => ({ name, rows: Array.from(rows, (row) => row.map(literal)) }));
  return Buffer.from(await writeXlsx({ sheets: book }));
};
