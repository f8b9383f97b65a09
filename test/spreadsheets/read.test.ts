import { crc32, deflateRawSync, constants as zlib } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import {
  type Cell,
  readRows,
  type SheetRow,
  SpreadsheetError,
  sheetNames,
} from '../../src/spreadsheets/read.ts';

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
const partsOf = ({ sheets, strings = '', formats = {}, is1904 = false }: Book): Record<string, string> => {
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
const zipped = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const bookOf = (book: Book): Uint8Array => zipped(partsOf(book));

/** All that is handed on, as a list. */
const collected = async <T>(given: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of given) list.push(one);
  return list;
};
const all = (bytes: Uint8Array, sheet?: string): Promise<SheetRow[]> => collected(readRows(bytes, sheet));
const cellsOf = async (bytes: Uint8Array, sheet?: string): Promise<(readonly Cell[])[]> =>
  (await all(bytes, sheet)).map(({ cells }) => cells);
/** The cells of one row of a workbook. */
const rowOf = async (cells: string, more: Omit<Book, 'sheets'> = {}): Promise<readonly Cell[] | undefined> =>
  (await cellsOf(bookOf({ sheets: { S: `<row r="1">${cells}</row>` }, ...more })))[0];
const csv = (text: string): Promise<(readonly Cell[])[]> => cellsOf(Buffer.from(text));

describe('dates of a workbook', () => {
  it.each([
    [1, '45688', '2025-01-31T00:00:00.000Z'],
    [2, '45688.75', '2025-01-31T18:00:00.000Z'],
    [2, '45688.999988425923', '2025-01-31T23:59:59.000Z'],
    [1, '61', '1900-03-01T00:00:00.000Z'],
    [1, '1', '1900-01-01T00:00:00.000Z'],
    [1, '4.5688E4', '2025-01-31T00:00:00.000Z'],
  ])('are told by style %i: %s', async (style, serial, time) => {
    expect(await rowOf(`<c r="A1" s="${style}"><v>${serial}</v></c>`)).toEqual([new Date(time)]);
  });

  it.each([
    'yyyy-mm-dd',
    'dd/mm/yyyy hh:mm:ss',
    'd. mmmm yyyy',
    '[$-409]d-mmm-yy;@',
    '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
    'yyyy\\-mm\\-dd"T"hh:mm:ss',
    'm/d/yy h:mm AM/PM',
    'mm.yyyy',
    'YYYY-MM-DD',
  ])('are told by the format %s', async (format) => {
    const cells = await rowOf('<c r="A1" s="3"><v>45688.5</v></c>', { formats: { 164: format } });
    expect(cells).toEqual([new Date('2025-01-31T12:00:00.000Z')]);
  });

  it.each([
    '0.00',
    '#,##0.00 "days"',
    '#,##0.00 [$€-407]',
    '[Red]-0.00',
    '[$USD] #,##0',
    '0.00E+00',
    '# ?/?',
    '@',
    '"yyyy" 0',
    '0\\d',
  ])('are not what has the format %s', async (format) => {
    expect(await rowOf('<c r="A1" s="3"><v>45688.5</v></c>', { formats: { 164: format } })).toEqual([
      45688.5,
    ]);
  });

  it('count from 1904 where the workbook says so', async () => {
    expect(await rowOf('<c r="A1" s="1"><v>44226</v></c>', { is1904: true })).toEqual([
      new Date('2025-01-31T00:00:00.000Z'),
    ]);
  });

  it('of formulas are dates', async () => {
    expect(await rowOf('<c r="A1" s="1"><f>TODAY()</f><v>45688</v></c>')).toEqual([
      new Date('2025-01-31T00:00:00.000Z'),
    ]);
  });
});

describe('cells of a workbook', () => {
  it.each<[string, string, Cell]>([
    ['a number', '<c r="A1"><v>12.5</v></c>', 12.5],
    ['a number with an exponent', '<c r="A1" t="n"><v>1.5E-7</v></c>', 1.5e-7],
    ['a number that is a text', '<c r="A1" t="inlineStr"><is><t>0012.50</t></is></c>', '0012.50'],
    ['a formula with its last result', '<c r="A1"><f>1+1</f><v>2</v></c>', 2],
    ['a formula with a text', '<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', 'ab'],
    ['yes', '<c r="A1" t="b"><v>1</v></c>', true],
    ['no', '<c r="A1" t="b"><v>0</v></c>', false],
    ['an error', '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!'],
    ['a text with blanks', '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', ' a '],
    [
      'rich text',
      '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r></is></c>',
      'bold',
    ],
    ['markup', '<c r="A1" t="inlineStr"><is><t>&lt;a&gt; &amp; &#228;&#x1F600;</t></is></c>', '<a> & ä😀'],
    ['escaped characters', '<c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c>', 'a\rb'],
  ])('%s', async (_name, cell, value) => {
    expect(await rowOf(cell)).toEqual([value]);
  });

  it('an empty one is nothing', async () => {
    expect(await rowOf('<c r="A1" s="1"/><c r="B1"><v/></c><c r="C1"><v>1</v></c>')).toEqual([null, null, 1]);
  });

  it.each([
    '<f>1+1</f>',
    '<f>1+1</f><v></v>',
    '<f>1+1</f><v/>',
    '<f t="shared" si="0"/>',
  ])('a formula whose result isn’t in the file is refused by its place: %s', async (formula) => {
    await expect(rowOf(`<c r="A1"><v>1</v></c><c r="AB1">${formula}</c>`)).rejects.toThrow(
      "Cell AB1 has a formula whose result isn't in the file.",
    );
  });

  it('a formula whose result is an empty text is that text', async () => {
    expect(await rowOf('<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c>')).toEqual(['', 1]);
  });

  it('shared texts, plain and rich, without what is only for their pronunciation', async () => {
    const strings =
      '<si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si/>';
    const cells = [1, 0, 2, 1].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    expect(await rowOf(cells, { strings })).toEqual(['rich ', 'plain', '東京', 'rich ']);
  });

  it('stand where they are, with nothing in the gaps', async () => {
    expect(await rowOf('<c r="B1"><v>2</v></c><c r="AA1"><v>27</v></c>')).toEqual([
      null,
      2,
      ...Array<null>(24).fill(null),
      27,
    ]);
  });

  it('without a reference follow one another', async () => {
    const sheet = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="B2"><v>3</v></c><c><v>4</v></c></row>';
    expect(await all(bookOf({ sheets: { S: sheet } }))).toEqual([
      { number: 1, cells: [1, 2] },
      { number: 2, cells: [null, 3, 4] },
    ]);
  });
});

describe('rows of a workbook', () => {
  it('have the number that Excel shows, and blank ones are passed over', async () => {
    const sheet =
      '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"/><row r="4"><c r="A4" t="inlineStr"><is><t xml:space="preserve">  </t></is></c></row><row r="9"><c r="A9"><v>2</v></c></row>';
    expect((await all(bookOf({ sheets: { S: sheet } }))).map(({ number }) => number)).toEqual([2, 9]);
  });

  it('of zeros and of "no" are not blank', async () => {
    const sheet = '<row r="1"><c r="A1"><v>0</v></c></row><row r="2"><c r="A2" t="b"><v>0</v></c></row>';
    expect(await cellsOf(bookOf({ sheets: { S: sheet } }))).toEqual([[0], [false]]);
  });

  it('are those of the sheet that is asked for, or of the first', async () => {
    const book = bookOf({
      sheets: {
        'Größe &amp; Zahl': '<row r="1"><c r="A1"><v>1</v></c></row>',
        records: '<row r="1"><c r="A1"><v>2</v></c></row>',
        empty: '',
      },
    });
    expect(await sheetNames(book)).toEqual(['Größe & Zahl', 'records', 'empty']);
    expect(await cellsOf(book)).toEqual([[1]]);
    expect(await cellsOf(book, 'Größe & Zahl')).toEqual([[1]]);
    expect(await cellsOf(book, 'records')).toEqual([[2]]);
    expect(await cellsOf(book, 'empty')).toEqual([]);
    await expect(cellsOf(book, 'missing')).rejects.toThrow('The file has no sheet "missing".');
  });

  it('come one by one, so that the first can be had of many', async () => {
    const sheet = Array.from(
      { length: 50_000 },
      (_unused, index) => `<row><c><v>${index}</v></c></row>`,
    ).join('');
    for await (const { cells } of readRows(bookOf({ sheets: { S: sheet } }))) {
      expect(cells).toEqual([0]);
      break;
    }
    expect((await cellsOf(bookOf({ sheets: { S: sheet } }))).map(([cell]) => cell)).toEqual(
      Array.from({ length: 50_000 }, (_unused, index) => index),
    );
  });
});

describe('a CSV file', () => {
  const bom = (mark: number[], bytes: Buffer): Buffer => Buffer.concat([Buffer.from(mark), bytes]);
  const text = 'Name,Größe\nZoë €,1\n';
  const read = [
    ['Name', 'Größe'],
    ['Zoë €', '1'],
  ];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', bom([0xef, 0xbb, 0xbf], Buffer.from(text))],
    ['UTF-16, little end first', bom([0xff, 0xfe], Buffer.from(text, 'utf16le'))],
    ['UTF-16, big end first', bom([0xfe, 0xff], Buffer.from(text, 'utf16le').swap16())],
  ])('may be in %s', async (_name, bytes) => {
    expect(await cellsOf(bytes)).toEqual(read);
  });

  it.each([
    ['windows-1252', Buffer.from(text.replace('€', '\u0080'), 'latin1'), '0 that are not in UTF-8'],
    [
      'windows-1252 further down',
      Buffer.from(`a,b\n${'1,2\n'.repeat(40_000)}Zo\u00eb,1\n`, 'latin1'),
      '32767 that are not in UTF-8',
    ],
    ['a letter that is cut at the end', Buffer.from('a,b\n1,ö').subarray(0, -1), '0 that are not in UTF-8'],
    [
      'UTF-16 with half a letter',
      bom([0xff, 0xfe], Buffer.from('a,b\n\ud83d,1\n', 'utf16le')),
      '0 that are not in UTF-16',
    ],
  ])('in %s is refused: its letters can’t be told', async (_name, bytes, where) => {
    await expect(cellsOf(bytes)).rejects.toThrow(
      `The CSV file has letters after row ${where}, so they can't be told for sure. Save it as "CSV UTF-8", or say which Encoding it has, and try again.`,
    );
  });

  it.each([[','], [';'], ['\t'], ['|']])('may have %j between its cells', async (delimiter) => {
    const others = [',', ';', '\t', '|'].filter((other) => other !== delimiter).join('');
    const lines = [
      ['a', `"x${others}${others}"`, 'c'],
      ['1', `"2${delimiter}""5"""`, `3${others}`],
    ];
    expect(await csv(lines.map((line) => line.join(delimiter)).join('\r\n'))).toEqual([
      ['a', `x${others}${others}`, 'c'],
      ['1', `2${delimiter}"5"`, `3${others}`],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('may end its lines with %j', async (end) => {
    expect(await csv(['a,b', '1,2', '', '3,4', ''].join(end))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('keeps line breaks in quotes, and counts rows as spreadsheets do', async () => {
    expect(await all(Buffer.from('a,b\n"1\r\n\n1",2\n\n,\n3,4'))).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['1\r\n\n1', '2'] },
      { number: 5, cells: ['3', '4'] },
    ]);
  });

  it('may have rows of any length, and quotation marks within a cell', async () => {
    expect(await csv('a,b,c\n1\n1,2,3,4\n5" pipe,,')).toEqual([
      ['a', 'b', 'c'],
      ['1'],
      ['1', '2', '3', '4'],
      ['5" pipe', null, null],
    ]);
  });

  it('leaves texts that look like numbers as they are', async () => {
    expect(await csv('0012.50,1e5,-0, x ')).toEqual([['0012.50', '1e5', '-0', ' x ']]);
  });

  it('of one column and one row is one', async () => {
    expect(await csv('alone')).toEqual([['alone']]);
  });

  it('has no sheets', async () => {
    expect(await sheetNames(Buffer.from(text))).toEqual([]);
  });

  it('with a quotation mark that is never closed is refused', async () => {
    await expect(csv('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow('a quotation mark is not closed there');
  });

  it('is read as it was written, whatever is in it', async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '1', ',', ';', '"', '\n', '\r', ' ', 'é', '\t', '|') }),
      fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0')),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t', '|'), async (given, delimiter) => {
        const lines = [['first', 'second'], ...given].map((row) =>
          row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter),
        );
        expect(await csv(lines.join('\r\n'))).toEqual([
          ['first', 'second'],
          ...given
            .filter((row) => row.some((one) => one.trim()))
            .map((row) => row.map((one) => (one === '' ? null : one))),
        ]);
      }),
    );
  });

  it('may be long', async () => {
    const lines = Array.from({ length: 30_000 }, (_unused, index) => [`"a ""${index}"""`, `é\n${index}`]);
    const rows = await csv(lines.map(([a, b]) => `${a};"${b}"`).join('\r\n'));
    expect(rows).toEqual(lines.map((_line, index) => [`a "${index}"`, `é\n${index}`]));
  });
});

describe('what is no spreadsheet', () => {
  const book = bookOf({ sheets: { S: '<row r="1"><c r="A1"><v>1</v></c></row>' } });
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
  const withoutWorkbook = { ...partsOf({ sheets: { S: '' } }) };
  delete withoutWorkbook['xl/workbook.xml'];

  it.each([
    [
      'a page',
      Buffer.from('\n<!DOCTYPE html><html><body>Sign in</body></html>'),
      'damaged or no spreadsheet',
    ],
    ['a page without its type', Buffer.from('<HTML><table></table>'), 'damaged or no spreadsheet'],
    ['XML', Buffer.from('<?xml version="1.0"?><Error/>'), 'damaged or no spreadsheet'],
    ['a picture', png, 'damaged or no spreadsheet'],
    ['a PDF', Buffer.from('%PDF-1.4\n\0\x01binary\n'), 'damaged or no spreadsheet'],
    ['UTF-16 without its mark', Buffer.from('a,b\n1,2', 'utf16le'), 'damaged or no spreadsheet'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'old Excel version'],
    ['a workbook with a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'password'],
    ['a workbook that is cut off', book.slice(0, book.length - 40), 'damaged or no spreadsheet'],
    ['the beginning of a workbook', book.slice(0, 10), 'damaged or no spreadsheet'],
    ['another zip', zipped({ 'a.txt': 'a' }), 'damaged or no spreadsheet'],
    ['a workbook without its workbook', zipped(withoutWorkbook), 'damaged or no spreadsheet'],
    ['nothing', Buffer.alloc(0), 'is empty'],
  ])('is refused in a sentence: %s', async (_name, bytes, message) => {
    const reading = all(bytes);
    await expect(reading).rejects.toBeInstanceOf(SpreadsheetError);
    await expect(reading).rejects.toThrow(message);
  });

  it('is refused when its packed bytes are damaged', async () => {
    const sheet = Array.from(
      { length: 2_000 },
      (_unused, index) => `<row><c><v>${index * 7919}</v></c></row>`,
    );
    const broken = Buffer.from(bookOf({ sheets: { S: sheet.join('') } }));
    broken.fill(0xff, Math.floor(broken.length / 2), Math.floor(broken.length / 2) + 200);
    await expect(all(broken)).rejects.toBeInstanceOf(SpreadsheetError);
  });

  it('never fails in another way, whatever the bytes', async () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // A workbook with some of its bytes changed.
      fc
        .array(fc.tuple(fc.nat({ max: book.length - 1 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 4,
        })
        .map((changes) => {
          const changed = Uint8Array.from(book);
          for (const [at, byte] of changes) changed[at] = byte;
          return changed;
        }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        await all(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(SpreadsheetError));
        await sheetNames(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(SpreadsheetError));
      }),
    );
  });
});

describe('a zip bomb', () => {
  const PIECE = 10_000_000;

  /** A zip of a workbook whose part unpacks to `size` bytes of blanks, without ever having them in memory. */
  const bombOf = (part: string, size: number, claimed: number): Buffer => {
    const piece = deflateRawSync(Buffer.alloc(PIECE, ' '), { finishFlush: zlib.Z_FULL_FLUSH });
    const packed = Buffer.concat([
      ...Array<Buffer>(Math.ceil(size / PIECE)).fill(piece),
      deflateRawSync(Buffer.alloc(0)),
    ]);
    const parts = Object.entries(partsOf({ sheets: { S: '' } }))
      .filter(([name]) => name !== part)
      .map(([name, text]) => ({
        name,
        packed: deflateRawSync(text),
        size: Buffer.byteLength(text),
        crc: crc32(text),
      }));
    const files: Buffer[] = [];
    const index: Buffer[] = [];
    let at = 0;
    for (const one of [...parts, { name: part, packed, size: claimed, crc: 0 }]) {
      const name = Buffer.from(one.name);
      // Version, flags, method, time, date, checksum, packed size, size, length of the name, of what follows it.
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(8, 4);
      common.writeUInt32LE(one.crc, 10);
      common.writeUInt32LE(one.packed.length, 14);
      common.writeUInt32LE(one.size, 18);
      common.writeUInt16LE(name.length, 22);
      const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, one.packed]);
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(at, 10);
      index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, name]));
      files.push(file);
      at += file.length;
    }
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(files.length, 8);
    end.writeUInt16LE(files.length, 10);
    end.writeUInt32LE(Buffer.concat(index).length, 12);
    end.writeUInt32LE(at, 16);
    return Buffer.concat([...files, ...index, end]);
  };

  /** Milliseconds, and megabytes that were taken at most. */
  const costOf = async (work: () => Promise<unknown>): Promise<{ ms: number; mb: number }> => {
    const before = process.memoryUsage().rss;
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const start = Date.now();
    await work();
    clearInterval(timer);
    most = Math.max(most, process.memoryUsage().rss);
    return { ms: Date.now() - start, mb: (most - before) / 1e6 };
  };

  it.each([
    ['xl/worksheets/sheet1.xml', 2_000_000_000, 2_000_000_000, 'would unpack to 2000 MB'],
    ['xl/sharedStrings.xml', 200_000_000, 200_000_000, 'would unpack to 200 MB'],
    ['xl/worksheets/sheet1.xml', 2_000_000_000, 1_000, 'damaged'],
    ['xl/sharedStrings.xml', 2_000_000_000, 1_000, 'damaged'],
    ['xl/workbook.xml', 2_000_000_000, 1_000, 'damaged'],
  ])('in %s, of %i bytes where it says %i, is stopped at once', async (part, size, claimed, message) => {
    const bomb = bombOf(part, size, claimed);
    const { ms, mb } = await costOf(() => expect(all(bomb)).rejects.toThrow(message));
    expect(mb).toBeLessThan(300);
    expect(ms).toBeLessThan(5_000);
  });
});

describe('a CSV file of a program of its own', () => {
  const rowsOf = async (text: string) => {
    const rows: unknown[] = [];
    for await (const { number, cells } of readRows(Buffer.from(text))) rows.push([number, ...cells]);
    return rows;
  };

  it('keeps letters whole wherever the reader cuts', async () => {
    const text = `a,b\n${'x'.repeat(65_531)}😀,1\n`;
    expect(text.slice(65_535, 65_537)).toBe('😀');
    const [, row] = (await rowsOf(text)) as [unknown, [number, string, string]];
    expect(row[1]).toBe(`${'x'.repeat(65_531)}😀`);
  });

  it('may have line breaks in its headers, and say its separator first, as Excel does', async () => {
    expect(await rowsOf('"Item\n(ID)";Quantity\nA;5')).toEqual([
      [1, 'Item\n(ID)', 'Quantity'],
      [2, 'A', '5'],
    ]);
    expect(await rowsOf('sep=|\na|b;c\n1|2')).toEqual([
      [1, 'a', 'b;c'],
      [2, '1', '2'],
    ]);
  });

  it('says where it can’t be read', async () => {
    await expect(rowsOf('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow(/can't be read beyond row 2:/);
  });

  it.each(['%PDF-1.4\n%âãÏÓ\n1 0 obj', '{\\rtf1\\ansi', '{"a": 1}', '[1, 2]'])('is not %s', async (text) => {
    await expect(rowsOf(text)).rejects.toThrow('The file is damaged or no spreadsheet.');
  });
});
