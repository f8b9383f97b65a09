import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HookedZap } from '../../demo/hookedZap.ts';
import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import App from '../../index.ts';
import { app, failureOf } from '../support/app.ts';
import { HookedZaps } from '../support/hookedZaps.ts';
import { Stage } from '../support/stage.ts';
import { holdClock, releaseClock } from '../support/turnedClock.ts';

/** Instant triggers, through Zapier's handler, with deliveries that the sandbox really makes. */

let stage: Stage;
const zaps = new HookedZaps();
// Runs wait for each other, and Connect between deliveries.
beforeEach(async () => {
  holdClock();
  stage = await Stage.open();
});
afterEach(async () => {
  await zaps.close();
  await stage.close();
  releaseClock();
});

const webhooks = () => stage.sandbox.world.webhooks;
const hooked = (key: string, by: 'store' | 'vendor', input?: Record<string, unknown>, id?: string) =>
  zaps.turnOn(stage, key, by, input, id);
const settled = () => zaps.settled(stage);
const states = (zap: HookedZap) => zap.fired.map(({ id, status }) => `${String(id)} ${String(status)}`);

describe('Fulfillment Request Event', () => {
  it('gives each change of a request whole, once, and leaves no webhook behind', async () => {
    const zap = await hooked('request_event', 'vendor');
    const [webhook] = webhooks().webhooks.all();
    expect(webhook).toMatchObject({
      label: 'Zapier: Fulfillment Request Event (Zap 4711)',
      object_class: 'fulfillment_request',
      active: true,
      external_url: zap.url,
    });
    const { id } = await stage.purchase();
    await settled();
    expect(states(zap)).toEqual([`${String(id)} pending`]);
    expect(zap.fired[0]).toMatchObject({
      parameter_values: { admin_email: 'alex@example.com' },
      quantities: {},
    });
    await stage.run('inquire_request', 'vendor', { request_id: id, params: { admin_email: 'Wrong.' } });
    await settled();
    await stage.run('pend_request', 'store', { request_id: id });
    await settled();
    expect(states(zap).at(-1)).toBe(`${String(id)} pending`);
    expect(new Set(zap.fired.map(({ event_id: event }) => event)).size).toBe(zap.fired.length);
    expect(zap.failures).toEqual([]);
    await zap.turnOff();
    expect(webhooks().webhooks.size).toBe(0);
    // Twice is fine.
    await zap.turnOff();
  });

  it('gives what the editor shows with the same keys', async () => {
    const zap = await hooked('request_event', 'vendor');
    await stage.purchase();
    await settled();
    const [sample] = await zap.samples();
    expect(Object.keys(sample ?? {}).sort()).toEqual(Object.keys(zap.fired[0] ?? {}).sort());
  });

  it('hands on 200 changes in bursts once each, however deliveries are merged, doubled and run side by side', async () => {
    webhooks().manners.times = 2;
    webhooks().manners.spacing = 5;
    const zap = await hooked('request_event', 'vendor');
    stage.sandbox.world.seed(400, { days: 0 });
    await settled();
    const last = zap.arrived.at(-1);
    if (last) await Promise.all([zap.receive(last), zap.receive(last), zap.receive(last)]);
    const expected = [...stage.sandbox.world.requests.all()]
      .filter(({ asset }) => asset.product.id === stage.sandbox.ids.product)
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(100);
    expect(zap.fired.map(({ id }) => id).sort()).toEqual(expected.sort());
  });

  it('gives nothing for a delivery without news', async () => {
    const zap = await hooked('request_event', 'vendor');
    await stage.purchase();
    await settled();
    const [first] = zap.arrived;
    expect(first && (await zap.receive(first))).toEqual([]);
  });

  it('brings what happened in a pause with the first call after it, and nothing with one that is late', async () => {
    const zap = await hooked('request_event', 'vendor');
    await stage.purchase();
    await settled();
    const [late] = zap.arrived;
    const { id } = zap.subscription as unknown as { id: string };
    const webhook = webhooks().webhooks.get(id);
    if (!webhook) throw new Error('There is no webhook.');
    webhook.active = false;
    const requests = ['ORDER-2', 'ORDER-3'].map((asset_external_id) =>
      stage.run('create_asset_purchase_request', 'store', { ...stage.purchaseInput(), asset_external_id }),
    );
    const made = await Promise.all(requests);
    await settled();
    expect(zap.fired).toHaveLength(1);
    webhook.active = true;
    webhooks().trigger(webhook);
    await settled();
    expect(
      zap.fired
        .slice(1)
        .map(({ id: one }) => one)
        .sort(),
    ).toEqual(made.map(({ id: one }) => one).sort());
    expect(late && (await zap.receive(late))).toEqual([]);
  });

  it('narrows down by its filters', async () => {
    const zap = await hooked('request_event', 'vendor', { status: ['approved'] });
    await stage.active();
    await settled();
    expect(states(zap)).toEqual([expect.stringMatching(/ approved$/)]);
  });

  it('doesn’t disturb another Zap, nor another product’s', async () => {
    const [one, other, mail] = await Promise.all([
      hooked('request_event', 'vendor'),
      hooked('request_event', 'vendor', {}, '4712'),
      hooked('request_event', 'vendor', { product_id: 'PRD-276-377-545' }, '4713'),
    ]);
    await stage.purchase();
    await settled();
    expect([one.fired.length, other.fired.length, mail.fired.length]).toEqual([1, 1, 0]);
    expect(mail.arrived).toEqual([]);
    await one.turnOff();
    expect(webhooks().webhooks.size).toBe(2);
  });

  it('leaves one webhook when it is turned on twice', async () => {
    const zap = await hooked('request_event', 'vendor');
    await zap.turnOn();
    expect(webhooks().webhooks.size).toBe(1);
  });

  it('says in the editor that its webhook was deleted or switched off', async () => {
    const zap = await hooked('request_event', 'vendor');
    const [webhook] = webhooks().webhooks.all();
    if (webhook) webhook.active = false;
    expect((await failureOf(() => zap.samples())).message).toMatch(
      /is switched off in Connect, so that no events arrive/,
    );
    if (webhook) webhooks().webhooks.remove(webhook.id);
    expect((await failureOf(() => zap.samples())).message).toMatch(
      /was deleted in Connect, so that no events arrive/,
    );
  });

  it('is refused in words where the key may not subscribe', async () => {
    const { distributorKey: _key, unpermittedKey, url } = stage.sandbox;
    const zap = new HookedZap(
      app,
      'request_event',
      { api_key: unpermittedKey, endpoint: url },
      { product_id: stage.sandbox.ids.product },
      '1',
    );
    zaps.add(zap);
    const { message } = await failureOf(() => zap.turnOn());
    expect(message).toMatch(
      /permission for the module "Subscriptions"|permission for the module "Integrations"/,
    );
  });
});

describe('Usage File Event', () => {
  // Connect works on the file while the step waits for it.
  beforeEach(releaseClock);

  it('gives each status of a file once', async () => {
    const zap = await hooked('usage_file_event', 'store');
    await stage.usageFile('accepted');
    await settled();
    const found = states(zap).map((one) => one.split(' ')[1]);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toContain('accepted');
  });
});

describe('New Connect Event', () => {
  it('hands on Connect’s own words', async () => {
    const zap = await hooked('new_product_event', 'vendor', {
      object_class: 'fulfillment_request',
      label: 'Zapier: orders',
      description: 'Tells of orders.',
    });
    await stage.purchase();
    await settled();
    expect(zap.fired[0]).toMatchObject({
      object_class: 'fulfillment_request',
      product_id: stage.sandbox.ids.product,
      webhook_name: 'Zapier: orders',
    });
    const [sample] = await zap.samples();
    expect(Object.keys(sample ?? {}).sort()).toEqual(Object.keys(zap.fired[0] ?? {}).sort());
  });
});

describe('New Product Event', () => {
  const listening = () =>
    hooked('new_product_event', 'vendor', {
      object_class: 'fulfillment_request',
      label: 'Zapier: orders',
      description: 'Tells of orders.',
    });

  it('hands a delivery that is doubled on once, also side by side, and each new one', async () => {
    const zap = await listening();
    await stage.purchase();
    await settled();
    expect(zap.fired).toHaveLength(1);
    const [first] = zap.arrived;
    if (!first) throw new Error('Nothing arrived.');
    await Promise.all([zap.receive(first), zap.receive(first)]);
    expect(zap.fired).toHaveLength(1);
    const { id } = zap.subscription as unknown as { id: string };
    const webhook = webhooks().webhooks.get(id);
    if (!webhook) throw new Error('There is no webhook.');
    const { clock } = stage.sandbox.world;
    for (const count of [2, 3]) {
      clock.moveTo(clock.now() + 1_000);
      webhooks().manners.times = count;
      webhooks().trigger(webhook);
      await settled();
      expect(zap.fired).toHaveLength(count);
    }
    expect(new Set(zap.fired.map((row) => row['id'])).size).toBe(3);
    expect(zap.failures).toEqual([]);
  });

  it('hands on what it can’t know again: a cache that has forgotten, and a call without a time', async () => {
    const zap = await listening();
    await stage.purchase();
    await settled();
    const [first] = zap.arrived;
    if (!first) throw new Error('Nothing arrived.');
    zap.zapier = new Zapier(App as unknown as RunnableApp);
    expect(await zap.receive(first)).toHaveLength(1);
    expect(await zap.receive(first)).toHaveLength(0);
    const { triggered_at: _time, ...body } = first.cleanedRequest as Record<string, unknown>;
    const timeless = { ...first, cleanedRequest: body };
    expect(await zap.receive(timeless)).toHaveLength(1);
    expect(await zap.receive(timeless)).toHaveLength(1);
  });
});
