import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../sandbox/index.ts';
import { type Cell, REQUIRED, writeSheet } from '../../../sandbox/modules/usage/sheets.ts';
import { effort } from '../../support/effort.ts';
import {
  type Any,
  asVendor,
  BACKUP,
  close,
  create,
  form,
  MAIL,
  mailRow,
  open,
  readAll,
  recordsOf,
  reported,
  row,
  settled,
  subscribe,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('a row', () => {
  const period = { period: { from: '2026-01-01', to: '2026-01-31' } };
  it.each<[string, Record<string, Cell>, string | undefined, RegExp, object?]>([
    ['an unknown item', { item_search_value: 'NO-SUCH' }, 'USG_011', /NO-SUCH/],
    ['an item that is reserved', { item_search_value: 'BACKUP-USER' }, 'USG_011', /BACKUP-USER/],
    ['an item of another product', { item_search_value: 'MAIL-SENT' }, 'USG_011', /MAIL-SENT/],
    ['an unknown criterion of items', { item_search_criteria: 'item.name' }, undefined, /item\.name/],
    ['an unknown subscription', { asset_search_value: 'AS-0' }, undefined, /AS-0/],
    [
      'an unknown criterion of subscriptions',
      { asset_search_criteria: 'asset.name' },
      undefined,
      /asset\.name/,
    ],
    [
      'a parameter that no subscription has so',
      { asset_search_criteria: 'parameter.tenant_id', asset_search_value: 'nobody' },
      undefined,
      /nobody/,
    ],
    ['a quantity that is no number', { quantity: 'many' }, undefined, /quantity many/],
    ['a quantity below zero', { quantity: -1 }, undefined, /quantity -1/],
    ['more decimals than the item has', { quantity: 1.234 }, undefined, /1\.234.*decimals/],
    ['a time of another form', { start_time_utc: '05.01.2026' }, undefined, /start_time_utc 05\.01\.2026/],
    ['a time with a zone', { end_time_utc: '2026-01-05T10:00:00Z' }, undefined, /end_time_utc/],
    ['an hour that there is not', { start_time_utc: '2026-01-05 25:00:00' }, undefined, /start_time_utc/],
    ['a month that there is not', { start_time_utc: '2026-13-05 10:00:00' }, undefined, /start_time_utc/],
    ['an end before the start', { end_time_utc: '2026-01-04 00:00:00' }, undefined, /after end_time_utc/],
    ['a start before the period', { start_time_utc: '2025-12-31 23:59:59' }, undefined, /outside/, period],
    ['an end after the period', { end_time_utc: '2026-02-01 00:00:00' }, undefined, /outside/, period],
    ['a category that is not in the sheet', { category_id: 'c9' }, undefined, /c9/],
    ['an amount that is no number', { amount: 'much' }, undefined, /amount much/],
    ['a tier that there is not', { tier: 3 }, undefined, /tier 3/],
  ])('is not valid with %s', async (_name, wrong, code, text, more = {}) => {
    const file = await reported([row(), row(wrong)], more);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 1, invalid: 1 } });
    expect(await recordsOf(file.id)).toMatchObject([
      { status: 'valid' },
      {
        status: 'invalid',
        error_codes: code ?? expect.stringMatching(/^USG_\d{3}$/),
        error_details: expect.stringMatching(text),
      },
    ]);
  });

  it('takes the first and last second of the period', async () => {
    expect(
      await reported(
        [row({ start_time_utc: '2026-01-01 00:00:00', end_time_utc: '2026-01-31 23:59:59' })],
        period,
      ),
    ).toMatchObject({ status: 'ready' });
  });

  it('is not valid with a record_id twice', async () => {
    const file = await reported([row({ record_id: 'same' }), row({ record_id: 'same' }), row()]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 2, invalid: 1 } });
    expect((await recordsOf(file.id)).map(({ status }) => status)).toEqual(['valid', 'invalid', 'valid']);
  });

  it('of the schema tr needs an amount and a tier in each row', async () => {
    const tr = { product: { id: MAIL } };
    const good = await reported(
      [0, 1, 2].map((tier) => mailRow({ tier, amount: 0.1 * tier })),
      tr,
    );
    expect(good).toMatchObject({ schema: 'tr', status: 'ready' });
    expect((await recordsOf(good.id)).map(({ tier, usagefile }) => [tier, usagefile.schema])).toEqual([
      [0, 'tr'],
      [1, 'tr'],
      [2, 'tr'],
    ]);
    const bad = await reported(
      [mailRow({ amount: null }), mailRow({ tier: null }), mailRow({ tier: 3 }), mailRow({ quantity: 1.5 })],
      tr,
    );
    expect(bad).toMatchObject({ status: 'invalid', records: { valid: 0, invalid: 4 } });
    const details = (await recordsOf(bad.id)).map((one) => one.error_details);
    expect(details).toEqual([
      expect.stringMatching(/amount/),
      expect.stringMatching(/tier/),
      expect.stringMatching(/tier 3/),
      expect.stringMatching(/decimals/),
    ]);
  });

  it('tells of all that is wrong with a row', async () => {
    const { id } = await reported([
      row({ item_search_value: 'NO', asset_search_value: 'NO', quantity: 'NO' }),
    ]);
    const [{ error_codes, error_details }] = (await recordsOf(id)) as [Any];
    expect(error_codes.split(', ')).toHaveLength(3);
    expect(error_details).toMatch(/Item NO.*asset\.id NO.*quantity NO/);
  });

  it('comes back processed, with each row and its errors', async () => {
    const given = [row(), row({ item_search_value: 'NO-SUCH' }), row({ quantity: -2 })];
    const { processed_file_uri } = await reported(given);
    const found = await readAll(Buffer.from(await (await fetch(processed_file_uri)).arrayBuffer()));
    expect(found.map((one) => one['record_id'])).toEqual(given.map((one) => one['record_id']));
    expect(found.map((one) => one['status'])).toEqual(['valid', 'invalid', 'invalid']);
    expect(found[0]?.['error_codes'] || '').toBe('');
    expect(found[1]).toMatchObject({
      error_codes: 'USG_011',
      error_details: expect.stringContaining('NO-SUCH'),
    });
    expect(found[2]).toMatchObject({ error_details: expect.stringContaining('quantity') });
  });

  it('of 200 000 rows (fewer outside of CI) ends ready, with all of them', async () => {
    const count = effort(200_000, 5_000);
    const big = await startSandbox({ delay: 5 });
    const { id: subscription } = await subscribe(BACKUP, '', big);
    function* lines(): Generator<Cell[]> {
      yield [...REQUIRED];
      const day = ['2026-01-05 00:00:00', '2026-01-05 23:59:59'];
      for (let index = 0; index < count; index += 1)
        yield [
          `b-${index}`,
          'item.mpn',
          'BACKUP-TRAFFIC',
          (index % 100) / 4,
          ...day,
          'asset.id',
          subscription,
        ];
    }
    const { id } = await create({}, big);
    const content = await writeSheet('records', lines());
    const sent = await asVendor('POST', `/usage/files/${id}/upload`, form('usage_file', content), big);
    expect(sent.status).toBe(201);
    expect(await settled(id, big, 100_000)).toMatchObject({
      status: 'ready',
      stats: { uploaded: count, validated: count },
      records: { valid: count, invalid: 0 },
    });
    const list = await asVendor(
      'GET',
      `/usage/records?usagefile.id=${id}&limit=2&offset=${count - 2}`,
      undefined,
      big,
    );
    expect(list.range).toBe(`items ${count - 2}-${count - 1}/${count}`);
    expect(list.body).toMatchObject([
      { record_id: `b-${count - 2}` },
      { record_id: `b-${count - 1}`, usage: 24.75 },
    ]);
    await big.close();
  });
});
