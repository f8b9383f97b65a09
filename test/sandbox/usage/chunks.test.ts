import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../sandbox/index.ts';
import { accounts } from '../../../sandbox/modules/accounts/data.ts';
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
  create,
  open,
  pending,
  readAll,
  recordsOf,
  row,
  sheet,
  subscribe,
  until,
  upload,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('chunks', () => {
  it('appear once a file is accepted, one for each hub, and become ready', async () => {
    const split = await startSandbox({ delay: 60 });
    // The marketplace has two hubs.
    const one = await subscribe(BACKUP, '', split);
    const two = await subscribe(BACKUP, '', split, 'CT-9861-7954');
    const { id } = await create({}, split);
    const given = [one, two, two].map((to) => row({ asset_search_value: to.id }));
    await upload(id, await sheet(given), split);
    await act('submit', id, undefined, split);
    const list = async (query = '') =>
      (await call('GET', `/usage/chunks?usagefile.id=${id}${query}`, undefined, undefined, split))
        .body as Any[];
    expect(await list()).toEqual([]);
    await act('accept', id, {}, split);
    expect((await list()).map(({ status }) => status)).toEqual(['draft', 'draft']);
    const [draft] = (await list()) as [Any];
    for (const [method, action] of [
      ['POST', 'close'],
      ['POST', 'regenerate'],
      ['GET', 'download'],
    ] as const) {
      const body = action === 'close' ? { external_billing_id: 'B' } : undefined;
      const answer = await call(method, `/usage/chunks/${draft.id}/${action}`, body, undefined, split);
      expect([action, answer.status]).toEqual([action, 400]);
    }
    const ready = await until(async () => {
      const found = await list('&status=ready');
      return found.length === 2 && found;
    });
    expect(ready.map((chunk) => [chunk.binding.hub.id, chunk.stats.accepted]).sort()).toEqual([
      ['HB-1346-8670', 1],
      ['HB-3568-0892', 2],
    ]);
    for (const chunk of ready) {
      expect(chunk.id).toMatch(/^UFC-\d{4}-\d{2}-\d{4}-\d{4}-\d{3}$/);
      expect(chunk).toMatchObject({
        usagefile: { id },
        provider: { id: accounts.distributor.id },
        outdated: false,
      });
    }
    expect(await list('&binding.hub.id=HB-3568-0892')).toHaveLength(1);
    expect(await list(`&provider.id=${accounts.otherDistributor.id}`)).toEqual([]);
    expect(await list('&ordering(-usagefile.id)')).toHaveLength(2);
    await split.close();
  });

  it('are downloaded, named, made anew and closed by the distributor', async () => {
    const { id } = await accepted([row({ quantity: 2.5, record_note: 'n' }), row()]);
    const [{ id: chunk }] = (await chunksOf(id)) as [Any];
    const download = await call('GET', `/usage/chunks/${chunk}/download`);
    expect(download.status).toBe(200);
    const records = await recordsOf(id);
    expect(await readAll(download.body)).toMatchObject([
      { record_id: records[0].id, item_mpn: 'BACKUP-TRAFFIC', quantity: 2.5, asset_id: asset.id },
      { record_id: records[1].id },
    ]);
    expect(await call('PUT', `/usage/chunks/${chunk}`, { external_id: 'C-1' })).toMatchObject({
      status: 200,
      body: { id: chunk, external_id: 'C-1' },
    });
    expect((await call('PUT', `/usage/chunks/${chunk}`, {})).status).toBe(400);
    expect(await call('POST', `/usage/chunks/${chunk}/regenerate`)).toMatchObject({
      status: 200,
      body: { id: chunk, status: 'draft' },
    });
    expect(await chunksOf(id)).toMatchObject([{ id: chunk, status: 'ready', external_id: 'C-1' }]);
    expect((await call('POST', `/usage/chunks/${chunk}/close`, {})).status).toBe(400);
    const bill = { external_billing_id: 'B-7', external_billing_note: 'paid' };
    expect(await call('POST', `/usage/chunks/${chunk}/close`, bill)).toMatchObject({
      status: 200,
      body: { status: 'closed', stats: { closed: 2, billed: 2 } },
    });
    expect(await recordsOf(id)).toMatchObject(Array(2).fill({ status: 'closed', ...bill }));
    expect((await call('POST', `/usage/chunks/${chunk}/close`, bill)).status).toBe(400);
    expect((await call('POST', `/usage/chunks/${chunk}/regenerate`)).status).toBe(400);
    expect((await call('GET', `/usage/chunks/${chunk}/download`)).status).toBe(200);
  });

  it('are not there before acceptance, nor after a rejection', async () => {
    const { id } = await pending();
    await act('reject', id);
    expect((await call('GET', `/usage/chunks?usagefile.id=${id}`)).body).toEqual([]);
    expect((await call('GET', '/usage/chunks/UFC-2026-01-0000-0000-001')).status).toBe(404);
  });

  it('are nothing of the vendor’s', async () => {
    const { id } = await accepted();
    const [{ id: chunk }] = (await chunksOf(id)) as [Any];
    expect((await asVendor('GET', `/usage/chunks?usagefile.id=${id}`)).body).toEqual([]);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { external_id: 'x' }],
      ['POST', '/close', { external_billing_id: 'x' }],
      ['POST', '/regenerate', undefined],
      ['GET', '/download', undefined],
    ] as const)
      expect([403, 404]).toContain((await asVendor(method, `/usage/chunks/${chunk}${path}`, body)).status);
    expect((await call('GET', `/usage/chunks/${chunk}`)).body).toMatchObject({
      status: 'ready',
      external_id: '',
    });
  });
});
