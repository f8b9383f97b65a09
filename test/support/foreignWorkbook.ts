/** Workbooks as other programs write them, for reading: nothing of this project's own writer is in them. */
import { crc32, deflateRawSync, constants as zlib } from 'node:zlib';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A part of an archive, packed already. */
export interface Packed {
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
}

/** A part of a text that is repeated: however long, it is never in memory. */
export const repeatedPart = (start: string, piece: string, times: number, end: string): Packed => {
  const unit = Buffer.from(piece);
  const packedUnit = deflateRawSync(unit, { finishFlush: zlib.Z_FULL_FLUSH });
  let crc = crc32(Buffer.from(start));
  for (let time = 0; time < times; time += 1) crc = crc32(unit, crc);
  return {
    packed: Buffer.concat([
      deflateRawSync(Buffer.from(start), { finishFlush: zlib.Z_FULL_FLUSH }),
      ...Array<Buffer>(times).fill(packedUnit),
      deflateRawSync(Buffer.from(end)),
    ]),
    size: Buffer.byteLength(start) + unit.length * times + Buffer.byteLength(end),
    crc: crc32(Buffer.from(end), crc),
  };
};

const packedOf = (part: string | Buffer | Packed): Packed => {
  if (typeof part !== 'string' && 'packed' in part) return part;
  const content = Buffer.from(part as string | Buffer);
  return { packed: deflateRawSync(content), size: content.length, crc: crc32(content) };
};

/** A zip: local headers, then the directory. */
export const zipOf = (parts: Readonly<Record<string, string | Buffer | Packed>>): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, part] of Object.entries(parts)) {
    const { packed, size, crc } = packedOf(part);
    const name = Buffer.from(path);
    // Version, flags, method, time, date, checksum, packed size, size, length of the name, of what follows it.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
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

export const SHEET = 'xl/worksheets/sheet1.xml';
export const STRINGS = 'xl/sharedStrings.xml';

/** The parts of a workbook of one sheet, but for the sheet itself and its texts. */
export const planParts = (): Record<string, string> => {
  const links = [
    ['worksheet', 'worksheets/sheet1.xml'],
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ].map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><sheets><sheet name="Sheet1" sheetId="1" state="visible" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  };
};

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
  return zipOf({
    ...planParts(),
    [SHEET]: Buffer.concat([
      Buffer.from(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`),
      ...parts,
      Buffer.from('</sheetData></worksheet>'),
    ]),
    [STRINGS]: `${XML}<sst xmlns="${MAIN}" count="${texts.length}" uniqueCount="${texts.length}">${texts.join('')}</sst>`,
  });
};
