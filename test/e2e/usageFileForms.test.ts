import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { planParts, SHEET, zipOf } from '../support/foreignWorkbook.ts';
import { Stage } from '../support/stage.ts';

/** Report Usage from files: what they may look like, and what is left out not without a word. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 20;
});
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const input = (more: Json = {}) => stage.reportInput(asset, more);
const report = (more: Json = {}) => stage.run('report_usage', 'vendor', input(more));
const fromFile = (content: Uint8Array | string, more: Json = {}) =>
  report({ records: undefined, file: stage.spreadsheet(content), ...more });
const failed = async (run: () => Promise<unknown>) => (await failureOf(run)).message;
const files = () => [...stage.sandbox.world.usage.files.all()].filter(({ status }) => status !== 'deleted');
const records = () => [...stage.sandbox.world.usage.records.all()];
const HEAD = ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End'];
const line = (more: Json = {}) => stage.usageLine(asset, more);

describe('a file', () => {
  it('loses nothing without a word: columns, values without a header and sheets that are not read', async () => {
    const row = ['BACKUP-TRAFFIC', asset, 1, '2026-01-01', '2026-01-31'];
    const content = await writeBook([
      {
        name: 'January',
        rows: [
          [...HEAD, 'Region', null, 'Price'],
          [...row, 'eu', 'stray', 3],
          [...row, 'us', null, 4, 'far out'],
        ],
      },
      { name: 'February', rows: [[...HEAD], row] },
    ]);
    expect(await fromFile(content)).toMatchObject({
      records_sent: 2,
      columns_left_out:
        '"Region", "Price", column G (1 value without a header), column I (1 value without a header)',
      sheets_left_out: '"February"',
    });
    // What a person says is not to be read needn't be said to them.
    const columns = { 'v.region': 'Region' };
    expect(await fromFile(content, { columns, external_id: 'usage-2' })).toMatchObject({
      columns_left_out: expect.stringMatching(/^"Price", column G/),
    });
  });

  it('loses no hidden sheet and no second sheet of records without a word', async () => {
    const row = ['BACKUP-TRAFFIC', asset, '1', '2026-01-01', '2026-01-31'];
    const content = await writeBook([
      { name: 'January', rows: [HEAD, row] },
      { name: 'Records', rows: [HEAD, row] },
      { name: 'usage_records', rows: [HEAD, row] },
    ]);
    expect(await fromFile(content)).toMatchObject({ sheets_left_out: '"January", "usage_records"' });
    expect(await fromFile(content, { sheet: 'January', external_id: 'usage-2' })).toMatchObject({
      sheets_left_out: '"Records", "usage_records"',
    });
    const cells = (values: readonly string[]) =>
      `<row>${values.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`;
    const sheet = `<worksheet><sheetData>${cells(HEAD)}${cells(row)}</sheetData></worksheet>`;
    const hidden = zipOf({
      ...planParts(),
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="Old" state="hidden" r:id="a"/><sheet name="Now" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      [SHEET]: sheet,
      'xl/worksheets/sheet2.xml': sheet,
    });
    expect(await fromFile(hidden, { external_id: 'usage-3' })).toMatchObject({
      records_sent: 1,
      sheets_left_out: '"Old" (hidden)',
    });
  });

  it('has no failed formulas in place of texts', async () => {
    const row = ['BACKUP-TRAFFIC', asset, '1', '2026-01-01', '2026-01-31'].join(';');
    const csv = `${HEAD.join(';')};Category;Record Note;v.region\n${row};#N/A;#REF!;Err:502\n${row};#1;#note;#N/A!\n`;
    const message = await failed(() => fromFile(csv));
    expect(message).toContain('Row 2, Record Note: "#REF!" is what a formula shows that failed.');
    expect(message).toContain('Row 2, Category: "#N/A" is what a formula shows that failed.');
    expect(message).toContain('Row 2, v.region: "Err:502" is what a formula shows that failed.');
    expect(message).not.toContain('Row 3');
    expect(files()).toEqual([]);
  });

  it('in UTF-8 is not read in an encoding that takes any bytes', async () => {
    const csv = `${HEAD.join(';')};Category\nBACKUP-TRAFFIC;${asset};1;2026-01-01;2026-01-31;Süd\n`;
    expect(await failed(() => fromFile(csv, { encoding: 'windows-1252' }))).toBe(
      'Spreadsheet: The CSV file is in UTF-8, not in Windows-1252 (Western Europe). Leave Encoding empty, or choose UTF-8, and try again.',
    );
    await fromFile(`\ufeff${csv}`, { encoding: 'windows-1252' });
    await fromFile(csv.replace('Süd', 'Sud'), { encoding: 'windows-1252', external_id: 'usage-2' });
    expect(records().map(({ category }) => category?.id)).toEqual(['Süd', 'Sud']);
  });

  it('is read in the encoding that is chosen, and refused in another one', async () => {
    const csv = Buffer.from(
      `${HEAD.join(';')};Kategorie\nBACKUP-TRAFFIC;${asset};1;2026-01-01;2026-01-31;Süd\n`,
      'latin1',
    );
    const more = { columns: { Category: 'Kategorie' } };
    expect(await failed(() => fromFile(csv, more))).toMatch(
      /^Spreadsheet: The CSV file has letters after row \d that are not in UTF-8.* say which Encoding it has/,
    );
    await fromFile(csv, { ...more, encoding: 'windows-1252' });
    expect(records()).toMatchObject([{ category: { id: 'Süd' } }]);
  });

  it.each([
    ['dmy', '1/10/2026', '31.10.2026 14:30', '2026-10-01T00:00:00+00:00', '2026-10-31T14:30:00+00:00'],
    ['mdy', '1/10/2026', '1-31-2026', '2026-01-10T00:00:00+00:00', '2026-01-31T23:59:59+00:00'],
    [
      'mdy',
      '1/10/2026 12:05 AM',
      '1/10/2026 1:05:09 pm',
      '2026-01-10T00:05:00+00:00',
      '2026-01-10T13:05:09+00:00',
    ],
    ['dmy', '10/01/26', '31-Jan-26', '2026-01-10T00:00:00+00:00', '2026-01-31T23:59:59+00:00'],
    [undefined, '10-Jan-2026', 'Jan 31, 2026', '2026-01-10T00:00:00+00:00', '2026-01-31T23:59:59+00:00'],
    ['ymd', '2026/1/10', '2026.01.31', '2026-01-10T00:00:00+00:00', '2026-01-31T23:59:59+00:00'],
  ])('has its days in the format that is chosen: %s, %s', async (date_format, start, end, from, to) => {
    const csv = [HEAD.join(';'), ['BACKUP-TRAFFIC', asset, 1, start, end].join(';')].join('\n');
    await fromFile(csv, { date_format });
    expect(records()).toMatchObject([{ start_date: from, end_date: to }]);
    await report({ records: [line({ start, end })], date_format, external_id: 'lines' });
    expect(records().at(-1)).toMatchObject({ start_date: from, end_date: to });
  });

  it('has no day that could be two, unless somebody says which', async () => {
    expect(await failed(() => report({ records: [line({ start: '1/10/2026' })] }))).toContain(
      'Row 1, Usage Start: "1/10/2026" can\'t be used. Say in Date Format how days are written, or give a time',
    );
    expect(
      await failed(() => report({ records: [line({ end: '31.2.2026' })], date_format: 'dmy' })),
    ).toContain('Row 1, Usage End: "31.2.2026" can\'t be used.');
    expect(await failed(() => report({ records: [line({ end: '31/01/26' })] }))).toContain(
      'Row 1, Usage End: "31/01/26" can\'t be used. Say in Date Format how days are written and where the year stands, or give a time in UTC, for example 2026-01-31 23:59:59.',
    );
  });

  it('has its header in the row that is given', async () => {
    const content = await writeSheet('Usage', [
      ['Usage of January'],
      [null],
      ['Vendor', 'Example'],
      HEAD,
      ['BACKUP-TRAFFIC', asset, 'x', '2026-01-01', '2026-01-31'],
    ]);
    expect(await failed(() => fromFile(content))).toMatch(
      /^Spreadsheet: its first row names no column for Item/,
    );
    expect(await failed(() => fromFile(content, { header_row: 4 }))).toContain('Row 5, Quantity: "x"');
    expect(await failed(() => fromFile(content, { header_row: 2 }))).toBe(
      'Header Row: row 2 of the file is blank.',
    );
    expect(await failed(() => fromFile(content, { header_row: 9 }))).toBe(
      'Header Row: the file has no row 9.',
    );
    expect(await failed(() => fromFile(content, { header_row: 0 }))).toMatch(
      /^Header Row: "0" can't be used/,
    );
  });
});

describe('subscriptions', () => {
  it('are found by external UID, alone or beside the external ID', async () => {
    const { external_uid: uid } = stage.sandbox.world.requests.all().next().value?.asset ?? {};
    const named = { asset_id: undefined, asset_external_uid: uid };
    await report({ records: [line(named), line({ ...named, asset_external_id: 'ORDER-1' })] });
    expect(records().map(({ asset_id }) => asset_id)).toEqual([asset, asset]);
    const other = { asset_id: undefined, asset_external_id: 'ORDER-1', asset_external_uid: 'other' };
    expect(await failed(() => report({ records: [line(other)], external_id: 'usage-2' }))).toContain(
      'Row 1, Subscription External ID: The product has no subscription "ORDER-1"',
    );
  });

  it('are those of the report’s contract, where orders of other hubs have the same numbers', async () => {
    const other = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      hub_id: 'HB-2457-9781',
    });
    const { id, contract } = stage.request(other['id'])?.asset ?? {};
    const named = line({ asset_id: undefined, asset_external_id: 'ORDER-1' });
    await report({ records: [named] });
    await report({ records: [named], contract_id: contract?.id });
    expect(records().map(({ asset_id }) => asset_id)).toEqual([asset, id]);
    // An order that has ended is reported under its own contract, too, and not taken for the other one's.
    const ended = stage.sandbox.world.assets.get(asset);
    if (ended) ended.status = 'terminated';
    await report({ records: [named], external_id: 'usage-2' });
    expect(records().at(-1)?.asset_id).toBe(asset);
  });
});
