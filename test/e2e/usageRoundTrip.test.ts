import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { Stage } from '../support/stage.ts';

/** Rows → spreadsheet → Connect's records → line items: nothing is lost or changed on the way. */

type Json = Record<string, unknown>;

let stage: Stage;
let assets: string[];
beforeAll(async () => {
  waits.pause = 20;
  stage = await Stage.open();
  const first = await stage.subscription();
  const second = await stage.run('create_asset_purchase_request', 'store', {
    ...stage.purchaseInput(),
    asset_external_id: 'ORDER-2',
  });
  assets = [first, String((second['asset'] as Json)['id'])];
});
afterAll(() => stage.close());

/** Whole seconds of January 2026, UTC. */
const second = fc
  .integer({ min: 0, max: 31 * 86_400 - 1 })
  .map((after) => Date.UTC(2026, 0, 1) + after * 1000);
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((one) => one.trim())
  .filter(Boolean);
const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9 _.-]{0,10}[A-Za-z0-9]$/)
  .filter((one) => !(one in {}) && !one.startsWith('v.'));

const row = fc.record({
  asset: fc.nat({ max: 1 }),
  byExternalId: fc.boolean(),
  item: fc.constantFrom('BACKUP-TRAFFIC', 'PRD-838-787-106-0003'),
  // The item takes two decimals.
  quantity: fc.nat({ max: 10_000_000 }).map((hundredths) => hundredths / 100),
  times: fc.tuple(second, second).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  amount: fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100)),
  tier: fc.option(fc.nat({ max: 2 })),
  category: fc.option(fc.constantFrom('gold', '=silver', '-bronze', '@tin')),
  params: fc.dictionary(name, text, { maxKeys: 3 }),
  note: fc.option(text),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

const iso = (time: number) => new Date(time).toISOString();

const asLine = (one: Row): Json => ({
  item: one.item,
  ...(one.byExternalId ? { asset_external_id: `ORDER-${one.asset + 1}` } : { asset_id: assets[one.asset] }),
  quantity: String(one.quantity),
  start: iso(one.times[0]),
  end: iso(one.times[1]),
  amount: one.amount ?? undefined,
  tier: one.tier ?? undefined,
  category: one.category ?? undefined,
  parameters: JSON.stringify(one.params),
  record_note: one.note ?? undefined,
});

/** What a record has to say of a row. */
const expected = (one: Row) => ({
  asset: assets[one.asset],
  item: 'PRD-838-787-106-0003',
  usage: one.quantity,
  start: one.times[0],
  end: one.times[1],
  amount: one.amount ?? null,
  tier: one.tier ?? null,
  category: one.category ?? undefined,
  params: Object.fromEntries(Object.entries(one.params)),
});

const told = (record: Json) => ({
  asset: (record['asset'] as Json)['id'],
  item: (record['item'] as Json)['id'],
  usage: record['usage'],
  start: Date.parse(String(record['start_date'])),
  end: Date.parse(String(record['end_date'])),
  amount: record['amount'],
  tier: record['tier'],
  category: (record['category'] as Json | null)?.['id'],
  params: Object.fromEntries(
    (record['params'] as { parameter_name: string; parameter_value: string }[]).map((one) => [
      one.parameter_name,
      one.parameter_value,
    ]),
  ),
});

describe('rows of usage', () => {
  it('come back as they were given', async () => {
    let reports = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
        reports += 1;
        const file = await stage.run(
          'report_usage',
          'vendor',
          stage.reportInput(assets[0] ?? '', { external_id: `round-${reports}`, records: rows.map(asLine) }),
        );
        expect(file).toMatchObject({ status: 'ready', records_sent: rows.length });
        const list = await stage.run('list_usage_records', 'vendor', { usage_file_id: file['id'] });
        // Records that came at the same time have no order of their own; their IDs follow the rows.
        const records = (list['records'] as Json[]).toSorted((a, b) =>
          String(a['id']) < String(b['id']) ? -1 : 1,
        );
        expect(records.map(told)).toEqual(rows.map(expected));
        const kept = stage.sandbox.world.usage.recordsOf(String(file['id']));
        expect(kept.map(({ record_note }) => record_note)).toEqual(rows.map(({ note }) => note ?? ''));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
