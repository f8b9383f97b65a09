import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Asset } from '../../src/connect/schemas/asset.ts';
import type { ProductItem } from '../../src/connect/schemas/catalog.ts';
import type { Cell } from '../../src/spreadsheets/read.ts';
import type { Schema } from '../../src/usage/report/catalog.ts';
import type { RawRow } from '../../src/usage/report/columns.ts';
import { RowChecker, type RowRules, type UsageRow } from '../../src/usage/report/rows.ts';
import { subscriptionOf } from '../../src/usage/report/subscriptionCheck.ts';

const CONTRACT = 'CRD-00000-00000-00000';
const ITEM = 'PRD-276-377-545-0001';
const ITEMS: Record<string, ProductItem> = {
  'MPN-ANY': { id: ITEM, mpn: 'MPN-ANY' },
  'MPN-WHOLE': { id: 'PRD-276-377-545-0002', mpn: 'MPN-WHOLE', precision: 'integer' },
  'MPN-TWO': { id: 'PRD-276-377-545-0003', mpn: 'MPN-TWO', precision: 'decimal(2)' },
  'MPN-LOCAL': { id: 'local', mpn: 'MPN-LOCAL' },
};
const ASSET = 'AS-1111-1111-1111';
const ASSETS: Asset[] = [
  { id: ASSET, external_id: 'ext-1', contract: { id: CONTRACT } },
  { id: 'AS-2222-2222-2222', external_id: 'twice', contract: { id: CONTRACT } },
  { id: 'AS-3333-3333-3333', external_id: 'twice', contract: { id: CONTRACT } },
  { id: 'AS-4444-4444-4444', external_id: 'ext-4', contract: { id: 'CRD-OTHER' } },
];

/** Whether Connect keeps all of its digits. */
const isKept = (decimal: string): boolean => decimal.replaceAll(/\D/g, '').length <= 15;

const rules = (schema: Schema = 'qt', more: Partial<RowRules> = {}): RowRules => ({
  areDays: true,
  isPointDecimal: true,
  catalog: {
    schema,
    isDynamic: false,
    findItem: (value) => ITEMS[value] ?? Object.values(ITEMS).find(({ id }) => id === value),
  },
  subscriptions: {
    byId: (id) => ASSETS.find((asset) => asset.id === id),
    byExternalId: (externalId) => ASSETS.filter(({ external_id }) => external_id === externalId),
    byExternalUid: (externalUid) => ASSETS.filter(({ external_uid }) => external_uid === externalUid),
    byParameter: () => [],
  },
  contractId: CONTRACT,
  period: undefined,
  reportId: 'report-7',
  ...more,
});

type Values = Record<string, Cell>;
const VALID: Values = {
  item: ITEM,
  asset_id: ASSET,
  quantity: '12.50',
  start: '2026-01-01',
  end: '2026-01-31',
};
const rawRow = (values: Values, number = 1, params: Values = {}): RawRow => ({ number, values, params });

/** A row that differs from a good one. */
const checked = (change: Values, rule: RowRules = rules()) => {
  const checker = new RowChecker(rule);
  return { row: checker.check(rawRow({ ...VALID, ...change })), problems: checker.problems };
};
const accepted = (change: Values, rule?: RowRules): UsageRow => {
  const { row, problems } = checked(change, rule);
  if (!row) throw new Error(`refused: ${problems.text}`);
  expect(problems.count).toBe(0);
  return row;
};
/** What a person reads of a row that is refused for one reason. */
const refusal = (change: Values, rule?: RowRules): string => {
  const { row, problems } = checked(change, rule);
  expect(row).toBeUndefined();
  expect(problems.count).toBe(1);
  return problems.text;
};

describe('a row', () => {
  it('gets the form of Connect’s spreadsheet', () => {
    const checker = new RowChecker(rules('tr'));
    const given = rawRow(
      {
        ...VALID,
        record_id: ' REC-1 ',
        record_note: 'a note',
        category: 'CAT-1',
        amount: '9,90',
        tier: 1,
        start: new Date('2026-01-01T00:00:00Z'),
        end: 46_053.5,
      },
      1,
      { region: ' eu ', size: 3, none: null, blank: ' ' },
    );
    expect(checker.check(given)).toEqual({
      record_id: 'REC-1',
      record_note: 'a note',
      item_search_criteria: 'item.global_id',
      item_search_value: ITEM,
      quantity: '12.5',
      start_time_utc: '2026-01-01 00:00:00',
      end_time_utc: '2026-01-31 12:00:00',
      asset_search_criteria: 'asset.id',
      asset_search_value: ASSET,
      category_id: 'CAT-1',
      amount: '9.9',
      tier: '1',
      dynamic: {},
      params: { region: 'eu', size: '3' },
    });
    expect(checker.problems.text).toBe('');
  });

  it('that is good passes, and is its own normal form', () => {
    const decimals = (places: number) =>
      fc
        .tuple(fc.nat({ max: 1e9 }), fc.nat({ max: 10 ** places - 1 }), fc.constantFrom('.', ','))
        .map(([whole, part, point]) => {
          const padded = String(part).padStart(places, '0');
          return places ? `${whole}${places === 3 ? '.' : point}${padded}` : String(whole);
        });
    const item = fc.constantFrom<[name: string, places: number]>(
      ['MPN-ANY', 6],
      [ITEM, 4],
      ['MPN-WHOLE', 0],
      ['MPN-TWO', 2],
      ['MPN-TWO', 1],
      ['MPN-LOCAL', 3],
    );
    const time = fc
      .date({
        min: new Date('2020-01-01T00:00:00Z'),
        max: new Date('2030-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => Math.floor(date.getTime() / 1000) * 1000);
    const form = fc.constantFrom<(time: number) => Cell>(
      (at) => new Date(at).toISOString(),
      (at) => new Date(at).toISOString().slice(0, 10),
      (at) => new Date(at),
      (at) => (at - Date.UTC(1899, 11, 30)) / 86_400_000,
    );
    const schema = fc.constantFrom<Schema>('qt', 'cr', 'pr', 'tr');
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/);
    const row = fc.record({
      item: item.chain(([one, places]) =>
        decimals(places)
          .filter(isKept)
          .map((quantity) => ({ item: one, quantity })),
      ),
      subscription: fc.constantFrom<Values>(
        { asset_id: ASSET },
        { asset_id: null, asset_external_id: 'ext-1' },
        { asset_id: ` ${ASSET} `, asset_external_id: 'never looked at' },
      ),
      times: fc.tuple(
        fc.tuple(time, time).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
        form,
      ),
      amount: decimals(2),
      tier: fc.constantFrom<Cell>('0', 1, ' 2 '),
      record_id: fc.constantFrom<Cell>('REC-1', 5, null, ''),
      params: fc.dictionary(name, fc.constantFrom<Cell>('x', 0, true, null, '')),
    });
    fc.assert(
      fc.property(row, schema, ({ item: goods, subscription, times, params, ...rest }, kind) => {
        const [[start, end], write] = times;
        const values = { ...goods, ...subscription, ...rest, start: write(start), end: write(end) };
        const first = new RowChecker(rules(kind));
        const normal = first.check(rawRow(values, 3, params));
        expect(first.problems.text).toBe('');
        if (!normal) throw new Error('refused without a reason');
        const again = new RowChecker(rules(kind)).check({
          number: 99,
          values: {
            record_id: normal.record_id,
            item: normal.item_search_value,
            asset_id: normal.asset_search_value,
            quantity: normal.quantity,
            start: normal.start_time_utc,
            end: normal.end_time_utc,
            amount: normal.amount,
            tier: normal.tier,
          },
          params: normal.params,
        });
        expect(again).toEqual(normal);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the item', () => {
  it.each([
    [ITEM, 'item.global_id', ITEM],
    ['MPN-ANY', 'item.global_id', ITEM],
    ['MPN-LOCAL', 'item.mpn', 'MPN-LOCAL'],
  ])('%s is searched by %s', (item, criteria, value) => {
    const { item_search_criteria, item_search_value } = accepted({ item });
    expect([item_search_criteria, item_search_value]).toEqual([criteria, value]);
  });

  it.each([
    ['', 'Row 1, Item: It is missing.'],
    ['MPN-X', 'Row 1, Item: The product has no pay-as-you-go item "MPN-X"'],
  ])('%j is refused', (item, message) => {
    expect(refusal({ item })).toContain(message);
  });
});

describe('the subscription', () => {
  it('may be named by its external ID', () => {
    expect(accepted({ asset_id: '', asset_external_id: 'ext-1' })).toMatchObject({
      asset_search_criteria: 'asset.id',
      asset_search_value: ASSET,
    });
  });

  it('may be left to Connect to find by a parameter', () => {
    const values = { asset_search_criteria: 'parameter.tenant_id', asset_id: 'tenant-1' };
    expect(accepted(values)).toMatchObject({
      asset_search_criteria: 'parameter.tenant_id',
      asset_search_value: 'tenant-1',
    });
    expect(subscriptionOf(rawRow(values))).toEqual({});
    expect(refusal({ ...values, asset_id: null })).toBe(
      'Row 1, Subscription ID: It is missing. Give the value of parameter.tenant_id.',
    );
  });

  it.each<[string, Values, string]>([
    ['missing', { asset_id: ' ' }, 'Row 1, Subscription ID: It is missing.'],
    ['unknown', { asset_id: 'AS-9' }, 'Row 1, Subscription ID: The product has no subscription "AS-9"'],
    [
      'unknown by its external ID',
      { asset_id: null, asset_external_id: 'ext-9' },
      'Row 1, Subscription External ID: The product has no subscription "ext-9"',
    ],
    [
      'one of two',
      { asset_id: null, asset_external_id: 'twice' },
      'Row 1, Subscription External ID: 2 subscriptions have the external ID "twice"',
    ],
    [
      'of another contract',
      { asset_id: 'AS-4444-4444-4444' },
      'Row 1, Subscription ID: Subscription AS-4444-4444-4444 belongs to the contract CRD-OTHER',
    ],
  ])('that is %s is refused', (_name, change, message) => {
    expect(refusal(change)).toContain(message);
  });
});

describe('the quantity', () => {
  it.each([
    ['MPN-WHOLE', '5', '5'],
    ['MPN-WHOLE', '5.00', '5'],
    ['MPN-TWO', '5,25', '5.25'],
    ['MPN-TWO', '5.2500', '5.25'],
    ['MPN-ANY', '0.123456789012345', '0.123456789012345'],
    ['MPN-ANY', 0, '0'],
  ])('of %s may be %j', (item, quantity, read) => {
    expect(accepted({ item, quantity }).quantity).toBe(read);
  });

  it.each<[string, Cell, string]>([
    ['MPN-ANY', '', 'It is missing.'],
    ['MPN-ANY', null, 'It is missing.'],
    ['MPN-ANY', '-1', '"-1" can\'t be used. Give a number that is not negative'],
    ['MPN-ANY', '1,500', '"1,500" could be 1.5 or 1500. Write it in that way.'],
    ['MPN-ANY', 'unlimited', '"unlimited" can\'t be used.'],
    ['MPN-WHOLE', '5.5', '"5.5" can\'t be used. The item takes a whole number.'],
    ['MPN-TWO', 5.125, '"5.125" can\'t be used. The item takes a number with at most 2 decimals.'],
    ['MPN-ANY', 'x'.repeat(200), `"${'x'.repeat(60)}…" can't be used.`],
  ])('of %s can’t be %j', (item, quantity, message) => {
    expect(refusal({ item, quantity })).toContain(`Row 1, Quantity: ${message}`);
  });
});

describe('the times', () => {
  const period = { period: { from: '2026-01-01', to: '2026-01-31' } };

  it('may fill the whole period, and be one and the same', () => {
    const whole = accepted({ start: '2026-01-01', end: '2026-01-31' }, rules('qt', period));
    expect([whole.start_time_utc, whole.end_time_utc]).toEqual([
      '2026-01-01 00:00:00',
      '2026-01-31 23:59:59',
    ]);
    accepted({ start: '2026-01-05 10:00', end: '2026-01-05 10:00' }, rules('qt', period));
    accepted({ start: '2026-01-05', end: '2026-01-05' });
  });

  it.each<[Values, string]>([
    [{ start: '' }, 'Row 1, Usage Start: It is missing. Give a time in UTC'],
    [{ end: null }, 'Row 1, Usage End: It is missing.'],
    [{ start: '31.01.2026' }, 'Row 1, Usage Start: "31.01.2026" can\'t be used.'],
    [{ end: '2026-02-30' }, 'Row 1, Usage End: "2026-02-30" can\'t be used.'],
    [
      { start: '2026-01-31 10:00', end: '2026-01-31 09:59' },
      'Row 1, Usage End: "2026-01-31 09:59:00" is before the start, "2026-01-31 10:00:00".',
    ],
    [
      { start: '2025-12-31T23:59:59Z' },
      'Row 1, Usage Start: "2025-12-31 23:59:59" is outside of the period of the report, 2026-01-01 to 2026-01-31.',
    ],
    [
      { end: '2026-01-31T23:00:00-02:00' },
      'Row 1, Usage End: "2026-02-01 01:00:00" is outside of the period',
    ],
  ])('%j are refused', (change, message) => {
    expect(refusal(change, rules('qt', period))).toContain(message);
  });
});

describe('amount and tier', () => {
  it.each<[Schema, Values]>([
    ['qt', {}],
    ['qt', { amount: '1', tier: '0' }],
    ['cr', { amount: '1.5' }],
    ['pr', { amount: -2 }],
    ['tr', { amount: 0, tier: 0 }],
    ['tr', { amount: '1', tier: '2' }],
  ])('of %s may be %j', (schema, change) => {
    accepted(change, rules(schema));
  });

  it.each<[Schema, Values, string]>([
    ['cr', {}, 'Row 1, Amount: It is missing. The product is reported with amounts (CR).'],
    ['pr', {}, 'Row 1, Amount: It is missing. The product is reported with amounts (PR).'],
    ['tr', { tier: 1 }, 'Row 1, Amount: It is missing. The product is reported with amounts (TR).'],
    ['tr', { amount: 1 }, 'Row 1, Tier: It is missing. The product is reported per tier.'],
    ['qt', { amount: 'free' }, 'Row 1, Amount: "free" can\'t be used.'],
    ['tr', { amount: 1, tier: 3 }, 'Row 1, Tier: "3" can\'t be used. Give 0 for the customer'],
    ['qt', { tier: 'tier 1' }, 'Row 1, Tier: "tier 1" can\'t be used.'],
  ])('of %s can’t be %j', (schema, change, message) => {
    expect(refusal(change, rules(schema))).toContain(message);
  });
});

describe('record IDs', () => {
  it('are made of the report’s ID and the row where there are none', () => {
    const checker = new RowChecker(rules());
    const ids = [2, 3, 11].map((number) => checker.check(rawRow(VALID, number))?.record_id);
    expect(ids).toEqual(['report-7-2', 'report-7-3', 'report-7-11']);
  });

  it('are refused when they stand twice, also beside those that are made', () => {
    const checker = new RowChecker(rules());
    checker.check(rawRow({ ...VALID, record_id: 'A' }, 2));
    expect(checker.check(rawRow({ ...VALID, record_id: ' A ' }, 3))).toBeUndefined();
    checker.check(rawRow({ ...VALID, record_id: 'report-7-5' }, 4));
    expect(checker.check(rawRow(VALID, 5))).toBeUndefined();
    expect(checker.problems.text).toBe(
      'Row 3, Record External ID: "A" stands twice. Row 5, Record External ID: "report-7-5" stands twice.',
    );
  });
});

describe('problems', () => {
  it('are told all at once, of each row and column', () => {
    const checker = new RowChecker(rules('tr'));
    expect(checker.check(rawRow({}, 4))).toBeUndefined();
    for (const label of ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End', 'Amount', 'Tier'])
      expect(checker.problems.text).toContain(`Row 4, ${label}: It is missing.`);
    expect(checker.problems.count).toBe(7);
  });

  it('of one row don’t keep the others back', () => {
    const checker = new RowChecker(rules());
    expect(checker.check(rawRow({ ...VALID, quantity: 'x' }, 2))).toBeUndefined();
    expect(checker.check(rawRow(VALID, 3))).toBeDefined();
  });

  it('are counted, but not more than ten are named', () => {
    const checker = new RowChecker(rules());
    for (let number = 1; number <= 10; number += 1) checker.check(rawRow({ ...VALID, quantity: '' }, number));
    expect(checker.problems.text).toMatch(/Row 10, Quantity: [^.]+\. Give a number, for example 12\.5\.$/);
    for (let number = 11; number <= 300; number += 1)
      checker.check(rawRow({ ...VALID, quantity: '' }, number));
    expect(checker.problems.count).toBe(300);
    expect(checker.problems.text.match(/Row \d+/g)).toHaveLength(10);
    expect(checker.problems.text).toMatch(/ And 290 more problems\.$/);
  });
});

describe('numbers that Connect would round', () => {
  it('are refused with the reason', () => {
    const message = (values: Values, schema: Schema = 'qt') => {
      const checker = new RowChecker(rules(schema));
      const good = {
        item: 'MPN-ANY',
        asset_id: ASSET,
        quantity: '1',
        start: '2026-01-01',
        end: '2026-01-02',
      };
      checker.check({ number: 3, values: { ...good, ...values }, params: {} });
      return checker.problems.text;
    };
    const long = '99999999999999999999.99';
    const reason = `"${long}" can't be used. Give a number of at most 15 digits.`;
    expect(message({ quantity: long })).toBe(`Row 3, Quantity: ${reason}`);
    expect(message({ amount: long }, 'cr')).toBe(`Row 3, Amount: ${reason}`);
  });
});
