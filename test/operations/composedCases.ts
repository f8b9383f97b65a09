import { requestSample } from '../../src/samples/request.ts';
import { filledAccount, tierPlaces } from './accountPlaces.ts';
import type { ComposedCase } from './case.ts';
import { created, ITEM, ok, PR, PRD, rows, SUBSCRIPTION_LOCK } from './caseParts.ts';
import { usageReportCases } from './usageReportCases.ts';
import { usageUploadCases } from './usageUploadCases.ts';

const order: ComposedCase = {
  kind: 'creates',
  key: 'create_asset_requests_from_order',
  testedIn: 'test/support/orders.ts',
  lock: SUBSCRIPTION_LOCK,
  least: {
    hub_id: 'HB-0000-0001',
    environment: 'production',
    asset_external_id: 'ORDER-1001',
    asset_external_uid: '65da4d1e-935e-4da3-8ced-c36643392460',
    items: [{ item_id: ITEM, quantity: '10' }],
    ...filledAccount('t1'),
    ...filledAccount('customer'),
  },
  answers: ({ method, path }) => {
    if (method === 'POST') return created(requestSample);
    if (!path.includes('/connections')) return rows();
    return rows(
      { id: 'CT-0000-0000-0001', type: 'production' },
      { id: 'CT-0000-0000-0003', type: 'preview' },
    );
  },
  places: {
    // Subscriptions and connections are both looked for by it, and requests by another name. The accounts have UIDs.
    hub_id: ['?eq(hub.id,$)', '?eq(asset.connection.hub.id,$)', '?eq(hub.id,$)'],
    environment: {
      to: ['asset.connection.id: "CT-0000-0000-0003"'],
      instead: [
        '?eq(connection.type,"production")',
        '?eq(asset.connection.type,"production")',
        'asset.connection.id: "CT-0000-0000-0001"',
      ],
    },
    asset_external_id: ['?eq(external_id,$)', '?eq(asset.external_id,$)', 'asset.external_id'],
    asset_external_uid: ['?eq(external_uid,$)', '?eq(asset.external_uid,$)', 'asset.external_uid'],
    'items[]item_id': { to: ['asset.items.0.global_id'], give: `${PRD}-0009` },
    'items[]quantity': {
      to: ['asset.items.0.quantity: 23'],
      give: '23',
      instead: ['asset.items.0.quantity: 10'],
    },
    'items[]product_id': {
      to: [
        '?in(product.id,($))',
        '?in(asset.product.id,($))',
        'GET /products/$/connections',
        'asset.product.id',
      ],
      beside: { items: [{ item_id: 'SEAT', quantity: '10', product_id: PRD }] },
    },
    // These two decide what becomes of lines that can't be ordered, and of the others then.
    continue_on_failure: [],
    other_lines: [],
    marketplace_id: 'marketplace.id',
    params: {
      to: [
        `GET /products/${PRD}/parameters`,
        '?eq(phase,"ordering")',
        '?eq(scope,"asset")',
        '?limit=100',
        '?offset=0',
        'asset.params.0.id: "color"',
        'asset.params.0.value: "blue"',
      ],
      give: { color: 'blue' },
      instead: ['asset.params: []'],
    },
    // They go with changes and cancellations, which this order isn't.
    external_attributes: { to: [], give: { color: 'blue' } },
    note: 'note',
    ...tierPlaces,
  },
};

const CHANGE = 'PR-9000-9000-9000-900';

/** Whether the product has a parameter that its request doesn't show. */
const parameterLook = [
  'GET /products/PRD-838-787-106/parameters',
  '?in(name,($))',
  '?limit=100',
  '?offset=0',
];

const provisioning: ComposedCase = {
  kind: 'creates',
  key: 'provision_request',
  testedIn: 'test/e2e/provision.test.ts',
  lock: 'request {{bundle.inputData.request_id}}',
  least: { request_id: PR, template_id: 'TL-000-000-001' },
  answers: ({ host, method, path }) => {
    if (host === 'tenants') return ok({ id: 'tenant-4711', url: 'https://4711.example.com' });
    if (path.startsWith('/accounts')) return rows({ id: 'VA-000-001', type: 'vendor' });
    if (path.includes('/templates/'))
      return ok({ id: path.split('/').at(-1), type: 'fulfillment', scope: 'asset' });
    if (path.includes('/parameters'))
      return rows(
        ...['login_url', 'just tenant_parameter & (so)'].map((name) => ({
          id: `PRM-${name}`,
          name,
          phase: 'fulfillment',
          scope: 'asset',
        })),
      );
    const id = decodeURIComponent(path.split('/')[2] ?? '');
    const status = method === 'POST' ? 'approved' : 'pending';
    return ok({ ...requestSample, id, status, type: id === CHANGE ? 'change' : 'purchase' });
  },
  places: {
    request_id: ['GET /requests/$', 'POST /requests/$/approve'],
    template_id: ['GET /products/PRD-838-787-106/templates/$', 'template_id'],
    templates: {
      to: ['GET /products/PRD-838-787-106/templates/TL-000-000-009', 'template_id: "TL-000-000-009"'],
      give: { purchase: 'TL-000-000-009' },
      instead: ['GET /products/PRD-838-787-106/templates/TL-000-000-001', 'template_id: "TL-000-000-001"'],
    },
    tenant_parameter: [
      ...parameterLook,
      `PUT /requests/${PR}`,
      'asset.params.0.id',
      'asset.params.0.value: "tenant-4711"',
    ],
    mapping: {
      to: [
        ...parameterLook.map((line) => line.replace('$', '"login_url"')),
        `PUT /requests/${PR}`,
        'asset.params.0.id: "login_url"',
        'asset.params.0.value: "https://4711.example.com"',
      ],
      give: { login_url: 'url' },
    },
    resources: {
      to: ['users: 10'],
      give: { [requestSample.asset.items[0]?.mpn ?? '']: 'users' },
      beside: { request_id: CHANGE },
      instead: [`${requestSample.asset.items[0]?.mpn}: 10`],
    },
    // Decides what becomes of the request when the vendor's system refuses.
    on_refusal: [],
    // Decides what comes of work that goes on; its own test shows it.
    when_unfinished: [],
  },
};

/** Its inputs go into the webhook that it makes when its Zap is turned on; the editor's example is told from memory. */
const productEvent: ComposedCase = {
  kind: 'triggers',
  key: 'new_product_event',
  storesNothing: true,
  testedIn: 'test/e2e/instant.test.ts',
  least: {
    product_id: PRD,
    object_class: 'usage_file',
    label: 'Zapier: files',
    description: 'Tells of files.',
  },
  answers: () => undefined,
  places: {
    product_id: { to: [], instead: [] },
    object_class: { to: [], instead: [] },
    label: [],
    description: [],
  },
};

export const composedCases: readonly ComposedCase[] = [
  productEvent,
  order,
  provisioning,
  ...usageReportCases,
  ...usageUploadCases,
];
