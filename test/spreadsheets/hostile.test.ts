import { describe, expect, it } from '@jest/globals';
import { openSpreadsheet, SpreadsheetError } from '../../src/spreadsheets/read.ts';
import { effort } from '../support/effort.ts';
import { planParts, repeatedPart, SHEET, STRINGS, zipOf } from '../support/foreignWorkbook.ts';

/** Files that are small to send and would be dear to read: each is refused soon, in a sentence, without memory for it. */

const MOST_MB = 300;
const MOST_MS = 5_000;

const atOnce = async () => {};
const sheetOf = (piece: string, times: number, start = '', end = '') =>
  repeatedPart(`<worksheet><sheetData>${start}`, piece, times, `${end}</sheetData></worksheet>`);
const withSheet = (...given: Parameters<typeof sheetOf>) =>
  zipOf({ ...planParts(), [SHEET]: sheetOf(...given) });
const withStrings = (piece: string, times: number, start = '', end = '', sheet = '') =>
  zipOf({
    ...planParts(),
    [SHEET]: `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    [STRINGS]: repeatedPart(`<sst>${start}`, piece, times, `${end}</sst>`),
  });
const blanks = 'x'.repeat(100_000);

/** What reading all of a file costs: CPU, and memory above what was there before, at its worst. */
const costOf = async (bytes: Buffer) => {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = async () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const start = process.cpuUsage();
  let failure: unknown;
  try {
    for await (const _rows of (await openSpreadsheet(bytes)).batches(undefined, look)) await look();
  } catch (error) {
    failure = error;
  }
  const { user, system } = process.cpuUsage(start);
  await look();
  return { failure, ms: (user + system) / 1_000, mb: (most - before) / 1e6 };
};

type Hostile = [name: string, ms: number, message: string | RegExp, file: () => Buffer];
const HOSTILE: Hostile[] = [
  [
    '12 million empty texts',
    MOST_MS,
    'more than 2 000 000 different texts',
    () => withStrings('<si/>'.repeat(10_000), 1_200),
  ],
  [
    'a cell of 300 MB',
    1_000,
    'more than 100 000 characters',
    () => withSheet(blanks, 3_000, '<row><c t="inlineStr"><is><t>', '</t></is></c></row>'),
  ],
  [
    'a number of 300 MB',
    1_000,
    'more than 100 000 characters',
    () => withSheet('1'.repeat(100_000), 3_000, '<row><c><v>', '</v></c></row>'),
  ],
  [
    'a shared text of 100 MB',
    1_000,
    'more than 100 000 characters',
    () => withStrings(blanks, 1_000, '<si><t>', '</t></si>'),
  ],
  [
    'a text of 10 million runs',
    1_000,
    'more than 100 000 characters',
    () => withStrings('<r><t>ab</t></r>'.repeat(1_000), 5_000, '<si>', '</si>'),
  ],
  [
    'an attribute of 300 MB',
    1_000,
    'more than 100 000 characters',
    () => withSheet(blanks, 3_000, '<row r="', '"/>'),
  ],
  [
    'a comment of 300 MB',
    1_000,
    'more than 100 000 characters',
    () => withSheet(blanks, 3_000, '<!--', '-->'),
  ],
  ['blank rows', MOST_MS, 'more than 1 048 576 rows', () => withSheet('<row/>'.repeat(10_000), 5_000)],
  [
    'blank rows with letters of XML between them',
    MOST_MS,
    'million cells',
    () => withSheet('<!---->'.repeat(10_000), 5_000),
  ],
  [
    'blank cells',
    MOST_MS,
    /16 384 columns/,
    () => withSheet('<c/>'.repeat(10_000), 9_000, '<row>', '</row>'),
  ],
  [
    'small cells',
    MOST_MS,
    'more than 20 million cells',
    () => withSheet(`<row>${'<c><v>1</v></c>'.repeat(500)}</row>`, 50_000),
  ],
  [
    'cells at the last column',
    MOST_MS,
    'more than 20 million cells',
    () => withSheet('<row><c r="XFD1"><v>1</v></c></row>'.repeat(100), 5_000),
  ],
  [
    'a column beyond the last',
    1_000,
    'more than 16 384 columns',
    () => withSheet('<row><c r="XFE1"><v>1</v></c></row>', 1),
  ],
  [
    'a row beyond the last',
    1_000,
    'more than 1 048 576 rows',
    () => withSheet('<row r="1048577"><c><v>1</v></c></row>', 1),
  ],
  [
    'a long text in many cells',
    MOST_MS,
    'more than 150 million characters',
    () =>
      withStrings(blanks, 1, '<si><t>', '</t></si>', `<row>${'<c t="s"><v>0</v></c>'.repeat(10_000)}</row>`),
  ],
  ['tags within tags', 1_000, 'damaged', () => withSheet('<a>'.repeat(1_000), 1_000)],
  ['a CSV of line breaks', MOST_MS, 'more than 1 048 576 rows', () => Buffer.alloc(48_000_000, '\n')],
  ['a CSV of commas', MOST_MS, 'more than 16 384 columns', () => Buffer.alloc(48_000_000, ',')],
  ['a CSV of quotation marks', MOST_MS, "can't be read beyond row", () => Buffer.alloc(48_000_001, '"')],
  ['a CSV of one letter', MOST_MS, "can't be read beyond row", () => Buffer.alloc(48_000_000, 'a')],
  [
    'a CSV of wide rows',
    MOST_MS,
    'more than 16 384 columns',
    () => Buffer.from(`${','.repeat(20_000)}\n`.repeat(100)),
  ],
  ['a sheet of 401 MB', 1_000, 'would unpack to 401 MB', () => withSheet(blanks, 4_010)],
  ['texts of 121 MB', 1_000, 'would unpack to 121 MB', () => withStrings(blanks, 1_210)],
  [
    'texts that take more than 60 MB',
    MOST_MS,
    'more than 60 MB of texts',
    () => withStrings(`<si><t>${'x'.repeat(90_000)}</t></si>`, 900),
  ],
  [
    'a plan of 21 MB',
    1_000,
    'would unpack to 21 MB',
    () =>
      zipOf({
        ...planParts(),
        'xl/styles.xml': repeatedPart('<styleSheet>', blanks, 210, '</styleSheet>'),
        [SHEET]: '<worksheet><sheetData/></worksheet>',
      }),
  ],
  [
    'a plan of a million sheets',
    MOST_MS,
    /damaged|has no sheet|would unpack/,
    () =>
      zipOf({
        ...planParts(),
        'xl/workbook.xml': repeatedPart(
          '<workbook><sheets>',
          '<sheet name="a" sheetId="1" r:id="rId9"/>'.repeat(1_000),
          400,
          '</sheets></workbook>',
        ),
      }),
  ],
  [
    '10 001 parts',
    1_000,
    'damaged',
    () =>
      zipOf({
        ...planParts(),
        ...Object.fromEntries(Array.from({ length: 10_001 }, (_unused, part) => [`xl/${part}.xml`, ''])),
      }),
  ],
  [
    'a sheet that is larger than the file says',
    1_000,
    'damaged',
    () => zipOf({ ...planParts(), [SHEET]: { ...sheetOf('<row/>'.repeat(10_000), 6_000), size: 1_000 } }),
  ],
];

/** Of those that may take seconds some are tried elsewhere than in CI: where cells, columns and quotation marks are too many. */
const EACH = effort(1, 6);
const dear = HOSTILE.filter(([, ms]) => ms === MOST_MS);
const tried = HOSTILE.filter((one) => one[1] < MOST_MS || dear.indexOf(one) % EACH === EACH - 1);

describe('is refused within seconds', () => {
  it.each(tried)('%s', async (_name, limit, message, file) => {
    const bytes = file();
    expect(bytes.length).toBeLessThan(50_000_000);
    const { failure, ms, mb } = await costOf(bytes);
    expect(failure).toBeInstanceOf(SpreadsheetError);
    expect((failure as Error).message).toMatch(message);
    expect(mb).toBeLessThan(MOST_MB);
    expect(ms).toBeLessThan(limit);
  });
});

describe('long reading', () => {
  const rows = Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}`);
  it.each([
    ['a CSV', rows],
    ['a workbook', withSheet('<row><c><v>1</v></c></row>', 100_000)],
    ['shared texts', withStrings('<si><t>text</t></si>', 100_000)],
  ])('of %s can be ended again and again, and says how much was read', async (_name, bytes) => {
    const said: string[] = [];
    const ending = async (progress: () => string) => {
      said.push(progress());
      if (said.length === 3) throw new Error('over');
    };
    const reading = (async () => {
      for await (const _rows of (await openSpreadsheet(bytes)).batches(undefined, ending));
    })();
    await expect(reading).rejects.toThrow('over');
    expect(said.at(-1)).toMatch(/^\d[\d ]* (rows were read|texts were read, and no row yet)\.$/);
  });

  it('gives way to timers', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    for await (const _rows of (
      await openSpreadsheet(withSheet('<row><c><v>1</v></c></row>', 300_000))
    ).batches(undefined, atOnce));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });
});
