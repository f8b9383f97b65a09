import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { later } from '../../sandbox/world/durations.ts';
import { clock } from '../../src/connect/clock.ts';
import { app, failureOf } from '../support/app.ts';
import { billingInput } from '../support/billingScenarios.ts';
import { Stage } from '../support/stage.ts';

/** Billing on both sides, through months that the sandbox's clock is moved by. */

type Json = Record<string, unknown>;

const { now } = clock;
/** Milliseconds that the App's clock is ahead; the sandbox's is the same. */
let ahead = 0;
let stage: Stage;
let zaps = 0;
beforeEach(async () => {
  ahead = 0;
  clock.now = () => now() + ahead;
  stage = await Stage.open();
});
afterEach(async () => {
  clock.now = now;
  await stage.close();
});
const advance = (duration: string) => {
  ahead += later(clock.now(), duration) - clock.now();
};

const zapOf = async (key: string, by: 'store' | 'vendor', input: Json = {}) => {
  zaps += 1;
  const zap = new PolledZap(app, key, stage.connections[by], input, `billing-${zaps}`);
  await zap.turnOn();
  return zap;
};
const idsOf = async (zap: PolledZap) => (await zap.poll()).map(({ id }) => String(id));
const recurring = async (id: string, by: 'store' | 'vendor' = 'vendor') => {
  const [found] = await app.search('search_recurring_assets', stage.connections[by], { id: [id] });
  return found as Json & { billing: { next_date: string; stats: Json } };
};
const brv = (asset: string, number: number) =>
  `${asset.replace('AS', 'BRV')}-${String(number).padStart(4, '0')}`;

describe('a subscription that is billed by the month', () => {
  it('has a request for each month, which fires once on both sides', async () => {
    const [vendor, store] = [
      await zapOf('new_billing_requests', 'vendor'),
      await zapOf('new_billing_requests', 'store'),
    ];
    const asset = await stage.active();
    expect(await idsOf(vendor)).toEqual([]);
    const { billing } = await recurring(asset);
    expect(billing).toMatchObject({ period: { delta: 1, uom: 'monthly' } });
    advance('P1M1D');
    expect(await idsOf(vendor)).toEqual([brv(asset, 1)]);
    const [first] = await store.poll();
    expect(first).toMatchObject({
      id: brv(asset, 1),
      type: 'vendor',
      period: { from: billing.next_date, delta: 1, uom: 'monthly' },
      items: [{ mpn: 'BACKUP-USER', quantity: 5, billing: { cycle_number: 1 } }],
      quantities: { 'BACKUP-USER': '5' },
    });
    advance('P2M');
    expect(await idsOf(vendor)).toEqual([brv(asset, 2), brv(asset, 3)]);
    expect(await idsOf(vendor)).toEqual([]);
  });

  it('renews soon once for each date, so many days before', async () => {
    const asset = await stage.active();
    const zap = await zapOf('subscription_renews_soon', 'store', { days: '5' });
    expect(await idsOf(zap)).toEqual([]);
    advance('P20D');
    expect(await idsOf(zap)).toEqual([]);
    advance('P7D');
    const [first] = await zap.poll();
    expect(first).toMatchObject({
      id: asset,
      billing: { next_date: (await recurring(asset)).billing.next_date },
    });
    advance('P2D');
    expect(await idsOf(zap)).toEqual([]);
    advance('P4D');
    expect(await idsOf(zap)).toEqual([]);
    advance('P25D');
    const [second] = await zap.poll();
    expect(second).toMatchObject({ id: asset });
    expect(second?.['event_id']).not.toBe(first?.['event_id']);
  });

  it('renews soon also when its date is moved', async () => {
    const asset = await stage.active();
    const zap = await zapOf('subscription_renews_soon', 'vendor');
    expect(await idsOf(zap)).toEqual([]);
    const { billing, clock: time } = stage.sandbox.world;
    const inDays = (days: number) => new Date(time.now() + days * 24 * 3_600_000).toISOString();
    billing.move(asset, inDays(3));
    expect(await idsOf(zap)).toEqual([asset]);
    advance('PT1H');
    billing.move(asset, inDays(4));
    expect(await idsOf(zap)).toEqual([asset]);
    billing.move(asset, inDays(20));
    expect(await idsOf(zap)).toEqual([]);
    advance('P14D');
    expect(await idsOf(zap)).toEqual([asset]);
  });

  it('is not billed while it is suspended, nor once it has ended', async () => {
    const asset = await stage.active();
    const settle = async (key: string, input: Json) => {
      const { id } = await stage.run(key, 'store', { asset_id: asset, ...input });
      await stage.run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });
    };
    await settle('create_asset_suspend_resume_request', { request_type: 'suspend' });
    advance('P2M1D');
    expect(stage.sandbox.world.billing.requests.size).toBe(0);
    await settle('create_asset_suspend_resume_request', { request_type: 'resume' });
    expect(stage.sandbox.world.billing.requests.size).toBe(0);
    advance('P1M');
    await recurring(asset);
    expect(stage.sandbox.world.billing.requests.size).toBe(1);
    await settle('create_asset_cancel_request', {});
    advance('P3M');
    expect(await recurring(asset)).toMatchObject({ status: 'terminated' });
    expect(stage.sandbox.world.billing.requests.size).toBe(1);
  });
});

it('a subscription that is billed by the year renews a year later, and is told of months before', async () => {
  await stage.run('create_asset_purchase_request', 'store', {
    ...stage.purchaseInput(),
    line_items: [{ item_id: 'PRD-522-634-875-0003', quantity: '2' }],
    params: {},
  });
  const [request] = [...stage.sandbox.world.requests.all()];
  await stage.run('approve_request', 'vendor', { id: request?.id, template_id: 'TL-522-634-001' });
  const asset = String(request?.asset.id);
  expect((await recurring(asset)).billing).toMatchObject({ period: { delta: 1, uom: 'yearly' } });
  const zap = await zapOf('subscription_renews_soon', 'vendor', {
    days: '60',
    billing_period_uom: ['yearly'],
  });
  advance('P9M');
  expect(await idsOf(zap)).toEqual([]);
  advance('P2M');
  expect(await idsOf(zap)).toEqual([asset]);
});

describe('billing requests that the sides make', () => {
  it("are seen by both sides when they are the vendor's, and by the distributor alone when they are its own", async () => {
    const input = await billingInput(stage);
    const mine = await stage.run('create_billing_request', 'vendor', {
      ...input,
      attributes: { invoice: 'INV-1' },
    });
    expect(mine).toMatchObject({
      type: 'vendor',
      existed_before: false,
      period: { from: '2026-01-01T00:00:00+00:00', to: '2026-02-01T00:00:00+00:00' },
      attributes: { vendor: { invoice: 'INV-1' } },
    });
    const theirs = await stage.run('create_billing_request', 'store', input);
    expect(theirs).toMatchObject({ type: 'provider', id: expect.stringMatching(/^BRP-/) });
    const seen = (by: 'store' | 'vendor') => app.search('search_billing_requests', stage.connections[by], {});
    expect((await seen('vendor')).map(({ id }) => id)).toEqual([mine['id']]);
    expect((await seen('store')).map(({ id }) => id)).toEqual([theirs['id'], mine['id']]);
    // The same step again finds what it has made.
    expect(await stage.run('create_billing_request', 'store', input)).toMatchObject({
      id: theirs['id'],
      existed_before: true,
    });
  });

  it('keep the attributes that are not named, and fire when they change', async () => {
    const { id } = await stage.run('create_billing_request', 'store', {
      ...(await billingInput(stage)),
      attributes: { invoice: 'INV-1', cost_center: '7' },
    });
    advance('PT1H');
    const zap = await zapOf('new_updated_billing_requests', 'store');
    const set = { billing_request_id: id, attributes: { invoice: 'INV-2', paid: 'yes' } };
    expect(await stage.run('update_billing_attributes', 'store', set)).toMatchObject({
      attributes: { provider: { invoice: 'INV-2', cost_center: '7', paid: 'yes' } },
    });
    expect(await idsOf(zap)).toEqual([id]);
    stage.sandbox.control.calls = [];
    await stage.run('update_billing_attributes', 'store', set);
    expect(stage.sandbox.control.calls.filter(({ method }) => method === 'PUT')).toEqual([]);
    expect(await idsOf(zap)).toEqual([]);
  });

  it.each([
    [{ period_to: '2025-12-01' }, /^Period To: "2025-12-01T00:00:00.000Z" can't be used\./],
    [{ period_uom: undefined }, /^Period To is missing\. Give the date/],
    [{ period_delta: '1.5' }, /^Period Count: "1.5" can't be used\. Give a whole number/],
    [{ items: ['NOBODY'] }, /^Items: subscription AS-[\d-]+ has no item NOBODY\. It has BACKUP-USER\./],
    [
      { asset_lookup_field: 'asset_external_uid', asset_lookup_value: 'x' },
      /no recurring subscription with the external UID "x"/,
    ],
    [{ type: 'provider' }, /create a billing request/],
  ])('are refused with %j, before anything is made', async (more, message) => {
    const input = { ...(await billingInput(stage)), ...more };
    const failure = await failureOf(() => stage.run('create_billing_request', 'vendor', input));
    expect(failure.message).toMatch(message);
    expect(stage.sandbox.world.billing.requests.size).toBe(0);
  });

  it('are others when an attribute of several parts is another one', async () => {
    const input = await billingInput(stage);
    const make = (cost: object) =>
      stage.run('create_billing_request', 'vendor', { ...input, attributes: { cost } });
    const first = await make({ center: '7', share: 1 });
    expect(await make({ share: 1, center: '7' })).toMatchObject({ id: first['id'], existed_before: true });
    expect(await make({ center: '8', share: 1 })).toMatchObject({ existed_before: false });
  });

  it('take a period of any two dates, and of years', async () => {
    const input = await billingInput(stage);
    const period = async (more: Json) =>
      (await stage.run('create_billing_request', 'vendor', { ...input, period_uom: undefined, ...more }))[
        'period'
      ];
    expect(await period({ period_to: '2026-10-01' })).toMatchObject({ delta: 9, uom: 'monthly' });
    expect(await period({ period_uom: 'years_3' })).toMatchObject({ to: '2029-01-01T00:00:00+00:00' });
    expect(await period({ period_from: '2026-01-31', period_uom: 'monthly' })).toMatchObject({
      to: '2026-02-28T00:00:00+00:00',
    });
    expect(await period({ period_to: '2026-01-10' })).toMatchObject({ to: '2026-01-10T00:00:00+00:00' });
  });
});

describe('New Recurring Subscription', () => {
  it('fires when a subscription gets active, however old it is, and not for its renewals', async () => {
    const zap = await zapOf('new_recurring_assets', 'vendor', { status: ['active'] });
    const updates = await zapOf('new_updated_recurring_assets', 'vendor');
    const asset = await stage.active();
    expect(await idsOf(zap)).toEqual([asset]);
    expect(await idsOf(updates)).toEqual([asset]);
    advance('P2M');
    expect(await idsOf(zap)).toEqual([]);
    expect(await idsOf(updates)).toEqual([]);
    const { id } = await stage.run('create_asset_change_request', 'store', {
      asset_id: asset,
      items: { 'BACKUP-USER': '9' },
    });
    await stage.run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });
    expect(await idsOf(zap)).toEqual([]);
    expect(await idsOf(updates)).toEqual([asset]);
  });
});
