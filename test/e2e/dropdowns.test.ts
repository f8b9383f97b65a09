import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { app } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Dropdowns whose choices are put together, on the sandbox. */

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const names = async (key: string, by: 'store' | 'vendor', input: object = {}) =>
  ((await app.poll(key, stage.connections[by], input as Record<string, unknown>)) as { name: string }[]).map(
    ({ name }) => name,
  );

it('connections are those of the product, of the hub, or of both', async () => {
  const { product, hub } = stage.sandbox.ids;
  const ofBoth = await names('connection_choices', 'store', { product_id: product, hub_id: [hub] });
  expect(ofBoth).toEqual([
    'Example Cloud Backup at Example Hub: production (CT-9861-7949)',
    'Example Cloud Backup at Example Hub: test (CT-9861-7950)',
  ]);
  const ofProduct = await names('connection_choices', 'vendor', { product_id: [product] });
  expect(ofProduct).toEqual(expect.arrayContaining(ofBoth));
  expect(ofProduct).toContain('Example Cloud Backup at Second Hub: production (CT-9861-7951)');
  const ofHub = await names('connection_choices', 'store', { hub_id: hub });
  expect(ofHub).toContain('Example Mail at Example Hub: production (CT-9861-7953)');
  expect(ofHub).not.toContain('Example Cloud Backup at Second Hub: production (CT-9861-7951)');
});

it('vendors and distributors are the partners, and the account itself on its own side', async () => {
  const [vendor, distributor] = ['Example Vendor (VA-392-495)', 'Example Distributor (PA-425-033)'];
  for (const by of ['store', 'vendor'] as const) {
    expect(await names('vendor_choices', by)).toEqual([vendor]);
    expect(await names('distributor_choices', by)).toEqual([distributor]);
    expect((await names('account_choices', by)).toSorted()).toEqual([distributor, vendor].toSorted());
  }
});

it('items are those of the product of a usage file or of a subscription', async () => {
  const asset = await stage.subscription();
  const ofProduct = await names('product_items', 'vendor', { product_id: stage.sandbox.ids.product });
  expect(await names('product_items', 'vendor', { asset_id: [asset] })).toEqual(ofProduct);
  expect(await names('product_items', 'vendor', { usage_file_id: await stage.usageFile() })).toEqual(
    ofProduct,
  );
});
