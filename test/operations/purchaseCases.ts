import type { Places } from '../support/wire.ts';
import { filledAccount, tierPlaces } from './accountPlaces.ts';
import type { Case, Expected } from './case.ts';
import { created, HUB, ITEM, PAGE, PRD, pairs, q, request, rows } from './caseParts.ts';

/** Purchases of one product, each run once. */

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
const purchaseLookups: readonly Expected[] = [
  ['connect', 'GET', `/products/${PRD}/connections?eq(hub.id,${q(HUB)})&${PAGE}`],
  [
    'connect',
    'GET',
    `/requests?eq(type,${q('purchase')})&out(status,(${q('failed')},${q('revoked')}))&eq(asset.product.id,${q(PRD)})&eq(asset.connection.hub.id,${q(HUB)})&eq(asset.connection.type,${q('production')})&eq(asset.external_id,${q('ORDER-1001')})&eq(asset.external_uid,${q('65da4d1e-935e-4da3-8ced-c36643392460')})&ordering(-created)&${PAGE}`,
  ],
  ['connect', 'GET', `/tier/accounts?in(external_id,(${q('R-2001')}))&eq(hub.id,${q(HUB)})&${PAGE}`],
  ['connect', 'GET', `/products/${PRD}/parameters?eq(scope,${q('asset')})&${PAGE}`],
];

export const itemPlaces: Places = {
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
  ...filledAccount('t1'),
  ...filledAccount('customer'),
};
const purchasePlaces: Places = {
  product_id: ['GET /products/$/connections', '?eq(asset.product.id,$)', 'asset.product.id'],
  hub_id: ['?eq(hub.id,$)', '?eq(asset.connection.hub.id,$)'],
  environment: {
    // Connect has no filter for preview, and is asked for all of them.
    to: ['asset.connection.id: "CT-0000-0000-0003"'],
    instead: ['?eq(asset.connection.type,"production")', 'asset.connection.id: "CT-0000-0000-0001"'],
  },
  marketplace_id: { to: ['marketplace.id'], give: 'MP-00001' },
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
  ...tierPlaces,
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
          connection: { id: 'CT-0000-0000-0001' },
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
    rows({ id: 'CT-0000-0000-0001', type: 'production' }),
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
          { id: 'CT-0000-0000-0001', type: 'production', marketplace: { id: 'MP-00001' } },
          { id: 'CT-0000-0000-0003', type: 'preview', marketplace: { id: 'MP-00001' } },
        )
      : path.startsWith('/requests?')
        ? rows()
        : created(request()),
  // Each makes a subscription of its own.
  lock: 'purchase {{bundle.inputData.asset_external_id}}',
});

export const purchaseCases: readonly Case[] = [
  purchase('create_asset_purchase_request', {}, purchasePlaces),
  purchase('create_draft_request', { status: 'draft' }, without(purchasePlaces, 'if_exists')),
];
