import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';
import { asVendor, call, close, open, purchase, sandbox } from './support.ts';

beforeAll(open);
afterAll(close);

describe('who may call', () => {
  it.each([
    ['no key', ''],
    ['a key of another form', 'Bearer x'],
    ['a key that was never given out', 'ApiKey SU-000-000-000:x'],
    ['a wrong secret', 'ApiKey SU-392-495-001:wrong'],
  ])('%s is answered 401 with AUTH_001', async (_name, key) => {
    expect(await call('GET', '/accounts', undefined, key)).toMatchObject({
      status: 401,
      body: { error_code: 'AUTH_001', errors: ['API request is unauthorized.'] },
    });
  });

  it('a key without the permission for a module is answered 403', async () => {
    expect(await call('GET', '/accounts', undefined, sandbox.unpermittedKey)).toMatchObject({ status: 200 });
    expect(await call('GET', '/requests', undefined, sandbox.unpermittedKey)).toMatchObject({ status: 403 });
  });

  it('each account sees itself first and alone', async () => {
    expect((await call('GET', '/accounts')).body).toMatchObject([{ id: 'PA-425-033', type: 'provider' }]);
    expect((await asVendor('GET', '/accounts')).body).toMatchObject([{ id: 'VA-392-495', type: 'vendor' }]);
  });

  it('what belongs to others is not there', async () => {
    expect((await call('GET', '/products/PRD-700-700-700')).status).toBe(404);
    expect((await asVendor('GET', '/hubs/HB-7000-0000')).status).toBe(404);
    const { asset } = await purchase();
    const [kept] = [...sandbox.world.assets.all()].filter((one) => one.id === asset.id);
    const id = kept?.tiers.customer.id ?? '';
    expect((await call('GET', `/tier/accounts/${id}`)).body).toMatchObject({ id, name: 'Company C-1' });
    expect((await asVendor('GET', `/tier/accounts/${id}`)).status).toBe(200);
    expect((await call('GET', '/tier/accounts/TA-0000-0000-0000')).status).toBe(404);
  });

  it('answers what it has not, and what it has under another method', async () => {
    expect(await call('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { error_code: 'CNCT_001', errors: ['Not found.'] },
    });
    expect((await call('DELETE', '/requests')).status).toBe(405);
    expect((await call('GET', '/nowhere', undefined, '')).status).toBe(401);
  });

  it('says that a body is no JSON', async () => {
    const answer = await fetch(`${sandbox.url}/requests`, {
      method: 'POST',
      headers: { authorization: sandbox.distributorKey, 'content-type': 'application/json' },
      body: '{"type":',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error_code: 'VAL_001', errors: ['JSON parse error.'] });
  });
});

describe('pages', () => {
  it('has the first and last index and the total in Content-Range', async () => {
    expect(await asVendor('GET', '/accounts/VA-392-495/users')).toMatchObject({ range: 'items 0-1/2' });
    expect(await asVendor('GET', '/accounts/VA-392-495/users?limit=1&offset=1')).toMatchObject({
      range: 'items 1-1/2',
      body: [{ name: 'Kim Sample' }],
    });
  });

  it('past the end, and with a limit of 0, is an empty list', async () => {
    expect(await call('GET', '/products?offset=50')).toMatchObject({ range: 'items 50-50/5', body: [] });
    expect(await call('GET', '/products?limit=0')).toMatchObject({ range: 'items 0-0/5', body: [] });
  });

  it('takes 100 by default, and 1000 at most', async () => {
    const many = await startSandbox({ seed: 1_200 });
    const of = async (query: string) => {
      const answer = await fetch(`${many.url}/requests${query}`, {
        headers: { authorization: many.distributorKey },
      });
      return ((await answer.json()) as unknown[]).length;
    };
    expect(await Promise.all([of(''), of('?limit=5000'), of('?limit=x')])).toEqual([100, 1_000, 100]);
    await many.close();
  });
});

describe('filters', () => {
  it('ignores one that the endpoint does not have, like Connect; 400 with strict', async () => {
    expect((await call('GET', '/products?no_such=1')).status).toBe(200);
    const strict = await startSandbox({ strict: true });
    const answer = await fetch(`${strict.url}/products?no_such=1`, {
      headers: { authorization: strict.vendorKey },
    });
    expect(answer.status).toBe(400);
    await strict.close();
  });

  it.each(['ordering(no_such)', 'like(status,*a*', 'gt(status,a)'])('answers %s with 400', async (query) => {
    expect((await call('GET', `/requests?${query}`)).status).toBe(400);
  });
});
