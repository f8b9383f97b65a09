import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { billInput, MICROSOFT, nameInBills, openForBills, sheetOf } from '../support/bills.ts';
import type { Stage } from '../support/stage.ts';

/** Invoices of Microsoft become usage: each column to its place, and nothing without a word. */

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
