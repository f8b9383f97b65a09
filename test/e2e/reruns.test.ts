import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectionsOf } from '../../demo/subscription.ts';
import { PolledZap } from '../../demo/zap.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** A step that runs again, or runs with something else: what counts as done, and what doesn't. */

type Json = Record<string, unknown>;

let stage: Stage;
let asset: string;
beforeEach(async () => {
  stage = await Stage.open();
  asset = await stage.subscription();
});
afterEach(() => stage.close());

const run = (key: string, by: 'store' | 'vendor', input: Json) => stage.run(key, by, input);
const approve = (id: unknown) =>
  run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });
const lost = () =>
  stage.sandbox.control.add({ method: 'POST', path: '/requests', kind: 'resetAfter', times: 1 });
const newest = () => [...stage.sandbox.world.requests.all()].at(-1);

describe('a write whose answer was lost, and that was approved meanwhile', () => {
  it.each([
    ['suspend', 'create_asset_suspend_resume_request', { request_type: 'suspend' }],
    ['cancel', 'create_asset_cancel_request', {}],
  ])('%s is recognised', async (type, key, input) => {
    lost();
    const step = () => run(key, 'store', { asset_id: asset, ...input });
    await failureOf(step);
    const made = newest();
    await approve(made?.id);
    expect(await step()).toMatchObject({ id: made?.id, type, status: 'approved' });
  });

  it.each([
    ['a change', 'create_asset_change_request', 'store', { items: { 'BACKUP-USER': 9 } }],
    [
      'an adjustment',
      'create_asset_adjustment_request',
      'vendor',
      { params: { login_url: 'https://a.example.com' } },
    ],
  ] as const)('%s is recognised, however the subscription is named', async (_name, key, by, input) => {
    lost();
    const named = { asset_external_id: stage.sandbox.world.assets.get(asset)?.external_id };
    await failureOf(() => run(key, by, { asset_id: asset, ...input }));
    const made = newest();
    await approve(made?.id);
    for (const name of [{ asset_id: asset }, named])
      expect(await run(key, by, { ...name, ...input })).toMatchObject({
        id: made?.id,
        status: 'approved',
        existed_before: true,
      });
    expect(newest()?.id).toBe(made?.id);
  });

  it('but a change back, and once more, are new ones', async () => {
    const change = (quantity: number) =>
      run('create_asset_change_request', 'store', { asset_id: asset, items: { 'BACKUP-USER': quantity } });
    for (const quantity of [9, 5]) await approve((await change(quantity))['id']);
    expect(await change(9)).toMatchObject({ status: 'pending', existed_before: false });
  });

  it('parameters that stand there are no failure, on an approved request; others are', async () => {
    const id = [...stage.sandbox.world.requests.all()][0]?.id;
    const set = (tenant_id: string, more: Json = {}) =>
      run('fill_fulfillment_params', 'vendor', { request_id: id, params: { tenant_id }, ...more });
    expect(await set('tenant-1')).toMatchObject({ id, status: 'approved' });
    expect((await failureOf(() => set('tenant-2'))).message).toContain('The request is approved.');
    expect((await failureOf(() => set('tenant-1', { note: 'New' }))).message).toContain('is approved');
  });

  it('but a second suspension after a resumption is a new one', async () => {
    const hold = (request_type: string) =>
      run('create_asset_suspend_resume_request', 'store', { asset_id: asset, request_type });
    for (const type of ['suspend', 'resume']) await approve((await hold(type))['id']);
    expect(await hold('suspend')).toMatchObject({ type: 'suspend', status: 'pending' });
  });
});

describe('the same step with something else', () => {
  it('is another adjustment, which the open one keeps from being made', async () => {
    const adjust = (login_url: string) =>
      run('create_asset_adjustment_request', 'vendor', { asset_id: asset, params: { login_url } });
    const first = await adjust('https://one.example.com');
    expect(await adjust('https://one.example.com')).toMatchObject({ id: first['id'] });
    expect((await failureOf(() => adjust('https://two.example.com'))).message).toContain(
      `Request ${first['id']} (adjustment) of this subscription is pending`,
    );
  });

  it('is another date, which a scheduled request doesn’t take', async () => {
    const { id } = await run('create_asset_change_request', 'store', {
      asset_id: asset,
      items: { 'BACKUP-USER': 9 },
    });
    const schedule = (planned_date: string) => run('schedule_request', 'vendor', { id, planned_date });
    await schedule('2099-01-01T00:00:00Z');
    expect(await schedule('2099-01-01T00:00:00Z')).toMatchObject({ status: 'scheduled' });
    expect((await failureOf(() => schedule('2099-06-01T00:00:00Z'))).message).toContain('is scheduled');
  });

  it('is another external UID, and so another purchase', async () => {
    const purchase = (asset_external_uid: string) =>
      run('create_asset_purchase_request', 'store', {
        ...stage.purchaseInput(),
        asset_external_id: 'ORDER-7',
        asset_external_uid,
        if_exists: 'return',
      });
    const [first, second, again] = [
      await purchase('uid-a'),
      await purchase('uid-b'),
      await purchase('uid-a'),
    ];
    expect(second['id']).not.toBe(first['id']);
    expect(again['id']).toBe(first['id']);
  });

  it('is another environment', async () => {
    const purchase = (environment: string) =>
      run('create_asset_purchase_request', 'store', {
        ...stage.purchaseInput(),
        asset_external_id: 'ORDER-8',
        environment,
      });
    const test = await purchase('test');
    const production = await purchase('production');
    expect(production['id']).not.toBe(test['id']);
  });
});

describe('an order', () => {
  const order = (items: object[], more: Json = {}) => {
    const { line_items: _lines, params: _params, ...rest } = stage.purchaseInput();
    return run('create_asset_requests_from_order', 'store', {
      ...rest,
      asset_external_id: 'ORDER-5',
      items,
      ...more,
    });
  };

  it('says of a product that isn’t there which line it is, and goes on if asked', async () => {
    const result = await order(
      [
        { item_id: 'PRD-276-377-545-0001', quantity: 1 },
        { item_id: 'PRD-999-999-999-0001', quantity: 1 },
      ],
      { continue_on_failure: true },
    );
    expect(result).toMatchObject({
      succeeded_count: 1,
      failed: [
        {
          item_id: 'PRD-999-999-999-0001',
          reason: expect.stringContaining('PRD-999-999-999 does not exist'),
        },
      ],
    });
  });

  it('may have items of one MPN in two products', async () => {
    const items = ['PRD-276-377-545', 'PRD-999-999-999'].map((product_id) => ({
      item_id: 'MAIL-BOX',
      product_id,
      quantity: 1,
    }));
    expect(await order(items, { continue_on_failure: true })).toMatchObject({
      succeeded_count: 1,
      failed_count: 1,
    });
  });

  it('of several products takes no external UID for all of them', async () => {
    const items = ['PRD-276-377-545-0001', 'PRD-838-787-106-0001'].map((item_id) => ({
      item_id,
      quantity: 1,
    }));
    expect((await failureOf(() => order(items, { asset_external_uid: 'uid' }))).message).toMatch(
      /^Subscription External UID: "uid" can't be used. Give none for an order of several products/,
    );
  });
});

describe('provisioning', () => {
  const provision = (request_id: unknown, more: Json = {}) =>
    run('provision_request', 'vendor', {
      request_id,
      template_id: stage.sandbox.ids.template,
      tenant_parameter: 'tenant_id',
      ...more,
    });

  it('goes on when the vendor’s system refuses what it has done already', async () => {
    const order = { ...stage.purchaseInput(), asset_external_id: 'ORDER-6' };
    const { asset: made, id } = (await run('create_asset_purchase_request', 'store', order)) as {
      asset: Json;
      id: string;
    };
    await provision(id);
    const suspend = await run('create_asset_suspend_resume_request', 'store', {
      asset_id: made['id'],
      request_type: 'suspend',
    });
    const [tenant] = stage.sandbox.tenants.save();
    stage.sandbox.tenants.change(tenant?.id ?? '', { status: 'suspended' });
    const refused = { host: 'tenant', method: 'PUT', path: '/tenant', kind: 'status', status: 409 } as const;
    stage.sandbox.control.add({ ...refused, body: { error: 'It is suspended already.' }, times: 1 });
    expect(await provision(suspend['id'])).toMatchObject({ status: 'approved' });
  });

  it('says that the answer has not what the mapping wants, before it approves', async () => {
    const order = { ...stage.purchaseInput(), asset_external_id: 'ORDER-6' };
    const { id } = await run('create_asset_purchase_request', 'store', order);
    const { message } = await failureOf(() => provision(id, { mapping: { login_url: 'nope.url' } }));
    expect(message).toMatch(
      /^Parameters From the Answer: "nope.url" for login_url is not in the answer of your provisioning system, which has .*id.* In your provisioning system the purchase is done/,
    );
    expect(stage.request(id)?.status).toBe('pending');
    expect(await provision(id, { mapping: { login_url: 'url' } })).toMatchObject({ status: 'approved' });
  });
});

it.each([
  ['remembers', false],
  ['has lost its memory once', true],
])('an old subscription that changes is no new one for a Zap that %s', async (_name, isLost) => {
  const sandbox = await startSandbox({ seed: 2_000 });
  const { store } = connectionsOf(sandbox);
  const zap = new PolledZap(app, 'new_assets', store, { status: ['active'] }, 'zap');
  await zap.turnOn();
  if (isLost) {
    app.forget();
    // The newest are handed over again, which Zapier knows; the old one isn't among them.
    for (let poll = 0; poll < 4; poll += 1) expect(await zap.poll()).toEqual([]);
  }
  const [old] = [...sandbox.world.assets.all()].filter(
    ({ id, status }) =>
      status === 'active' && sandbox.world.requestsOf(id).every((request) => request.status !== 'pending'),
  );
  await app.create('create_asset_change_request', store, {
    asset_id: old?.id,
    items: Object.fromEntries(old?.items.map(({ mpn }) => [mpn, 77]) ?? []),
  });
  expect(sandbox.world.assets.get(old?.id ?? '')).toMatchObject({ status: 'active', pending_request: {} });
  expect(await zap.poll()).toEqual([]);
  await sandbox.close();
});

it('a type that the published app offered and Connect never had finds nothing, and breaks nothing', async () => {
  const find = (type: string[]) => app.search('search_requests', stage.connections.store, { type });
  expect(await find(['billing'])).toEqual([]);
  expect((await find(['purchase', 'billing'])).length).toBeGreaterThan(0);
});
