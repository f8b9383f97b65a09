import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeBook } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { billInput, nameInBills, openForBills, sheetOf } from '../support/bills.ts';
import type { Stage } from '../support/stage.ts';

/** Cost and Usage Reports of AWS become usage: each column to its place, and nothing without a word. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 20;
});
beforeEach(async () => {
  ({ stage, asset } = await openForBills());
});
afterEach(() => stage.close());

const named = (parameter: string, value: string) => nameInBills(stage, asset, parameter, value);
const report = (content: Uint8Array | string, more: Json = {}) =>
  stage.run('report_usage', 'vendor', billInput(stage, content, more));
const check = (content: Uint8Array | string, more: Json = {}) =>
  stage.run('check_usage', 'vendor', billInput(stage, content, more));
const failed = async (run: () => Promise<unknown>) => (await failureOf(run)).message;
const sent = (id: unknown, sheet?: string) => sheetOf(stage, id, sheet);
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
