import type { FilterSpec } from './spec.ts';

/** `created` and `updated` as filters of an object that keeps them in its events. */
const TIMES = { created: { path: 'events.created.at' }, updated: { path: 'events.updated.at' } };

/** Names of listing requests that mean something of their listing. */
const ofListing = (part: string) => ({
  [`${part}__id`]: { path: `listing.${part}.id` },
  [`${part}__name`]: { path: `listing.${part}.name` },
});

/** Where a filter's value stands elsewhere than its name says, or its description lacks the type. By collection and filter. */
export const overrides: Readonly<Record<string, Readonly<Record<string, Partial<FilterSpec>>>>> = {
  '/requests': {
    asset_id: { path: 'asset.id' },
    product_id: { path: 'asset.product.id' },
    'asset.account_id': { path: 'asset.tiers.customer.id' },
    'asset.connection.environment': { path: 'asset.connection.type' },
    asset__connection__environment: { path: 'asset.connection.type' },
    'asset.external.id': { path: 'asset.external_id' },
    'asset.tier1_id': { path: 'asset.tiers.tier1.id' },
    'asset.tier2_id': { path: 'asset.tiers.tier2.id' },
    'asset.tiers.tier2': { path: 'asset.tiers.tier2.id' },
    assignee: { path: 'assignee.id' },
    contract__id__exact: { path: 'contract.id' },
  },
  '/assets': {
    ...TIMES,
    'hub.id': { path: 'connection.hub.id' },
    'hub.name': { path: 'connection.hub.name' },
    'product.title': { path: 'product.name' },
  },
  '/products': { 'events.published.at': { path: ['events.published.at', 'published_at'] } },
  '/products/{product_id}/items': {
    'description.value': { path: 'description' },
    item_type: { path: 'type' },
    verbose_id: { path: 'id' },
  },
  '/marketplaces': { 'hubs.id': { path: 'hubs.hub.id' }, 'hubs.name': { path: 'hubs.hub.name' } },
  '/listings': {
    'marketplace.id': { path: ['marketplace.id', 'contract.marketplace.id'] },
    'marketplace.name': { path: ['marketplace.name', 'contract.marketplace.name'] },
    marketplace__name__icontains: {
      path: ['marketplace.name', 'contract.marketplace.name'],
      eqMeans: 'contains',
    },
    product__name__icontains: { path: 'product.name', eqMeans: 'contains' },
    pending_request__is_null: { path: 'pending_request.id', eqMeans: 'isNull' },
  },
  '/listing-requests': {
    status: { path: 'listing.status' },
    ...ofListing('contract'),
    ...ofListing('provider'),
    ...ofListing('vendor'),
    marketplace__id: { path: ['listing.marketplace.id', 'listing.contract.marketplace.id'] },
    marketplace__name: { path: ['listing.marketplace.name', 'listing.contract.marketplace.name'] },
    'listing.marketplace.id': { path: ['listing.marketplace.id', 'listing.contract.marketplace.id'] },
    'listing.marketplace.name': { path: ['listing.marketplace.name', 'listing.contract.marketplace.name'] },
  },
  '/tier/configs': { ...TIMES, 'account.company_name': { path: 'account.name' } },
  '/tier/config-requests': { ...TIMES, unassigned: { path: 'assignee.id' } },
  '/usage/files': {
    'created.at': { path: 'events.created.at', type: 'datetime' },
    distribution_contract_id: { path: 'contract.id' },
    marketplace_id: { path: 'marketplace.id' },
    product_id: { path: 'product.id' },
    provider_id: { path: 'provider.id' },
    vendor_id: { path: 'vendor.id' },
  },
  '/usage/records': {
    'product.id': { path: ['product.id', 'product_id'] },
    usage_file: { path: 'usagefile.id' },
    part_usage_file__hub__id: { path: 'hub.id' },
    usage_start_time: { path: ['usage_start_time', 'start_date'] },
  },
};

/** Where `search=` looks, in collections that have it. Connect's description doesn't say where. */
export const search: Readonly<Record<string, readonly string[]>> = {
  '/tier/config-requests': [
    'id',
    'configuration.id',
    'configuration.account.id',
    'configuration.account.name',
    'configuration.product.id',
    'configuration.product.name',
  ],
};
