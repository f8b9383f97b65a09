import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

/** Usage from files that people have, on the sandbox: reported, or uploaded as they are. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 40;
});
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const report = (more: Json = {}) => stage.run('report_usage', 'vendor', stage.reportInput(asset, more));
const failed = (more: Json = {}) => failureOf(() => report(more));
const records = () => [...stage.sandbox.world.usage.records.all()];
const sent = (method: string) =>
  stage.sandbox.control.calls.filter((call) => call.method === method && call.path.startsWith('/usage'));

describe('Report Usage from a file', () => {
  const fromFile = (content: Uint8Array | string, more: Json = {}) =>
    report({ records: undefined, file: stage.spreadsheet(content), ...more });
  const failsWith = async (content: Uint8Array | string, more: Json = {}) =>
    (await failureOf(() => fromFile(content, more))).message;

  it('reads a CSV with semicolons, commas for points, and headers of its own', async () => {
    const csv = `Kunde;Artikel;Menge;Von;Bis\n${asset};BACKUP-TRAFFIC;12,5;2026-01-01 00:00:00;2026-01-31T23:59:59Z\n;;;;\n`;
    const columns = {
      'Subscription ID': 'Kunde',
      Item: 'artikel',
      quantity: 'Menge',
      'Usage Start': 'Von',
      end: 'Bis',
    };
    expect(await fromFile(csv, { columns })).toMatchObject({ status: 'ready', records_sent: 1 });
    expect(records()).toMatchObject([{ usage: 12.5 }]);
  });

  it('reads a workbook with dates, numbers as text and blank rows, from the sheet that is named', async () => {
    const content = await writeBook([
      { name: 'Notes', rows: [['nothing here']] },
      {
        name: 'January',
        rows: [
          ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End'],
          [null, null, null, null, null],
          [
            'BACKUP-TRAFFIC',
            asset,
            ' 3.50 ',
            new Date('2026-01-01T10:00:00Z'),
            new Date('2026-01-31T00:00:00Z'),
          ],
        ],
      },
    ]);
    expect(await fromFile(content, { sheet: 'january' })).toMatchObject({ status: 'ready' });
    expect(records()).toMatchObject([
      { usage: 3.5, start_date: '2026-01-01T10:00:00+00:00', end_date: '2026-01-31T00:00:00+00:00' },
    ]);
    expect(await failsWith(content, { external_id: 'usage-2', sheet: 'February' })).toBe(
      'Sheet: the file has no sheet "February", only "Notes", "January".',
    );
  });

  it('numbers the rows as the file shows them', async () => {
    const csv = `item,asset_id,quantity,start,end\nBACKUP-TRAFFIC,${asset},1,2026-01-01,2026-01-02\n\nBACKUP-TRAFFIC,${asset},x,2026-01-01,2026-01-02\n`;
    expect(await failsWith(csv)).toMatch(/^The report has 1 problem and was not sent. Row 4, Quantity: "x"/);
  });

  it('takes days of Excel as whole days, and midnights as midnights where any has a time', async () => {
    const sheet = (start: string, end: string) =>
      writeSheet('Usage', [
        ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End'],
        ['BACKUP-TRAFFIC', asset, 1, new Date(start), new Date(end)],
      ]);
    await fromFile(await sheet('2026-01-10T00:00:00Z', '2026-01-11T00:00:00Z'));
    expect(records()).toMatchObject([{ end_date: '2026-01-11T23:59:59+00:00' }]);
    const hour = await sheet('2026-01-10T23:00:00Z', '2026-01-11T00:00:00Z');
    await fromFile(hour, { external_id: 'usage-hour' });
    expect(records().at(-1)).toMatchObject({ end_date: '2026-01-11T00:00:00+00:00' });
  });

  it('refuses points that may separate thousands in every source, unless another number shows what they are', async () => {
    const unclear = /Row \d, Quantity: "1\.000" could be 1 or 1000\. .*"12\.500" could be 12\.5 or 12500\./;
    const head = ['Item', 'Subscription ID', 'Usage Start', 'Usage End', 'Quantity'];
    const line = (quantity: string) => ['BACKUP-TRAFFIC', asset, '2026-01-01', '2026-01-31', quantity];
    const alone = ['1.000', '12.500', '750'];
    const csv = (quantities: string[]) =>
      [head, ...quantities.map(line)].map((row) => row.join(',')).join('\n');
    expect(await failsWith(csv(alone))).toMatch(unclear);
    expect(await failsWith(await writeSheet('Usage', [head, ...alone.map(line)]))).toMatch(unclear);
    const lines = alone.map((quantity) => ({
      item: 'BACKUP-TRAFFIC',
      asset_id: asset,
      start: '2026-01-01',
      end: '2026-01-31',
      quantity,
    }));
    expect((await failed({ records: lines })).message).toMatch(unclear);
    await fromFile(csv(['1.000', '12.500', '0.250']));
    expect(records().map(({ usage }) => usage)).toEqual([1, 12.5, 0.25]);
  });

  it('takes a header for what it is said to be, and for nothing else', async () => {
    const csv = `Item,Subscription ID,Usage Start,Usage End,Amount\nBACKUP-TRAFFIC,${asset},2026-01-01,2026-01-31,12\n`;
    await fromFile(csv, { columns: { Quantity: 'Amount' } });
    expect(records()).toMatchObject([{ usage: 12, amount: null }]);
    const two = csv.replace('Amount', 'Used,Used').replace(',12', ',12,13');
    expect(await failsWith(two, { external_id: 'usage-2', columns: { Quantity: 'Used' } })).toBe(
      'Columns: the file has 2 columns "Used"; rename all but one.',
    );
  });

  it('refuses values that a comma has cut in two, and points that may separate thousands', async () => {
    const head = 'Item,Subscription ID,Usage Start,Usage End,Quantity';
    expect(await failsWith(`${head}\nBACKUP-TRAFFIC,${asset},2026-01-01,2026-01-31,12,5\n`)).toMatch(
      /^Spreadsheet: row 2 has more values than the header\./,
    );
    const row_ = (quantity: string) => `BACKUP-TRAFFIC;${asset};2026-01-01;2026-01-31;${quantity}`;
    expect(await failsWith([head.replaceAll(',', ';'), row_('12,5'), row_('1.500')].join('\n'))).toMatch(
      /Row 3, Quantity: "1\.500" could be 1\.5 or 1500\. Write it in that way\./,
    );
  });

  it('makes an open file say what the report says now', async () => {
    const csv = `item,asset_id,quantity,start,end\nBACKUP-TRAFFIC,${asset},1,2026-02-01,2026-02-02\n`;
    const february = { period_from: '2026-02-01', period_to: '2026-02-28', currency: 'EUR' };
    const first = await fromFile(csv, february);
    const january = { period_from: '2026-01-01', period_to: '2026-01-31', currency: 'USD' };
    expect(await fromFile(csv.replaceAll('2026-02', '2026-01'), january)).toMatchObject({
      id: first['id'],
      status: 'ready',
      currency: 'USD',
      period: { from: '2026-01-01', to: '2026-01-31' },
    });
    expect(records()).toMatchObject([{ start_date: '2026-01-01T00:00:00+00:00' }]);
  });

  it('says what it doesn’t find', async () => {
    expect(await failsWith('a,b\n1,2')).toBe(
      'Spreadsheet: its first row names no column for Item, Quantity, Usage Start, Usage End, Subscription ID; it has "a", "b". Say in Columns which is which, or in Header Row where the header is.',
    );
    expect(await failsWith('a,b\n1,2', { columns: { Item: 'c', What: 'a' } })).toMatch(
      /^Columns: the file has no column "c"; "What" is none of the columns \(/,
    );
    expect(await failsWith('item,asset_id,quantity,start,end\n')).toBe(
      'Spreadsheet: it has a header, but no rows below it.',
    );
    expect(await failsWith('<html><body>Sign in</body></html>')).toMatch(
      /^Spreadsheet: The file is damaged or no/,
    );
    expect(await failsWith('')).toBe('Spreadsheet: The file is empty.');
    expect(sent('POST')).toEqual([]);
  });

  it('fetches the file without the key, and says when its address has ended', async () => {
    const { message } = await failed({
      records: undefined,
      file: `${stage.sandbox.storageUrl}/usage.xlsx?sig=ended`,
    });
    expect(message).toBe(
      "The Spreadsheet can't be fetched: its host answered 403. Addresses of files end after a while; get a new one from the step before.",
    );
    expect((await failed({ records: undefined, file: 'usage.xlsx' })).message).toBe(
      'Spreadsheet: "usage.xlsx" can\'t be used. Give a file of an earlier step, or an address that begins with https://.',
    );
  });
});

describe('Upload Usage Spreadsheet', () => {
  it('takes Connect’s own form alone', async () => {
    const id = await stage.usageFile('draft');
    const upload = (content: Uint8Array | string) =>
      stage.run('upload_usage_file', 'vendor', { usage_file_id: id, file: stage.spreadsheet(content) });
    expect((await failureOf(() => upload('a,b\n1,2'))).message).toBe(
      'Spreadsheet: Connect takes workbooks (.xlsx) alone, and this is a CSV file.',
    );
    const other = await writeSheet('Sheet1', [['a']]);
    expect((await failureOf(() => upload(other))).message).toMatch(
      /it has no sheet "records", only "Sheet1"/,
    );
    const poor = await writeSheet('records', [['record_id'], ['1']]);
    expect((await failureOf(() => upload(poor))).message).toMatch(/lacks the columns item_search_criteria, /);
    const good = await writeSheet('records', [
      [
        'record_id',
        'item_search_criteria',
        'item_search_value',
        'quantity',
        'start_time_utc',
        'end_time_utc',
        'asset_search_criteria',
        'asset_search_value',
      ],
      [
        '1',
        'item.mpn',
        'BACKUP-TRAFFIC',
        '4',
        '2026-01-01 00:00:00',
        '2026-01-31 00:00:00',
        'asset.id',
        asset,
      ],
    ]);
    expect(await upload(good)).toMatchObject({ id, status: 'uploading' });
    expect(await until(() => (stage.usageStatus(id) === 'ready' ? 'ready' : undefined))).toBe('ready');
  });

  it('says who may and when, if Connect refuses', async () => {
    const id = await stage.usageFile('pending');
    const content = await writeSheet('records', [
      'record_id item_search_criteria item_search_value quantity start_time_utc end_time_utc asset_search_criteria asset_search_value'.split(
        ' ',
      ),
      ['1', 'item.mpn', 'X', '4', '2026-01-01 00:00:00', '2026-01-31 00:00:00', 'asset.id', asset],
    ]);
    const input = { usage_file_id: id, file: stage.spreadsheet(content) };
    const { message } = await failureOf(() => stage.run('upload_usage_file', 'vendor', input));
    expect(message).toContain('(USF_001)');
    expect(message).toContain('Only the vendor can upload to a usage file');
    expect(message).toContain('The usage file is pending.');
  });
});
