import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeBook } from '../../src/spreadsheets/write.ts';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { failureOf } from '../support/app.ts';
import { billInput, nameInBills, openForBills, sheetOf } from '../support/bills.ts';
import type { Stage } from '../support/stage.ts';

/** Invoices of Adobe become usage: each column to its place, and nothing without a word. */

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
const failed = async (run: () => Promise<unknown>) => (await failureOf(run)).message;
const sent = (id: unknown, sheet?: string) => sheetOf(stage, id, sheet);

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
