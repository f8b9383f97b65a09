import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Whose accounts a purchase is for, on the sandbox. */

type Json = Record<string, unknown>;

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const purchase = (more: Json = {}) =>
  stage.run('create_asset_purchase_request', 'store', { ...stage.purchaseInput(), ...more });
const requests = () => [...stage.sandbox.world.requests.all()];

/** Another account than the reseller's, that buys. */
const customer = (id: string) =>
  Object.fromEntries(
    Object.entries(stage.purchaseInput())
      .filter(([key]) => key.startsWith('t1_'))
      .map(([key, value]) => [key.replace('t1_', 'customer_'), key === 't1_external_id' ? id : value]),
  );

describe('accounts', () => {
  const accounts = async (): Promise<{ id: string; external_uid: string; scopes: string[] }[]> => {
    const answer = await fetch(`${stage.sandbox.url}/tier/accounts`, {
      headers: { authorization: stage.sandbox.distributorKey },
    });
    return (await answer.json()) as { id: string; external_uid: string; scopes: string[] }[];
  };
  /** An account that somebody else made, under a UID of its own. */
  const known = (external_uid: string, more: Json = {}) =>
    purchase({
      ...customer('C-9'),
      customer_external_uid: external_uid,
      asset_external_id: `OLD-${external_uid}`,
      ...more,
    });

  it('that Connect has are used, with the UID that they have', async () => {
    const { asset } = (await known('own-uid')) as { asset: { tiers: { customer: Json } } };
    const again = (await purchase(customer('C-9'))) as { asset: { tiers: { customer: Json } } };
    expect(again.asset.tiers.customer['id']).toBe(asset.tiers.customer['id']);
    expect((await accounts()).filter(({ scopes }) => scopes.includes('customer'))).toHaveLength(1);
  });

  it('of another hub are others', async () => {
    await known('own-uid', { hub_id: 'HB-2457-9781' });
    const { asset } = (await purchase(customer('C-9'))) as { asset: { tiers: { customer: Json } } };
    expect(asset.tiers.customer['external_uid']).not.toBe('own-uid');
  });

  it('of one external ID that are several are said, with what was found, and nothing is ordered', async () => {
    await known('uid-a');
    await known('uid-b');
    const { message } = await failureOf(() => purchase(customer('C-9')));
    expect(message).toMatch(
      /^Customer External ID: Connect has several accounts with the external ID "C-9" at this hub: TA-[\d-]+ \(Example Reseller Ltd\.\), TA-/,
    );
    expect(requests()).toHaveLength(2);
    const [{ id } = { id: '' }] = (await accounts()).filter(({ external_uid: uid }) => uid === 'uid-b');
    expect(await purchase({ customer_id: id })).toMatchObject({ asset: { tiers: { customer: { id } } } });
  });

  it('can be given by their ID alone', async () => {
    await purchase(customer('C-9'));
    const of = async (scope: string) => (await accounts()).find(({ scopes }) => scopes.includes(scope))?.id;
    const [t1_id, customer_id] = [await of('tier1'), await of('customer')];
    const left = Object.fromEntries(
      Object.entries(stage.purchaseInput()).filter(([key]) => !key.startsWith('t1_')),
    );
    const input = { ...left, asset_external_id: 'ORDER-2', t1_id, customer_id };
    const made = await stage.run('create_asset_purchase_request', 'store', input);
    expect(made).toMatchObject({ asset: { tiers: { customer: { id: customer_id }, tier1: { id: t1_id } } } });
    expect(await stage.run('create_asset_purchase_request', 'store', input)).toMatchObject({
      id: made['id'],
      existed_before: true,
    });
    const order = { ...input, line_items: undefined, params: undefined, asset_external_id: 'ORDER-3' };
    expect(
      await stage.run('create_asset_requests_from_order', 'store', {
        ...order,
        items: [{ item_id: 'PRD-276-377-545-0001', quantity: 1 }],
      }),
    ).toMatchObject({ succeeded_count: 1 });
  });

  it('that are not given name what is missing', async () => {
    const { t1_external_id: _left, ...input } = stage.purchaseInput();
    expect(
      (await failureOf(() => stage.run('create_asset_purchase_request', 'store', input))).message,
    ).toContain('Tier 1 External ID is missing');
  });

  it('have derived UIDs for a key that may not read them', async () => {
    stage.sandbox.control.add({
      method: 'GET',
      path: '/tier/accounts',
      kind: 'status',
      status: 403,
      times: 9,
    });
    const made = await purchase(customer('C-9'));
    expect(await purchase(customer('C-9'))).toMatchObject({ id: made['id'], existed_before: true });
  });

  it('cost one call, side by side with the others', async () => {
    const { control } = stage.sandbox;
    const { params, ...input } = stage.purchaseInput();
    control.calls = [];
    await stage.run('create_asset_purchase_request', 'store', {
      ...input,
      parameter_email__admin_email: (params as Record<string, unknown>)['admin_email'],
    });
    expect(control.calls).toHaveLength(4);
  });
});

it('customers of two hubs with one external ID are two accounts', async () => {
  const [first, second] = ['HB-1346-8670', 'HB-2457-9781'];
  const one = await purchase({ hub_id: first, ...customer('C-1'), customer_company_name: 'One' });
  const other = await purchase({ hub_id: second, ...customer('C-1'), customer_company_name: 'Other' });
  expect(one).toMatchObject({ asset: { tiers: { customer: { name: 'One' } } } });
  expect(other).toMatchObject({ asset: { tiers: { customer: { name: 'Other' } } } });
});
