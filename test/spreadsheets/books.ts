import { strToU8, zipSync } from 'fflate';
import { type Cell, readRows, type SheetRow } from '../../src/spreadsheets/read.ts';

/** Workbooks from their parts, and what is read of files. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

interface Book {
  /** What stands within `sheetData`, by the sheet's name. */
  sheets: Record<string, string>;
  /** What stands within `sst`. */
  strings?: string;
  /** Number formats beside Excel's own, by their number from 164 on. */
  formats?: Record<number, string>;
  is1904?: boolean;
}

/** Cell styles of every book: style 0 is plain, 1 is 14 (a day), 2 is 22 (a time), then those of the book itself. */
const stylesOf = (formats: Record<number, string>): string => {
  const used = [0, 14, 22, ...Object.keys(formats)];
  const own = Object.entries(formats).map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${own.length}">${own.join('')}</numFmts>
    <cellXfs count="${used.length}">${used.map((id) => `<xf numFmtId="${id}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`;
};

/** The parts of a workbook as Excel lays them out. */
export const partsOf = ({
  sheets,
  strings = '',
  formats = {},
  is1904 = false,
}: Book): Record<string, string> => {
  const names = Object.keys(sheets);
  const links = [
    ...names.map((_name, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ].map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    'xl/styles.xml': stylesOf(formats),
    'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}">${strings}</sst>`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  };
};
export const zipped = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
export const bookOf = (book: Book): Uint8Array => zipped(partsOf(book));

/** All that is handed on, as a list. */
const collected = async <T>(given: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of given) list.push(one);
  return list;
};
export const all = (bytes: Uint8Array, sheet?: string): Promise<SheetRow[]> =>
  collected(readRows(bytes, sheet));
export const cellsOf = async (bytes: Uint8Array, sheet?: string): Promise<(readonly Cell[])[]> =>
  (await all(bytes, sheet)).map(({ cells }) => cells);
/** The cells of one row of a workbook. */
export const rowOf = async (
  cells: string,
  more: Omit<Book, 'sheets'> = {},
): Promise<readonly Cell[] | undefined> =>
  (await cellsOf(bookOf({ sheets: { S: `<row r="1">${cells}</row>` }, ...more })))[0];
export const csv = (text: string): Promise<(readonly Cell[])[]> => cellsOf(Buffer.from(text));
