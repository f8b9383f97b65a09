import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  COLUMNS,
  type Column,
  columnOf,
  layoutOf,
  type RawRow,
  rowsBy,
} from '../../src/usage/report/columns.ts';
import { RowStore } from '../../src/usage/report/rowStore.ts';

const KEYS = Object.keys(COLUMNS) as Column[];
/** How Connect's template calls each column. */
const TEMPLATE: Record<string, string> = {
  record_id: 'record_id',
  record_note: 'record_note',
  note: 'record_note',
  item_search_criteria: 'item_search_criteria',
  item_search_value: 'item',
  quantity: 'quantity',
  start_time_utc: 'start',
  end_time_utc: 'end',
  asset_search_criteria: 'asset_search_criteria',
  asset_search_value: 'asset_id',
  category_id: 'category',
  amount: 'amount',
  tier: 'tier',
};
/** The header that stands for a column, for a layout as an object. */
const placed = (headers: readonly (string | null)[], mapping: Record<string, unknown> = {}) => {
  const { layout, problems } = layoutOf(headers, mapping);
  return {
    columns: Object.fromEntries([...layout.columns].map(([column, index]) => [column, headers[index]])),
    params: Object.fromEntries([...layout.params].map(([name, index]) => [name, headers[index]])),
    problems,
  };
};

describe('a column', () => {
  it.each(
    Object.entries(COLUMNS),
  )('%s is known by its key and its label, however they are spelled', (key, label) => {
    for (const name of [key, label]) {
      for (const spelled of [
        name,
        name.toUpperCase(),
        ` ${name} `,
        name.replaceAll(/[ _]/g, '-'),
        name.replaceAll(/[ _]/g, '  '),
      ])
        expect(columnOf(spelled)).toBe(key);
    }
  });

  it.each(Object.entries(TEMPLATE))('%s of the template is %s', (name, column) => {
    expect(columnOf(name)).toBe(column);
  });

  it.each(['', 'Price', 'quantities', 'v.quantity', 'constructor', '__proto__'])('is not %j', (name) => {
    expect(columnOf(name)).toBeUndefined();
  });
});

describe('the layout of a file', () => {
  it('is read off its headers, in any order, with others between them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(KEYS), fc.array(fc.constantFrom('Price', '', 'x')), (keys, others) => {
        const headers = [...others, ...keys.map((key) => COLUMNS[key])];
        expect(placed(headers)).toEqual({
          columns: Object.fromEntries(keys.map((key) => [key, COLUMNS[key]])),
          params: {},
          problems: [],
        });
      }),
    );
  });

  it('has the custom parameters by their names', () => {
    expect(placed(['v.Region', ' v.plan.size ', 'v.', 'volume']).params).toEqual({
      Region: 'v.Region',
      'plan.size': ' v.plan.size ',
    });
  });

  it.each([
    [{ Quantity: 'Seats' }],
    [{ quantity: 'Seats' }],
    [{ QUANTITY: ' seats ' }],
  ])('follows what is said of it: %j', (mapping) => {
    expect(placed(['Item', 'Seats'], mapping)).toEqual({
      columns: { item: 'Item', quantity: 'Seats' },
      params: {},
      problems: [],
    });
  });

  it('follows what is said rather than the header', () => {
    expect(placed(['Quantity', 'Billed'], { Quantity: 'Billed' }).columns).toEqual({ quantity: 'Billed' });
    expect(placed(['Start', 'Item', 'Code'], { Item: 'Code', 'Usage End': 'Start' }).columns).toEqual({
      item: 'Code',
      end: 'Start',
    });
  });

  it('takes a column for a custom parameter', () => {
    expect(placed(['Item', 'Zone'], { 'v.region': 'Zone' })).toMatchObject({
      params: { region: 'Zone' },
      problems: [],
    });
  });

  it('says all that can’t be followed', () => {
    const { problems } = placed(['Item'], { Seats: 'Item', Quantity: 'Amount', Tier: 'Level' });
    expect(problems).toHaveLength(3);
    expect(problems[0]).toContain('"Seats" is none of the columns (Record External ID, Item,');
    expect(problems.slice(1)).toEqual(['the file has no column "Amount"', 'the file has no column "Level"']);
  });

  it('may have headers that are no texts', () => {
    expect(layoutOf([null, 2026, true, new Date(0), 'Item'], {}).layout.columns).toEqual(
      new Map([['item', 4]]),
    );
  });
});

describe('a row of a file', () => {
  it('has its cells by column, and nothing where it is short', () => {
    const { layout } = layoutOf(['Item', 'Price', 'Quantity', 'v.region', 'Tier'], {});
    expect(rowsBy(layout)(7, ['MPN-1', 5, 0, 'eu'])).toEqual({
      number: 7,
      values: { item: 'MPN-1', quantity: 0, tier: null },
      params: { region: 'eu' },
    });
  });
});

describe('headers that are not clear', () => {
  it('two that mean the same are a problem, until one is named', () => {
    const headers = ['Item', 'Quantity', 'QUANTITY '];
    expect(layoutOf(headers, {}).problems).toEqual([
      'the file\'s columns "Quantity" and "QUANTITY" mean the same; say which one',
    ]);
    expect(layoutOf(['Item', 'Quantity', 'quantity', 'Seats'], { quantity: 'Seats' }).problems).toEqual([]);
  });

  it('two of one custom parameter are a problem', () => {
    expect(layoutOf(['Item', 'v.region', 'v.region '], {}).problems).toEqual([
      'the file has two columns "v.region"; rename one',
    ]);
    expect(layoutOf(['v.region', 'v.zone'], {}).problems).toEqual([]);
  });

  it('one may hold two values', () => {
    expect(placed(['Item', 'Day'], { 'Usage Start': 'Day', end: 'day' }).columns).toEqual({
      item: 'Item',
      start: 'Day',
      end: 'Day',
    });
  });

  it('a mapping to nothing takes a header out', () => {
    expect(placed(['Item', 'Tier', 'Amount'], { Tier: '', Amount: '-' })).toEqual({
      columns: { item: 'Item' },
      params: {},
      problems: [],
    });
  });
});

describe('rows that are kept packed', () => {
  const rows = (text: string): RawRow[] => [
    { number: 2, values: { item: text, end: null }, params: {} },
    { number: 3, values: { item: text, quantity: 1 }, params: { region: 'eu', ['__proto__']: text } },
    { number: 5, values: { quantity: 2, end: new Date(0) }, params: { region: null } },
  ];

  it('come out as they went in, batch after batch', () => {
    const store = new RowStore();
    store.add(rows('one'));
    store.add([]);
    store.add(rows('two'));
    expect(store.count).toBe(6);
    // As JSON: dates that were unpacked are not of the tests' own realm.
    const plain = (found: Iterable<RawRow>) => JSON.parse(JSON.stringify([...found])) as unknown;
    const found = [...store.take()];
    expect(plain(found)).toEqual(plain([...rows('one'), ...rows('two')]));
    expect(found.map(({ params }) => Object.keys(params))).toEqual(
      [...rows('one'), ...rows('two')].map(({ params }) => Object.keys(params)),
    );
    expect([...store.take()]).toEqual([]);
    expect(store.count).toBe(6);
  });
});
