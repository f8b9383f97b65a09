import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Customers and resellers, on both sides. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

type Json = Record<string, unknown>;
const zapOf = async (key: string, by: 'store' | 'vendor', input: Json = {}) => {
  const zap = new PolledZap(app, key, stage.connections[by], input, `${key}-${by}`);
  await zap.turnOn();
  return zap;
};
const find = (key: string, by: 'store' | 'vendor', input: Json) =>
  app.search(key, stage.connections[by], input);
const eventsOf = async (zap: PolledZap) => (await zap.poll()).map(({ id, status }) => [id, status]);

describe('the account of a reseller', () => {
  it('is changed by the distributor, and the vendor of its product accepts', async () => {
    await stage.purchase();
    const [reseller] = await find('find_tier_account', 'store', { type: 'reseller', external_id: 'R-1' });
    const told = await zapOf('new_tier_account_requests', 'vendor');
    const answered = await zapOf('new_updated_tier_account_requests', 'store');
    const request = await stage.run('create_tier_account_request', 'store', {
      id: reseller?.['id'],
      city: 'Chicago',
      phone: '+1 312 555 0100',
    });
    expect(request).toMatchObject({ status: 'pending', request_count: 1, existed_before: false });
    expect(await eventsOf(told)).toEqual([[request['id'], 'pending']]);
    expect(await told.poll()).toEqual([]);
    await answered.poll();

    await stage.run('accept_tier_account_request', 'vendor', { id: request['id'] });
    expect(await eventsOf(answered)).toEqual([[request['id'], 'accepted']]);
    const [changed] = await find('find_tier_account', 'vendor', {
      id: reseller?.['id'],
      with_versions: true,
    });
    expect(changed).toMatchObject({
      version: 2,
      contact_info: { city: 'Chicago', country: 'US', contact: { last_name: 'Sample' } },
      versions: [
        { version: 2, contact_info: { city: 'Chicago' } },
        { version: 1, contact_info: { city: 'Springfield' } },
      ],
    });
    const again = await stage.run('create_tier_account_request', 'store', {
      id: reseller?.['id'],
      city: 'Chicago',
    });
    expect(again).toMatchObject({ id: request['id'], status: 'accepted', existed_before: true });
  });

  it('is found by scope and vendor, though Connect has no filters for them', async () => {
    await stage.purchase();
    const [{ id } = {}] = await find('find_tier_account', 'store', { type: 'reseller' });
    await stage.run('create_tier_account_request', 'store', { id, city: 'Chicago' });
    const foundBy = async (input: Json) =>
      (await find('search_tier_account_requests', 'store', input)).length;
    expect([
      await foundBy({ account_scopes: ['tier-1'], vendor_name: ['Example Vendor'] }),
      await foundBy({ account_scopes: ['tier-2'] }),
      await foundBy({ account_environment: ['test'] }),
      await foundBy({ account_environment: ['production'], provider_id: ['PA-425-033'] }),
    ]).toEqual([1, 0, 0, 1]);
  });

  it('keeps what is not given, and is left alone when nothing changes', async () => {
    const made = await stage.run('create_tier_account', 'store', {
      ...stage.accountInput('customer'),
      tax_number: 'US-1',
    });
    expect(made).toMatchObject({ type: 'customer', version: 1, tax_id: 'US-1', existed_before: false });
    const change = { account_id: made['id'], company_name: 'New Ltd.', postal_code: '60601' };
    const changed = await stage.run('update_tier_account', 'store', change);
    expect(changed).toMatchObject({
      name: 'New Ltd.',
      version: 2,
      tax_id: 'US-1',
      external_id: 'R-1',
      contact_info: {
        postal_code: '60601',
        address_line1: '1 Example Street',
        contact: { first_name: 'Alex' },
      },
    });
    expect(await stage.run('update_tier_account', 'store', change)).toMatchObject({ version: 2 });
    const { kind, message } = await failureOf(() =>
      stage.run('update_tier_account', 'store', { account_id: made['id'] }),
    );
    expect([kind, message]).toEqual([
      'AppError',
      'Changes is missing. Give a value for at least one part of the account.',
    ]);
  });

  it('is made once: the same is recognised, and another one under its ID is refused in words', async () => {
    const input = stage.accountInput('reseller');
    const { id } = await stage.run('create_tier_account', 'store', input);
    expect(await stage.run('create_tier_account', 'store', input)).toMatchObject({
      id,
      existed_before: true,
    });
    const { message } = await failureOf(() =>
      stage.run('create_tier_account', 'store', { ...input, company_name: 'Other Ltd.' }),
    );
    expect(message).toBe(
      `Connect has the account ${String(id)} with the external ID R-1 at this hub already, with other data. To change it use Update Customer or Reseller Account. Nothing was created.`,
    );
    expect(await stage.run('create_tier_account', 'store', { ...input, type: 'customer' })).toMatchObject({
      existed_before: false,
    });
  });

  it('is made once by steps side by side, and each of them gives it', async () => {
    const input = stage.accountInput('reseller');
    const run = (more: Json = {}) => stage.run('create_tier_account', 'store', { ...input, ...more });
    const made = await Promise.all([run(), run(), run()]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ existed_before: existed }) => !existed)).toHaveLength(1);
    const others = await Promise.allSettled(
      ['One Ltd.', 'Two Ltd.'].map((company_name) => run({ external_id: 'R-9', company_name })),
    );
    const refused = others.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused).toEqual([expect.stringContaining('at this hub already, with other data.')]);
  });

  it('has no vendor to tell while nothing is sold to it', async () => {
    const { id } = await stage.run('create_tier_account', 'store', stage.accountInput('reseller'));
    const { kind, message } = await failureOf(() =>
      stage.run('create_tier_account_request', 'store', { id, city: 'Chicago' }),
    );
    expect([kind, message]).toEqual([
      'HaltedError',
      `Account ${String(id)} has these values now. No product is sold to it, so there is no vendor to tell.`,
    ]);
    expect(await find('find_tier_account', 'store', { id })).toMatchObject([
      { version: 2, contact_info: { city: 'Chicago' } },
    ]);
  });
});
