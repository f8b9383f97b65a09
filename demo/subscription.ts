import type { Sandbox } from '../sandbox/index.ts';
import type { Shown, Stage } from './stage.ts';
import { type AuthData, PolledZap, type Zapier } from './zap.ts';

/** Act one: a subscription lives its whole life, from the store's order to its end. */

type Json = Record<string, unknown>;

const asShown = (row: Json): Shown => ({ id: String(row['id']), state: String(row['status']) });
const part = (row: Json, name: string): Json => (row[name] ?? {}) as Json;

const account = (prefix: string, name: string) => ({
  [`${prefix}_external_id`]: `${prefix.toUpperCase()}-1001`,
  [`${prefix}_company_name`]: name,
  [`${prefix}_address1`]: '1 Example Street',
  [`${prefix}_city`]: 'Springfield',
  [`${prefix}_state`]: 'Illinois',
  [`${prefix}_postal_code`]: '62701',
  [`${prefix}_country`]: 'United States',
  [`${prefix}_first_name`]: 'Alex',
  [`${prefix}_last_name`]: 'Sample',
  [`${prefix}_email`]: 'alex.sample@example.com',
  [`${prefix}_phone`]: '(217) 555-0100',
});

export const connectionsOf = (sandbox: Sandbox): { store: AuthData; vendor: AuthData } => ({
  store: { api_key: sandbox.distributorKey, endpoint: sandbox.url },
  vendor: {
    api_key: sandbox.vendorKey,
    endpoint: sandbox.url,
    provisioning_url: sandbox.tenantUrl,
    provisioning_token: sandbox.tenantToken,
  },
});

/** The ID that the store gives the subscription. */
export const EXTERNAL_ID = 'ORDER-1001';

export const playSubscription = async (stage: Stage, app: Zapier, sandbox: Sandbox): Promise<void> => {
  const { store, vendor } = connectionsOf(sandbox);
  const { ids } = sandbox;
  const label = (key: string) => app.label('creates', key);
  const showAccount = (row: Json): Shown => ({
    id: String(row['id']),
    state: String(row['name']).slice(0, 12),
  });

  stage.scene('Two sides connect');
  await stage.step('Distributor', 'Connection', () => app.testConnection(store), showAccount);
  await stage.step('Vendor', 'Connection', () => app.testConnection(vendor), showAccount);
  const requests = new PolledZap(app, 'pending_requests', vendor, {}, 'vendor-zap');
  await stage.step(
    'Vendor',
    'Zap turned on',
    () => requests.turnOn(),
    () => ({ id: '', state: 'polling' }),
  );

  /** The vendor's Zap fires for the request that the store has just placed, once. */
  const fires = (type: string) =>
    stage.step(
      'Vendor',
      `⚡ ${app.label('triggers', 'pending_requests')}`,
      async () => {
        const [request, ...others] = await requests.poll();
        if (!request || others.length)
          throw new Error(`expected one pending request, not ${others.length + (request ? 1 : 0)}`);
        if (request['type'] !== type)
          throw new Error(`expected a ${type} request, not ${String(request['type'])}`);
        return request;
      },
      (row) => ({ id: String(row['id']), state: type }),
    );
  const play = (who: 'Distributor' | 'Vendor', key: string, input: Json) =>
    stage.step(who, label(key), () => app.create(key, who === 'Vendor' ? vendor : store, input), asShown);
  const approve = (request: Json) =>
    play('Vendor', 'approve_request', { id: request['id'], template_id: ids.template });
  const isNow = (status: string) =>
    stage.step(
      'Distributor',
      app.label('searches', 'search_assets'),
      async () => {
        const [asset] = await app.search('search_assets', store, { external_id: EXTERNAL_ID });
        if (asset?.['status'] !== status)
          throw new Error(`the subscription is ${String(asset?.['status'])}, not ${status}`);
        return asset;
      },
      asShown,
    );

  stage.scene('A customer buys');
  const placed = await play('Distributor', 'create_asset_purchase_request', {
    product_id: ids.product,
    hub_id: ids.hub,
    environment: 'production',
    asset_external_id: EXTERNAL_ID,
    line_items: [{ item_id: ids.item, quantity: '10' }],
    params: { admin_email: 'alex.sample@example.com' },
    ...account('t1', 'Example Reseller Ltd.'),
    ...account('customer', 'Example Customer Inc.'),
  });
  const assetId = String(part(placed, 'asset')['id']);
  const purchase = await fires('purchase');
  const tenant = await play('Vendor', 'create_tenant', {
    asset_id: part(purchase, 'asset')['id'],
    external_id: part(purchase, 'asset')['external_id'],
    product_id: ids.product,
    items: [{ item_id: ids.item, quantity: '10' }],
    customer_name: 'Example Customer Inc.',
  });
  const tenantId = String(tenant['id']);
  await play('Vendor', 'fill_fulfillment_params', {
    request_id: purchase['id'],
    params: { tenant_id: tenantId },
  });
  await approve(purchase);
  await isNow('active');

  stage.scene('… more');
  await play('Distributor', 'create_asset_change_request', {
    asset_id: assetId,
    items: { [ids.item]: '25' },
  });
  const change = await fires('change');
  await play('Vendor', 'update_tenant_limits', { tenant_id: tenantId, limits: { users: '25' } });
  await approve(change);

  for (const [type, operation, status] of [
    ['suspend', 'suspend_tenant', 'suspended'],
    ['resume', 'resume_tenant', 'active'],
  ] as const) {
    stage.scene(type === 'suspend' ? '… does not pay' : '… pays');
    await play('Distributor', 'create_asset_suspend_resume_request', {
      request_type: type,
      asset_external_id: EXTERNAL_ID,
    });
    const request = await fires(type);
    await play('Vendor', operation, { tenant_id: tenantId });
    await approve(request);
    await isNow(status);
  }

  stage.scene('… and leaves');
  await play('Distributor', 'create_asset_cancel_request', { asset_id: assetId });
  const cancel = await fires('cancel');
  await play('Vendor', 'delete_tenant', { tenant_id: tenantId });
  await approve(cancel);
  await isNow('terminated');
  await stage.step(
    'Vendor',
    app.label('searches', 'get_tenant'),
    async () => {
      const found = await app.search('get_tenant', vendor, { tenant_id: tenantId });
      if (found.length) throw new Error(`tenant ${tenantId} is still there`);
    },
    () => ({ id: tenantId, state: 'gone' }),
  );
};
