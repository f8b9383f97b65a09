import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cell } from '../../../sandbox/modules/usage/sheets.ts';
import {
  type Any,
  accepted,
  act,
  asset,
  asVendor,
  BACKUP,
  call,
  chunksOf,
  close,
  get,
  open,
  other,
  pending,
  readAll,
  recordsOf,
  reported,
  row,
  TRAFFIC,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('records', () => {
  it('have the form of Connect', async () => {
    const { id, name } = await reported([row({ record_note: 'n', quantity: 2.25 })]);
    const [record] = await recordsOf(id);
    expect(record).toMatchObject({
      id: expect.stringMatching(/^UR-\d{4}-\d{2}-\d{4}-\d{4}-\d{4}-\d{4}$/),
      status: 'valid',
      usagefile: { id, name, schema: 'qt', currency: 'USD' },
      product_id: BACKUP,
      start_date: '2026-01-05T00:00:00+00:00',
      end_date: '2026-01-05T23:59:59+00:00',
      item: {
        id: TRAFFIC,
        local_id: TRAFFIC.replaceAll('-', '_'),
        mpn: 'BACKUP-TRAFFIC',
        unit: 'GB',
        type: 'PPU',
      },
      item_id: TRAFFIC,
      resource_local_id: TRAFFIC.replaceAll('-', '_'),
      asset: asset,
      asset_id: asset.id,
      asset_external_id: asset.external_id,
      usage: 2.25,
      multiplier: 1,
      category: null,
      tier: null,
      amount: null,
      params: [],
    });
    expect(await asVendor('GET', `/usage/records/${record.id}`)).toMatchObject({ status: 200, body: record });
    expect((await call('GET', `/usage/records/${record.id}`)).body).toEqual(record);
    expect((await call('GET', '/usage/records/UR-2026-01-0000-0000-0000-0000')).status).toBe(404);
  });

  describe('are listed', () => {
    let id: string;
    const day = (number: number, more: Record<string, Cell> = {}) => {
      const date = `2026-01-${String(number).padStart(2, '0')}`;
      return row({
        record_id: `d${number}`,
        start_time_utc: `${date} 10:00:00`,
        end_time_utc: `${date} 11:00:00`,
        ...more,
      });
    };
    beforeAll(async () => {
      const file = await reported([
        day(3),
        day(1, { asset_search_value: other.id }),
        day(2, { quantity: 'x' }),
        day(5),
        day(4, { asset_search_value: other.id }),
      ]);
      id = file.id;
    });
    const list = async (query: string) => (await recordsOf(id, `&${query}`)).map((one) => one.record_id);

    it.each([
      ['limit=100', 'd3 d1 d2 d5 d4'],
      ['status=invalid', 'd2'],
      ['ne(status,invalid)', 'd3 d1 d5 d4'],
      ['in(status,(valid,approved))', 'd3 d1 d5 d4'],
      ['status=closed', ''],
      ['asset.id=OTHER', 'd1 d4'],
      ['asset_id=OTHER', 'd1 d4'],
      ['out(asset.id,(OTHER))', 'd3 d2 d5'],
      ['asset.external_id=EXTERNAL', 'd1 d4'],
      [`item.id=${TRAFFIC}`, 'd3 d1 d2 d5 d4'],
      [`item_id=${TRAFFIC}`, 'd3 d1 d2 d5 d4'],
      ['item.id=PRD-0', ''],
      [`product.id=${BACKUP}`, 'd3 d1 d2 d5 d4'],
      ['hub.id=HB-1346-8670', 'd3 d1 d2 d5 d4'],
      ['usagefile.schema=qt', 'd3 d1 d2 d5 d4'],
      ['ge(start_date,2026-01-03T10:00:00Z)', 'd3 d5 d4'],
      ['gt(start_date,2026-01-03T10:00:00Z)', 'd5 d4'],
      ['ge(start_date,2026-01-02)&lt(start_date,2026-01-04)', 'd3 d2'],
      ['ge(start_date,2026-01-03T12:00:00%2B02:00)&le(start_date,2026-01-03T10:00:00)', 'd3'],
      ['le(end_date,2026-01-02T11:00:00Z)', 'd1 d2'],
      ['ordering(usage_start_time)', 'd1 d2 d3 d4 d5'],
      ['ordering(-usage_start_time)', 'd5 d4 d3 d2 d1'],
      ['ordering(-created_time)', 'd4 d5 d2 d1 d3'],
      ['ordering(status,usage_start_time)', 'd2 d1 d3 d4 d5'],
      ['ordering(-usage_start_time)&limit=2&offset=1', 'd4 d3'],
      ['limit=2&offset=4', 'd4'],
      ['limit=0', ''],
    ])('by %s', async (query, wanted) => {
      const asked = query.replace('OTHER', other.id).replace('EXTERNAL', other.external_id);
      const found = await list(asked);
      // Rows of one file have one time of creation, or their own: both orders are right.
      if (query.includes('created_time')) expect([...found].sort()).toEqual(wanted.split(' ').sort());
      else expect(found.join(' ')).toBe(wanted);
    });

    it('with the total of what was found', async () => {
      const page = await call('GET', `/usage/records?usagefile.id=${id}&status=valid&limit=2&offset=1`);
      expect(page.range).toBe('items 1-2/4');
      expect((await call('GET', `/usage/records?usage_file=${id}&limit=0`)).range).toBe('items 0-0/5');
    });

    it('not by what the list does not take', async () => {
      for (const query of [
        'ordering(usage)',
        'ordering(asset.id)',
        'status=open',
        'start_date=soon',
        'like(start_date,2026*)',
      ])
        expect([query, (await call('GET', `/usage/records?${query}`)).status]).toEqual([query, 400]);
    });
  });

  describe('are changed by the distributor alone', () => {
    it('to another status', async () => {
      const { id } = await pending([row(), row()]);
      const [first, second] = (await recordsOf(id)) as [Any, Any];
      const put = (record: Any, status: unknown) => call('PUT', `/usage/records/${record.id}`, { status });
      expect(await put(first, 'rejected')).toMatchObject({
        status: 200,
        body: { id: first.id, status: 'rejected' },
      });
      expect(await put(second, 'approved')).toMatchObject({ status: 200, body: { status: 'approved' } });
      expect((await get(id)).stats).toMatchObject({ pending: 0, accepted: 1 });
      expect((await put(first, 'open')).status).toBe(400);
      expect((await put(first, undefined)).status).toBe(400);
      expect((await put(first, 'closed')).status).toBe(400);
      expect(await put(first, 'approved')).toMatchObject({ status: 200 });
      expect((await asVendor('PUT', `/usage/records/${first.id}`, { status: 'rejected' })).status).toBe(403);
      expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    });

    it('one rejected by itself stays so when its file is accepted, and is in no chunk', async () => {
      const { id } = await pending([row(), row({ record_id: 'good-one' })]);
      const [first] = (await recordsOf(id)) as [Any];
      await call('PUT', `/usage/records/${first.id}`, { status: 'rejected' });
      expect((await act('accept', id)).body).toMatchObject({ stats: { accepted: 1 } });
      expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['rejected', 'approved']);
      const [chunk] = (await chunksOf(id)) as [Any];
      const { body } = await call('GET', `/usage/chunks/${chunk.id}/download`);
      expect(await readAll(body)).toHaveLength(1);
    });

    it('all of a file at once', async () => {
      const { id } = await accepted([row(), row()]);
      const answer = await call('PUT', `/usage/files/${id}/approve-all`);
      expect(answer).toMatchObject({ status: 200, body: { id, status: 'accepted' } });
      expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    });

    it('to closed, with the ID of the bill', async () => {
      const { id } = await accepted([row(), row()]);
      const [first, second] = (await recordsOf(id)) as [Any, Any];
      const close = (body: object) => call('POST', `/usage/records/${first.id}/close`, body);
      expect((await close({})).status).toBe(400);
      expect(
        (await asVendor('POST', `/usage/records/${first.id}/close`, { external_billing_id: 'B' })).status,
      ).toBe(403);
      expect(await close({ external_billing_id: 'B-1', external_billing_note: 'paid' })).toMatchObject({
        status: 200,
        body: {
          status: 'closed',
          external_billing_id: 'B-1',
          external_billing_note: 'paid',
          closed_at: expect.any(String),
          closed_by: expect.any(String),
        },
      });
      expect(await close({ external_billing_id: 'B-2' })).toMatchObject({
        status: 400,
        body: { error_code: expect.any(String) },
      });
      expect((await get(id)).stats).toMatchObject({ accepted: 2, closed: 1, billed: 1 });
      expect((await call('GET', `/usage/records/${second.id}`)).body.status).toBe('approved');
    });

    it('to closed only when they were approved', async () => {
      const { id } = await pending();
      const [{ id: record }] = (await recordsOf(id)) as [Any];
      const close = () => call('POST', `/usage/records/${record}/close`, { external_billing_id: 'B' });
      expect((await close()).status).toBe(400);
      await act('reject', id);
      expect((await close()).status).toBe(400);
    });

    it('to closed many at once, with an outcome for each', async () => {
      const { id } = await accepted([row(), row(), row(), row()]);
      const [a, b, c, d] = (await recordsOf(id)) as [Any, Any, Any, Any];
      await call('PUT', `/usage/records/${c.id}`, { status: 'rejected' });
      const given = [
        { id: a.id, external_billing_id: 'B-1', external_billing_note: 'n' },
        { id: b.id },
        { id: c.id, external_billing_id: 'B-1' },
        { id: 'UR-0', external_billing_id: 'B-1' },
        { id: a.id, external_billing_id: 'B-2' },
      ];
      expect((await asVendor('POST', '/usage/records/close-records', given)).status).toBe(403);
      const refused = (of: string, status: string) => ({
        id: of,
        status,
        error_codes: expect.stringMatching(/^USG_/),
        error_details: expect.any(String),
      });
      const answer = await call('POST', '/usage/records/close-records', given);
      expect(answer.status).toBe(206);
      expect(answer.body).toEqual([
        { id: a.id, status: 'closed' },
        refused(b.id, 'approved'),
        refused(c.id, 'rejected'),
        refused('UR-0', 'invalid'),
        refused(a.id, 'closed'),
      ]);
      expect(await recordsOf(id)).toMatchObject([
        { status: 'closed', external_billing_id: 'B-1', external_billing_note: 'n' },
        { status: 'approved' },
        { status: 'rejected' },
        { id: d.id, status: 'approved' },
      ]);
      expect((await get(id)).stats).toMatchObject({ closed: 1, billed: 1 });
      expect(
        (await call('POST', `/usage/records/${b.id}/close-records`, { external_billing_id: 'B' })).status,
      ).toBe(404);
    });
  });
});
