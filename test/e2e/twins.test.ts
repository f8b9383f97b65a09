import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Stage } from '../support/stage.ts';

/** Zaps that were made with the published app: its other keys run the same code. */

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

it('runs a whole life by the published app’s twins with line items', async () => {
  const { ids } = stage.sandbox;
  const { line_items: _lines, ...input } = stage.purchaseInput();
  const placed = await stage.run('create_asset_purchase_request_lis', 'store', {
    ...input,
    items: [{ item_id: ids.item, quantity: '5' }],
  });
  expect(placed).toMatchObject({
    type: 'purchase',
    status: 'pending',
    asset: { items: [{ quantity: '5' }] },
  });
  const { id, asset } = placed as { id: string; asset: { id: string } };
  const inquired = await stage.run('inquire_request_lis', 'vendor', {
    request_id: id,
    params: [{ id: 'admin_email', value_error: 'Unknown.' }],
  });
  expect(inquired).toMatchObject({ status: 'inquiring' });
  await stage.run('pend_request', 'store', { request_id: id });
  await stage.run('fill_fulfillment_params_lis', 'vendor', {
    request_id: id,
    params: [{ id: 'tenant_id', value: 'tenant-1' }],
  });
  await stage.run('approve_request', 'vendor', { id, template_id: ids.template });
  const changed = await stage.run('create_asset_change_request_lis', 'store', {
    asset_id: asset.id,
    items: [{ item_id: ids.item, quantity: '6' }],
    external_attributes: [{ param_id: 'order', value: '7' }],
  });
  expect(changed).toMatchObject({ type: 'change' });
  await stage.run('approve_request', 'vendor', { id: changed['id'], template_id: ids.template });
  for (const type of ['suspend', 'resume']) {
    const request = await stage.run(`create_asset_${type}_request`, 'store', { asset_id: asset.id });
    expect(request).toMatchObject({ type });
    await stage.run('approve_request', 'vendor', { id: request['id'], template_id: ids.template });
  }
});

it('takes items in either form in either field', async () => {
  const { ids } = stage.sandbox;
  for (const [index, items] of [
    { items: { [ids.item]: '1' } },
    { items: [{ item_id: ids.item, quantity: 1 }] },
    { line_items: { [ids.item]: 1 } },
  ].entries()) {
    const { line_items: _lines, ...input } = stage.purchaseInput();
    const request = await stage.run('create_asset_purchase_request', 'store', {
      ...input,
      asset_external_id: `FORM-${index}`,
      ...items,
    });
    expect(request).toMatchObject({ asset: { items: [{ global_id: ids.item, quantity: '1' }] } });
  }
});
