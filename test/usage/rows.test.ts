import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../src/spreadsheets/read.ts';
import type { Schema } from '../../src/usage/report/catalog.ts';
import { RowChecker } from '../../src/usage/report/rows.ts';
import { ASSET, ITEM, isKept, rawRow, rules, VALID, type Values } from './rowRules.ts';

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
