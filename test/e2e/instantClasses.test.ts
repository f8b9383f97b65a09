import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { HookedZap } from '../../demo/hookedZap.ts';
import { app } from '../support/app.ts';
import { billingInput } from '../support/billingScenarios.ts';
import { listingOf } from '../support/listingScenarios.ts';
import { Stage } from '../support/stage.ts';

/** The instant trigger of each class, beside the one that polls: a change reaches it once, and whole. */

let stage: Stage;
let zap: HookedZap;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(async () => {
  await zap.close();
  await stage.close();
});

const PRODUCT = 'PRD-838-787-106';
const WITH_TIERS = 'PRD-633-745-986';
const CLASSES: readonly [
  key: string,
  input: Record<string, string>,
  sister: string,
  act: () => Promise<unknown>,
][] = [
  ['request_event', { product_id: PRODUCT }, 'new_updated_requests', () => stage.purchase()],
  [
    'tier_config_request_event',
    { configuration_product_id: WITH_TIERS },
    'new_updated_tier_config_requests',
    () => stage.tierRequest('pending'),
  ],
  [
    'tier_account_request_event',
    { product_id: PRODUCT },
    'new_updated_tier_account_requests',
    async () => {
      await stage.purchase();
      const [account] = await app.search('find_tier_account', stage.connections.store, { type: 'reseller' });
      const change = { id: account?.['id'], city: 'Chicago' };
      const { id } = await stage.run('create_tier_account_request', 'store', change);
      await settled();
      await stage.run('accept_tier_account_request', 'vendor', { id });
    },
  ],
  [
    'billing_request_event',
    { asset_product_id: PRODUCT },
    'new_updated_billing_requests',
    async () => stage.run('create_billing_request', 'vendor', await billingInput(stage)),
  ],
  [
    'listing_request_event',
    { product_id: PRODUCT },
    'new_listing_requests',
    () => stage.run('create_listing_request', 'vendor', { type: 'remove', listing_id: listingOf(stage)?.id }),
  ],
  ['usage_file_event', { product_id: PRODUCT }, 'new_updated_usage_files', () => stage.usageFile('ready')],
];

const settled = async () => {
  const { webhooks } = stage.sandbox.world;
  do {
    await webhooks.settled();
    await zap.settled();
  } while (webhooks.isBusy);
};

it.each(CLASSES)('%s', async (key, input, sister, act) => {
  zap = new HookedZap(app, key, stage.connections.vendor, input, '4711');
  await zap.turnOn();
  // A change may call for events of several classes, so that a wrong one would hardly be missed.
  const subscribed = stage.sandbox.control.calls.findLast((call) => call.method === 'POST')?.body;
  expect(subscribed).toMatchObject({
    object_class: key === 'request_event' ? 'fulfillment_request' : key.replace('_event', ''),
  });
  await act();
  await settled();
  expect(zap.failures).toEqual([]);
  const events = zap.fired.map(({ event_id: event }) => event);
  expect(events.length).toBeGreaterThan(0);
  expect(new Set(events).size).toBe(events.length);
  // What came last is what a poll gives now, field by field.
  const [newest] = await app.samples(sister, stage.connections.vendor, {});
  const last = zap.fired.findLast(({ id }) => id === newest?.['id']);
  expect(Object.keys(last ?? {})).toEqual(Object.keys(newest ?? {}));
  expect(last).toMatchObject({ event_id: newest?.['event_id'] });
});
