import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';
import { type Any, asVendor, call, close, open, sandbox } from './support.ts';

/** Listings and their requests, as a client sees them. */

beforeAll(open);
afterAll(close);

const first = async (): Promise<Any> =>
  (await asVendor('GET', `/listings?product.id=${sandbox.ids.product}&contract.id=${sandbox.ids.contract}`))
    .body[0];
const ask = (body: object) => asVendor('POST', '/listing-requests', body);

it('lists what is sold from the beginning, with the request that had listed it', async () => {
  expect(await first()).toMatchObject({ status: 'listed', contract: { marketplace: { id: 'MP-91673' } } });
  const { body } = await call('GET', '/listing-requests?state=completed&status=listed');
  expect(body.length).toBeGreaterThan(2);
  expect((await call('GET', '/listings?provider.id=PA-700-002')).body).toEqual([]);
});

it('hides a draft from the distributor until it was submitted, and answers actions with nothing', async () => {
  const listing = await first();
  const { status, body } = await ask({ type: 'update', listing_id: listing.id, note: 'New text.' });
  expect([status, body.state, body.type]).toEqual([201, 'draft', 'update']);
  const path = `/listing-requests/${body.id}`;
  expect((await call('GET', path)).status).toBe(404);
  expect(await asVendor('POST', `${path}/submit`)).toMatchObject({ status: 200, body: '' });
  expect((await first()).pending_request).toEqual({ id: body.id, type: 'update', status: 'reviewing' });
  expect((await call('POST', `${path}/refine`)).status).toBe(200);
  expect((await call('GET', path)).body.state).toBe('draft');
  expect((await asVendor('POST', `${path}/cancel`)).status).toBe(200);
  expect((await first()).pending_request).toBeUndefined();
});

it.each([
  [{ type: 'sell' }, 400, /^type: "sell" is not a valid choice/],
  [{ type: 'new' }, 400, /^product_id: This field is required/],
  [{ type: 'update', listing_id: 'LST-0' }, 400, /^listing_id: Listing LST-0 does not exist/],
  [
    { type: 'new', product_id: 'PRD-838-787-106', contract_id: 'CRD-58096-38285-80856' },
    400,
    /is listed; it can't have/,
  ],
])('refuses %j', async (given, code, message) => {
  const { status, body } = await ask(given);
  expect(status).toBe(code);
  expect(body.errors[0]).toMatch(message);
});

it('is the vendor’s, with the permission of its own', async () => {
  const { id } = await first();
  expect((await call('POST', '/listing-requests', { type: 'update', listing_id: id })).status).toBe(403);
  expect((await call('GET', '/listings', undefined, sandbox.unpermittedKey)).body.errors[0]).toMatch(
    /Listings/,
  );
});

it('is kept between runs', async () => {
  const stateFile = `${process.env['TMPDIR'] ?? '/tmp'}/sandbox-listings-${process.pid}.json`;
  const before = await startSandbox({ stateFile });
  const { listings } = before.world;
  const [listing] = [...listings.listings.all()];
  if (!listing) throw new Error('no listing');
  listings.addRequest(listing, 'remove', { id: 'UR-1', name: 'Robin' });
  await before.close();
  const after = await startSandbox({ stateFile });
  expect([...after.world.listings.requests.all()].at(-1)).toMatchObject({
    type: 'remove',
    listing: { id: listing.id },
  });
  expect(after.world.listings.listings.get(listing.id)?.pending_request).toMatchObject({ type: 'remove' });
  await after.close();
});
