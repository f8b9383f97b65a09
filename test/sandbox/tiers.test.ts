import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';
import { type Any, account, asVendor, call, close, open, purchase } from './support.ts';

/** Customers and resellers at `/tier`, and what products keep of them. */

beforeAll(open);
afterAll(close);

const ids = async (query: string, by = call) => {
  const { body } = await by('GET', `/tier/accounts?${query}`);
  return (body as unknown as { id: string; type: string }[]).map(({ type }) => type).sort();
};

it('finds accounts by external ID and hub, as what they are', async () => {
  await purchase({ tiers: { customer: account('Z-1'), tier1: account('Z-1') } });
  expect(await ids('eq(external_id,Z-1)&eq(hub.id,HB-1346-8670)')).toEqual(['customer', 'reseller']);
  expect(await ids('eq(external_id,Z-1)&eq(type,customer)&in(scopes,(customer))')).toEqual(['customer']);
  expect(await ids('eq(external_id,Z-1)&eq(hub.id,HB-2457-9781)')).toEqual([]);
  expect((await asVendor('GET', '/tier/accounts?eq(external_id,Z-1)&eq(type,customer)')).body).toMatchObject([
    { external_id: 'Z-1', owner: { id: 'PA-425-033' }, hub: { id: 'HB-1346-8670' }, scopes: ['customer'] },
  ]);
});

it('keeps an account once for its external ID at a hub, and once more at another hub', async () => {
  const tiers = { customer: account('Z-2'), tier1: account('Z-3') };
  await purchase({ tiers });
  await purchase({ tiers });
  expect(await ids('eq(external_id,Z-2)')).toEqual(['customer']);
  await purchase({ tiers, connection: { id: 'CT-9861-7951' } });
  expect(await ids('eq(external_id,Z-2)')).toEqual(['customer', 'customer']);
});

/** An order of a product whose resellers have to be authorized. */
const SECURITY = {
  type: 'purchase',
  asset: {
    external_id: 'SEC-1',
    connection: { id: 'CT-6337-4598' },
    items: [{ mpn: 'SECURITY-DEVICE', quantity: 1 }],
    tiers: { customer: account('S-C'), tier1: account('S-T'), tier2: account('S-U') },
  },
};

const setup = async () => {
  const { body } = await call('POST', '/requests', SECURITY);
  const requests = (await call('GET', '/tier/config-requests?ordering(-created)&limit=2')).body as Any[];
  const at = (level: number) => requests.find(({ configuration }) => configuration.tier_level === level);
  return { purchase: body as Any, upper: at(2), lower: at(1) };
};

describe('accounts', () => {
  it('are written by their distributor alone, with all that they need, and once', async () => {
    const given = { type: 'reseller', hub: { id: 'HB-1346-8670' }, ...account('W-1'), external_uid: 'W-uid' };
    expect((await asVendor('POST', '/tier/accounts', given)).status).toBe(403);
    expect(await call('POST', '/tier/accounts', { type: 'reseller' })).toMatchObject({
      status: 400,
      body: { error_code: 'VAL_001', errors: expect.arrayContaining(['name: This field is required.']) },
    });
    const made = await call('POST', '/tier/accounts', given);
    // As Connect describes it: without an ID.
    expect([made.status, made.body.id, made.body.external_id]).toEqual([201, undefined, 'W-1']);
    expect(await call('POST', '/tier/accounts', given)).toMatchObject({ status: 400 });
    expect(await call('POST', '/tier/accounts', { ...given, hub: { id: 'HB-7000-0000' } })).toMatchObject({
      body: { errors: ['hub: This field is required.'] },
    });
  });

  it('keep each version', async () => {
    await call('POST', '/tier/accounts', {
      type: 'customer',
      hub: { id: 'HB-1346-8670' },
      ...account('W-2'),
    });
    const [{ id }] = (await call('GET', '/tier/accounts?eq(external_id,W-2)')).body;
    expect((await asVendor('GET', `/tier/accounts/${id}`)).status).toBe(404);
    expect((await call('PUT', `/tier/accounts/${id}`, { name: 'New', tax_id: 'T' })).status).toBe(200);
    expect((await call('GET', `/tier/accounts/${id}`)).body).toMatchObject({
      name: 'New',
      version: 2,
      tax_id: 'T',
    });
    const versions = (await call('GET', `/tier/accounts/${id}/versions`)).body as Any[];
    expect(versions.map(({ version, name }) => [version, name])).toEqual([
      [2, 'New'],
      [1, 'Company W-2'],
    ]);
    expect((await call('GET', `/tier/accounts/${id}/versions/1`)).body).toMatchObject({
      name: 'Company W-2',
    });
    expect((await call('GET', `/tier/accounts/${id}/versions/3`)).status).toBe(404);
    expect((await call('DELETE', `/tier/accounts/${id}`)).status).toBe(501);
  });
});

describe('account requests', () => {
  it('tell the vendor of each product, and say which of them are not told', async () => {
    const tiers = { customer: account('Q-1'), tier1: account('Q-2') };
    await purchase({ tiers });
    const mail = {
      connection: { id: 'CT-9861-7953' },
      items: [{ mpn: 'MAIL-BOX', quantity: 1 }],
      params: [],
    };
    await purchase({ tiers, ...mail });
    const [{ id }] = (await call('GET', '/tier/accounts?eq(external_id,Q-2)')).body;
    const change = { type: 'update', account: { id, name: 'Changed' } };
    expect((await asVendor('POST', '/tier/account-requests', change)).status).toBe(403);
    const { status, body } = await call('POST', '/tier/account-requests', change);
    expect([status, body.map((one: Any) => one.status)]).toEqual([201, ['pending', 'unsupported']]);
    expect(body[0]).toMatchObject({ account: { version: 2, name: 'Changed' }, vendor: { id: 'VA-392-495' } });
    const path = `/tier/account-requests/${body[0].id}`;
    expect((await call('POST', `${path}/accept`)).status).toBe(403);
    expect((await asVendor('POST', `${path}/ignore`)).body).toMatchObject({
      errors: ['reason: This field is required.'],
    });
    expect((await asVendor('POST', `${path}/accept`)).body).toMatchObject({ status: 'accepted' });
    expect((await asVendor('POST', `${path}/ignore`, { reason: 'No.' })).body).toMatchObject({
      error_code: 'TAR_001',
    });
  });
});

describe('tier configurations', () => {
  it('age while they are pending', async () => {
    const own = await startSandbox();
    const ask = async (method: string, path: string, body?: object, key = own.distributorKey) => {
      const init = { method, headers: { authorization: key, 'content-type': 'application/json' } };
      const answer = await fetch(`${own.url}${path}`, {
        ...init,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return answer.status === 204 ? undefined : ((await answer.json()) as Any);
    };
    const { tier2: _none, ...tiers } = SECURITY.asset.tiers;
    await ask('POST', '/requests', { ...SECURITY, asset: { ...SECURITY.asset, tiers } });
    const [{ id }] = await ask('GET', '/tier/config-requests');
    await ask('PUT', `/tier/config-requests/${id}`, {
      params: [{ id: 'reseller_email', value: 'a@example.com' }],
    });
    await ask('POST', `/tier/config-requests/${id}/pend`);
    const late = () => ask('GET', '/tier/config-requests?in(sli.zone,(1,2))&ordering(-sli.days)');
    expect(await late()).toEqual([]);
    const advance = JSON.stringify({ advance: 'P4D' });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${own.controlUrl}/clock`, { method: 'POST', headers, body: advance });
    expect(await late()).toMatchObject([{ id, sli: { zone: 1, days: 4 } }]);
    await own.close();
  });

  it('are set up by a purchase, the upper tier first, and the purchase waits', async () => {
    const { purchase: order, upper, lower } = await setup();
    expect([order.status, upper.status, lower.status]).toEqual(['tiers_setup', 'inquiring', 'tiers_setup']);
    expect(upper.params).toMatchObject([{ id: 'partner_email', value_error: 'This field is required.' }, {}]);
    expect(lower.parent_configuration).toMatchObject({ id: upper.configuration.id, status: 'processing' });
    const path = `/tier/config-requests/${upper.id}`;
    expect((await call('POST', `${path}/pend`)).body).toMatchObject({
      errors: [expect.stringMatching(/partner_email/)],
    });
    await call('PUT', path, { params: [{ id: 'partner_email', value: 'p@example.com' }] });
    expect(await call('POST', `${path}/pend`)).toMatchObject({ status: 204, body: '' });
    expect((await call('POST', `${path}/approve`)).status).toBe(403);
    expect((await asVendor('POST', `${path}/approve`, { template: { id: 'TL-633-745-011' } })).status).toBe(
      400,
    );
    await asVendor('PUT', path, { params: [{ id: 'partner_id', value: 'P-1' }] });
    const approval = await asVendor('POST', `${path}/approve`, { template: { id: 'TL-633-745-012' } });
    expect(approval).toMatchObject({
      status: 200,
      body: { template: { id: 'TL-633-745-012', representation: 'You are partner P-1.' } },
    });
    expect(approval.body.id).toBeUndefined();
    expect((await asVendor('GET', `${path}/render`)).body).toBe('You are partner P-1.');
    expect((await call('GET', `/tier/configs/${upper.configuration.id}`)).body).toMatchObject({
      status: 'active',
    });
    expect((await call('GET', `/tier/config-requests/${lower.id}`)).body).toMatchObject({
      status: 'inquiring',
    });
    expect((await call('GET', `/requests/${order.id}`)).body).toMatchObject({ status: 'tiers_setup' });
    expect((await asVendor('POST', `/tier/config-requests/${lower.id}/fail`, { reason: 'No.' })).status).toBe(
      204,
    );
    expect((await call('GET', `/requests/${order.id}`)).body).toMatchObject({ status: 'failed' });
  });

  it('are of resellers, for products that have them, and one open request at a time', async () => {
    const ask = async (configuration: object, by = call, more = {}) =>
      (await by('POST', '/tier/config-requests', { configuration, ...more })).body;
    const idOf = async (external: string) =>
      (await call('GET', `/tier/accounts?eq(external_id,${external})`)).body[0].id;
    await purchase({ tiers: { customer: account('O-C'), tier1: account('O-T') } });
    const security = { product: { id: 'PRD-633-745-986' }, tier_level: 1 };
    expect(await ask({ ...security, account: { id: await idOf('O-C') } })).toMatchObject({
      errors: [expect.stringMatching(/only resellers are configured/)],
    });
    const reseller = { id: await idOf('O-T') };
    expect(await ask({ product: { id: 'PRD-838-787-106' }, tier_level: 1, account: reseller })).toMatchObject(
      {
        error_code: 'TCR_004',
      },
    );
    expect(await ask({ ...security, tier_level: 3, account: reseller })).toMatchObject({
      errors: [expect.stringMatching(/tier_level/)],
    });
    const made = await ask({ ...security, account: reseller }, asVendor);
    expect(made).toMatchObject({ type: 'setup', status: 'inquiring' });
    expect(await ask({ ...security, account: reseller })).toMatchObject({ error_code: 'TCR_005' });
    expect(await ask({ id: made.configuration.id })).toMatchObject({ error_code: 'TCR_003' });
    // A setup that has failed is asked for once more, and nothing else is.
    await asVendor('POST', `/tier/config-requests/${made.id}/fail`, { reason: 'No.' });
    const id = made.configuration.id;
    expect(await ask({ id }, call, { type: 'update' })).toMatchObject({ error_code: 'TCR_006' });
    const again = await ask({ ...security, account: reseller });
    expect(again).toMatchObject({ type: 'setup', status: 'inquiring', configuration: { id } });
  });

  it('are kept between runs, each with its requests', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiers-'));
    const stateFile = join(folder, 'state.json');
    const first = await startSandbox({ stateFile });
    await fetch(`${first.url}/requests`, {
      method: 'POST',
      headers: { authorization: first.distributorKey, 'content-type': 'application/json' },
      body: JSON.stringify(SECURITY),
    });
    await first.close();
    const second = await startSandbox({ stateFile });
    const { tiers, requests } = second.world;
    const [request] = tiers.configRequests.all();
    expect(request?.configuration).toBe(tiers.configs.get(request?.configuration.id ?? ''));
    expect([...requests.all()].map(({ status }) => status)).toEqual(['tiers_setup']);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});
