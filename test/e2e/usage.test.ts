import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { writeBook, writeSheet } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/scenarios.ts';
import { until } from '../support/until.ts';

/** Usage, from rows to a closed file, on the sandbox. */

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
const files = () => [...stage.sandbox.world.usage.files.all()];
const records = () => [...stage.sandbox.world.usage.records.all()];
const sent = (method: string) =>
  stage.sandbox.control.calls.filter((call) => call.method === method && call.path.startsWith('/usage'));
const row = (more: Json = {}) => ({
  item: 'BACKUP-TRAFFIC',
  asset_id: asset,
  quantity: 1,
  start: '2026-01-01',
  end: '2026-01-31',
  ...more,
});

describe('Report Usage', () => {
  it('makes a file of line items that Connect finds ready', async () => {
    const result = await report();
    expect(result).toMatchObject({
      status: 'ready',
      outcome: 'reported',
      records_sent: 2,
      external_id: 'usage-1',
    });
    expect(records()).toMatchObject([
      {
        usage: 1,
        status: 'valid',
        asset_id: asset,
        item: { mpn: 'BACKUP-TRAFFIC' },
        start_date: '2026-01-01T00:00:00+00:00',
        end_date: '2026-01-31T23:59:59+00:00',
      },
      { usage: 2.5 },
    ]);
  });

  it('submits it if asked', async () => {
    expect(await report({ submit: 'yes' })).toMatchObject({ status: 'pending' });
  });

  it('run again makes no second file, and does what is left to do', async () => {
    const first = await report();
    expect(await report({ submit: true })).toMatchObject({
      id: first['id'],
      status: 'pending',
      outcome: 'reported',
    });
    const over = { id: first['id'], status: 'pending', outcome: 'existing', records_sent: 0 };
    expect(await report({ submit: true })).toMatchObject(over);
    expect(files()).toHaveLength(1);
  });

  it('finds subscriptions by external ID, and items by ID and MPN', async () => {
    await report({
      records: [
        row({ asset_id: undefined, asset_external_id: 'ORDER-1' }),
        row({ item: 'PRD-838-787-106-0003' }),
        row({ item: 'PRD_838_787_106_0003' }),
      ],
    });
    expect(records().map((one) => [one.asset_id, one.item_id, one.status])).toEqual(
      Array(3).fill([asset, 'PRD-838-787-106-0003', 'valid']),
    );
  });

  it('says all problems at once, by row and column, before anything is sent', async () => {
    const { kind, message } = await failed({
      period_from: '2026-01-01',
      period_to: '2026-01-31',
      records: [
        row(),
        row({ item: 'NO-SUCH', quantity: '-5' }),
        row({ asset_id: 'AS-0000-0000-0000', start: 'soon' }),
        row({ end: '2026-02-01' }),
        row({ quantity: '1.234', start: '2026-01-31', end: '2026-01-01' }),
        row({ item: 'BACKUP-USER' }),
        row({ record_id: 'same' }),
        row({ record_id: 'same' }),
      ],
    });
    expect(kind).toBe('AppError');
    expect(message).toBe(
      [
        'The report has 9 problems and was not sent.',
        'Row 2, Item: The product has no pay-as-you-go item "NO-SUCH". Give the ID or MPN of one.',
        'Row 2, Quantity: "-5" can\'t be used. Give a number that is not negative, for example 12.5.',
        'Row 3, Subscription ID: The product has no subscription "AS-0000-0000-0000" that this connection can see.',
        'Row 3, Usage Start: "soon" can\'t be used. Give a time in UTC, for example 2026-01-31 23:59:59.',
        'Row 4, Usage End: "2026-02-01 23:59:59" is outside of the period of the report, 2026-01-01 to 2026-01-31.',
        'Row 5, Quantity: "1.234" could be 1.2340 or 1234. Write it in that way.',
        'Row 5, Usage End: "2026-01-01 23:59:59" is before the start, "2026-01-31 00:00:00".',
        'Row 6, Item: The product has no pay-as-you-go item "BACKUP-USER". Give the ID or MPN of one.',
        'Row 8, Record External ID: "same" stands twice.',
      ].join(' '),
    );
    expect(sent('POST')).toEqual([]);
  });

  it('wants rows, and of one kind', async () => {
    expect((await failed({ records: [] })).message).toBe(
      'Records is missing. Give line items, or a Spreadsheet.',
    );
    expect((await failed({ file: stage.spreadsheet('a,b\n1,2') })).message).toBe(
      'Records: give either line items or a Spreadsheet, not both.',
    );
  });

  it('refuses texts that Connect would cut off', async () => {
    expect((await failed({ name: 'x'.repeat(101) })).message).toMatch(
      /^Name: "x+…" can't be used\. Give at most 100 characters; it has 101\.$/,
    );
    const note = 'x'.repeat(201);
    const accept = { usage_file_id: 'UF-1', acceptance_note: note };
    const { message } = await failureOf(() => stage.run('accept_usage_file', 'store', accept));
    expect(message).toMatch(/^Note: .* Give at most 200 characters; it has 201\.$/);
  });

  it('wants both ends of the period, as days', async () => {
    expect((await failed({ period_from: '2026-01-01' })).message).toMatch(/^Period To is missing/);
    expect((await failed({ period_from: '2026-02-30', period_to: '2026-03-01' })).message).toMatch(
      /^Period From: "2026-02-30" can't be used/,
    );
  });

  it('tells which records Connect refused, and sends the corrected ones to the same file', async () => {
    // What Connect alone can know: the parameter by which it looks for the subscription.
    const content = await writeSheet('records', [
      ['item', 'asset_search_criteria', 'asset_search_value', 'quantity', 'start', 'end'],
      ['BACKUP-TRAFFIC', 'parameter.tenant_id', 'tenant-9', 1, '2026-01-01', '2026-01-31'],
      ['BACKUP-TRAFFIC', 'parameter.tenant_id', 'tenant-1', 1, '2026-01-01', '2026-01-31'],
    ]);
    const { kind, message } = await failed({ records: undefined, file: stage.spreadsheet(content) });
    const [file] = files();
    expect(kind).toBe('AppError');
    expect(message).toContain(`Usage file ${file?.id} was uploaded, and Connect found it invalid.`);
    expect(message).toContain('No subscription of the product has parameter.tenant_id tenant-9. (USG_010)');
    expect(await report()).toMatchObject({ id: file?.id, status: 'ready', outcome: 'reported' });
    expect(files()).toHaveLength(1);
  });

  it('returns the file while Connect still reads it, and waits no longer than it may', async () => {
    const total = waits.total;
    waits.total = 60;
    stage.sandbox.world.usage.files.changed = () => {};
    const slow = await report().finally(() => {
      waits.total = total;
    });
    expect(slow['outcome']).toBe('reported');
    expect(['uploading', 'processing', 'ready']).toContain(slow['status']);
  });

  it('needs amounts and tiers for a product that is reported so (TR)', async () => {
    const purchase = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: 'MAIL-1',
      line_items: [{ item_id: 'PRD-276-377-545-0001', quantity: 1 }],
      params: undefined,
    });
    await stage.run('approve_request', 'vendor', { id: purchase['id'], template_id: 'TL-686-991-072' });
    const mail = {
      product_id: 'PRD-276-377-545',
      external_id: 'usage-mail',
      records: [{ ...row(), item: 'MAIL-SENT', asset_id: undefined, asset_external_id: 'MAIL-1' }],
    };
    const { message } = await failed(mail);
    expect(message).toMatch(/Row 1, Amount: It is missing.* \(TR\)\..*Row 1, Tier: It is missing\./);
    const [line] = mail.records;
    const records_ = [
      {
        ...line,
        amount: '9,5',
        tier: 1,
        category: 'sms',
        parameters: '{"region":"eu"}',
        record_note: '=1+1',
      },
    ];
    expect(await report({ ...mail, records: records_ })).toMatchObject({ status: 'ready', schema: 'tr' });
    expect(records().find((one) => one.item.mpn === 'MAIL-SENT')).toMatchObject({
      amount: 9.5,
      tier: 1,
      category: { id: 'sms' },
      params: [{ parameter_name: 'region', parameter_value: 'eu' }],
      record_note: '=1+1',
    });
  });
});

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

describe('the life of a usage file', () => {
  const act = (key: string, by: 'store' | 'vendor', id: string, more: Json = {}) =>
    stage.run(key, by, { usage_file_id: id, ...more });

  it('is created, changed, and deleted', async () => {
    const id = await stage.usageFile('draft');
    expect(
      await stage.run('update_usage_file', 'vendor', { usage_file_id: id, name: 'New', note: 'n' }),
    ).toMatchObject({ id, name: 'New', note: 'n' });
    expect((await failureOf(() => act('update_usage_file', 'vendor', id))).message).toMatch(
      /^Something to change/,
    );
    expect(await act('delete_usage_file', 'vendor', id)).toMatchObject({ status: 'deleted' });
    expect(await act('delete_usage_file', 'vendor', id)).toMatchObject({ status: 'deleted' });
  });

  it('is known by its external ID, product and contract', async () => {
    const create = (contract_id: string) =>
      stage.run('create_usage_file', 'vendor', {
        name: 'Usage',
        product_id: stage.sandbox.ids.product,
        contract_id,
        external_id: 'usage-9',
      });
    const [first, again, other] = [
      await create('CRD-58096-38285-80856'),
      await create('CRD-58096-38285-80856'),
      await create('CRD-58096-38285-80857'),
    ];
    expect(again['id']).toBe(first['id']);
    expect(other['id']).not.toBe(first['id']);
  });

  it('is rejected with a note, and corrected', async () => {
    const id = await stage.usageFile('pending');
    expect(await act('reject_usage_file', 'store', id, { rejection_note: 'Too much.' })).toMatchObject({
      status: 'rejected',
      rejection_note: 'Too much.',
    });
    expect(await report({ submit: true })).toMatchObject({ id, status: 'pending', outcome: 'reported' });
  });

  it('refused by state or side says who may do it, when, and what the state is', async () => {
    const id = await stage.usageFile('ready');
    const early = await failureOf(() => act('accept_usage_file', 'store', id));
    expect(early.message).toMatch(
      /^Connect refused to accept usage file UF-\S+: .*\(USF_001\) Only the distributor can accept a usage file, and only while it is pending. The usage file is ready.$/,
    );
    const other = await failureOf(() => act('accept_usage_file', 'vendor', id));
    expect(other.message).toContain('Only the distributor can accept a usage file');
    expect((await failureOf(() => act('submit_usage_file', 'store', id))).message).toContain(
      'Only the vendor',
    );
  });

  it('is reprocessed', async () => {
    const id = await stage.usageFile('ready');
    expect(await act('reprocess_usage_file', 'vendor', id)).toMatchObject({ id, status: 'processing' });
  });

  it('is closed with its records', async () => {
    const id = await stage.usageFile('accepted');
    expect(await act('close_usage_file', 'store', id)).toMatchObject({
      status: 'closed',
      records: { closed: 2 },
    });
    expect(records().map(({ status }) => status)).toEqual(['closed', 'closed']);
  });
});

describe('records', () => {
  const list = (id: string, more: Json = {}) =>
    stage.run('list_usage_records', 'store', { usage_file_id: id, ...more });

  it('come as line items, page by page, with how many there are', async () => {
    const id = await stage.usageFile('pending');
    const first = await list(id, { limit: 1 });
    expect(first).toMatchObject({
      count: 1,
      total: 2,
      next_page_token: `${id}:1:2`,
      records: [{ usage: 1 }],
    });
    const second = await list(id, { limit: 1, page_token: first['next_page_token'] });
    expect(second).toMatchObject({ count: 1, total: 2, next_page_token: '', records: [{ usage: 2.5 }] });
    expect(await list(id, { page_token: `${id}:2:2` })).toMatchObject({ count: 0, records: [] });
    expect((await failureOf(() => list(id, { page_token: 'UF-1:1' }))).message).toMatch(
      /^Page Token: "UF-1:1"/,
    );
    expect((await failureOf(() => list('UF-0'))).message).toBe(
      'Connect has no usage file UF-0 that this connection can see.',
    );
  });

  it('are found by a search too, and narrowed down', async () => {
    const id = await stage.usageFile('pending');
    const find = (more: Json) =>
      app.search('get_usage_records', stage.connections.store, { usage_file_id: id, ...more });
    // Both came at the same time, so Connect gives them in any order.
    expect((await find({})).map(({ usage }) => usage).toSorted()).toEqual([1, 2.5]);
    expect(await find({ status: ['approved'] })).toEqual([]);
    const [one] = await find({ asset_external_id: ['ORDER-1'], start_after: '2025-12-31' });
    const found = await app.search('find_usage_record', stage.connections.store, { record_id: one?.['id'] });
    expect(found).toMatchObject([{ id: one?.['id'] }]);
    expect(await app.search('find_usage_record', stage.connections.store, { record_id: 'UR-0' })).toEqual([]);
  });

  it('are set and closed one by one', async () => {
    await stage.usageFile('accepted');
    const [first, second] = records();
    const set = { record_id: first?.id, status: 'rejected' };
    expect(await stage.run('update_usage_record', 'store', set)).toMatchObject({ status: 'rejected' });
    const close = { record_id: second?.id, external_billing_id: 'INV-1', external_billing_note: 'n' };
    expect(await stage.run('close_usage_record', 'store', close)).toMatchObject({
      status: 'closed',
      external_billing_id: 'INV-1',
    });
    expect(await stage.run('close_usage_record', 'store', close)).toMatchObject({ status: 'closed' });
  });

  it('come all, also when those that were handed out leave the filter', async () => {
    const lines = Array.from({ length: 12 }, (_unused, index) => row({ quantity: index }));
    const { id } = await report({ records: lines, submit: true });
    await stage.run('accept_usage_file', 'store', { usage_file_id: id });
    const seen: unknown[] = [];
    let page_token: unknown;
    for (let pages = 0; pages < 6; pages += 1) {
      const page = await list(String(id), { status: ['approved'], limit: 5, page_token });
      const rows = page['records'] as Json[];
      seen.push(...rows.map(({ usage }) => usage));
      if (rows.length) {
        const records_ = rows.map((one) => ({ id: one['id'] }));
        await stage.run('close_usage_records', 'store', { records: records_, external_billing_id: 'INV' });
      }
      page_token = page['next_page_token'];
      if (!page_token) break;
    }
    const inOrder = seen.toSorted((a, b) => Number(a) - Number(b));
    expect(inOrder).toEqual(lines.map(({ quantity }) => quantity));
  });

  it('closed with another billing ID are not closed by this step', async () => {
    await stage.usageFile('accepted');
    const [first] = records();
    const close = (external_billing_id: string) =>
      stage.run('close_usage_record', 'store', { record_id: first?.id, external_billing_id });
    await close('INV-1');
    expect(await close('INV-1')).toMatchObject({ status: 'closed' });
    expect((await failureOf(() => close('INV-2'))).message).toContain('The usage record is closed.');
  });

  it('are closed in bulk: which were, which not, and why; again without harm', async () => {
    await stage.usageFile('accepted');
    const [first, second] = records();
    await stage.run('update_usage_record', 'store', { record_id: second?.id, status: 'rejected' });
    const close = (...lines: Json[]) =>
      stage.run('close_usage_records', 'store', { records: lines, external_billing_id: 'INV-7' });
    const outcome = {
      closed: [{ id: first?.id, external_billing_id: 'INV-7' }],
      refused: [{ id: second?.id, status: 'rejected', reason: 'Record is not approved (USG_000)' }],
      unknown: [],
      closed_count: 1,
      refused_count: 1,
      unknown_count: 0,
    };
    expect(await close({ id: first?.id }, { id: second?.id })).toEqual(outcome);
    expect(await close({ id: first?.id }, { id: second?.id })).toEqual(outcome);
    expect((await failureOf(() => close({ id: second?.id }))).message).toBe(
      `Connect closed none of the usage records. ${second?.id}: Record is not approved (USG_000)`,
    );
    expect((await failureOf(() => close({ id: first?.id }, { id: first?.id }))).message).toMatch(
      /^Records, line 2: Usage Record ID: "UR-\S+" can't be used. Give each record only once./,
    );
    expect((await failureOf(() => close())).message).toMatch(/^Records is missing/);
  });

  it('add up', async () => {
    await stage.usageFile('accepted');
    const sums = await app.search('find_usage_aggregates', stage.connections.store, { asset_id: [asset] });
    const of = sums.filter((sum) => (sum['asset'] as Json)['id'] === asset);
    expect(of.length + sums.length).toBeGreaterThan(0);
    expect(await app.search('find_usage_aggregates', stage.connections.store, {})).toMatchObject([
      { usage: 3.5, accepted: 2, item: { mpn: 'BACKUP-TRAFFIC' } },
    ]);
  });
});

describe('chunks and reconciliations', () => {
  it('a chunk is found, named, closed; and made anew', async () => {
    const id = await stage.usageFile('accepted');
    await stage.readyChunk();
    const { store } = stage.connections;
    const [chunk] = await app.search('find_usage_chunk', store, { usage_file_id: [id] });
    expect(chunk).toMatchObject({ status: 'ready', usagefile: { id } });
    const chunk_id = chunk?.['id'];
    expect(await stage.run('update_usage_chunk', 'store', { chunk_id, external_id: 'B-1' })).toMatchObject({
      external_id: 'B-1',
    });
    expect(await stage.run('regenerate_usage_chunk', 'store', { chunk_id })).toMatchObject({
      status: 'draft',
    });
    await stage.readyChunk();
    const close = { chunk_id, external_billing_id: 'INV-2' };
    expect(await stage.run('close_usage_chunk', 'store', close)).toMatchObject({ status: 'closed' });
    expect(await stage.run('close_usage_chunk', 'store', close)).toMatchObject({ status: 'closed' });
    expect(records().map(({ external_billing_id }) => external_billing_id)).toEqual(['INV-2', 'INV-2']);
  });

  it('a reconciliation closes the records that it names', async () => {
    const id = await stage.usageFile('accepted');
    const [first] = records();
    const content = await writeSheet('records', [
      ['record_id', 'external_billing_id'],
      [first?.id ?? '', 'INV-3'],
    ]);
    const made = await stage.run('upload_reconciliation', 'store', {
      file: stage.spreadsheet(content),
      upload_note: 'January',
    });
    expect(made).toMatchObject({ status: 'uploaded', notes: { uploaded: 'January' } });
    const { reconciliations } = stage.sandbox.world.usage;
    await until(() => [...reconciliations.all()].find(({ status }) => status === 'processed'));
    const { store } = stage.connections;
    expect(await app.search('find_usage_reconciliation', store, { id: made['id'] })).toMatchObject([
      { status: 'processed', notes: { processing: '1 records closed' }, usagefile: { id } },
    ]);
    expect(await app.search('find_usage_reconciliation', store, { usage_file_id: id })).toHaveLength(1);
    expect(await app.search('find_usage_reconciliation', store, { id: 'URF-0' })).toEqual([]);
    expect(records()[0]).toMatchObject({ status: 'closed', external_billing_id: 'INV-3' });
  });
});

describe('triggers', () => {
  const zap = (key: string, by: 'store' | 'vendor', input: Json = {}) =>
    new PolledZap(app, key, stage.connections[by], input, `${key}-zap`);
  const ids = (rows: Json[]) => rows.map((one) => `${one['id']} ${one['status']}`);

  it('Usage File Submitted fires once for each submission', async () => {
    const submitted = zap('new_usage_files', 'store');
    await submitted.turnOn();
    const id = await stage.usageFile('ready');
    expect(await submitted.poll()).toEqual([]);
    await stage.run('submit_usage_file', 'vendor', { usage_file_id: id });
    expect(ids(await submitted.poll())).toEqual([`${id} pending`]);
    expect(await submitted.poll()).toEqual([]);
    await stage.run('reject_usage_file', 'store', { usage_file_id: id, rejection_note: 'No.' });
    expect(await submitted.poll()).toEqual([]);
    await report({ submit: true });
    expect(ids(await submitted.poll())).toEqual([`${id} pending`]);
  });

  it('Usage File Status Changed fires for each status, and not for other changes', async () => {
    const changed = zap('new_updated_usage_files', 'vendor', { status: ['ready', 'accepted', 'invalid'] });
    await changed.turnOn();
    const id = await stage.usageFile('ready');
    expect(ids(await changed.poll())).toEqual([`${id} ready`]);
    await stage.run('update_usage_file', 'vendor', { usage_file_id: id, note: 'x' });
    expect(await changed.poll()).toEqual([]);
    await stage.run('submit_usage_file', 'vendor', { usage_file_id: id });
    expect(await changed.poll()).toEqual([]);
    await stage.run('accept_usage_file', 'store', { usage_file_id: id });
    expect(ids(await changed.poll())).toEqual([`${id} accepted`]);
  });

  it('New Usage Chunk File fires once a chunk is ready', async () => {
    const chunks = zap('new_usage_chunks', 'store');
    await chunks.turnOn();
    const id = await stage.usageFile('accepted');
    await stage.readyChunk();
    expect(await chunks.poll()).toMatchObject([{ status: 'ready', usagefile: { id } }]);
    expect(await chunks.poll()).toEqual([]);
  });

  it('each poll is one call, and none of them has a key or an address in its event', async () => {
    const submitted = zap('new_usage_files', 'store');
    await stage.usageFile('pending');
    stage.sandbox.control.calls = [];
    const [row_] = await submitted.poll();
    expect(stage.sandbox.control.calls).toHaveLength(1);
    expect(String(row_?.['event_id'])).toMatch(/^UF-\S+@pending@\d{4}-/);
    expect((row_?.['files'] as Json)['uploaded']).toMatch(/^hydrate\|\|\|/);
  });
});
