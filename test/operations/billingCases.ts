import { billingRequestSample, recurringAssetSample } from '../../src/samples/billing.ts';
import { oneOf, type Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { found, ranges } from './places.ts';

/** The operations of billing, each run once. */

const BR = billingRequestSample.id;
const AS = recurringAssetSample.id;

const ofRequests = casesOf({
  collection: 'subscriptions/requests',
  sample: billingRequestSample,
  plural: /billing requests/,
});
const ofSubscriptions = casesOf({
  collection: 'subscriptions/assets',
  sample: recurringAssetSample,
  plural: /recurring subscriptions/,
});

const requestPlaces: Places = {
  type: oneOf('type'),
  id: oneOf('id'),
  period_uom: oneOf('period.uom'),
  ...ranges('period_from', 'period.from'),
  ...ranges('period_to', 'period.to'),
  ...ranges('created', 'events.created.at'),
  ...ranges('updated', 'events.updated.at'),
  ...ranges('asset_billing_next_date', 'asset.billing.next_date'),
  asset_id: oneOf('asset.id'),
  asset_billing_period_uom: oneOf('asset.billing.period.uom'),
  asset_external_id: oneOf('asset.external_id'),
  asset_external_uid: oneOf('asset.external_uid'),
  asset_product_id: oneOf('asset.product.id'),
  asset_product_name: oneOf('asset.product.name'),
  asset_connection_id: oneOf('asset.connection.id'),
  asset_contract_id: oneOf('asset.contract.id'),
  asset_provider_id: oneOf('asset.connection.provider.id'),
  asset_provider_name: oneOf('asset.connection.provider.name'),
  asset_vendor_id: oneOf('asset.connection.vendor.id'),
  asset_vendor_name: oneOf('asset.connection.vendor.name'),
  asset_hub_id: oneOf('asset.connection.hub.id'),
  asset_hub_name: oneOf('asset.connection.hub.name'),
  asset_marketplace_id: oneOf('asset.marketplace.id'),
  asset_marketplace_name: oneOf('asset.marketplace.name'),
  asset_customer_id: oneOf('asset.tiers.customer.id'),
  asset_t1_id: oneOf('asset.tiers.tier1.id'),
  asset_t2_id: oneOf('asset.tiers.tier2.id'),
};

const subscriptionPlaces: Places = {
  // The last choices are ones that Connect has no objects of.
  status: { to: [oneOf('status')], give: ['suspended'] },
  id: oneOf('id'),
  billing_period_uom: oneOf('billing.period.uom'),
  ...ranges('billing_next_date', 'billing.next_date'),
  ...ranges('created', 'events.created.at'),
  ...ranges('updated', 'events.updated.at'),
  external_id: oneOf('external_id'),
  external_uid: oneOf('external_uid'),
  product_id: oneOf('product.id'),
  product_name: oneOf('product.name'),
  connection_id: oneOf('connection.id'),
  contract_id: oneOf('contract.id'),
  provider_id: oneOf('connection.provider.id'),
  provider_name: oneOf('connection.provider.name'),
  vendor_id: oneOf('connection.vendor.id'),
  vendor_name: oneOf('connection.vendor.name'),
  hub_id: oneOf('connection.hub.id'),
  hub_name: oneOf('connection.hub.name'),
  marketplace_id: oneOf('marketplace.id'),
  marketplace_name: oneOf('marketplace.name'),
  customer_id: oneOf('tiers.customer.id'),
  t1_id: oneOf('tiers.tier1.id'),
  t2_id: oneOf('tiers.tier2.id'),
};

/** Now, and so many days of March 2026 later. */
const NOW = '2026-03-01T00:00:00.000Z';
const ahead = (day: number) =>
  `and(gt(billing.next_date,"${NOW}"),le(billing.next_date,"2026-03-${String(1 + day).padStart(2, '0')}T00:00:00.000Z"))`;
const sent = (rql: string) => rql.replaceAll(/"([^"]*)"/g, (_whole, text: string) => q(text));

const [FROM, TO] = ['2026-02-14T00:00:00.000Z', '2026-03-14T00:00:00.000Z'];
const ITEM = 'PRD_838_787_106_0001';
/** How a request for a period is looked for before one is made. */
const lookUp = (type: string, from = FROM, to = TO) =>
  `/subscriptions/requests?eq(asset.id,${q(AS)})&eq(type,${q(type)})&eq(period.from,${q(from)})&eq(period.to,${q(to)})&ordering(-events.created.at)&limit=100&offset=0`;
const billed = {
  asset: { id: AS },
  type: 'vendor',
  items: [{ id: ITEM }],
  period: { from: FROM, to: TO, delta: 1, uom: 'monthly' },
};
const made = { ...billingRequestSample, attributes: { vendor: { invoice: 'INV-1' } } };
/** The subscription is read, or found by its external UID. */
const byUid = ['GET /subscriptions/assets', '?eq(external_uid,$)', '?limit=2', '?offset=0'] as const;

const creating: Case = {
  kind: 'creates',
  key: 'create_billing_request',
  input: {
    asset_lookup_field: 'asset_id',
    asset_lookup_value: AS,
    period_from: '2026-02-14',
    period_to: '2026-03-14',
    items: ['BACKUP-USER'],
    attributes: { invoice: 'INV-1' },
    type: 'vendor',
  },
  sends: [
    ['connect', 'GET', `/subscriptions/assets/${AS}`],
    ['connect', 'GET', lookUp('vendor')],
    [
      'connect',
      'POST',
      '/subscriptions/requests',
      { ...billed, attributes: { vendor: { invoice: 'INV-1' } } },
    ],
  ],
  replies: [{ status: 200, body: recurringAssetSample }, rows(), { status: 201, body: made }],
  gives: { ...made, existed_before: false },
  names: new RegExp(`${AS}|billing requests`),
  places: {
    asset_lookup_field: {
      to: byUid.map((line) => line.replace('$', () => JSON.stringify(AS))),
      give: 'asset_external_uid',
      instead: [`GET /subscriptions/assets/${AS}`],
    },
    asset_lookup_value: 'GET /subscriptions/assets/$',
    period_from: {
      to: [
        '?eq(period.from,"2026-01-14T00:00:00.000Z")',
        'period.from: "2026-01-14T00:00:00.000Z"',
        'period.delta: 2',
      ],
      give: '2026-01-14',
      instead: [`?eq(period.from,"${FROM}")`, `period.from: "${FROM}"`, 'period.delta: 1'],
    },
    period_to: {
      to: [
        '?eq(period.to,"2027-02-14T00:00:00.000Z")',
        'period.to: "2027-02-14T00:00:00.000Z"',
        'period.uom: "yearly"',
      ],
      give: '2027-02-14',
      instead: [`?eq(period.to,"${TO}")`, `period.to: "${TO}"`, 'period.uom: "monthly"'],
    },
    period_delta: { to: ['period.delta: 3'], give: '3', instead: ['period.delta: 1'] },
    period_uom: { to: ['period.uom: "years_6"'], instead: ['period.uom: "monthly"'] },
    items: {
      to: [`items.0.id: "PRD_838_787_106_0009"`],
      give: ['PRD_838_787_106_0009'],
      instead: [`items.0.id: "${ITEM}"`, `items.1.id: "PRD_838_787_106_0009"`],
    },
    attributes: { to: ['attributes.vendor.color: "blue"'], give: { color: 'blue' } },
    type: {
      to: ['?eq(type,"provider")', 'type: "provider"'],
      instead: ['?eq(type,"vendor")', 'type: "vendor"'],
    },
  },
  least: {
    asset_lookup_field: 'asset_id',
    asset_lookup_value: AS,
    period_from: '2026-02-14',
    period_to: '2026-03-14',
    type: 'vendor',
  },
  answers: ({ method, path }) => {
    if (method === 'POST') return { status: 201, body: made };
    if (path.startsWith('/accounts')) return rows({ id: 'VA-000-001', type: 'vendor' });
    if (path.startsWith('/subscriptions/requests')) return rows();
    const two = [...recurringAssetSample.items, { id: 'PRD_838_787_106_0009' }];
    const subscription = { ...recurringAssetSample, items: two };
    return path.includes('?') ? rows(subscription) : { status: 200, body: subscription };
  },
  lock: 'billing request {{bundle.inputData.asset_lookup_value}}',
};

export const billingCases: readonly Case[] = [
  creating,
  {
    ...creating,
    key: 'create_billing_request_lis',
    isLegacy: true,
    input: { ...creating.input, items: [{ item_id: 'BACKUP-USER' }] },
    places: {
      ...Object.fromEntries(Object.entries(creating.places ?? {}).filter(([key]) => key !== 'items')),
      'items[]item_id': {
        to: ['items.0.id'],
        give: 'PRD_838_787_106_0009',
        instead: [`items.0.id: "${ITEM}"`],
      },
    },
    least: { ...creating.least, items: [{ item_id: 'BACKUP-USER' }] },
  },
  {
    kind: 'creates',
    key: 'update_billing_attributes',
    input: { billing_request_id: BR, attributes: { paid: 'yes' }, side: 'vendor' },
    sends: [
      ['connect', 'GET', `/subscriptions/requests/${BR}`],
      [
        'connect',
        'PUT',
        `/subscriptions/requests/${BR}/attributes`,
        { vendor: { invoice: 'INV-1', paid: 'yes' } },
      ],
      ['connect', 'GET', `/subscriptions/requests/${BR}`],
    ],
    replies: [
      { status: 200, body: billingRequestSample },
      { status: 200, body: { vendor: { invoice: 'INV-1', paid: 'yes' } } },
      { status: 200, body: billingRequestSample },
    ],
    names: new RegExp(BR),
    places: {
      billing_request_id: [
        'GET /subscriptions/requests/$',
        'PUT /subscriptions/requests/$/attributes',
        'GET /subscriptions/requests/$',
      ],
      attributes: {
        to: ['vendor.color: "blue"'],
        give: { color: 'blue' },
        instead: ['vendor.paid: "yes"'],
      },
      side: {
        to: ['provider.paid: "yes"'],
        instead: ['vendor.paid: "yes"', 'vendor.invoice: "INV-1"'],
      },
    },
    least: { billing_request_id: BR, attributes: { paid: 'yes' }, side: 'vendor' },
    lock: 'billing request {{bundle.inputData.billing_request_id}}',
  },

  ofRequests.polled('new_billing_requests', 'ordering(-events.created.at)', { places: requestPlaces }),
  ofRequests.polled('new_updated_billing_requests', 'ordering(-events.created.at)', {
    places: requestPlaces,
    gives: [{ ...billingRequestSample, event_id: `${BR}@${billingRequestSample.events.updated.at}` }],
  }),
  ofRequests.polled(
    'billing_request_event',
    `in(asset.product.id,(${q('PRD-000-000-001')}))&ordering(-events.created.at)`,
    {
      input: { asset_product_id: 'PRD-000-000-001' },
      places: requestPlaces,
      gives: [{ ...billingRequestSample, event_id: `${BR}@${billingRequestSample.events.updated.at}` }],
    },
  ),
  ofRequests.found('search_billing_requests', 'ordering(-events.created.at)', {
    places: { ...requestPlaces, ...found },
  }),
  ofRequests.chosen('billing_request_choices', 'ordering(-events.created.at)', {
    id: BR,
    name: `${BR}: 2026-02-14, Example Cloud Backup, Example Customer Inc.`,
  }),

  ofSubscriptions.polled('new_recurring_assets', 'ordering(-events.created.at)', {
    places: subscriptionPlaces,
  }),
  ofSubscriptions.polled('new_updated_recurring_assets', 'ordering(-events.created.at)', {
    places: subscriptionPlaces,
    gives: [{ ...recurringAssetSample, event_id: `${AS}@${recurringAssetSample.events.updated.at}` }],
  }),
  ofSubscriptions.found('search_recurring_assets', 'ordering(-events.created.at)', {
    places: { ...subscriptionPlaces, ...found },
  }),
  ofSubscriptions.polled(
    'subscription_renews_soon',
    `in(status,(${q('active')}))&${sent(ahead(7))}&ordering(billing.next_date)`,
    {
      at: NOW,
      places: {
        ...subscriptionPlaces,
        status: { to: [oneOf('status')], give: ['suspended'], instead: ['?in(status,("active"))'] },
        days: { to: [`?${ahead(3)}`], give: '3', instead: [`?${ahead(7)}`] },
      },
      gives: [{ ...recurringAssetSample, event_id: `${AS}@${recurringAssetSample.billing.next_date}` }],
    },
  ),
];
