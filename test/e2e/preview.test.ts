import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** What is ordered in preview: an environment that Connect has connections in, and no filter for. */

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const PREVIEW = { hub_id: 'HB-2457-9781', environment: 'preview' };
const connectionOf = (request: Record<string, unknown>) =>
  (request['asset'] as { connection?: { type?: string } }).connection?.type;

it('a purchase is placed, and found again', async () => {
  const input = { ...stage.purchaseInput(), ...PREVIEW, if_exists: 'return' };
  const placed = await stage.run('create_asset_purchase_request', 'store', input);
  expect(connectionOf(placed)).toBe('preview');
  expect((await stage.run('create_asset_purchase_request', 'store', input))['id']).toBe(placed['id']);
});

it('an order is placed, and completed when it is run again', async () => {
  const { line_items: items, params: _params, ...input } = stage.purchaseInput();
  const order = { ...input, ...PREVIEW, items, asset_external_id: 'PREVIEW-1' };
  const placed = await stage.run('create_asset_requests_from_order', 'store', order);
  expect(placed).toMatchObject({ succeeded_count: 1 });
  const [line] = placed['succeeded'] as { request_id: string }[];
  expect(connectionOf(stage.request(line?.request_id) as never)).toBe('preview');
  const again = await stage.run('create_asset_requests_from_order', 'store', order);
  expect(again).toMatchObject({ succeeded_count: 0, failed_count: 0 });
});

it('what fails is said with its article, and without a search that nobody asked for', async () => {
  const asset = await stage.subscription();
  stage.sandbox.control.faults.push({
    host: 'connect',
    method: 'POST',
    path: '/requests',
    kind: 'status',
    status: 400,
    times: 1,
  });
  const adjusting = { asset_id: asset, params: { tenant_id: 'tenant-2' } };
  const { message } = await failureOf(() =>
    stage.run('create_asset_adjustment_request', 'vendor', adjusting),
  );
  expect(message).toContain('create an adjustment request');
  const { message: quoted } = await failureOf(() =>
    stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: `5' 6"`,
    }),
  );
  expect(quoted).toMatch(/^"5' 6"" contains both ' and ", and Connect can't look such a text up/);
});
