import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { type Cell, readRows, sheetNames } from '../../src/spreadsheets/read.ts';
import { type Rows, writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { effort } from '../support/effort.ts';

type Writer = (rows: Rows) => Promise<Buffer>;
/** Both have to write the same. */
const WRITERS: [name: string, write: Writer][] = [
  ['a workbook of one sheet', (rows) => writeSheet('records', rows)],
  ['a workbook of several', (rows) => writeBook([{ name: 'records', rows }])],
];

const text = fc.oneof(
  // Whatever can be stored: control characters and halves of characters, too, but not lone halves.
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('_', 'x', 'X', '0', '5', 'F', 'D', 'd', '\r', '\n', '\t', ' ') }),
  fc.tuple(fc.constantFrom('=', '+', '-', '@', "'"), fc.string()).map((parts) => parts.join('')),
  fc.constantFrom(
    '_x000D_',
    '_x005F_',
    '_X000d_',
    '_x005f_x000D_',
    '__x0041__',
    '0012',
    '1e5',
    'TRUE',
    '#N/A',
  ),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
);
const date = fc.date({
  min: new Date('1900-03-01T00:00:00.000Z'),
  max: new Date('2100-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const cell: fc.Arbitrary<Cell> = fc.oneof(text, number, fc.boolean(), fc.constant(null), date);
const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 });

const isBlank = (one: Cell | undefined) => one === null || one === undefined || String(one).trim() === '';
/** Rows as they are read: with the number, without the blank ones, and without nothings at the end. */
const expected = (given: readonly (readonly Cell[])[]) =>
  given
    .map((cells, index) => ({ number: index + 1, cells: withoutEnd(cells) }))
    .filter(({ cells }) => !cells.every(isBlank));
const withoutEnd = (cells: readonly Cell[]): readonly Cell[] =>
  cells.slice(0, cells.findLastIndex((one) => one !== null) + 1);
/** All that is handed on, as a list. */
const collected = async <T>(given: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of given) list.push(one);
  return list;
};
const readBack = async (bytes: Buffer, sheet?: string) =>
  (await collected(readRows(bytes, sheet))).map(({ number: row, cells }) => ({
    number: row,
    cells: withoutEnd(cells),
  }));

describe.each(WRITERS)('%s', (_name, write) => {
  it('is read as it was written, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        expect(await readBack(await write(given))).toEqual(expected(given));
      }),
      { numRuns: effort(300, 100) },
    );
  });

  it.each([
    ['=1+1'],
    ['+49 30 1234'],
    ['-5'],
    ['@SUM(A1)'],
    ['=HYPERLINK("http://a.example")'],
    ['a\r\nb\rc\nd'],
    ['_x000D_'],
    ['\u0001\u001f\u007f'],
    ['👩‍👩‍👧 東京'],
    [' a  b '],
    ['<a href="x">&amp;</a>'],
    [']]>'],
    ['x'.repeat(32_767)],
  ])('keeps the text %j', async (given) => {
    const bytes = await write([[given, 'end']]);
    expect(await readBack(bytes)).toEqual([{ number: 1, cells: [given, 'end'] }]);
  });

  it('has no formulas', async () => {
    const parts = unzipSync(await write([['=1+1', '=cmd|x', '+1', '@a']]));
    for (const [name, part] of Object.entries(parts))
      if (name.startsWith('xl/worksheets/')) expect(strFromU8(part)).not.toMatch(/<f[ >]/);
  });

  it('keeps numbers to their last digit', async () => {
    const numbers = [0.1 + 0.2, 123_456_789.123_456_78, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, -1.5];
    expect((await readBack(await write([numbers])))[0]?.cells).toEqual(numbers);
  });

  it('keeps times to the millisecond', async () => {
    const dates = ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z', '2024-02-29T12:00:00.001Z'].map(
      (time) => new Date(time),
    );
    expect((await readBack(await write([dates])))[0]?.cells).toEqual(dates);
  });

  it('takes rows as they come', async () => {
    function* later() {
      for (let row = 0; row < 2_000; row += 1) {
        yield [row, `text ${row}`];
      }
    }
    const read = await readBack(await write(later()));
    expect(read).toHaveLength(2_000);
    expect(read.at(-1)).toEqual({ number: 2_000, cells: [1_999, 'text 1999'] });
  });

  it('fails with the failure of its rows', async () => {
    function* failing() {
      yield ['a'];
      throw new Error('no more');
    }
    await expect(write(failing())).rejects.toThrow('no more');
  });

  it('may have no rows', async () => {
    const bytes = await write([]);
    expect(await readBack(bytes)).toEqual([]);
    expect(await sheetNames(bytes)).toEqual(['records']);
  });

  it('may have hundreds of columns', async () => {
    const cells = Array.from({ length: 800 }, (_unused, index) => index);
    expect((await readBack(await write([cells])))[0]?.cells).toEqual(cells);
  });
});

describe('several sheets', () => {
  it('keep their names, their order and their own rows', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (first, second) => {
        const bytes = await writeBook([
          { name: 'records', rows: first },
          { name: 'Größe & <Zahl>', rows: second },
        ]);
        expect(await sheetNames(bytes)).toEqual(['records', 'Größe & <Zahl>']);
        expect(await readBack(bytes)).toEqual(expected(first));
        expect(await readBack(bytes, 'Größe & <Zahl>')).toEqual(expected(second));
      }),
    );
  });
});
