import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Any,
  accepted,
  act,
  asVendor,
  call,
  chunksOf,
  close,
  form,
  get,
  MAIL,
  mailRow,
  open,
  pending,
  readAll,
  recordsOf,
  reported,
  row,
  sandbox,
  sheet,
  subscribe,
  TRAFFIC,
  until,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('a reconciliation', () => {
  const done = (id: string): Promise<Any> =>
    until(async () => {
      const { body } = await call('GET', `/usage/reconciliations/${id}`);
      return ['processed', 'failed'].includes(body.status) && body.notes.processing !== '' && body;
    });

  it('closes the records that it names with an ID of a bill', async () => {
    const { id } = await accepted([row(), row(), row()]);
    const [{ id: chunk }] = (await chunksOf(id)) as [Any];
    const given = await readAll((await call('GET', `/usage/chunks/${chunk}/download`)).body);
    const content = await sheet([
      { ...given[0], external_billing_id: 'B-1', external_billing_note: 'first' },
      { ...given[1], external_billing_id: '' },
      { record_id: 'UR-0', external_billing_id: 'B-3' },
    ]);
    const sent = await call(
      'POST',
      '/usage/reconciliations',
      form('recon_file', content, { upload_note: 'May' }),
    );
    expect(sent).toMatchObject({ status: 201, body: { status: 'uploaded', notes: { uploaded: 'May' } } });
    expect(await done(sent.body.id)).toMatchObject({
      status: 'processed',
      usagefile: { id },
      partusagefile: { id: chunk },
      binding: { hub: { id: sandbox.ids.hub } },
    });
    expect(await recordsOf(id)).toMatchObject([
      { status: 'closed', external_billing_id: 'B-1', external_billing_note: 'first' },
      { status: 'approved' },
      { status: 'approved' },
    ]);
    expect((await get(id)).stats).toMatchObject({ accepted: 3, closed: 1, billed: 1 });
    const path = `/usage/reconciliations/${sent.body.id}`;
    const uploaded = await call('GET', `${path}/uploadedfile`);
    expect(uploaded.body.equals(content)).toBe(true);
    const processed = await readAll((await call('GET', `${path}/processedfile`)).body);
    expect(processed.map((one) => [one['record_id'], one['status'] || ''])).toEqual([
      [given[0]?.['record_id'], 'closed'],
      [given[1]?.['record_id'], 'approved'],
      ['UR-0', ''],
    ]);
    expect(processed.map((one) => Boolean(one['error_details']))).toEqual([false, true, true]);
    const { reconciliation_file_uri } = (await call('GET', `/usage/files/${id}`)).body;
    expect((await fetch(reconciliation_file_uri)).status).toBe(200);
    const list = (query: string) => call('GET', `/usage/reconciliations?${query}`);
    for (const query of [`usagefile.id=${id}`, `partusagefile.id=${chunk}`])
      expect((await list(query)).body).toMatchObject([{ id: sent.body.id }]);
    expect((await list(`usagefile.id=${id}&partusagefile.provider.id=PA-0`)).body).toEqual([]);
  });

  it('can be given to a file, whose records alone it closes', async () => {
    const [mine, another] = [await accepted([row(), row()]), await accepted()];
    const [[first], [foreign]] = [await recordsOf(mine.id), await recordsOf(another.id)];
    const content = await sheet([
      { record_id: first.id, external_billing_id: 'B-1' },
      { record_id: foreign.id, external_billing_id: 'B-1' },
    ]);
    const sent = await call('POST', `/usage/files/${mine.id}/reconciliation`, form('recon_file', content));
    expect([200, 201]).toContain(sent.status);
    expect(sent.body.id).toBe(mine.id);
    await until(async () => (await get(mine.id)).records.closed === 1);
    expect((await recordsOf(another.id)).map(({ status }) => status)).toEqual(['approved']);
  });

  it('that names nothing, or is no spreadsheet, fails', async () => {
    for (const content of [
      Buffer.from('no'),
      await sheet([{ record_id: 'UR-0', external_billing_id: 'B' }]),
    ]) {
      const { body } = await call('POST', '/usage/reconciliations', form('recon_file', content));
      const { status, error } = await done(body.id);
      expect(status).toBe('failed');
      expect(error.detail).not.toBe('');
    }
  });

  it('needs its file, and the distributor', async () => {
    const data = () => sheet([row()]).then((content) => form('recon_file', content));
    const wrong = form('usage_file', await sheet([row()]));
    expect(await call('POST', '/usage/reconciliations', wrong)).toMatchObject({
      status: 400,
      body: { errors: ['recon_file: No file was submitted.'] },
    });
    expect((await asVendor('POST', '/usage/reconciliations', await data())).status).toBe(403);
    expect((await asVendor('GET', '/usage/reconciliations')).body).toEqual([]);
    expect((await call('GET', '/usage/reconciliations/URF-0')).status).toBe(404);
    const { body } = await call('POST', '/usage/reconciliations', await data());
    for (const path of ['', '/uploadedfile', '/processedfile'])
      expect((await asVendor('GET', `/usage/reconciliations/${body.id}${path}`)).status).toBe(404);
    await done(body.id);
  });
});

describe('aggregates', () => {
  it('add up what was accepted, for each item and subscription', async () => {
    const [one, two] = [await subscribe(), await subscribe()];
    const [post, letter] = [await subscribe(MAIL), await subscribe(MAIL)];
    const of = (id: string, quantity: number) => row({ asset_search_value: id, quantity });
    const sums = async (query: string): Promise<Any[]> =>
      (await call('GET', `/usage/aggregates?${query}`)).body;
    await reported([of(one.id, 50)]);
    await pending([of(one.id, 60)]);
    expect(await sums(`asset.id=${one.id}`)).toEqual([]);
    await accepted([of(one.id, 0.1), of(one.id, 0.2), of(two.id, 4)]);
    const second = await accepted([of(one.id, 1)]);
    await act('close', second.id);
    await accepted(
      [
        mailRow({ asset_search_value: post.id, amount: 0.1 }),
        mailRow({ asset_search_value: post.id, amount: 0.2 }),
        mailRow({ asset_search_value: letter.id, amount: 5 }),
      ],
      { product: { id: MAIL } },
    );
    expect(await sums(`asset.id=${one.id}`)).toMatchObject([
      { item: { id: TRAFFIC }, asset: { id: one.id }, usage: 1.3, accepted: 3, currency: 'USD' },
    ]);
    expect(await sums(`asset.id=${two.id}&item.id=${TRAFFIC}`)).toMatchObject([{ usage: 4, accepted: 1 }]);
    expect(await sums(`asset.id=${post.id}`)).toMatchObject([
      { item: { mpn: 'MAIL-SENT' }, usage: 6, amount: 0.3, accepted: 2 },
    ]);
    const many = `in(asset.id,(${[one.id, two.id, post.id, letter.id].join(',')}))`;
    expect(await sums(many)).toHaveLength(4);
    expect(await sums(`${many}&item.type=PPU`)).toHaveLength(4);
    expect((await call('GET', `/usage/aggregates?${many}&limit=1&offset=1`)).range).toBe('items 1-1/4');
    expect((await call('GET', `/assets/${one.id}/usage/aggregates`)).body).toMatchObject([{ usage: 1.3 }]);
    expect((await asVendor('GET', `/assets/${two.id}/usage/aggregates`)).body).toMatchObject([{ usage: 4 }]);
    expect((await call('GET', '/assets/AS-0/usage/aggregates')).status).toBe(404);
  });
});
