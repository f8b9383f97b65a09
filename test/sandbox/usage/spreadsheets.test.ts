import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COLUMNS, REQUIRED, writeBook, writeSheet } from '../../../sandbox/modules/usage/sheets.ts';
import {
  asset,
  asVendor,
  call,
  close,
  create,
  open,
  recordsOf,
  reported,
  row,
  sheet,
  TRAFFIC,
  table,
  upload,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('a spreadsheet', () => {
  it('has to have all required columns, and says which are missing', async () => {
    const { quantity: _quantity, end_time_utc: _end, ...rest } = row();
    const file = await reported([rest]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 0, invalid: 0 } });
    expect(file.error_detail).toContain('quantity');
    expect(file.error_detail).toContain('end_time_utc');
    expect(file.error_detail).not.toContain('record_id');
  });

  it('has to be one', async () => {
    const { id } = await create();
    for (const content of [
      Buffer.from('a;b;c\n1;2;3\n'),
      Buffer.from('PK\x03\x04 broken'),
      Buffer.alloc(0),
    ]) {
      const { status, error_detail } = await upload(id, content);
      expect(status).toBe('invalid');
      expect(error_detail).not.toBe('');
    }
  });

  it('has to have rows', async () => {
    const { id } = await create();
    for (const content of [
      await writeSheet('records', [[...REQUIRED]]),
      await writeSheet('records', []),
      await writeSheet('other', table([row()])),
    ]) {
      const { status, error_detail } = await upload(id, content);
      expect(status).toBe('invalid');
      expect(error_detail).toMatch(/rows/);
    }
  });

  it('may have its sheet named usage_records', async () => {
    const { id } = await create();
    expect(await upload(id, await sheet([row()], 'usage_records'))).toMatchObject({
      status: 'ready',
      records: { valid: 1 },
    });
  });

  it('is read by its headers: in any order, with others among them, and blank rows', async () => {
    const one = row({ quantity: 7.25, record_note: 'a note', unknown: 'x', 'v.region': 'eu' });
    const columns = Object.keys(one).reverse();
    const content = await writeSheet('records', [
      columns,
      columns.map(() => null),
      columns.map((name) => one[name] ?? null),
      columns.map(() => null),
    ]);
    const { id } = await create();
    expect(await upload(id, content)).toMatchObject({ status: 'ready', records: { valid: 1 } });
    expect(await recordsOf(id)).toMatchObject([
      {
        record_id: one['record_id'],
        record_note: 'a note',
        usage: 7.25,
        params: [{ parameter_name: 'region', parameter_value: 'eu' }],
      },
    ]);
  });

  it('may have its sheets in any order; those that inform are not read', async () => {
    const { id } = await create();
    const content = await writeBook([
      { name: 'instructions', rows: [['Read me']] },
      { name: 'records', rows: table([row({ category_id: 'c1' })]) },
      {
        name: 'general',
        rows: [
          ['attribute_id', 'attribute_value'],
          ['report_name', 'x'],
        ],
      },
      {
        name: 'categories',
        rows: [
          ['category_id', 'category_name', 'category_description'],
          ['c1', 'First', 'The first'],
          ['c2', 'Second', ''],
        ],
      },
    ]);
    expect(await upload(id, content)).toMatchObject({ status: 'ready' });
    expect(await recordsOf(id)).toMatchObject([{ category: { id: 'c1', name: 'First' } }]);
    expect(await call('GET', `/usage/files/${id}/categories`)).toMatchObject({
      status: 200,
      range: 'items 0-1/2',
      body: [
        { id: 'c1', name: 'First', description: 'The first' },
        { id: 'c2', name: 'Second' },
      ],
    });
    expect(await asVendor('GET', `/usage/files/${id}/categories?id=c2&limit=5`)).toMatchObject({
      body: [{ id: 'c2' }],
    });
  });

  it('finds items and subscriptions by each of their criteria', async () => {
    const { id, status } = await reported([
      row(),
      row({ item_search_criteria: 'item.global_id', item_search_value: TRAFFIC }),
      row({ item_search_criteria: 'item.local_id', item_search_value: TRAFFIC.replaceAll('-', '_') }),
      row({ asset_search_criteria: 'parameter.tenant_id', asset_search_value: 'tenant-one' }),
    ]);
    expect(status).toBe('ready');
    expect((await recordsOf(id)).map((one) => [one.item.id, one.asset.id])).toEqual(
      Array(4).fill([TRAFFIC, asset.id]),
    );
  });

  it('takes cells as texts, numbers and times', async () => {
    const { id, status } = await reported([
      row({ quantity: '12.50' }),
      row({ quantity: 12.5, start_time_utc: new Date('2026-01-05T10:00:00Z') }),
    ]);
    expect(status).toBe('ready');
    expect(await recordsOf(id)).toMatchObject([
      { usage: 12.5 },
      { usage: 12.5, start_date: '2026-01-05T10:00:00+00:00' },
    ]);
  });

  it('may have all columns of the template', async () => {
    const empty = Object.fromEntries(COLUMNS.map((name) => [name, null]));
    expect(await reported([{ ...empty, ...row() }])).toMatchObject({ status: 'ready' });
  });

  const required = REQUIRED.map((column) => [column]);
  it.each(required)('is not valid with a row without %s', async (column) => {
    const file = await reported([row(), row({ [column]: null })]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 1, invalid: 1 } });
    const [record] = await recordsOf(file.id, '&status=invalid');
    expect(record.error_details).toContain(`${column} is required.`);
  });
});
