import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import type { FulfillmentRequest } from '../../sandbox/modules/requests/model.ts';
import { app } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Polls through Zapier's handler against the sandbox: what fires, and what is sent for it. */

const DAY = 24 * 3_600_000;

let stage: Stage;
let zaps = 0;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.close();
});

const zapOf = async (key: string, by: 'store' | 'vendor', input: Record<string, unknown> = {}) => {
  zaps += 1;
  const zap = new PolledZap(app, key, stage.connections[by], input, `polls-${zaps}`);
  await zap.turnOn();
  return zap;
};
const inquiry = (id: unknown) => ({ request_id: id, params: { admin_email: 'Wrong.' } });
const idsOf = async (zap: PolledZap) => (await zap.poll()).map(({ id }) => String(id));

/** Makes a request and its subscription older than they are, as if it had been created and left alone. */
const age = (request: FulfillmentRequest | undefined, days: number): void => {
  if (!request) throw new Error('no request');
  const { world } = stage.sandbox;
  const at = new Date(Date.now() - days * DAY).toISOString();
  Object.assign(request, { created: at, updated: at });
  world.requests.changed(request);
  const asset = world.assets.get(request.asset.id);
  if (!asset) return;
  asset.events = { created: { at }, updated: { at } };
  world.assets.changed(asset);
};

const draft = async (): Promise<string> => {
  const { id } = await stage.run('create_asset_purchase_request', 'store', stage.purchaseInput());
  const request = stage.request(id);
  const asset = stage.sandbox.world.assets.get(request?.asset.id ?? '');
  if (!request || !asset) throw new Error('no request');
  request.status = 'draft';
  asset.status = 'draft';
  age(request, 45);
  return request.id;
};

describe('a draft of 45 days ago that is placed', () => {
  it.each([
    'new_requests',
    'new_assets',
    'pending_requests',
  ])('%s: fires once, at the vendor', async (key) => {
    const id = await draft();
    const zap = await zapOf(key, 'vendor');
    expect(await zap.poll()).toEqual([]);
    await stage.run('purchase_draft_request', 'store', { request_id: id });
    const expected = key === 'new_assets' ? stage.request(id)?.asset.id : id;
    expect(await idsOf(zap)).toEqual([expected]);
    expect(await zap.poll()).toEqual([]);
  });
});

describe('a request of 45 days ago', () => {
  it('fires when it reaches a chosen status', async () => {
    const { id } = await stage.purchase();
    age(stage.request(id), 45);
    await stage.run('inquire_request', 'vendor', inquiry(id));
    const pending = await zapOf('new_requests', 'vendor', { status: ['pending'] });
    const approved = await zapOf('new_requests', 'store', { status: ['approved'] });
    await stage.run('pend_request', 'vendor', { request_id: id });
    expect(await idsOf(pending)).toEqual([id]);
    expect(await approved.poll()).toEqual([]);
    await stage.run('fill_fulfillment_params', 'vendor', { request_id: id, params: { tenant_id: 'T-1' } });
    await stage.run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });
    expect(await idsOf(approved)).toEqual([id]);
  });
});

describe('a subscription of 45 days ago', () => {
  it('does not fire for an update, but when it reaches the chosen status', async () => {
    const asset = await stage.active();
    const { world } = stage.sandbox;
    for (const request of world.requestsOf(asset)) age(request, 45);
    // The newest event when the Zaps are turned on is of now.
    await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: 'ORDER-2',
    });
    const all = await zapOf('new_assets', 'vendor');
    const suspended = await zapOf('new_assets', 'vendor', { status: 'suspended' });
    const { id } = await stage.run('create_asset_suspend_resume_request', 'store', {
      request_type: 'suspend',
      asset_id: asset,
    });
    await stage.run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });
    expect(await all.poll()).toEqual([]);
    expect(await idsOf(suspended)).toEqual([asset]);
  });
});

describe('New Subscription, after its memory was lost once', () => {
  it('still knows old subscriptions from new ones', async () => {
    const old = await stage.active();
    const { world } = stage.sandbox;
    for (const request of world.requestsOf(old)) age(request, 45);
    const order = (id: string) =>
      stage.run('create_asset_purchase_request', 'store', {
        ...stage.purchaseInput(),
        asset_external_id: id,
      });
    await order('ORDER-2');
    const zap = await zapOf('new_assets', 'vendor');
    app.forget();
    await zap.poll();
    // From here on an update of the old one must not make it new, nor hide what is.
    const change = await stage.run('create_asset_change_request', 'store', {
      asset_id: old,
      items: { 'BACKUP-USER': '7' },
    });
    await stage.run('approve_request', 'vendor', {
      id: change['id'],
      template_id: stage.sandbox.ids.template,
    });
    const third = await order('ORDER-3');
    expect(await idsOf(zap)).toEqual([(third['asset'] as { id: string }).id]);
    expect(await zap.poll()).toEqual([]);
  });
});

describe('Fulfillment Request Pending', () => {
  it('fires at each entry: placed, back from an inquiry, also there and back between two polls', async () => {
    const zap = await zapOf('pending_requests', 'vendor');
    const { id } = await stage.purchase();
    const [first] = await zap.poll();
    expect(first).toMatchObject({ id, status: 'pending' });
    expect(first?.['event_id']).toMatch(new RegExp(`^${id}@\\d{4}-`));
    await stage.run('inquire_request', 'vendor', inquiry(id));
    expect(await zap.poll()).toEqual([]);
    await stage.run('pend_request', 'vendor', { request_id: id });
    expect(await idsOf(zap)).toEqual([id]);
    await stage.run('inquire_request', 'vendor', inquiry(id));
    await stage.run('pend_request', 'vendor', { request_id: id });
    expect(await idsOf(zap)).toEqual([id]);
    expect(await zap.poll()).toEqual([]);
  });
});

describe('a row that can not be read', () => {
  it('is left out, and brought by a later poll', async () => {
    const zap = await zapOf('new_requests', 'vendor');
    const { id } = await stage.purchase();
    const second = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: 'ORDER-2',
    });
    stage.sandbox.control.add({ path: '/requests', method: 'GET', kind: 'garble', id: String(id), times: 1 });
    expect(await idsOf(zap)).toEqual([second['id']]);
    expect(await idsOf(zap)).toEqual([id]);
    expect(await zap.poll()).toEqual([]);
  });
});

it('asks once for what is new, in time, wherever rows without a time of update stand', async () => {
  await stage.purchase();
  const zap = await zapOf('new_requests', 'vendor', { status: ['pending'] });
  stage.sandbox.control.calls = [];
  await zap.poll();
  expect(stage.sandbox.control.calls.map(({ method, path, query }) => [method, path, query])).toEqual([
    [
      'GET',
      '/requests',
      expect.stringMatching(
        /^in\(status,\(%22pending%22\)\)&or\(gt\(updated,%22[^,]+%22\),gt\(created,%22[^,]+%22\)\)&ordering\(updated\)&limit=\d+&offset=0$/,
      ),
    ],
  ]);
});
