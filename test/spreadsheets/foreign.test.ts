import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type Cell, openSpreadsheet, readRows, sheetNames } from '../../src/spreadsheets/read.ts';
import { foreignWorkbook, planParts, SHEET, STRINGS, zipOf } from '../support/foreignWorkbook.ts';

/** Workbooks by the rules of other programs, byte by byte. */

const cellsOf = async (bytes: Uint8Array, sheet?: string): Promise<(readonly Cell[])[]> => {
  const list: (readonly Cell[])[] = [];
  for await (const { cells } of readRows(bytes, sheet)) list.push(cells);
  return list;
};
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const STRICT_LINKS = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const sheetXml = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const withSheet = (rows: string, more: Record<string, string | Buffer> = {}) =>
  zipOf({ ...planParts(), [SHEET]: sheetXml(rows), ...more });
const one = '<row r="1"><c r="A1"><v>1</v></c></row>';

describe('a workbook', () => {
  it('with shared texts, written as LibreOffice does', async () => {
    const rows = [
      ['Item', 'Quantity', 'Item'],
      ['a & <b>', 12.5, ' blanks '],
      ['', -3, 'a & <b>'],
    ];
    expect(await cellsOf(foreignWorkbook(rows))).toEqual([rows[0], rows[1], [null, -3, 'a & <b>']]);
  });

  it('with a prefix before every name', async () => {
    const xml = `<x:worksheet xmlns:x="urn:m"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>in</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    const strings = '<x:sst xmlns:x="urn:m"><x:si><x:t>shared</x:t></x:si></x:sst>';
    expect(await cellsOf(zipOf({ ...planParts(), [SHEET]: xml, [STRINGS]: strings }))).toEqual([
      ['shared', 'in'],
    ]);
  });

  it('in the strict form of ISO 29500, with dates as it has them', async () => {
    const parts = planParts();
    const links = `<Relationships><Relationship Id="R1" Type="${STRICT_LINKS}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`;
    const book = `<workbook xmlns="${STRICT}" xmlns:rel="${STRICT_LINKS}" conformance="strict"><sheets><sheet name="S" sheetId="1" rel:id="R1"/></sheets></workbook>`;
    const xml = sheetXml(
      '<row><c t="d"><v>2026-01-31</v></c><c t="d"><v>2026-01-31T10:30:00</v></c><c t="d"><v>2026-01-31T10:30:00.5Z</v></c></row>',
    );
    const file = zipOf({
      ...parts,
      '_rels/.rels': `<Relationships><Relationship Id="R1" Type="${STRICT_LINKS}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': book,
      'xl/_rels/workbook.xml.rels': links,
      [SHEET]: xml,
    });
    expect(await cellsOf(file)).toEqual([
      ['2026-01-31T00:00:00.000Z', '2026-01-31T10:30:00.000Z', '2026-01-31T10:30:00.500Z'].map(
        (time) => new Date(time),
      ),
    ]);
  });

  it.each<[string, string, Cell]>([
    ['CDATA', '<c t="inlineStr"><is><t><![CDATA[a <b> & ]]]]><![CDATA[>c]]></t></is></c>', 'a <b> & ]]>c'],
    ['comments and instructions between letters', '<c><v>1<!-- > "--><?x y="?>2</v></c>', 12],
    ['quotes of either kind, and > within', `<c r='A1' x:note="a > 'b'" t = "str"><v>x</v></c>`, 'x'],
    [
      'pronunciation in a text of its own',
      '<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></is></c>',
      '東京',
    ],
    ['an attribute of the same name with a prefix', '<c x:t="s" x:r="C9" t="str"><v>x</v></c>', 'x'],
    ['extensions behind the value', '<c><v>5</v><extLst><ext><x14:v>6</x14:v></ext></extLst></c>', 5],
    ['line breaks within tags', '<c\n\tr="A1"\r\n><v\n>7</v\n></c\n>', 7],
    ['small letters in places', '<c r="a1"><v>8</v></c>', 8],
    ['a number beyond all numbers', '<c><v>1e999</v></c>', '1e999'],
    ['an escaped escape', '<c t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', '_x000D_'],
    ['emoji by number', '<c t="str"><v>&#128512;&#x20AC;</v></c>', '😀€'],
  ])('with %s', async (_name, cell, value) => {
    expect(await cellsOf(withSheet(`<row>${cell}</row>`))).toEqual([[value]]);
  });

  it('with formatted cells up to the last column', async () => {
    const padding = Array.from(
      { length: 200 },
      (_unused, at) =>
        `<row r="${at + 2}"><c r="A${at + 2}"><v>${at}</v></c><c r="XFD${at + 2}" s="1"/></row>`,
    );
    const read = await cellsOf(withSheet(one + padding.join('')));
    expect(read).toHaveLength(201);
    expect(new Set(read.map((cells) => cells.length))).toEqual(new Set([1]));
  });

  it('with a part in UTF-16', async () => {
    const xml = Buffer.from(
      `\ufeff<?xml version="1.0" encoding="UTF-16"?>${sheetXml('<row><c t="str"><v>é😀</v></c></row>')}`,
      'utf16le',
    );
    expect(await cellsOf(zipOf({ ...planParts(), [SHEET]: xml }))).toEqual([['é😀']]);
  });

  it('with letters that are cut by the pieces it is read in', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_unused, at) => `<row><c t="inlineStr"><is><t>é😀&amp;東${at}</t></is></c></row>`,
    );
    const read = await cellsOf(withSheet(rows.join('')));
    expect(read).toHaveLength(20_000);
    expect(read.every(([cell], at) => cell === `é😀&東${at}`)).toBe(true);
  });

  it.each([
    ['[$Kčs] #,##0', false],
    ['#,##0.00\\ [$Kčs-405]', false],
    ['0 "h"', false],
    ['General', false],
    ['[Blue][>=100]0;[Red]0', false],
    ['0.00_);(0.00)', false],
    ['mm:ss.0', true],
    ['[h]:mm:ss', true],
    ['yyyy"年"m"月"d"日"', true],
    ['[$-F400]h:mm:ss AM/PM', true],
    ['d/m;@', true],
  ])('whose format %s makes dates: %s', async (code, isDate) => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${code.replaceAll('"', '&quot;').replaceAll('>', '&gt;')}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`;
    const file = withSheet('<row><c s="0"><v>46053.5</v></c></row>', { 'xl/styles.xml': styles });
    expect(await cellsOf(file)).toEqual([[isDate ? new Date('2026-01-31T12:00:00Z') : 46_053.5]]);
  });
});

describe('the sheets of a workbook', () => {
  const kinds = (list: readonly [name: string, kind: string, state: string][]) => {
    const sheets = list.map(
      ([name, , state], at) => `<sheet name="${name}" sheetId="${at + 1}" state="${state}" r:id="r${at}"/>`,
    );
    const links = list.map(
      ([, kind], at) => `<Relationship Id="r${at}" Type="x/${kind}" Target="worksheets/s${at}.xml"/>`,
    );
    return zipOf({
      ...planParts(),
      'xl/workbook.xml': `<workbook><sheets>${sheets.join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${links.join('')}</Relationships>`,
      ...Object.fromEntries(
        list.map(([name, kind], at) => [
          `xl/worksheets/s${at}.xml`,
          kind === 'worksheet' ? sheetXml(`<row><c t="str"><v>${name}</v></c></row>`) : `<${kind}/>`,
        ]),
      ),
    });
  };

  it('are those with cells: charts are passed over, hidden ones are told', async () => {
    const file = kinds([
      ['Chart', 'chartsheet', 'visible'],
      ['Old', 'worksheet', 'hidden'],
      ['Older', 'worksheet', 'veryHidden'],
      ['January', 'worksheet', 'visible'],
    ]);
    expect((await openSpreadsheet(file)).sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['Old', true],
      ['Older', true],
      ['January', false],
    ]);
    expect(await cellsOf(file, 'January')).toEqual([['January']]);
  });

  it('without any cells are refused', async () => {
    await expect(cellsOf(kinds([['Chart', 'chartsheet', 'visible']]))).rejects.toThrow('damaged');
  });
});

describe('an archive', () => {
  /** Moves sizes and place of every entry into the field for large archives, as some programs do for small ones. */
  const asLarge = (zip: Buffer): Buffer => {
    const end = zip.lastIndexOf('PK\x05\x06');
    const start = zip.readUInt32LE(end + 16);
    const entries: Buffer[] = [];
    for (let at = start; at < end; ) {
      const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
      const entry = Buffer.from(zip.subarray(at, nameEnd));
      const field = Buffer.alloc(28);
      field.writeUInt16LE(1, 0);
      field.writeUInt16LE(24, 2);
      for (const [to, from] of [
        [4, 24],
        [12, 20],
        [20, 42],
      ] as const) {
        field.writeBigUInt64LE(BigInt(entry.readUInt32LE(from)), to);
        entry.writeUInt32LE(0xffffffff, from);
      }
      // Another field stands before it.
      const other = Buffer.from([0x55, 0x54, 1, 0, 3]);
      entry.writeUInt16LE(field.length + other.length, 30);
      entries.push(entry, other, field);
      at = nameEnd;
    }
    const index = Buffer.concat(entries);
    const large = Buffer.alloc(56);
    large.write('PK\x06\x06', 'latin1');
    large.writeBigUInt64LE(BigInt(zip.readUInt16LE(end + 10)), 32);
    large.writeBigUInt64LE(BigInt(index.length), 40);
    large.writeBigUInt64LE(BigInt(start), 48);
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(BigInt(start + index.length), 8);
    const tail = Buffer.from(zip.subarray(end));
    tail.writeUInt16LE(0xffff, 10);
    tail.writeUInt32LE(0xffffffff, 16);
    return Buffer.concat([zip.subarray(0, start), index, large, locator, tail]);
  };

  it('in the form for more than 4 GB is read', async () => {
    expect(await cellsOf(asLarge(withSheet(one)))).toEqual([[1]]);
  });

  it('may have a comment, parts that aren’t packed, and other letters in its paths', async () => {
    const zip = zipOf({ ...planParts(), 'XL\\Worksheets\\SHEET1.xml': sheetXml(one) });
    const comment = Buffer.from('made by a program');
    zip.writeUInt16LE(comment.length, zip.length - 2);
    expect(await cellsOf(Buffer.concat([zip, comment]))).toEqual([[1]]);
    const stored = zipOf({ ...planParts(), [SHEET]: sheetXml(one) });
    expect(await sheetNames(stored)).toEqual(['Sheet1']);
  });

  it.each([
    ['in a row', '<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2'],
    ['between rows', '<worksheet><sheetData><row><c><v>1</v></c></row>'],
    ['in a tag', '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></work'],
    ['before its data', '<worksheet><cols/></worksheet>'],
    ['by a wrong end', '<worksheet><sheetData><row><c><v>1</c></v></row></sheetData></worksheet>'],
    ['by a second root', `${sheetXml(one)}<worksheet/>`],
    ['by an entity', sheetXml('<row><c t="str"><v>&lol;</v></c></row>')],
    ['by a document type', `<!DOCTYPE worksheet [<!ENTITY lol "lol">]>${sheetXml(one)}`],
    [
      'by bytes that are no letters',
      Buffer.from(sheetXml('<row><c t="str"><v>Zo\u00eb</v></c></row>'), 'latin1'),
    ],
    ['by a shared text that isn’t there', sheetXml('<row><c t="s"><v>7</v></c></row>')],
  ])('whose sheet is spoilt %s is refused, though the archive is whole', async (_name, xml) => {
    await expect(cellsOf(zipOf({ ...planParts(), [SHEET]: xml }))).rejects.toThrow('The file is damaged');
  });

  it('whose part isn’t what its checksum says is refused', async () => {
    const text = sheetXml(one);
    const packed = {
      packed: deflateRawSync(Buffer.from(text.replace('<v>1', '<v>9'))),
      size: text.length,
      crc: 1,
    };
    await expect(cellsOf(zipOf({ ...planParts(), [SHEET]: packed }))).rejects.toThrow('The file is damaged');
  });
});
