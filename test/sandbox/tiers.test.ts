import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { account, asVendor, call, close, open, purchase } from './support.ts';

/** Customers and resellers, as `/tier/accounts` lists them. */

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
