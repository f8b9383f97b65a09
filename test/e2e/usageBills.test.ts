import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { offers } from '../../sandbox/modules/catalog/products.ts';
import { readRows } from '../../src/spreadsheets/read.ts';
import { writeBook } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/scenarios.ts';

/** Bills of vendors become usage: each column to its place, and nothing without a word. */

type Json = Record<string, unknown>;

const COMPUTE = 'PRD-411-523-764';
const CONTRACT = 'CRD-58096-38285-80856';
const AWS = 'AmazonEC2';
const MICROSOFT = 'CFQ7:0001:CFQ8';
const ADOBE = '65304853CA';

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 20;
  // What the vendors of the bills sell. The catalog is this test file's own.
  const items = offers.find(({ product }) => product.id === COMPUTE)?.items;
  const [hours] = items ?? [];
  for (const [index, mpn] of [AWS, MICROSOFT, ADOBE].entries()) {
    const id = `${COMPUTE}-001${index}`;
    if (hours) items?.push({ ...hours, id, local_id: id.replaceAll('-', '_'), mpn });
  }
});
const named = (parameter: string, value: string) => {
  const { assets } = stage.sandbox.world;
  const one = assets.get(asset);
  const [first] = one?.params ?? [];
  if (!one || !first) throw new Error('The subscription has no parameter.');
  const others = one.params.filter(({ id }) => id !== parameter);
  one.params = [...others, { ...first, id: parameter, name: parameter, value }];
  assets.changed(one);
};
beforeEach(async () => {
  stage = await Stage.open();
  const purchase = await stage.run('create_asset_purchase_request', 'store', {
    ...stage.purchaseInput(),
    asset_external_id: 'COMPUTE-1',
    line_items: [{ item_id: `${COMPUTE}-0002`, quantity: 1 }],
    params: undefined,
  });
  await stage.run('approve_request', 'vendor', { id: purchase['id'], template_id: 'TL-411-523-001' });
  asset = String((purchase['asset'] as Json)['id']);
});
afterEach(() => stage.close());

const input = (content: Uint8Array | string, more: Json = {}) => ({
  product_id: COMPUTE,
  contract_id: CONTRACT,
  file: stage.spreadsheet(content),
  ...more,
});
const report = (content: Uint8Array | string, more: Json = {}) =>
  stage.run('report_usage', 'vendor', input(content, more));
const check = (content: Uint8Array | string, more: Json = {}) =>
  stage.run('check_usage', 'vendor', input(content, more));
const failed = async (run: () => Promise<unknown>) => (await failureOf(run)).message;
/** Rows of a sheet that was uploaded, by their headers; blank cells are left out. */
const sent = async (id: unknown, sheet = 'records') => {
  const content = stage.sandbox.world.usage.storage.get(`${String(id)}.xlsx`) ?? Buffer.alloc(0);
  const rows: (readonly unknown[])[] = [];
  for await (const { cells } of readRows(content, sheet)) rows.push(cells);
  const [headers = [], ...others] = rows;
  return others.map((cells) =>
    Object.fromEntries(
      headers.flatMap((name, at) => ((cells[at] ?? null) === null ? [] : [[name, cells[at]]])),
    ),
  );
};
const posts = () =>
  stage.sandbox.control.calls.filter(({ method, path }) => method === 'POST' && path.startsWith('/usage'));

describe('an AWS Cost and Usage Report', () => {
  const HEADERS =
    'line_item_product_code,product_product_name,bill_payer_account_id,line_item_usage_account_id,line_item_usage_start_date,line_item_unblended_cost,line_item_line_item_type,year,month';
  const row = (cost: string, type = 'Usage', account = '554027867388', product = 'AmazonEC2') =>
    `${product},Amazon Elastic Compute Cloud,554027867388,${account},2026-05-19 00:00:00.000,${cost},${type},2026,5`;
  const bill = (...rows: string[]) => [HEADERS, ...rows].join('\n');
  const more = { format: 'aws_cur' };

  it('becomes a file of its account and month, without taxes, credits and refunds', async () => {
    named('account_id', '554027867388');
    const result = await report(
      bill(row('11.716'), row('-3', 'Credit'), row('0.8143'), row('1', 'Tax')),
      more,
    );
    expect(result).toMatchObject({
      status: 'ready',
      external_id: '554027867388-2026-05',
      period: { from: '2026-05-01', to: '2026-05-31' },
      records_sent: 2,
      totals: [{ item: 'AmazonEC2', rows: 2, quantity: 2, amount: 12.5303 }],
      total_amount: 12.5303,
      rows_left_out: 2,
      left_out: 'Row 3: It is a Credit. Row 5: It is a Tax.',
    });
    const [first, second] = await sent(result['id']);
    expect(first).toEqual({
      record_id: '554027867388-2026-05-2',
      record_note: '554027867388 AmazonEC2 2026-05-19 00:00:00.000 row 2',
      item_search_criteria: 'item.mpn',
      item_search_value: 'AmazonEC2',
      quantity: 1,
      start_time_utc: '2026-05-01 00:00:00',
      end_time_utc: '2026-05-31 23:59:59',
      asset_search_criteria: 'parameter.account_id',
      asset_search_value: '554027867388',
      category_id: 'AWS.Amazon Elastic Compute Cloud',
      amount: 11.716,
      tier: '0',
    });
    expect(second).toMatchObject({ record_id: '554027867388-2026-05-4', amount: 0.8143 });
    expect(await sent(result['id'], 'categories')).toEqual([
      { category_id: 'AWS.Amazon Elastic Compute Cloud', category_name: 'Amazon Elastic Compute Cloud' },
    ]);
    const reseller = await report(bill(row('1')), { ...more, billed_to: 'reseller', external_id: 'r' });
    expect(await sent(reseller['id'])).toMatchObject([{ tier: '1' }]);
  });

  it('of several accounts is one file for each', async () => {
    named('account_id', '111');
    const content = bill(row('1', 'Usage', '111'), row('2', 'Usage', '222'), row('4', 'Usage', '111'));
    expect(await failed(() => report(content, more))).toBe(
      'Account is missing. Each account needs a usage file of its own, and the bill has 111 (2 rows), 222 (1 row). Run the step for each of them.',
    );
    expect(posts()).toEqual([]);
    expect(await report(content, { ...more, account: '111' })).toMatchObject({
      external_id: '554027867388-111-2026-05',
      total_amount: 5,
      left_out: 'Row 3: It is of the account 222.',
    });
    // What docs/usage.md says: loop over the accounts that Check Usage returns.
    const looked = await check(content, more);
    expect(looked).toMatchObject({
      is_ready: false,
      would: 'nothing: the report can’t be read',
      rows: 3,
      problems: expect.stringMatching(/^Account is missing\./),
      accounts: [
        { account: '111', rows: 2 },
        { account: '222', rows: 1 },
      ],
    });
    named('account_id', '222');
    for (const { account } of (looked['accounts'] as { account: string }[]).slice(1))
      expect(await report(content, { ...more, account })).toMatchObject({
        external_id: '554027867388-222-2026-05',
        records_sent: 1,
      });
    expect(await failed(() => report(content, { ...more, account: '333' }))).toMatch(
      /^Account: "333" can't be used\. Give one of those that the bill has: 111/,
    );
  });

  it('has the headers of the report itself, or those of AWS’s query service', async () => {
    named('account_id', '554027867388');
    const legacy =
      'lineItem/ProductCode,product/ProductName,bill/PayerAccountId,lineItem/UsageAccountId,bill/BillingPeriodStartDate,lineItem/UnblendedCost,lineItem/LineItemType,lineItem/CurrencyCode';
    const cells =
      'AmazonEC2,Amazon Elastic Compute Cloud,554027867388,554027867388,2026-05-01T00:00:00Z,11.7162,Usage,USD';
    expect(await check(`${legacy}\n${cells}`, more)).toMatchObject({
      is_ready: true,
      id: '554027867388-2026-05',
      currency: 'USD',
      period: { from: '2026-05-01', to: '2026-05-31' },
      total_amount: 11.7162,
    });
  });

  it('has its days in the format that is chosen, where a spreadsheet program has written them', async () => {
    named('account_id', '554027867388');
    const content = bill(
      row('11.7162').replace('2026-05-19 00:00:00.000', '5/19/2026 0:00').replace('2026,5', ','),
    );
    expect(await check(content, more)).toMatchObject({ problems: expect.stringContaining('Date Format') });
    expect(await check(content, { ...more, date_format: 'mdy' })).toMatchObject({
      is_ready: true,
      period: { from: '2026-05-01', to: '2026-05-31' },
    });
  });

  it.each([
    ['alone', ['1.000', '12.500', '750'], '"1.000" could be 1 or 1000'],
    ['beside a decimal comma', ['"2,75"', '1.250'], '"1.250" could be 1.25 or 1250'],
  ])('has no points that may separate thousands, %s', async (_name, costs, problem) => {
    named('account_id', '554027867388');
    const content = bill(...costs.map((cost) => row(cost)));
    expect(await failed(() => report(content, more))).toContain(problem);
    expect(await check(content, more)).toMatchObject({
      is_ready: false,
      problems: expect.stringContaining(problem),
    });
    expect(posts()).toEqual([]);
    // A decimal point elsewhere shows what they are.
    const clear = bill(...costs.filter((cost) => !cost.includes(',')).map((cost) => row(cost)), row('0.125'));
    expect(await check(clear, more)).toMatchObject({ is_ready: true });
  });

  it('says which sheets are not read', async () => {
    named('account_id', '554027867388');
    const sheet = [HEADERS, row('11.7162')].map((line) => line.split(','));
    const content = await writeBook([
      { name: 'May', rows: sheet },
      { name: 'June', rows: sheet },
    ]);
    expect(await report(content, more)).toMatchObject({ records_sent: 1, sheets_left_out: '"June"' });
  });

  it('names subscriptions and items that aren’t there', async () => {
    expect(await check(bill(row('1', 'Usage', '554027867388', 'AmazonS3')), more)).toMatchObject({
      is_ready: false,
      id: '554027867388-2026-05',
      problems:
        'Row 2, Item: The product has no pay-as-you-go item "AmazonS3". Give the ID or MPN of one. Row 2, Subscription ID: The product has no subscription whose parameter account_id is "554027867388".',
    });
    expect(await failed(() => report('a,b\n1,2', more))).toBe(
      'Spreadsheet: it is no AWS Cost and Usage Report (CUR): it has no column "line_item_product_code", "line_item_usage_account_id", "line_item_unblended_cost", "line_item_line_item_type". Choose another Format, or leave it empty for columns of your own.',
    );
  });
});

describe('a Microsoft NCE invoice', () => {
  const HEADERS =
    'CustomerId,InvoiceNumber,MpnId,ProductId,SkuId,AvailabilityId,SkuName,Subtotal,Currency,ChargeStartDate,ChargeEndDate,ReservationOrderId,TermAndBillingCycle';
  const row = (customer: string, subtotal: string, reservation = '', currency = 'USD') =>
    `${customer},G295819866,2275314,CFQ7,0001,CFQ8,Microsoft 365 E3,${subtotal},${currency},2026-04-27T00:00:00.000Z,2026-05-27T00:00:00.000Z,${reservation},One-Year`;
  const bill = (...rows: string[]) => [HEADERS, ...rows].join('\n');
  const more = { format: 'Microsoft NCE invoice (new commerce)', currency: 'USD' };
  beforeEach(() => {
    named('customer_id', 'customer-1');
  });

  it('becomes a file of its month; rows of other customers are left out and named', async () => {
    // What isn't this product's usage needn't have an item of it.
    const other = row('customer-2', '5').replace('CFQ8', 'OTHER');
    const content = bill(row('customer-1', '83.25000000000000000000'), other);
    const result = await report(content, { ...more, margin: '0.15' });
    expect(result).toMatchObject({
      status: 'ready',
      external_id: 'G295819866',
      currency: 'USD',
      period: { from: '2026-04-01', to: '2026-04-30' },
      records_sent: 1,
      total_amount: 83.25,
      rows_left_out: 1,
      left_out: 'Row 3: The product has no subscription whose parameter customer_id is "customer-2".',
    });
    expect(await sent(result['id'])).toEqual([
      {
        record_id: 'G295819866-2',
        record_note: '#  Microsoft 365 E3 - from 2026-04-27T00:00:00.000Z through 2026-05-27T00:00:00.000Z',
        item_search_criteria: 'item.mpn',
        item_search_value: MICROSOFT,
        quantity: 1,
        start_time_utc: '2026-04-27 00:00:00',
        // Cut to the period of the file.
        end_time_utc: '2026-04-30 23:59:59',
        asset_search_criteria: 'asset.id',
        asset_search_value: asset,
        category_id: MICROSOFT,
        amount: 83.25,
        'v.invoice_number': 'G295819866',
        'v.reseller_mpn': '2275314',
        'v.customer_id': 'customer-1',
        'v.partner_margin': '0',
        'v.ri_margin': '0',
        'v.from_exchange_rate': '1',
        'v.to_exchange_rate': '1',
      },
    ]);
    expect(await sent(result['id'], 'categories')).toEqual([
      { category_id: MICROSOFT, category_name: 'Microsoft 365 E3' },
    ]);
  });

  it('counts the margin for reservations, and the exchange rate for other currencies', async () => {
    const reserved = bill(row('customer-1', '85', 'order-1'), row('customer-1', '85'));
    const first = await report(reserved, { ...more, margin: 0.15 });
    expect((await sent(first['id'])).map((one) => [one['amount'], one['v.partner_margin']])).toEqual([
      [100, '0.15'],
      [85, '0'],
    ]);
    const euros = bill(row('customer-1', '85', '', 'EUR'));
    const other = { ...more, external_id: 'euro' };
    expect(await failed(() => report(euros, other))).toBe(
      'Exchange Rate is missing. Give how much USD one EUR is, because the bill is in EUR and the usage file in USD.',
    );
    expect(await report(euros, { ...other, exchange_rate: '1.1' })).toMatchObject({
      currency: 'USD',
      total_amount: 93.5,
    });
    const both = bill(row('customer-1', '85', '', 'EUR'), row('customer-1', '85'));
    expect(await failed(() => report(both, { ...other, exchange_rate: 2 }))).toMatch(
      /^Spreadsheet: the bill has several currencies \(EUR, USD\)/,
    );
    expect(await failed(() => report(euros, { ...other, margin: 1 }))).toMatch(/^Margin: "1" can't be used/);
  });

  it('has days with names of months, and names the bill’s own column of a day that could be two', async () => {
    const days = (start: string, end: string) =>
      bill(
        row('customer-1', '1')
          .replace('2026-04-27T00:00:00.000Z', start)
          .replace('2026-05-27T00:00:00.000Z', end),
      );
    expect(await check(days('27-Apr-2026', '"May 27, 2026"'), more)).toMatchObject({
      is_ready: true,
      period: { from: '2026-04-01', to: '2026-04-30' },
    });
    expect(await check(days('27/04/26', '27/05/26'), { ...more, date_format: 'dmy' })).toMatchObject({
      is_ready: true,
      period: { from: '2026-04-01', to: '2026-04-30' },
    });
    expect(await check(days('27/04/26', '27/05/26'), more)).toMatchObject({
      is_ready: false,
      problems: expect.stringContaining(
        'Row 2, ChargeStartDate: "27/04/26" can\'t be used. Say in Date Format how days are written and where the year stands, or give a time in UTC, for example 2026-01-31 23:59:59.',
      ),
    });
  });

  it('is not ready with unknown customers alone, and says so', async () => {
    const content = bill(row('customer-2', '5'));
    const problem =
      'Nothing is left to report. Row 2: The product has no subscription whose parameter customer_id is "customer-2".';
    expect(await check(content, more)).toMatchObject({
      is_ready: false,
      records: 0,
      problems_count: 1,
      problems: problem,
    });
    expect(await failed(() => report(content, more))).toBe(problem);
  });

  it('has no point that may separate thousands', async () => {
    const content = bill(row('customer-1', '1.250', 'order-1'), row('customer-1', '"2,75"'));
    expect(await failed(() => report(content, more))).toContain('"1.250" could be 1.25 or 1250');
    expect(await report(bill(row('customer-1', '1.250'), row('customer-1', '2.75')), more)).toMatchObject({
      total_amount: 4,
    });
  });

  it('has the currency of the marketplace, also when nobody says it', async () => {
    const result = await report(bill(row('customer-1', '1')), { ...more, currency: undefined });
    expect(result).toMatchObject({ status: 'ready', currency: 'USD' });
  });
});

describe('an Adobe VIP invoice', () => {
  const HEADERS = [
    'Order Number',
    'Invoice Number',
    'Line Item',
    'Subscription ID',
    'SKU',
    'Product Description',
    'Charge Start Date',
    'Charge End Date',
    'Quantity',
    'Charge Type',
    'Ext Price',
    'Line Total Amount',
    'Currency',
    'Market Segment',
  ];
  const row = (line: number, type: string, from = '2026-05-14', to = '2026-06-13') => [
    'ORD1',
    'INV-16',
    line,
    '1ED0',
    '65304853CA',
    'Acrobat Pro',
    from,
    to,
    28,
    type,
    562.24,
    635.67,
    'USD',
    'Education',
  ];
  const bill = (...rows: ReturnType<typeof row>[]) =>
    writeBook([
      { name: 'Summary', rows: [['Invoice Number', 'INV-16']] },
      { name: 'Line Items', rows: [HEADERS, ...rows] },
    ]);
  /** A bill with another summary, and columns left out of its line items. */
  const summed = (summary: unknown[][] | undefined, ...without: string[]) => {
    const kept = HEADERS.flatMap((name, place) => (without.includes(name) ? [] : [place]));
    const rows = [HEADERS, row(1, 'NEW')].map((cells) => kept.map((place) => cells[place]));
    return writeBook([
      { name: 'Line Items', rows },
      ...(summary ? [{ name: 'Summary', rows: summary }] : []),
    ] as Parameters<typeof writeBook>[0]);
  };

  it.each([
    [
      'a line of the summary',
      [
        ['Invoice Number', 'INV-99'],
        ['Currency', 'USD'],
      ],
      ['Invoice Number'],
      'INV-99',
    ],
    ['a line of the summary and not in the rows', [['invoice_number', 'INV-99']], [], 'INV-99'],
    [
      'a header of the summary',
      [
        ['Invoice Number', 'Invoice Date', 'Currency'],
        ['INV-99', '2026-05-31', 'USD'],
      ],
      ['Invoice Number', 'Currency'],
      'INV-99',
    ],
    ['the rows, without a summary', undefined, [], 'INV-16'],
    ['the rows, where the summary doesn’t say', [['Total Lines', '1']], [], 'INV-16'],
  ])('takes its number from %s', async (_name, summary, without, expected) => {
    named('subscription_id', '1ED0');
    expect(await report(await summed(summary, ...without), { format: 'adobe_vip' })).toMatchObject({
      external_id: expected,
      currency: 'USD',
      records_sent: 1,
    });
  });

  it('asks for an ID where neither has a number', async () => {
    expect(
      await failed(async () => report(await summed(undefined, 'Invoice Number'), { format: 'adobe_vip' })),
    ).toBe('Report External ID is missing. Give one: the bill has no number of its own.');
  });

  it('becomes a file from the first start to the last end, without cancellations', async () => {
    named('subscription_id', '1ED0');
    const content = await bill(
      row(1, 'CANCELLATION'),
      row(2, 'COTERM'),
      row(3, 'NEW', '2026-05-02', '2026-06-01'),
    );
    const result = await report(content, { format: 'adobe_vip' });
    expect(result).toMatchObject({
      status: 'ready',
      external_id: 'INV-16',
      currency: 'USD',
      period: { from: '2026-05-02', to: '2026-06-13' },
      records_sent: 2,
      totals: [{ item: '65304853CA', rows: 2, quantity: 56, amount: 1124.48 }],
      left_out: 'Row 2: It is a CANCELLATION.',
    });
    expect((await sent(result['id']))[0]).toEqual({
      record_id: 'ORD1-2',
      record_note: 'COTERM Education',
      item_search_criteria: 'item.mpn',
      item_search_value: '65304853CA',
      quantity: 28,
      start_time_utc: '2026-05-14 00:00:00',
      end_time_utc: '2026-06-13 00:00:00',
      asset_search_criteria: 'parameter.subscription_id',
      asset_search_value: '1ED0',
      amount: 562.24,
    });
    // Run again it is the same report.
    expect(await report(content, { format: 'adobe_vip' })).toMatchObject({ id: result['id'] });
  });
});
