import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PolledZap } from '../../demo/zap.ts';
import { app, failureOf } from '../support/app.ts';
import { draftOf, listingOf } from '../support/listingScenarios.ts';
import { Stage } from '../support/stage.ts';

/** A product's way into a marketplace and out of it, on both sides. */

let stage: Stage;
let zaps = 0;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const zapOf = async (by: 'store' | 'vendor', input: Record<string, unknown> = {}) => {
  zaps += 1;
  const zap = new PolledZap(app, 'new_listing_requests', stage.connections[by], input, `listings-${zaps}`);
  await zap.turnOn();
  return zap;
};
const move = (by: 'store' | 'vendor', id: unknown, action: string) =>
  stage.run('change_state_listing_request', by, { id, action });
const listing = async () =>
  (await app.search('find_listing', stage.connections.store, { product_id: [stage.sandbox.ids.product] })).at(
    -1,
  );

describe('a listing request', () => {
  it('leads from a draft to a listing, fires at each step, and back out of the marketplace', async () => {
    const [store, vendor] = [await zapOf('store'), await zapOf('vendor', { status: ['completed'] })];
    const id = await draftOf(stage);
    expect(await store.poll()).toEqual([]);
    expect(await move('vendor', id, 'submit')).toMatchObject({ id, type: 'remove', state: 'reviewing' });
    expect(await store.poll()).toMatchObject([{ id, state: 'reviewing' }]);
    expect(await stage.run('assign_listing_request', 'store', { listing_request_id: id })).toMatchObject({
      id,
      assignee: { name: 'Alex Sample' },
    });
    const unassigned = await stage.run('unassign_listing_request', 'store', { listing_request_id: id });
    expect(unassigned).toMatchObject({ id, state: 'reviewing' });
    expect(unassigned['assignee'] ?? null).toBeNull();
    expect(await move('store', id, 'deploy')).toMatchObject({ state: 'deploying' });
    expect(await vendor.poll()).toEqual([]);
    expect(await move('store', id, 'complete')).toMatchObject({
      state: 'completed',
      listing: { status: 'unlisted' },
    });
    expect(await vendor.poll()).toMatchObject([{ id, state: 'completed' }]);
    // What is no longer listed can be listed anew.
    const [found] = [listingOf(stage)];
    const again = await stage.run('create_listing_request', 'vendor', {
      type: 'new',
      product_id: found?.product.id,
      contract_id: found?.contract.id,
    });
    for (const [by, action] of [
      ['vendor', 'submit'],
      ['store', 'deploy'],
      ['store', 'complete'],
    ] as const)
      await move(by, again['id'], action);
    expect(listingOf(stage)).toMatchObject({ status: 'listed' });
    expect(await listing()).toMatchObject({ product: { id: stage.sandbox.ids.product } });
  });

  it('is sent back, submitted again, and canceled', async () => {
    const id = await draftOf(stage);
    await move('vendor', id, 'submit');
    expect(await move('store', id, 'refine')).toMatchObject({ state: 'draft' });
    await move('vendor', id, 'submit');
    expect(await move('store', id, 'cancel')).toMatchObject({
      state: 'canceled',
      listing: { status: 'listed' },
    });
    // Run again, it is what was asked for.
    expect(await move('store', id, 'cancel')).toMatchObject({ state: 'canceled' });
  });

  it('for an update is found as one, and made once', async () => {
    const input = { type: 'update', listing_id: listingOf(stage)?.id };
    const first = await stage.run('create_listing_request', 'vendor', input);
    expect(await stage.run('create_listing_request', 'vendor', input)).toMatchObject({
      id: first['id'],
      existed_before: true,
    });
    const found = (type: string) =>
      app.search('search_listing_request', stage.connections.vendor, { type: [type], status: ['draft'] });
    expect(await found('update')).toMatchObject([{ id: first['id'], type: 'update' }]);
    expect(await found('remove')).toEqual([]);
  });

  it.each([
    ['store', 'submit', /Only the vendor can submit a listing request/],
    ['vendor', 'deploy', /Only the distributor can deploy a listing request/],
    [
      'store',
      'complete',
      /Only the distributor can complete .* while it is deploying\. The listing request is reviewing\./,
    ],
  ] as const)('says to the %s who may %s it and when', async (by, action, message) => {
    const id = await draftOf(stage);
    await move('vendor', id, 'submit');
    expect((await failureOf(() => move(by, id, action))).message).toMatch(message);
  });

  it.each([
    [{ type: 'new' }, 'Product ID is missing. Give the product.'],
    [
      { type: 'remove', product_id: 'PRD-838-787-106' },
      'Contract ID is missing. Give the distribution contract of the marketplace, or the Listing ID alone.',
    ],
  ])('is not made of %j', async (input, message) => {
    stage.sandbox.control.calls = [];
    expect((await failureOf(() => stage.run('create_listing_request', 'vendor', input))).message).toBe(
      message,
    );
    expect(stage.sandbox.control.calls).toEqual([]);
  });

  it('is the vendor’s to make, and one at a time', async () => {
    const input = { type: 'update', listing_id: listingOf(stage)?.id };
    const refused = await failureOf(() => stage.run('create_listing_request', 'store', input));
    expect(refused.message).toMatch(/permission/);
    await draftOf(stage);
    const second = await failureOf(() => stage.run('create_listing_request', 'vendor', input));
    expect(second.message).toMatch(/has the open request LSTR-[\d-]+ already/);
  });
});
