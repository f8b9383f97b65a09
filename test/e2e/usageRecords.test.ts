import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Usage records, on the sandbox: listed, found, set and closed. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeAll(() => {
  waits.pause = 40;
});
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const report = (more: Json = {}) => stage.run('report_usage', 'vendor', stage.reportInput(asset, more));
const records = () => [...stage.sandbox.world.usage.records.all()];
const row = (more: Json = {}) => stage.usageLine(asset, more);

describe('records', () => {
  const list = (id: string, more: Json = {}) =>
    stage.run('list_usage_records', 'store', { usage_file_id: id, ...more });

  it('come as line items, page by page, with how many there are', async () => {
    const id = await stage.usageFile('pending');
    const first = await list(id, { limit: 1 });
    expect(first).toMatchObject({
      count: 1,
      total: 2,
      next_page_token: `${id}:1:2`,
      records: [{ usage: 1 }],
    });
    const second = await list(id, { limit: 1, page_token: first['next_page_token'] });
    expect(second).toMatchObject({ count: 1, total: 2, next_page_token: '', records: [{ usage: 2.5 }] });
    expect(await list(id, { page_token: `${id}:2:2` })).toMatchObject({ count: 0, records: [] });
    expect((await failureOf(() => list(id, { page_token: 'UF-0000-00-0000-0001:1' }))).message).toMatch(
      /^Page Token: "UF-0000-00-0000-0001:1"/,
    );
    expect((await failureOf(() => list('UF-0000-00-0000-0000'))).message).toBe(
      'Connect has no usage file UF-0000-00-0000-0000 that this connection can see.',
    );
  });

  it('are found by a search too, and narrowed down', async () => {
    const id = await stage.usageFile('pending');
    const find = (more: Json) =>
      app.search('get_usage_records', stage.connections.store, { usage_file_id: id, ...more });
    // Both came at the same time, so Connect gives them in any order.
    expect((await find({})).map(({ usage }) => usage).toSorted()).toEqual([1, 2.5]);
    expect(await find({ status: ['approved'] })).toEqual([]);
    const [one] = await find({ asset_external_id: ['ORDER-1'], start_after: '2025-12-31' });
    const found = await app.search('find_usage_record', stage.connections.store, { record_id: one?.['id'] });
    expect(found).toMatchObject([{ id: one?.['id'] }]);
    expect(
      await app.search('find_usage_record', stage.connections.store, {
        record_id: 'UR-2026-01-0000-0000-0000-0000',
      }),
    ).toEqual([]);
  });

  it('are set and closed one by one', async () => {
    await stage.usageFile('accepted');
    const [first, second] = records();
    const set = { record_id: first?.id, status: 'rejected' };
    expect(await stage.run('update_usage_record', 'store', set)).toMatchObject({ status: 'rejected' });
    const close = { record_id: second?.id, external_billing_id: 'INV-1', external_billing_note: 'n' };
    expect(await stage.run('close_usage_record', 'store', close)).toMatchObject({
      status: 'closed',
      external_billing_id: 'INV-1',
    });
    expect(await stage.run('close_usage_record', 'store', close)).toMatchObject({ status: 'closed' });
  });

  it('come all, also when those that were handed out leave the filter', async () => {
    const lines = Array.from({ length: 12 }, (_unused, index) => row({ quantity: index }));
    const { id } = await report({ records: lines, submit: true });
    await stage.run('accept_usage_file', 'store', { usage_file_id: id });
    const seen: unknown[] = [];
    let page_token: unknown;
    for (let pages = 0; pages < 6; pages += 1) {
      const page = await list(String(id), { status: ['approved'], limit: 5, page_token });
      const rows = page['records'] as Json[];
      seen.push(...rows.map(({ usage }) => usage));
      if (rows.length) {
        const records_ = rows.map((one) => ({ id: one['id'] }));
        await stage.run('close_usage_records', 'store', { records: records_, external_billing_id: 'INV' });
      }
      page_token = page['next_page_token'];
      if (!page_token) break;
    }
    const inOrder = seen.toSorted((a, b) => Number(a) - Number(b));
    expect(inOrder).toEqual(lines.map(({ quantity }) => quantity));
  });

  it('closed with another billing ID are not closed by this step', async () => {
    await stage.usageFile('accepted');
    const [first] = records();
    const close = (external_billing_id: string) =>
      stage.run('close_usage_record', 'store', { record_id: first?.id, external_billing_id });
    await close('INV-1');
    expect(await close('INV-1')).toMatchObject({ status: 'closed' });
    expect((await failureOf(() => close('INV-2'))).message).toContain('The usage record is closed.');
  });

  it('are closed in bulk: which were, which not, and why; again without harm', async () => {
    await stage.usageFile('accepted');
    const [first, second] = records();
    await stage.run('update_usage_record', 'store', { record_id: second?.id, status: 'rejected' });
    const close = (...lines: Json[]) =>
      stage.run('close_usage_records', 'store', { records: lines, external_billing_id: 'INV-7' });
    const outcome = {
      closed: [{ id: first?.id, external_billing_id: 'INV-7' }],
      refused: [{ id: second?.id, status: 'rejected', reason: 'Record is not approved (USG_000)' }],
      unknown: [],
      closed_count: 1,
      refused_count: 1,
      unknown_count: 0,
    };
    expect(await close({ id: first?.id }, { id: second?.id })).toEqual(outcome);
    expect(await close({ id: first?.id }, { id: second?.id })).toEqual(outcome);
    expect((await failureOf(() => close({ id: second?.id }))).message).toBe(
      `Connect closed none of the usage records. ${second?.id}: Record is not approved (USG_000)`,
    );
    expect((await failureOf(() => close({ id: first?.id }, { id: first?.id }))).message).toMatch(
      /^Records, line 2: Usage Record ID: "UR-\S+" can't be used. Give each record only once./,
    );
    expect((await failureOf(() => close())).message).toMatch(/^Records is missing/);
  });

  it('add up', async () => {
    await stage.usageFile('accepted');
    const sums = await app.search('find_usage_aggregates', stage.connections.store, { asset_id: [asset] });
    const of = sums.filter((sum) => (sum['asset'] as Json)['id'] === asset);
    expect(of.length + sums.length).toBeGreaterThan(0);
    expect(await app.search('find_usage_aggregates', stage.connections.store, {})).toMatchObject([
      { usage: 3.5, accepted: 2, item: { mpn: 'BACKUP-TRAFFIC' } },
    ]);
  });
});
