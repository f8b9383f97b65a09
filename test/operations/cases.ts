import { assetSample } from '../../src/samples/asset.ts';
import { requestSample } from '../../src/samples/request.ts';
import { tierAccountSample } from '../../src/samples/tierAccount.ts';
import { usageFileIn } from '../../src/samples/usage.ts';
import type { Reply, Sent } from '../support/nocked.ts';
import type { Place, Places } from '../support/wire.ts';
import { casesOf } from './casesOf.ts';
import * as shared from './places.ts';

/** A call that an operation has to make, exactly: host, method, path with query as sent, body. */
export type Expected = readonly [host: 'connect' | 'tenants', method: string, path: string, body?: unknown];

/** An operation, and where its inputs go. */
export interface PlacedCase {
  readonly kind: 'triggers' | 'creates' | 'searches';
  readonly key: string;
  /** Where each static input goes on the wire when it is filled in alone, beside `least`. */
  readonly places?: Places;
  /** The least input that works; by default, of `input` what is required. */
  readonly least?: Readonly<Record<string, unknown>>;
  /** What comes back when inputs are filled in one by one; by default `replies`. */
  readonly answers?: (call: Sent) => Reply | undefined;
  /** The action stores nothing, whether it sends something or not. */
  readonly storesNothing?: true;
  /** Its first write answers nothing that is read, so that no answer of it can be damaged. */
  readonly answersNothing?: true;
  /** When it is run (ISO 8601), where what it sends depends on that; now, when absent. */
  readonly at?: string;
  /** The action stores something, though what its case gives only reads. */
  readonly stores?: true;
  /** By what runs of an action are kept one after the other; none: they run side by side. */
  readonly lock?: string | undefined;
}

/** One operation, run once: the table from which the tests that all operations share are made. */
export interface Case extends PlacedCase {
  readonly input: Record<string, unknown>;
  readonly sends: readonly Expected[];
  readonly replies: readonly Reply[];
  /** What comes back; by default the last reply's body. */
  readonly gives?: unknown;
  /** What the object is called in messages. */
  readonly names: RegExp;
  /** What comes back where there is no such object: there is nothing left to do then. */
  readonly givesWithout?: unknown;
  /** The action runs the code of another one, under a key of the published app. */
  readonly isLegacy?: true;
  /** Reads one object by its ID: none is no failure, and there is no list that could be empty. */
  readonly readsOne?: true;
  /** What form of answer it asks for; by default JSON. */
  readonly accept?: string;
  /** How many calls it makes side by side at first; by default one after the other. */
  readonly atOnce?: number;
  /** An empty list is answered in words of its own, which its own tests look at. */
  readonly needsSome?: true;
}

/** The parameters that a person gives as a dictionary, and those of line items. */
const pairs = (path: string, value = 'value') => ({
  to: [`${path}.0.id: "color"`, `${path}.0.${value}: "blue"`],
  give: { color: 'blue' },
});
const lock = { request: (key: string) => `request {{bundle.inputData.${key}}}` };
/** A lock can't know that an ID and an external ID name the same subscription. */
export const SUBSCRIPTION_LOCK = 'subscriptions';

const ok = (body: unknown): Reply => ({ status: 200, body });
const created = (body: unknown): Reply => ({ status: 201, body });
const rows = (...list: unknown[]): Reply => ({
  status: 200,
  body: list,
  headers: { 'content-range': `items 0-${Math.max(0, list.length - 1)}/${list.length}` },
});
const q = (text: string) => `%22${encodeURIComponent(text).replaceAll("'", '%27')}%22`;

const PR = requestSample.id;
const AS = assetSample.id;
const PRD = 'PRD-838-787-106';
const HUB = 'HB-1346-8670';
const ITEM = `${PRD}-0001`;

const request = (more: object = {}) => ({ ...requestSample, ...more });
const PAGE = 'limit=100&offset=0';
/** As much as the editor shows. */
const FEW = 'limit=3&offset=0';

/** The accounts of a purchase, as a person fills them in, and as Connect gets them. */
const filled = (prefix: string) => ({
  [`${prefix}_external_id`]: 'R-2001',
  [`${prefix}_external_uid`]: '52837073-a7ba-4181-9f6a-0018b1dea545',
  [`${prefix}_company_name`]: 'Example Reseller Ltd.',
  [`${prefix}_address1`]: '1 Example Street',
  [`${prefix}_address2`]: 'Floor 2',
  [`${prefix}_city`]: 'Springfield',
  [`${prefix}_state`]: 'Illinois',
  [`${prefix}_postal_code`]: '62701',
  [`${prefix}_country`]: 'united states',
  [`${prefix}_first_name`]: 'Alex',
  [`${prefix}_last_name`]: 'Sample',
  [`${prefix}_email`]: 'alex.sample@example.com',
  [`${prefix}_phone`]: '(217) 555-0100 ext. 12',
});
const account = {
  external_id: 'R-2001',
  external_uid: '52837073-a7ba-4181-9f6a-0018b1dea545',
  name: 'Example Reseller Ltd.',
  contact_info: {
    address_line1: '1 Example Street',
    address_line2: 'Floor 2',
    city: 'Springfield',
    state: 'Illinois',
    postal_code: '62701',
    country: 'US',
    contact: {
      first_name: 'Alex',
      last_name: 'Sample',
      email: 'alex.sample@example.com',
      phone_number: { country_code: '+1', area_code: '217', phone_number: '5550100', extension: '12' },
    },
  },
};

export const purchaseInput = {
  product_id: PRD,
  hub_id: HUB,
  environment: 'production',
  marketplace_id: 'MP-91673',
  asset_external_id: 'ORDER-1001',
  asset_external_uid: '65da4d1e-935e-4da3-8ced-c36643392460',
  line_items: [{ item_id: ITEM, quantity: '10' }],
  params: { admin_email: 'alex@example.com', options: '{"reports": true}' },
  note: 'Order 1001',
  ...filled('t1'),
  // Connect knows the account under a UID of its own.
  t1_external_uid: '',
};
/** The account of {@link purchaseInput}, as Connect has it. */
const knownAccount = {
  id: 'TA-4403-4060-9893',
  type: 'reseller',
  external_id: 'R-2001',
  external_uid: '52837073-a7ba-4181-9f6a-0018b1dea545',
};

/** What a product says of its parameters; asked where values of a dictionary are to be checked. */
const ofParameters = [
  'GET /products/PRD-838-787-106/parameters',
  '?eq(scope,"asset")',
  '?limit=100',
  '?offset=0',
];
export const purchaseLookups: readonly Expected[] = [
  ['connect', 'GET', `/products/${PRD}/connections?eq(hub.id,${q(HUB)})&${PAGE}`],
  [
    'connect',
    'GET',
    `/requests?eq(type,${q('purchase')})&out(status,(${q('failed')},${q('revoked')}))&eq(asset.product.id,${q(PRD)})&eq(asset.connection.hub.id,${q(HUB)})&eq(asset.connection.type,${q('production')})&eq(asset.external_id,${q('ORDER-1001')})&eq(asset.external_uid,${q('65da4d1e-935e-4da3-8ced-c36643392460')})&ordering(-created)&${PAGE}`,
  ],
  ['connect', 'GET', `/tier/accounts?in(external_id,(${q('R-2001')}))&eq(hub.id,${q(HUB)})&${PAGE}`],
  ['connect', 'GET', `/products/${PRD}/parameters?eq(scope,${q('asset')})&${PAGE}`],
];

/** What a dropdown of a product asks for: the object that tells the product, then its own list. */
export const ofProduct = ({ path }: Sent): Reply => {
  if (path.startsWith('/requests/')) return ok(requestSample);
  if (path.startsWith('/assets?')) return rows(assetSample);
  if (path.startsWith('/usage/files/')) return ok({ ...usageFileIn.ready, product: { id: PRD } });
  return path.startsWith('/assets/') ? ok(assetSample) : rows();
};

const itemPlaces: Places = {
  'line_items[]item_id': { to: ['asset.items.0.global_id'], give: 'PRD-838-787-106-0009' },
  'line_items[]quantity': {
    to: ['asset.items.0.quantity: 23'],
    give: '23',
    instead: ['asset.items.0.quantity: 10'],
  },
  items: {
    to: ['asset.items.1.global_id: "PRD-838-787-106-0002"', 'asset.items.1.quantity: 2.5'],
    give: { 'PRD-838-787-106-0002': '2.5' },
  },
};
/** A purchase with nothing that could be left out but the accounts, whose IDs would be derived. */
const leastPurchase = {
  product_id: PRD,
  hub_id: HUB,
  environment: 'production',
  asset_external_id: 'ORDER-1001',
  asset_external_uid: '65da4d1e-935e-4da3-8ced-c36643392460',
  line_items: [{ item_id: ITEM, quantity: '10' }],
  ...shared.filledAccount('t1'),
  ...shared.filledAccount('customer'),
};
const purchasePlaces: Places = {
  product_id: ['GET /products/$/connections', '?eq(asset.product.id,$)', 'asset.product.id'],
  hub_id: ['?eq(hub.id,$)', '?eq(asset.connection.hub.id,$)'],
  environment: {
    // Connect has no filter for preview, and is asked for all of them.
    to: ['asset.connection.id: "CT-3"'],
    instead: ['?eq(asset.connection.type,"production")', 'asset.connection.id: "CT-1"'],
  },
  marketplace_id: { to: ['marketplace.id'], give: 'MP-1' },
  asset_external_id: ['?eq(asset.external_id,$)', 'asset.external_id'],
  asset_external_uid: ['?eq(asset.external_uid,$)', 'asset.external_uid'],
  // Decides what comes back for an order that is known; its own tests show it.
  if_exists: [],
  ...itemPlaces,
  params: {
    ...pairs('asset.params'),
    to: [...ofParameters, ...pairs('asset.params').to],
    instead: ['asset.params: []'],
  },
  note: 'note',
  ...shared.tierPlaces,
};

const without = (places: Places, left: string): Places =>
  Object.fromEntries(Object.entries(places).filter(([key]) => key !== left));

/** A purchase, or the draft of one. @param more what the body has beside what both have. */
const purchase = (key: string, more: { status?: string }, places: Places): Case => ({
  kind: 'creates',
  key,
  input: purchaseInput,
  sends: [
    ...purchaseLookups,
    [
      'connect',
      'POST',
      '/requests',
      {
        type: 'purchase',
        ...more,
        asset: {
          external_id: 'ORDER-1001',
          external_uid: '65da4d1e-935e-4da3-8ced-c36643392460',
          connection: { id: 'CT-1' },
          product: { id: PRD },
          items: [{ global_id: ITEM, quantity: 10 }],
          params: [
            { id: 'admin_email', value: 'alex@example.com' },
            { id: 'options', structured_value: { reports: true } },
          ],
          tiers: { customer: account, tier1: account },
        },
        marketplace: { id: 'MP-91673' },
        note: 'Order 1001',
      },
    ],
  ],
  replies: [
    rows({ id: 'CT-1', type: 'production' }),
    rows(),
    rows(knownAccount),
    rows({ id: 'PRM-1', name: 'options', type: 'checkbox' }),
    created(request({ status: 'pending', ...more })),
  ],
  gives: { ...request({ status: 'pending', ...more }), existed_before: false },
  atOnce: 4,
  names:
    /ORDER-1001|product PRD-838-787-106|product connections|product parameters|fulfillment requests|tier accounts/,
  places,
  least: leastPurchase,
  answers: ({ path }) =>
    path.includes('/connections')
      ? rows(
          { id: 'CT-1', type: 'production', marketplace: { id: 'MP-1' } },
          { id: 'CT-3', type: 'preview', marketplace: { id: 'MP-1' } },
        )
      : path.startsWith('/requests?')
        ? rows()
        : created(request()),
  // Each makes a subscription of its own.
  lock: 'purchase {{bundle.inputData.asset_external_id}}',
});

const list = (key: string, path: string, row: object, names: RegExp): Case => ({
  kind: 'triggers',
  key,
  input: {},
  sends: [['connect', 'GET', path]],
  replies: [rows(row)],
  names,
});

const ofRequests = casesOf({
  collection: 'requests',
  sample: requestSample,
  plural: /fulfillment requests/,
  lock: 'request',
});

const state = (
  key: string,
  idKey: string,
  verb: string,
  input: object,
  body: unknown,
  places: Places = {},
): Case => ({
  kind: 'creates',
  key,
  input: { [idKey]: PR, ...input },
  sends: [['connect', 'POST', `/requests/${PR}/${verb}`, body]],
  replies: [ok(request())],
  names: new RegExp(PR),
  places: { [idKey]: `POST /requests/$/${verb}`, ...places },
  lock: lock.request(idKey),
});

/** A subscription may be named by other IDs, and is looked up then. */
const FOUND = 'AS-900-900-900';
const found = (filter: string, looks: boolean): Place => ({
  to: [
    'GET /assets',
    `?eq(${filter},$)`,
    '?ordering(-created)',
    '?limit=100',
    '?offset=0',
    `asset.id: "${FOUND}"`,
  ],
  replaces: 'asset_id',
  instead: [`asset.id: "${AS}"`, ...(looks ? [`GET /assets/${AS}`] : [])],
});
/** A subscription that has nothing yet of what requests ask for. */
const EMPTY = { ...assetSample, items: [], params: [] };
/** @param looks whether the subscription is read before, if it wasn't when it was looked up. */
const namedPlaces = (looks: boolean): Places => ({
  asset_id: looks ? ['GET /assets/$', 'asset.id'] : 'asset.id',
  asset_external_id: found('external_id', looks),
  asset_external_uid: found('external_uid', looks),
});
/** One of the line items of attributes has its name, the other its value. */
const attributePlaces: Places = {
  'external_attributes[]param_id': {
    to: ['asset.external_attributes.0.id'],
    beside: { external_attributes: [{ param_id: 'why', value: 'moved' }] },
  },
  'external_attributes[]value': {
    to: ['asset.external_attributes.0.value'],
    beside: { external_attributes: [{ param_id: 'why', value: 'moved' }] },
  },
};
const oneItem = [{ item_id: ITEM, quantity: '10' }];

const onSubscription = (
  key: string,
  input: object,
  body: object,
  places: Places = {},
  least: object = {},
  /** Whether it looks first if the subscription is already as the request would make it. */
  looks = false,
): Case => ({
  kind: 'creates',
  key,
  input: { asset_id: AS, ...input },
  sends: [
    ...(looks ? [['connect', 'GET', `/assets/${AS}`] as const] : []),
    ['connect', 'POST', '/requests', body],
  ],
  replies: [...(looks ? [ok(EMPTY)] : []), created(request())],
  gives: { ...request(), existed_before: false },
  names: new RegExp(AS),
  places: { ...namedPlaces(looks), ...places },
  least: { asset_id: AS, ...least },
  answers: ({ method, path }) => {
    if (method !== 'GET') return created(request());
    return path.startsWith('/assets?') ? rows({ ...EMPTY, id: FOUND }) : ok(EMPTY);
  },
  lock: SUBSCRIPTION_LOCK,
});

const tenant = (
  key: string,
  input: object,
  method: string,
  path: string,
  body: unknown,
  reply: Reply,
  gives: unknown,
  places: Places = {},
): Case => ({
  kind: 'creates',
  key,
  places: { tenant_id: `tenants ${method} ${path.replace('tenant-4711', '$')}`, ...places },
  input: { tenant_id: 'tenant-4711', ...input },
  sends: [['tenants', method, path, ...(body === undefined ? [] : [body])] as unknown as Expected],
  replies: [reply],
  gives,
  names: /tenant/,
});

const hub = { id: HUB, name: 'Example Hub' };

export const cases: readonly Case[] = [
  {
    ...ofRequests.polled('new_requests', `ordering(-updated)`),
    places: shared.requestFilterPlaces,
  },
  {
    ...list(
      'new_updated_requests',
      `/requests?ordering(-updated)&${FEW}`,
      requestSample,
      /fulfillment requests/,
    ),
    gives: [{ ...requestSample, event_id: `${PR}@${requestSample.updated}` }],
    places: shared.requestFilterPlaces,
  },
  {
    ...list(
      'request_event',
      `/requests?in(asset.product.id,(${q(PRD)}))&ordering(-updated)&${FEW}`,
      requestSample,
      /fulfillment requests/,
    ),
    input: { product_id: PRD },
    gives: [{ ...requestSample, event_id: `${PR}@${requestSample.updated}` }],
    places: shared.requestFilterPlaces,
  },
  {
    ...list(
      'pending_requests',
      `/requests?eq(status,${q('pending')})&ordering(-updated)&${FEW}`,
      { ...requestSample, status: 'pending' },
      /fulfillment requests/,
    ),
    gives: [{ ...requestSample, status: 'pending', event_id: `${PR}@2026-01-14T10:09:12.000Z` }],
    places: Object.fromEntries(
      Object.entries(shared.requestFilterPlaces).filter(([key]) => key !== 'status'),
    ),
  },
  ofRequests.waited('wait_for_request', 'request_id', { stores: true }),
  {
    ...list('new_assets', `/assets?ordering(-updated)&${FEW}`, assetSample, /subscriptions/),
    places: shared.assetFilterPlaces,
  },
  {
    ...list('new_updated_assets', `/assets?ordering(-updated)&${FEW}`, assetSample, /subscriptions/),
    gives: [{ ...assetSample, event_id: `${AS}@${assetSample.events.updated.at}` }],
    places: shared.assetFilterPlaces,
  },
  {
    ...list('visible_products', `/products?ordering(name)&${PAGE}`, { id: PRD, name: 'Backup' }, /products/),
    gives: [{ id: PRD, name: `Backup (${PRD})` }],
  },
  {
    ...list('hubs', `/hubs?ordering(name)&${PAGE}`, hub, /hubs/),
    gives: [{ ...hub, name: `Example Hub (${HUB})` }],
  },
  {
    ...list(
      'marketplaces',
      `/marketplaces?ordering(name)&${PAGE}`,
      { id: 'MP-1', name: 'Place' },
      /marketplaces/,
    ),
    gives: [{ id: 'MP-1', name: 'Place (MP-1)' }],
  },
  {
    ...list(
      'product_items',
      `/products/${PRD}/items?${PAGE}`,
      { id: ITEM, display_name: 'Seat', mpn: 'SEAT' },
      /product items/,
    ),
    input: { product_id: PRD },
    gives: [{ id: ITEM, name: 'Seat (SEAT)' }],
    places: shared.ofProductPlaces(['items']),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'activation_templates',
      `/products/${PRD}/templates?eq(scope,${q('asset')})&eq(type,${q('fulfillment')})&${PAGE}`,
      { id: 'TL-1', title: 'Welcome', name: 'Welcome' },
      /product templates/,
    ),
    input: { id: PRD },
    gives: [{ id: 'TL-1', title: 'Welcome (TL-1)', name: 'Welcome' }],
    places: shared.ofProductPlaces(['templates', '?eq(scope,"asset")', '?eq(type,"fulfillment")']),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'inquiry_templates',
      `/products/${PRD}/templates?eq(scope,${q('asset')})&eq(type,${q('inquire')})&${PAGE}`,
      { id: 'TL-2', title: 'Correct', name: 'Correct' },
      /product templates/,
    ),
    input: { id: PRD },
    gives: [{ id: 'TL-2', title: 'Correct (TL-2)', name: 'Correct' }],
    places: shared.ofProductPlaces(['templates', '?eq(scope,"asset")', '?eq(type,"inquire")']),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'fulfillment_parameters',
      `/products/${PRD}/parameters?eq(phase,${q('fulfillment')})&eq(scope,${q('asset')})&ordering(position)&${PAGE}`,
      { id: 'PRM-1', name: 'tenant_id', title: 'Tenant' },
      /product parameters/,
    ),
    input: { id: PRD },
    gives: [{ id: 'tenant_id', name: 'tenant_id', title: 'Tenant (tenant_id)' }],
    places: shared.ofProductPlaces([
      'parameters',
      '?eq(phase,"fulfillment")',
      '?eq(scope,"asset")',
      '?ordering(position)',
    ]),
    least: {},
    answers: ofProduct,
  },
  {
    ...list(
      'request_choices',
      `/requests?select(-activation_key,-template,-asset.items,-asset.configuration)&ordering(-created)&${PAGE}`,
      requestSample,
      /fulfillment requests/,
    ),
    gives: [
      { id: PR, name: `${PR}: purchase, approved, Example Cloud Backup, Example Customer Inc., 2009295` },
    ],
  },
  {
    ...list(
      'asset_choices',
      `/assets?select(-items,-configuration)&ordering(-created)&${PAGE}`,
      assetSample,
      /subscriptions/,
    ),
    gives: [{ id: AS, name: `${AS}: active, Example Cloud Backup, Example Customer Inc., 2009295` }],
  },

  {
    ...list(
      'tier_account_choices',
      `/tier/accounts?ordering(-events.created.at)&${PAGE}`,
      tierAccountSample,
      /tier accounts/,
    ),
    gives: [
      {
        id: tierAccountSample.id,
        name: `Example Customer Inc.: customer, external ID C-1001, ${tierAccountSample.id}`,
      },
    ],
  },

  purchase('create_asset_purchase_request', {}, purchasePlaces),
  purchase('create_draft_request', { status: 'draft' }, without(purchasePlaces, 'if_exists')),
  onSubscription(
    'create_asset_change_request',
    {
      line_items: [{ item_id: ITEM, quantity: '12' }],
      items: { 'PRD-838-787-106-0002': '2.5' },
      external_attributes: { order: '7' },
      note: 'Order 1002',
    },
    {
      type: 'change',
      asset: {
        id: AS,
        items: [
          { global_id: ITEM, quantity: 12 },
          { global_id: 'PRD-838-787-106-0002', quantity: 2.5 },
        ],
        external_attributes: [{ id: 'order', value: '7' }],
      },
      note: 'Order 1002',
    },
    { ...itemPlaces, external_attributes: pairs('asset.external_attributes'), note: 'note' },
    { line_items: oneItem },
    true,
  ),
  onSubscription(
    'create_asset_cancel_request',
    { external_attributes: [{ param_id: 'why', value: 'moved' }] },
    { type: 'cancel', asset: { id: AS, external_attributes: [{ id: 'why', value: 'moved' }] } },
    { ...attributePlaces, note: 'note' },
  ),
  onSubscription(
    'create_asset_suspend_resume_request',
    { request_type: 'Suspend' },
    { type: 'suspend', asset: { id: AS } },
    { request_type: 'type', ...attributePlaces, note: 'note' },
    { request_type: 'suspend' },
  ),
  onSubscription(
    'create_asset_adjustment_request',
    { params: { domain: 'example.com' } },
    {
      type: 'adjustment',
      asset: { id: AS, params: [{ id: 'domain', value: 'example.com' }] },
    },
    {
      params: {
        ...pairs('asset.params'),
        instead: ['asset.params.0.id: "domain"', 'asset.params.0.value: "example.com"'],
      },
    },
    { params: { domain: 'example.com' } },
    true,
  ),
  {
    ...state(
      'fill_fulfillment_params',
      'request_id',
      '',
      { params: { tenant_id: 'tenant-4711', address: '{"country":"US"}' } },
      undefined,
    ),
    // The values of a dictionary are compared with what the request says of its parameters.
    sends: [
      ['connect', 'GET', `/requests/${PR}`],
      [
        'connect',
        'PUT',
        `/requests/${PR}`,
        {
          asset: {
            params: [
              { id: 'tenant_id', value: 'tenant-4711' },
              { id: 'address', structured_value: { country: 'US' } },
            ],
          },
        },
      ],
    ],
    places: {
      request_id: ['GET /requests/$', 'PUT /requests/$'],
      params: {
        ...pairs('asset.params'),
        instead: ['asset.params.0.id: "domain"', 'asset.params.0.value: "x"'],
      },
      note: 'note',
    },
    least: { request_id: PR, params: { domain: 'x' } },
  },
  {
    ...state(
      'approve_request',
      'id',
      'approve',
      { template_id: 'TL-1', effective_date: '2026-01-31' },
      {
        template_id: 'TL-1',
        effective_date: '2026-01-31T00:00:00.000Z',
      },
      {
        // The template counts where both are given.
        template_id: ['template_id'],
        activation_tile: {
          to: ['activation_tile'],
          replaces: 'template_id',
          instead: ['template_id: "TL-1"'],
        },
        effective_date: 'effective_date',
      },
    ),
    least: { id: PR, template_id: 'TL-1' },
  },
  ofRequests.changed(
    'reject_request',
    ['request_id', 'fail'],
    { reason: 'Taken.' },
    { places: { reason: 'reason' } },
  ),
  {
    ...state(
      'inquire_request',
      'request_id',
      'inquire',
      { params: { domain: 'Taken.' }, template_id: 'TL-2', note: 'Please' },
      undefined,
    ),
    sends: [
      [
        'connect',
        'PUT',
        `/requests/${PR}`,
        { asset: { params: [{ id: 'domain', value_error: 'Taken.' }] }, note: 'Please' },
      ],
      ['connect', 'POST', `/requests/${PR}/inquire`, { template_id: 'TL-2' }],
    ],
    places: {
      request_id: ['PUT /requests/$', 'POST /requests/$/inquire'],
      template_id: { to: ['template_id'], instead: ['body: {}'] },
      note: 'note',
      params: {
        ...pairs('asset.params', 'value_error'),
        instead: ['asset.params.0.id: "domain"', 'asset.params.0.value_error: "Taken."'],
      },
    },
    least: { request_id: PR, params: { domain: 'Taken.' } },
  },
  ofRequests.changed('pend_request', ['request_id', 'pend']),
  ofRequests.changed(
    'assign_request',
    ['request_id', 'assign'],
    { email: 'kim@example.com' },
    { places: { email: 'email' } },
  ),
  ofRequests.changed('unassign_request', ['request_id', 'unassign']),
  state(
    'schedule_request',
    'id',
    'schedule',
    { planned_date: '2026-12-31T10:00:00+02:00' },
    { planned_date: '2026-12-31T08:00:00.000Z' },
    { planned_date: { to: ['planned_date'], instead: ['planned_date: "2026-12-31T08:00:00.000Z"'] } },
  ),
  ofRequests.changed(
    'revoke_request',
    ['id', 'revoke'],
    { reason: 'Withdrawn.' },
    { places: { reason: 'reason' } },
  ),
  ofRequests.changed('confirm_request', ['id', 'confirm']),
  ofRequests.changed('purchase_draft_request', ['request_id', 'purchase']),
  {
    ...state(
      'validate_draft_request',
      'request_id',
      'validate',
      { params: { domain: 'x' } },
      { asset: { params: [{ id: 'domain', value: 'x' }] } },
      {
        params: {
          to: [`GET /requests/${PR}`, ...pairs('asset.params').to],
          give: { color: 'blue' },
          instead: ['asset.params: []'],
        },
      },
    ),
    sends: [
      ['connect', 'GET', `/requests/${PR}`],
      ['connect', 'POST', `/requests/${PR}/validate`, { asset: { params: [{ id: 'domain', value: 'x' }] } }],
    ],
    storesNothing: true,
    lock: undefined,
  },

  {
    kind: 'creates',
    key: 'create_tenant',
    input: {
      asset_id: AS,
      external_id: '2009295',
      product_id: PRD,
      items: [{ item_id: ITEM, quantity: '10' }],
      customer_name: 'Example Customer Inc.',
      params: { domain: 'example.com' },
      additional_fields: { region: 'eu' },
    },
    sends: [
      [
        'tenants',
        'POST',
        '/tenant',
        {
          region: 'eu',
          id: AS,
          external_id: '2009295',
          product: { id: PRD },
          items: [{ id: ITEM, quantity: '10' }],
          customer: { name: 'Example Customer Inc.' },
          params: [{ id: 'domain', value: 'example.com' }],
        },
      ],
    ],
    replies: [created({ id: 'tenant-4711', status: 'active' })],
    gives: { id: 'tenant-4711', status: 'active', provisioning: 'done' },
    names: /tenant/,
    places: {
      asset_id: 'id',
      external_id: 'external_id',
      external_uid: 'external_uid',
      product_id: 'product.id',
      'items[]item_id': { to: ['items.0.id'], beside: { items: [{ item_mpn: 'SEAT', quantity: '10' }] } },
      'items[]item_mpn': { to: ['items.0.mpn'], beside: { items: [{ item_id: ITEM, quantity: '10' }] } },
      'items[]quantity': {
        to: ['items.0.quantity'],
        give: '23',
        beside: { items: [{ item_id: ITEM, quantity: '10' }] },
      },
      customer_id: 'customer.id',
      customer_name: 'customer.name',
      params: pairs('params'),
      additional_fields: { to: ['color: "blue"'], give: { color: 'blue' } },
    },
  },
  tenant(
    'update_tenant_limits',
    { limits: { users: '25', traffic: 'unlimited' } },
    'PUT',
    '/tenant/tenant-4711',
    { users: 25, traffic: 'unlimited' },
    { status: 200, body: '' },
    { id: 'tenant-4711', provisioning: 'done' },
    {
      limits: {
        to: ['seats: 12'],
        give: { seats: '12' },
        instead: ['users: 25', 'traffic: "unlimited"'],
      },
    },
  ),
  tenant(
    'suspend_tenant',
    {},
    'PUT',
    '/tenant/tenant-4711/disable',
    undefined,
    { status: 204, body: '' },
    { id: 'tenant-4711', status: 'suspended', provisioning: 'done' },
  ),
  tenant(
    'resume_tenant',
    {},
    'PUT',
    '/tenant/tenant-4711/enable',
    undefined,
    { status: 204, body: '' },
    { id: 'tenant-4711', status: 'active', provisioning: 'done' },
  ),
  {
    ...tenant(
      'delete_tenant',
      {},
      'DELETE',
      '/tenant/tenant-4711',
      undefined,
      { status: 204, body: '' },
      { id: 'tenant-4711', status: 'deleted', provisioning: 'done' },
    ),
    givesWithout: { id: 'tenant-4711', status: 'deleted', provisioning: 'done' },
  },

  {
    kind: 'triggers',
    key: 'account_users',
    input: {},
    sends: [
      ['connect', 'GET', '/accounts?limit=1&offset=0'],
      ['connect', 'GET', `/accounts/VA-1/users?${PAGE}`],
    ],
    replies: [
      rows({ id: 'VA-1', name: 'Vendor' }),
      rows({ id: 'UR-1', name: '', email: 'robin@example.com' }),
    ],
    gives: [{ id: 'UR-1', name: 'robin@example.com', email: 'robin@example.com' }],
    names: /accounts/,
    needsSome: true,
  },
  {
    kind: 'searches',
    key: 'search_requests',
    input: {
      status: ['pending', 'Inquiring'],
      hub_name: ["O'Brien & Söhne, (EU) {{bundle.x}}"],
      vendor_name: ['A', 'B'],
      created_after: '2026-01-01',
    },
    sends: [
      [
        'connect',
        'GET',
        `/requests?in(status,(${q('pending')},${q('inquiring')}))&in(asset.connection.hub.name,(${q("O'Brien & Söhne, (EU) {{bundle.x}}")}))&gt(created,${q('2026-01-01T00:00:00.000Z')})&or(eq(asset.connection.vendor.name,${q('A')}),eq(asset.connection.vendor.name,${q('B')}))&ordering(-created)&limit=10&offset=0`,
      ],
    ],
    replies: [rows(requestSample)],
    names: /fulfillment requests/,
    places: shared.requestSearchPlaces,
  },
  {
    kind: 'searches',
    key: 'search_assets',
    input: { external_id: 'ORDER-1001', customer_name_contains: '100% *star*', limit: '1' },
    sends: [
      [
        'connect',
        'GET',
        `/assets?eq(external_id,${q('ORDER-1001')})&ilike(tiers.customer.name,${q('*100% \\*star\\**')})&ordering(-created)&limit=1&offset=0`,
      ],
    ],
    replies: [rows(assetSample)],
    names: /subscriptions/,
    places: shared.assetSearchPlaces,
  },
  {
    kind: 'searches',
    key: 'get_tenant',
    input: { tenant_id: 'tenant/47 11' },
    sends: [['tenants', 'GET', '/tenant/tenant%2F47%2011']],
    replies: [ok({ id: 'tenant/47 11', status: 'active' })],
    gives: [{ id: 'tenant/47 11', status: 'active', provisioning: 'done' }],
    places: { tenant_id: 'tenants GET /tenant/$' },
    readsOne: true,
    names: /tenant/,
  },
];
