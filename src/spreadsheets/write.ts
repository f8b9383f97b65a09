import { serialOf } from './formats.ts';
import { grouped } from './limits.ts';
import { lettersOf } from './places.ts';
import type { Breathe, Cell } from './spreadsheet.ts';

/** Writes workbooks (.xlsx) row by row; memory doesn't grow with their number beyond the packed file. */

// The bare module: importing it by name makes Node look at every name that it has.
const { types } = process.getBuiltinModule('node:util');

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type Rows = Iterable<readonly Cell[]>;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Letters of XML that are packed at once. Longer texts Node keeps apart from others, and longer than they are needed. */
const PIECE = 32_768;

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML can't have them.
const UNSAFE = /[&<>"\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[\da-f]{4}_/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML can't have them.
const EACH_UNSAFE = /[&<>"\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[\da-f]{4}_)/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as XML has it; what XML can't have in Excel's way (`_x000D_`), and what only looks like that, too. */
const escaped = (text: string): string =>
  UNSAFE.test(text)
    ? text.replaceAll(
        EACH_UNSAFE,
        (one) => ENTITIES[one] ?? `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      )
    : text;

/** Blanks at the ends are kept only where it is said. */
const keepsBlanks = (text: string): string => (/^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '');

const cellOf = (cell: Cell | undefined, place: string): string => {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (types.isDate(cell)) return `<c r="${place}" s="1"><v>${serialOf(cell)}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t${keepsBlanks(cell)}>${escaped(cell)}</t></is></c>`;
};

function* sheetXml(rows: Rows, onRow: () => void): Generator<string> {
  let xml = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  const letters: string[] = [];
  let number = 0;
  for (const row of rows) {
    number += 1;
    xml += `<row r="${number}">`;
    for (const [column, cell] of row.entries()) {
      letters[column] ??= lettersOf(column);
      xml += cellOf(cell, `${letters[column]}${number}`);
    }
    xml += '</row>';
    onRow();
    if (xml.length < PIECE) continue;
    yield xml;
    xml = '';
  }
  yield `${xml}</sheetData></worksheet>`;
}

/** Style 0 is plain, style 1 shows dates. Excel asks for one of each kind of style. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** The parts that say how a workbook is built, by their paths (ECMA-376, part 1, 12.3). */
const planOf = (names: readonly string[]): readonly (readonly [path: string, xml: string])[] => {
  const files = names.map((_name, index) => `worksheets/sheet${index + 1}.xml`);
  const links = [...files.map((file) => ['worksheet', file]), ['styles', 'styles.xml']].map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const kinds = files.map((file) => `<Override PartName="/xl/${file}" ContentType="${KIND}.worksheet+xml"/>`);
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${kinds.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
  ];
};

const atOnce: Breathe = async () => {};

/**
 * Writes a workbook. Texts stay texts, also those that begin like a formula; null is an empty cell.
 * @param breathe called now and then, with how many rows were written.
 */
export const writeBook = async (
  sheets: readonly { readonly name: string; readonly rows: Rows }[],
  breathe = atOnce,
): Promise<Buffer> => {
  // Loaded only when there is something to write.
  const { pack, zipOf } = await import('./zip.ts');
  const parts = [];
  for (const [path, xml] of planOf(sheets.map(({ name }) => name)))
    parts.push(await pack(path, [xml], async () => {}));
  let written = 0;
  const onRow = () => {
    written += 1;
  };
  for (const [index, { rows }] of sheets.entries()) {
    const path = `xl/worksheets/sheet${index + 1}.xml`;
    parts.push(
      await pack(path, sheetXml(rows, onRow), () => breathe(() => `${grouped(written)} rows were written.`)),
    );
  }
  return zipOf(parts);
};

/** Writes a workbook of one sheet. */
export const writeSheet = (name: string, rows: Rows, breathe = atOnce): Promise<Buffer> =>
  writeBook([{ name, rows }], breathe);
