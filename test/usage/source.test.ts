import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clock } from '../../src/connect/clock.ts';
import type { Cell } from '../../src/spreadsheets/read.ts';
import { writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { COLUMNS, type Column, type RawRow } from '../../src/usage/report/columns.ts';
import type { SourceInput } from '../../src/usage/report/source.ts';
import { readInput } from '../../src/zapier/input.ts';
import { planParts, zipOf } from '../support/foreignWorkbook.ts';
import { csv, HEADERS, LINE, readRaw, refusal, sheet, VALUES } from './readSource.ts';

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
