import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts } from '../../../sandbox/modules/accounts/data.ts';
import { XLSX } from '../../../sandbox/storage.ts';
import {
  type Any,
  act,
  asVendor,
  BACKUP,
  CONTRACT,
  call,
  close,
  create,
  fileOf,
  form,
  get,
  MAIL,
  open,
  pending,
  readAll,
  reported,
  row,
  sandbox,
  sheet,
  upload,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('a usage file is made', () => {
  it('by the vendor, as a draft', async () => {
    const file = await create({
      description: 'First',
      note: 'n',
      external_id: 'X-1',
      currency: 'EUR',
      period: { from: '2026-01-01', to: '2026-01-31' },
    });
    expect(file).toMatchObject({
      id: expect.stringMatching(/^UF-\d{4}-\d{2}-\d{4}-\d{4}$/),
      name: 'January',
      description: 'First',
      note: 'n',
      external_id: 'X-1',
      currency: 'EUR',
      status: 'draft',
      schema: 'qt',
      period: { from: '2026-01-01', to: '2026-01-31' },
      vendor: { id: accounts.vendor.id },
      provider: { id: accounts.distributor.id },
      marketplace: { id: sandbox.ids.marketplace },
      contract: { id: CONTRACT },
      product: { id: BACKUP },
      stats: { uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0, billed: 0 },
      records: { valid: 0, invalid: 0, closed: 0 },
      events: { created: { at: expect.any(String), by: { id: expect.any(String) } } },
    });
    for (const link of ['usage_file_uri', 'processed_file_uri', 'reconciliation_file_uri'])
      expect(file).not.toHaveProperty(link);
    expect(await get(file.id)).toEqual(file);
  });

  it('with the schema of its product, and the currency of its marketplace', async () => {
    expect(await create({ product: { id: MAIL } })).toMatchObject({ schema: 'tr', currency: 'USD' });
  });

  it('with its texts cut', async () => {
    const long = 'x'.repeat(300);
    const { name, description, note } = await create({ name: long, description: long, note: long });
    expect([name, description, note].map((text) => text.length)).toEqual([100, 200, 200]);
  });

  it('not with mistakes: all of them are told', async () => {
    const { status, body } = await asVendor('POST', '/usage/files', {
      product: { id: 'PRD-000-000-000' },
      contract: { id: CONTRACT },
      period: { from: '1.1.2026', to: '2026-13-01' },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error_code: 'VAL_001',
      errors: expect.arrayContaining([
        'name: This field is required.',
        'product: Product PRD-000-000-000 does not exist.',
        expect.stringMatching(/^period\.from: /),
        expect.stringMatching(/^period\.to: /),
      ]),
    });
  });

  it.each([
    ['another vendor’s product', { product: { id: 'PRD-700-700-700' } }, /^product: .*does not exist/],
    ['no product', { product: undefined }, /^product: /],
    ['an unknown contract', { contract: { id: 'CRD-0' } }, /^contract: .*CRD-0/],
    ['no contract', { contract: undefined }, /^contract: /],
    [
      'a contract under which the product is not sold',
      { product: { id: MAIL }, contract: { id: 'CRD-58096-38285-80857' } },
      /^contract: /,
    ],
    [
      'a period that ends before it begins',
      { period: { from: '2026-02-01', to: '2026-01-01' } },
      /^period: /,
    ],
    ['half a period', { period: { from: '2026-02-01' } }, /^period\.to: /],
    ['an empty name', { name: '' }, /^name: /],
  ])('not with %s', async (_name, more, text) => {
    const { status, body } = await asVendor('POST', '/usage/files', fileOf(more));
    expect(status).toBe(400);
    expect(body.error_code).toBe('VAL_001');
    expect(body.errors[0]).toMatch(text);
  });

  it('not by the distributor, nor with a key without the permission', async () => {
    expect((await call('POST', '/usage/files', fileOf())).status).toBe(403);
    expect((await call('POST', '/usage/files', fileOf(), sandbox.unpermittedKey)).status).toBe(403);
    expect((await call('GET', '/usage/files', undefined, sandbox.unpermittedKey)).status).toBe(403);
    expect((await call('GET', '/usage/files', undefined, sandbox.invalidKey)).status).toBe(401);
  });
});

describe('a draft', () => {
  it('is hidden from the distributor until something was uploaded', async () => {
    const { id } = await create();
    const listed = async () => (await call('GET', `/usage/files?id=${id}`)).body;
    expect((await call('GET', `/usage/files/${id}`)).status).toBe(404);
    expect(await listed()).toEqual([]);
    expect((await asVendor('GET', `/usage/files?id=${id}`)).body).toMatchObject([{ id, status: 'draft' }]);
    await upload(id, await sheet([row()]));
    expect((await call('GET', `/usage/files/${id}`)).body).toMatchObject({ id, status: 'ready' });
    expect(await listed()).toMatchObject([{ id }]);
  });

  it('is changed by PUT; what is not given stays', async () => {
    const { id } = await create({ note: 'old', external_id: 'X' });
    const period = { from: '2026-01-01', to: '2026-01-31' };
    const put = await asVendor('PUT', `/usage/files/${id}`, {
      name: 'B',
      description: 'd',
      period,
      currency: 'EUR',
    });
    const wanted = { name: 'B', description: 'd', period, currency: 'EUR', note: 'old', external_id: 'X' };
    expect(put).toMatchObject({ status: 200, body: wanted });
    expect(
      await asVendor('PUT', `/usage/files/${id}`, { note: 'n'.repeat(201), external_id: null }),
    ).toMatchObject({
      body: { ...wanted, note: 'n'.repeat(200), external_id: null },
    });
    expect(
      await asVendor('PUT', `/usage/files/${id}`, { period: { from: 'x', to: '2026-01-31' } }),
    ).toMatchObject({
      status: 400,
      body: {
        error_code: 'VAL_001',
        errors: expect.arrayContaining([expect.stringMatching(/^period\.from: /)]),
      },
    });
    expect(await get(id)).toMatchObject({ period });
  });
});

describe('an upload', () => {
  it('without its file, or with it under another name, is answered 400', async () => {
    const { id } = await create();
    for (const data of [form('file', await sheet([row()])), form('recon_file', await sheet([row()]))]) {
      expect(await asVendor('POST', `/usage/files/${id}/upload`, data)).toMatchObject({
        status: 400,
        body: { error_code: 'VAL_001', errors: ['usage_file: No file was submitted.'] },
      });
    }
    const text = new FormData();
    text.append('usage_file', 'a text');
    expect((await asVendor('POST', `/usage/files/${id}/upload`, text)).status).toBe(400);
    expect((await get(id)).status).toBe('draft');
  });

  it('of another content type is answered 415', async () => {
    const { id } = await create();
    expect(await asVendor('POST', `/usage/files/${id}/upload`, { usage_file: 'x' })).toMatchObject({
      status: 415,
      body: { errors: [expect.any(String)] },
    });
    const answer = await fetch(`${sandbox.url}/usage/files/${id}/upload`, {
      method: 'POST',
      headers: { authorization: sandbox.vendorKey, 'content-type': XLSX },
      body: new Uint8Array(await sheet([row()])),
    });
    expect(answer.status).toBe(415);
    expect((await get(id)).status).toBe('draft');
  });

  it('is kept byte for byte', async () => {
    const content = await sheet([row()]);
    const { id } = await create();
    const { usage_file_uri } = await upload(id, content);
    const answer = await fetch(usage_file_uri);
    expect(answer.headers.get('content-type')).toContain(XLSX);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
  });

  it('to a file that is not there is answered 404', async () => {
    const data = form('usage_file', await sheet([row()]));
    expect((await asVendor('POST', '/usage/files/UF-2026-01-0000-0000/upload', data)).status).toBe(404);
  });
});

describe('the links to spreadsheets', () => {
  it('lead to another origin, work without a key, and refuse one', async () => {
    const { usage_file_uri, processed_file_uri } = await reported();
    for (const link of [usage_file_uri, processed_file_uri]) {
      expect(new URL(link).origin).toBe(new URL(sandbox.storageUrl).origin);
      expect(new URL(link).origin).not.toBe(new URL(sandbox.url).origin);
      expect((await fetch(link)).status).toBe(200);
      const refused = await fetch(link, { headers: { authorization: sandbox.vendorKey } });
      expect(refused.status).toBe(400);
      const forged = new URL(link);
      forged.searchParams.set('sig', 'x');
      expect((await fetch(forged)).status).toBe(403);
      forged.search = '';
      expect((await fetch(forged)).status).toBe(403);
    }
  });

  it('end after a while; asked again, Connect gives new ones', async () => {
    const { id, usage_file_uri } = await reported();
    await fetch(`${sandbox.controlUrl}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: 'PT16M' }),
    });
    expect((await fetch(usage_file_uri)).status).toBe(403);
    const fresh = (await get(id)).usage_file_uri;
    expect(fresh).not.toBe(usage_file_uri);
    expect((await fetch(fresh)).status).toBe(200);
  });

  it('are there for the distributor too, and for the template of a product', async () => {
    const { id } = await pending();
    const { usage_file_uri } = (await call('GET', `/usage/files/${id}`)).body;
    expect((await fetch(usage_file_uri)).status).toBe(200);
    for (const ask of [asVendor, call]) {
      const { status, body } = await ask('GET', `/usage/products/${BACKUP}/template`);
      expect(status).toBe(200);
      expect(new URL(body.template_link).origin).toBe(new URL(sandbox.storageUrl).origin);
      const content = Buffer.from(await (await fetch(body.template_link)).arrayBuffer());
      // Headers alone are no rows, so the columns are seen once a row stands below them.
      expect(await readAll(content)).toEqual([]);
      const { id: empty } = await create();
      expect(await upload(empty, content)).toMatchObject({ status: 'invalid' });
    }
    expect((await asVendor('GET', '/usage/products/PRD-000-000-000/template')).status).toBe(404);
  });
});

describe('usage files are listed', () => {
  it('by status, name, product and time, in an order, page by page', async () => {
    const name = `Listed ${Date.now()}`;
    const first = await create({ name });
    const second = await create({ name, product: { id: MAIL } });
    await act('delete', second.id);
    const list = async (query: string) => {
      const { status, body, range } = await asVendor(
        'GET',
        `/usage/files?name=${encodeURIComponent(`"${name}"`)}${query}`,
      );
      expect(status).toBe(200);
      return [range, ...body.map((one: Any) => one.id)];
    };
    expect(await list('')).toEqual(['items 0-1/2', first.id, second.id]);
    expect(await list('&ordering(-created.at)')).toEqual(['items 0-1/2', second.id, first.id]);
    expect(await list('&ordering(status)')).toEqual(['items 0-1/2', second.id, first.id]);
    expect(await list('&status=draft')).toEqual(['items 0-0/1', first.id]);
    expect(await list('&in(status,(draft,deleted))&limit=1&offset=1')).toEqual(['items 1-1/2', second.id]);
    expect(await list(`&product.id=${MAIL}`)).toEqual(['items 0-0/1', second.id]);
    expect(await list('&schema=tr')).toEqual(['items 0-0/1', second.id]);
    expect(await list(`&gt(created.at,${first.events.created.at})`)).toEqual(['items 0-0/1', second.id]);
    expect(await list(`&le(created.at,${first.events.created.at})`)).toEqual(['items 0-0/1', first.id]);
    for (const query of ['status=open', 'created.at=2026-01-01', 'ordering(name)', 'ordering(note)'])
      expect([query, (await asVendor('GET', `/usage/files?${query}`)).status]).toEqual([query, 400]);
  });
});
