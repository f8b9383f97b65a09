import { billingRequestSample, recurringAssetSample } from '../../src/samples/billing.ts';
import { oneOf, type Places } from '../support/wire.ts';
import type { Case } from './cases.ts';
import { casesOf } from './casesOf.ts';
import { found, ranges } from './places.ts';

/** The operations of billing, each run once. */

const BR = billingRequestSample.id;
const AS = recurringAssetSample.id;

const q = (text: string) => `%22${encodeURIComponent(text)}%22`;

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

export const billingCases: readonly Case[] = [
  ofRequests.polled('new_billing_requests', 'ordering(-events.created.at)', { places: requestPlaces }),
  ofRequests.polled('new_updated_billing_requests', 'ordering(-events.created.at)', {
    places: requestPlaces,
    gives: [{ ...billingRequestSample, event_id: `${BR}@${billingRequestSample.events.updated.at}` }],
  }),
  ofRequests.polled(
    'billing_request_event',
    `in(asset.product.id,(${q('PRD-1')}))&ordering(-events.created.at)`,
    {
      input: { asset_product_id: 'PRD-1' },
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
