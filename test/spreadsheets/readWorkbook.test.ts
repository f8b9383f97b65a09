import { describe, expect, it } from '@jest/globals';
import { type Cell, readRows, sheetNames } from '../../src/spreadsheets/read.ts';
import { all, bookOf, cellsOf, rowOf } from './books.ts';

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
