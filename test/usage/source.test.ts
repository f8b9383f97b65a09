import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clock } from '../../src/connect/clock.ts';
import type { Connect } from '../../src/connect/connect.ts';
import { Deadline } from '../../src/connect/deadline.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import type { Cell } from '../../src/spreadsheets/read.ts';
import { writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { adobeVip } from '../../src/usage/report/bills/adobeVip.ts';
import { COLUMNS, type Column, type RawRow } from '../../src/usage/report/columns.ts';
import { openRows, type SourceInput } from '../../src/usage/report/source.ts';
import { readInput } from '../../src/zapier/input.ts';
import { planParts, SHEET, zipOf } from '../support/foreignWorkbook.ts';

const FILE = 'https://files.example/usage';

/** All that is handed on, as a list. */
const collected = async <T>(given: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of given) list.push(one);
  return list;
};
/** Rows that are read from a file, or from line items. */
const readRaw = async (input: SourceInput, content?: Buffer): Promise<RawRow[]> => {
  const connect = {
    deadline: new Deadline(),
    fetchFile: async (url: string) => {
      expect(url).toBe(FILE);
      return { content };
    },
  } as unknown as Connect;
  const { rows } = await openRows(connect, content ? { file: FILE, ...input } : input);
  return (await collected(rows)).flat();
};
const refusal = async (input: SourceInput, content?: Buffer): Promise<string> => {
  const error = await readRaw(input, content).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(ConnectError);
  expect((error as ConnectError).kind).toBe('fix');
  return (error as ConnectError).message;
};
const csv = (...lines: string[]) => Buffer.from(lines.join('\n'));

const VALUES = {
  item: 'MPN-1',
  asset_id: 'AS-1',
  quantity: '5',
  start: '2026-01-01',
  end: '2026-01-31',
};
const HEADERS = ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End'];
const LINE = ['MPN-1', 'AS-1', '5', '2026-01-01', '2026-01-31'];
/** A sheet of one row that is good, or of a row for each of the items. */
const sheet = (...items: string[]): Cell[][] => [
  HEADERS,
  ...(items.length ? items : ['MPN-1']).map((item) => [item, ...LINE.slice(1)]),
];

describe('rows', () => {
  it('are the same as line items and as a file of either kind', async () => {
    const keys = Object.keys(COLUMNS) as Column[];
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => one.trim() !== '' && !one.includes('\0'));
    const row = fc.record(
      Object.fromEntries(
        keys.map((key) => [key, key === 'item' ? text : fc.oneof(text, fc.constant(undefined))]),
      ),
    );
    const label = fc.constantFrom<(key: Column) => string>(
      (key) => key,
      (key) => COLUMNS[key],
    );
    const given = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 8 }),
      order: fc.shuffledSubarray(keys, { minLength: keys.length }),
      label,
      regions: fc.array(fc.option(text), { minLength: 8, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ rows, order, label: labelOf, regions }) => {
        const lines = rows.map((one, index) => ({
          ...one,
          ...(regions[index] ? { parameters: JSON.stringify({ region: regions[index] }) } : {}),
        }));
        const table = [
          [...order.map(labelOf), 'v.region'],
          ...rows.map((one, index) => [...order.map((key) => one[key] ?? null), regions[index] ?? null]),
        ];
        const quoted = table.map((cells) =>
          cells.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(';'),
        );
        const filled = (values: object) =>
          Object.fromEntries(
            Object.entries(values).filter(([, cell]) => cell !== null && cell !== undefined),
          );
        const plain = (raw: RawRow[], before: number) =>
          raw.map(({ number, values, params }) => ({
            number: number - before,
            values: filled(values),
            params: filled(params),
          }));
        const expected = plain(await readRaw({ records: lines }), 0);
        expect(expected).toHaveLength(rows.length);
        expect(plain(await readRaw({}, await writeSheet('usage', table)), 1)).toEqual(expected);
        expect(plain(await readRaw({}, csv(...quoted)), 1)).toEqual(expected);
      }),
    );
  });

  it('of a file have its own numbers, blank ones among them', async () => {
    const rows = await readRaw({}, csv('', HEADERS.join(), LINE.join(), ',,,,', LINE.join()));
    expect(rows.map(({ number }) => number)).toEqual([3, 5]);
  });

  it('have to come from one place', async () => {
    const file = csv(HEADERS.join(), LINE.join());
    expect(await refusal({ records: [VALUES] }, file)).toMatch(/^Records: give either line items or/);
    for (const records of [undefined, [], '', {}])
      expect(await refusal({ records })).toMatch(/^Records is missing\. Give line items, or a Spreadsheet\./);
  });
});

describe('line items', () => {
  it('have the numbers that people count, blank ones among them', async () => {
    const fields = [{ key: 'records', children: [{ key: 'item' }, { key: 'quantity' }] }];
    const given = { records: [{ item: 'a' }, { item: '', quantity: ' ' }, {}, { item: 'b' }] };
    const rows = await readRaw({ records: readInput(fields, given)['records'] });
    expect(rows.map(({ number }) => number)).toEqual([1, 4]);
  });

  it('keep what isn’t a column out', async () => {
    expect(await readRaw({ records: [{ ...VALUES, price: 5, id: 1 }] })).toEqual([
      { number: 1, values: VALUES, params: {} },
    ]);
  });

  it.each<[unknown, Record<string, Cell>]>([
    ['{"region": "eu", "size": 3}', { region: 'eu', size: 3 }],
    [{ region: 'eu' }, { region: 'eu' }],
    ['{"tags": ["a"], "more": {"b": 1}}', { tags: '["a"]', more: '{"b":1}' }],
    ['{}', {}],
    ['', {}],
    [null, {}],
  ])('may have the parameters %j', async (parameters, params) => {
    const [row] = await readRaw({ records: [{ ...VALUES, parameters }] });
    expect(row).toEqual({ number: 1, values: VALUES, params });
  });

  it.each([
    'region=eu',
    '["a"]',
    '5',
    'null',
    '{"a":',
  ])('can’t have the parameters %j', async (parameters) => {
    expect(await refusal({ records: [VALUES, { ...VALUES, parameters }] })).toContain(
      `Records, line 2: Parameters: "${parameters}" can't be used. Give names and values as JSON`,
    );
  });
});

describe('the columns of a file', () => {
  it('may have the names of Connect’s template', async () => {
    const headers =
      'record_id,note,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value,category_id,v.region';
    const cells = 'R-1,a note,item.mpn,MPN-1,5,2026-01-01 00:00:00,2026-01-31 23:59:59,asset.id,AS-1,C-1,eu';
    expect(await readRaw({}, csv(headers, cells))).toEqual([
      {
        number: 2,
        values: {
          record_id: 'R-1',
          record_note: 'a note',
          item_search_criteria: 'item.mpn',
          item: 'MPN-1',
          quantity: '5',
          start: '2026-01-01 00:00:00',
          end: '2026-01-31 23:59:59',
          asset_search_criteria: 'asset.id',
          asset_id: 'AS-1',
          category: 'C-1',
        },
        params: { region: 'eu' },
      },
    ]);
  });

  it('may have any names, when it is said which is which', async () => {
    const file = csv('SKU;Kunde;Menge;Von;Bis', LINE.join(';'));
    const columns = {
      Item: 'SKU',
      'Subscription External ID': 'kunde',
      quantity: 'Menge',
      'Usage Start': ' Von ',
      end: 'Bis',
    };
    const { asset_id, ...values } = VALUES;
    expect(await readRaw({ columns }, file)).toEqual([
      { number: 2, values: { ...values, asset_external_id: asset_id }, params: {} },
    ]);
  });

  it('are asked for when they are missing, all at once', async () => {
    expect(await refusal({}, csv('SKU,,Usage Start', 'a,b,c'))).toBe(
      'Spreadsheet: its first row names no column for Item, Quantity, Usage End, Subscription ID; it has "SKU", "Usage Start". Say in Columns which is which, or in Header Row where the header is.',
    );
  });

  it('are asked for when what is said of them can’t be followed', async () => {
    const file = csv(HEADERS.join(), LINE.join());
    expect(await refusal({ columns: { Quantity: 'Seats', Weight: 'Item' } }, file)).toMatch(
      /^Columns: the file has no column "Seats"; "Weight" is none of the columns \(/,
    );
  });

  it('may be said by nothing', async () => {
    const file = csv(HEADERS.join(), LINE.join());
    for (const columns of [undefined, {}, []]) expect(await readRaw({ columns }, file)).toHaveLength(1);
  });
});

describe('times that are numbers', () => {
  it.each([
    ['1900', '', 46_053],
    ['1904', '<workbookPr date1904="1"/>', 44_591],
  ])('count from %s where the workbook says so', async (_name, calendar, serial) => {
    const head = HEADERS.map((name) => `<c t="str"><v>${name}</v></c>`).join('');
    const cells = `<c t="str"><v>MPN-1</v></c><c t="str"><v>AS-1</v></c><c><v>5</v></c><c><v>${serial}</v></c><c s="1"><v>${serial}</v></c>`;
    const parts = planParts();
    const book = String(parts['xl/workbook.xml']).replace('<workbookPr/>', calendar);
    const xml = `<worksheet><sheetData><row>${head}</row><row>${cells}</row></sheetData></worksheet>`;
    const [row] = await readRaw({}, zipOf({ ...parts, 'xl/workbook.xml': book, [SHEET]: xml }));
    expect(row?.values).toMatchObject({ quantity: 5, start: 46_053, end: new Date('2026-01-31T00:00:00Z') });
  });
});

describe('times of a bill that are numbers', () => {
  it.each([
    ['1900', '', 46_053],
    ['1904', '<workbookPr date1904="1"/>', 44_591],
  ])('count from %s where the workbook says so', async (_name, calendar, serial) => {
    const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
    const { needs } = adobeVip;
    const values = needs.map((name) => {
      if (/Date/.test(name)) return `<c><v>${serial}</v></c>`;
      return name === 'Quantity' ? '<c><v>44591</v></c>' : cell('1');
    });
    const xml = `<worksheet><sheetData><row>${needs.map(cell).join('')}</row><row>${values.join('')}</row></sheetData></worksheet>`;
    const parts = planParts();
    const book = String(parts['xl/workbook.xml']).replace('<workbookPr/>', calendar);
    const settings = {
      currency: undefined,
      margin: '0',
      exchangeRate: undefined,
      isBilledToReseller: false,
      dateFormat: undefined,
    };
    const bill = { format: adobeVip, settings, account: undefined };
    const [row] = await readRaw({ bill }, zipOf({ ...parts, 'xl/workbook.xml': book, [SHEET]: xml }));
    expect(row?.values).toMatchObject({
      quantity: 44_591,
      start: '2026-01-31 00:00:00',
      end: '2026-01-31 00:00:00',
    });
  });
});

describe('a file that takes longer than a step', () => {
  it('is refused with what was read and what fits', async () => {
    const file = csv(HEADERS.join(), ...Array<string>(60_000).fill(LINE.join()));
    const { now } = clock;
    let time = now();
    // Each look at the clock takes a second.
    clock.now = () => {
      time += 1_000;
      return time;
    };
    try {
      expect(await refusal({}, file)).toMatch(
        /^The time that Zapier gives a step is over\. \d+ \d{3} rows were read\. Split the report: about \d+ 000 rows fit into one step\. Nothing was sent\.$/,
      );
    } finally {
      clock.now = now;
    }
  });
});

describe('the sheet', () => {
  it('isn’t a hidden one, nor a chart', async () => {
    const parts = planParts();
    const book = `<workbook><sheets><sheet name="Chart" sheetId="1" r:id="c"/><sheet name="Old" sheetId="2" state="hidden" r:id="o"/><sheet name="Now" sheetId="3" r:id="n"/></sheets></workbook>`;
    const links = `<Relationships><Relationship Id="c" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="o" Type="x/worksheet" Target="worksheets/old.xml"/><Relationship Id="n" Type="x/worksheet" Target="worksheets/now.xml"/></Relationships>`;
    const xml = (item: string) =>
      `<worksheet><sheetData>${sheet(item)
        .map((cells) => `<row>${cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')}</row>`)
        .join('')}</sheetData></worksheet>`;
    const file = zipOf({
      ...parts,
      'xl/workbook.xml': book,
      'xl/_rels/workbook.xml.rels': links,
      'xl/chartsheets/sheet1.xml': '<chartsheet/>',
      'xl/worksheets/old.xml': xml('Old'),
      'xl/worksheets/now.xml': xml('Now'),
    });
    expect(await itemOf({}, file)).toEqual(['Now']);
    expect(await itemOf({ sheet: 'old' }, file)).toEqual(['Old']);
    expect(await refusal({ sheet: 'Chart' }, file)).toContain('only "Old", "Now".');
  });

  const book = (names: string[]) => writeBook(names.map((name) => ({ name, rows: sheet(name) })));
  const itemOf = async (input: SourceInput, content: Buffer) =>
    (await readRaw(input, content)).map(({ values }) => values.item);

  it.each([
    [['Notes', 'January'], undefined, 'Notes'],
    [['Notes', 'records'], undefined, 'records'],
    [['Notes', 'usage_records'], undefined, 'usage_records'],
    [['Notes', 'Records'], undefined, 'Records'],
    [['Notes', 'records', 'January'], 'January', 'January'],
    [['Notes', 'January'], ' JANUARY ', 'January'],
    [['records', 'Notes'], '', 'records'],
  ])('of %j, when %j is asked for, is %s', async (names, wanted, chosen) => {
    expect(await itemOf({ sheet: wanted }, await book(names))).toEqual([chosen]);
  });

  it('that is missing is told with those that are there', async () => {
    expect(await refusal({ sheet: 'May' }, await book(['Notes', 'January']))).toBe(
      'Sheet: the file has no sheet "May", only "Notes", "January".',
    );
  });

  it('can’t be chosen in a CSV', async () => {
    expect(await refusal({ sheet: 'May' }, csv(HEADERS.join(), LINE.join()))).toMatch(
      /^Sheet: the file is a CSV/,
    );
  });

  it('may have only its header', async () => {
    expect(await readRaw({}, await writeSheet('records', [HEADERS]))).toEqual([]);
  });
});

describe('a file that can’t be read', () => {
  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'Spreadsheet: The file is empty.'],
    ['blank', csv('', ' , '), 'Spreadsheet: it has no rows.'],
    ['a page', Buffer.from('<!DOCTYPE html>'), 'Spreadsheet: The file is damaged or no spreadsheet.'],
    [
      'an old one',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'Spreadsheet: The file is protected by a password',
    ],
    [
      'no workbook',
      Buffer.from('PK\x03\x04 and more'),
      'Spreadsheet: The file is damaged or no spreadsheet.',
    ],
    [
      'broken further down',
      csv(HEADERS.join(), ...Array<string>(5_000).fill(LINE.join()), '"open'),
      "Spreadsheet: The CSV file can't be read beyond row",
    ],
  ])('is refused in the words of its field: %s', async (_name, content, message) => {
    expect(await refusal({}, content)).toContain(message);
  });
});
