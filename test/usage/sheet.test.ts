import { describe, expect, it } from '@jest/globals';
import type { Connect } from '../../src/connect/connect.ts';
import { Deadline } from '../../src/connect/deadline.ts';
import { type Cell, readRows } from '../../src/spreadsheets/read.ts';
import { writeBook } from '../../src/spreadsheets/write.ts';
import { RowChecker, type RowRules, type UsageRow } from '../../src/usage/report/rows.ts';
import { openRows } from '../../src/usage/report/source.ts';
import { type Extras, writeUsage } from '../../src/usage/report/spreadsheet.ts';

const atOnce = async () => {};
const cellsOf = async (content: Buffer, sheet: string) => {
  const list: (readonly Cell[])[] = [];
  for await (const { cells } of readRows(content, sheet)) list.push(cells);
  return list;
};
const NONE: Extras = { params: [], dynamic: [], categories: [] };
const ROW: UsageRow = {
  record_id: 'r-1',
  record_note: '',
  item_search_criteria: 'item.mpn',
  item_search_value: '0012',
  quantity: '12.5',
  start_time_utc: '2026-01-01 00:00:00',
  end_time_utc: '2026-01-31 23:59:59',
  asset_search_criteria: 'asset.id',
  asset_search_value: 'AS-1',
  category_id: '',
  amount: '',
  tier: '',
  dynamic: {},
  params: {},
};
const HEADERS = ['Item', 'Subscription ID', 'Quantity', 'Usage Start', 'Usage End'];
const LINE = ['NEW', 'AS-1', '5', '2026-01-01', '2026-01-31'];
const opened = (content: Buffer) =>
  openRows({ deadline: new Deadline(), fetchFile: async () => ({ content }) } as unknown as Connect, {
    file: 'https://files.example/usage',
  });

describe('the spreadsheet of a report', () => {
  it('has numbers as numbers, texts as texts, and nothing for blanks', async () => {
    const rows = [ROW, { ...ROW, quantity: '0', amount: '-9.99', tier: '1', record_note: '5' }];
    const [, first, second] = await cellsOf(await writeUsage(rows, NONE, atOnce), 'records');
    expect(first).toEqual(['r-1', null, 'item.mpn', '0012', 12.5, ...Object.values(ROW).slice(5, 9)]);
    expect(second).toEqual([
      'r-1',
      '5',
      'item.mpn',
      '0012',
      0,
      ...Object.values(ROW).slice(5, 9),
      null,
      -9.99,
      '1',
    ]);
  });

  it.each([
    '0.00000001',
    '123456789012345',
    '0.1',
    '12.000000000001',
  ])('keeps every digit of %s', async (quantity) => {
    const [, row] = await cellsOf(await writeUsage([{ ...ROW, quantity }], NONE, atOnce), 'records');
    expect([quantity, Number(quantity)]).toContain(row?.[4]);
    expect(Number(row?.[4])).toBe(Number(quantity));
  });

  it('has what describes new items, and custom parameters, of the rows that have them', async () => {
    const row = {
      ...ROW,
      dynamic: { item_name: 'Traffic', item_precision: 'Decimal(2)' },
      params: { Zone: 'eu' },
    };
    const extras: Extras = { ...NONE, dynamic: ['item_name', 'item_precision'], params: ['Zone'] };
    const [head, first, second] = await cellsOf(await writeUsage([row, ROW], extras, atOnce), 'records');
    expect(head?.slice(-3)).toEqual(['item_name', 'item_precision', 'v.Zone']);
    expect(first?.slice(-3)).toEqual(['Traffic', 'Decimal(2)', 'eu']);
    expect(second).toHaveLength(9);
  });

  it('has the names of categories', async () => {
    const categories = [{ id: 'sms', name: 'Text messages', description: '' }];
    const content = await writeUsage([{ ...ROW, category_id: 'sms' }], { ...NONE, categories }, atOnce);
    expect(await cellsOf(content, 'categories')).toEqual([
      ['category_id', 'category_name', 'category_description'],
      ['sms', 'Text messages'],
    ]);
  });
});

describe('a file in the form of Connect’s template', () => {
  it('brings the names of its categories', async () => {
    const content = await writeBook([
      {
        name: 'Categories',
        rows: [
          ['category_name', 'category_id'],
          ['Text messages', 'sms'],
          [null, 'x'],
        ],
      },
      {
        name: 'Records',
        rows: [
          [...HEADERS, 'category_id'],
          [...LINE, 'sms'],
        ],
      },
    ]);
    const { rows, categories } = await opened(content);
    expect([...categories.values()]).toEqual([
      { id: 'sms', name: 'Text messages', description: '' },
      { id: 'x', name: '', description: '' },
    ]);
    for await (const [row] of rows) expect(row?.values.category).toBe('sms');
  });

  it('brings new items and custom parameters, whatever the letters of their columns', async () => {
    const content = await writeBook([
      {
        name: 'records',
        rows: [
          [...HEADERS, 'V.Zone', 'Item_Name', 'item_unit'],
          [...LINE, 'eu', 'Traffic', 'GB'],
        ],
      },
    ]);
    const rules = (isDynamic: boolean): RowRules => ({
      catalog: { schema: 'qt', isDynamic, findItem: () => undefined },
      subscriptions: {
        byId: (id) => ({ id }),
        byExternalId: () => [],
        byExternalUid: () => [],
        byParameter: () => [],
      },
      contractId: 'CRD-1',
      period: undefined,
      areDays: true,
      isPointDecimal: true,
      reportId: 'r',
    });
    for await (const [row] of (await opened(content)).rows) {
      if (!row) throw new Error('no row');
      expect(new RowChecker(rules(true)).check(row)).toMatchObject({
        item_search_criteria: 'item.mpn',
        item_search_value: 'NEW',
        dynamic: { item_name: 'Traffic', item_unit: 'GB' },
        params: { Zone: 'eu' },
      });
      expect(new RowChecker(rules(false)).check(row)).toBeUndefined();
    }
  });
});
