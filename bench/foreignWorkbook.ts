/** Workbooks as other programs write them, for reading: nothing of this project's own writer is in them. */
import { crc32, deflateRawSync } from 'node:zlib';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A zip of packed parts: local headers, then the directory. */
export const zipOf = (parts: Readonly<Record<string, string | Buffer>>): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(parts)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const name = Buffer.from(path);
    // Version, flags, method, time, date, checksum, packed size, size, length of the name, of what follows it.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, name]));
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    files.push(file);
    at += file.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, index, end]);
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const letters = (column: number): string => String.fromCharCode(65 + column);

/**
 * A workbook of one sheet with shared strings, as Excel and LibreOffice write them: each text once in a part of its
 * own, numbers as numbers.
 * @param rows at most 26 columns.
 */
export const foreignWorkbook = (rows: Iterable<readonly (string | number)[]>): Buffer => {
  const strings = new Map<string, number>();
  const sheet: string[] = [];
  const parts: Buffer[] = [];
  let number = 0;
  for (const row of rows) {
    number += 1;
    const cells = row.map((cell, column) => {
      if (cell === '') return '';
      const place = `${letters(column)}${number}`;
      if (typeof cell === 'number') return `<c r="${place}" s="0"><v>${cell}</v></c>`;
      const known = strings.get(cell) ?? strings.size;
      strings.set(cell, known);
      return `<c r="${place}" s="0" t="s"><v>${known}</v></c>`;
    });
    sheet.push(
      `<row r="${number}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">${cells.join('')}</row>`,
    );
    if (sheet.length === 1_000) parts.push(Buffer.from(sheet.splice(0).join('')));
  }
  parts.push(Buffer.from(sheet.join('')));
  const texts = Array.from(strings.keys(), (text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
  const links = [
    ['worksheet', 'worksheets/sheet1.xml'],
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ].map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return zipOf({
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><sheets><sheet name="Sheet1" sheetId="1" state="visible" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': Buffer.concat([
      Buffer.from(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`),
      ...parts,
      Buffer.from('</sheetData></worksheet>'),
    ]),
    'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}" count="${texts.length}" uniqueCount="${texts.length}">${texts.join('')}</sst>`,
  });
};
