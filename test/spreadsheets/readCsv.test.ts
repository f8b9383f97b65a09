import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRows, sheetNames } from '../../src/spreadsheets/read.ts';
import { all, cellsOf, csv } from './books.ts';

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
