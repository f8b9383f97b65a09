import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import { contains, type Query } from '../connect/rql.ts';
import type { Asset } from '../connect/schemas/asset.ts';
import { FILTERED_ENVIRONMENTS } from '../fields/catalog.ts';
import { rangeFields } from '../zapier/findOptions.ts';
import type { Timeline } from '../zapier/trigger.ts';

export const ASSET_STATUSES = {
  draft: 'Draft',
  processing: 'Processing',
  active: 'Active',
  suspended: 'Suspended',
  terminating: 'Terminating',
  terminated: 'Terminated',
} as const;

/** What subscriptions can be narrowed down by. */
export const assetFilters = defineInputFields([
  { key: 'status', label: 'Subscription Status', choices: ASSET_STATUSES },
  { key: 'product_id', label: 'Product ID', dynamic: 'visible_products.id.name' },
  { key: 'hub_id', label: 'Hub ID', dynamic: 'hubs.id.name' },
  { key: 'marketplace_id', label: 'Marketplace ID', dynamic: 'marketplaces.id.name' },
  { key: 'connection_type', label: 'Environment', choices: FILTERED_ENVIRONMENTS },
  { key: 'id', label: 'Subscription ID', dynamic: 'asset_choices.id.name' },
  { key: 'external_id', label: 'External ID' },
  { key: 'external_uid', label: 'External UID' },
  { key: 'product_title', label: 'Product Name' },
  { key: 'connection_id', label: 'Connection', helpText: 'For example `CT-0000-0000-0000`.' },
  { key: 'marketplace_name', label: 'Marketplace Name' },
  { key: 'hub_name', label: 'Hub Name' },
  { key: 'provider_id', label: 'Distributor Account', helpText: 'For example `PA-000-000`.' },
  { key: 'contract_id', label: 'Contract', helpText: 'For example `CRD-00000-00000-00000`.' },
  { key: 'customer_id', label: 'Customer Account', helpText: 'For example `TA-0000-0000-0000`.' },
  { key: 'customer_name', label: 'Customer Name', helpText: 'A part of the name is enough.' },
  { key: 't1_id', label: 'Tier 1 Account', helpText: 'For example `TA-0000-0000-0000`.' },
  { key: 't2_id', label: 'Tier 2 Account', helpText: 'For example `TA-0000-0000-0000`.' },
]);
export type AssetFilters = InferInputData<typeof assetFilters>;

export const assetRanges = defineInputFields([
  ...rangeFields('created', 'Created'),
  ...rangeFields('updated', 'Updated'),
]);

/** The filters of {@link assetFilters} in Connect's names. */
export const assetQuery = (input: AssetFilters): Query<'assets'> => ({
  where: {
    status: input.status,
    id: input.id,
    external_id: input.external_id,
    external_uid: input.external_uid,
    'product.id': input.product_id,
    'product.title': input.product_title,
    'connection.id': input.connection_id,
    'connection.type': input.connection_type,
    'connection.provider.id': input.provider_id,
    'hub.id': input.hub_id,
    'hub.name': input.hub_name,
    'marketplace.id': input.marketplace_id,
    'marketplace.name': input.marketplace_name,
    'contract.id': input.contract_id,
    'tiers.customer.id': input.customer_id,
    'tiers.customer.name': input.customer_name ? { ilike: contains(input.customer_name) } : undefined,
    'tiers.tier1.id': input.t1_id,
    'tiers.tier2.id': input.t2_id,
  },
});

export const byCreation: Timeline<'assets', Asset> = {
  ordering: 'created',
  after: (time) => [{ created: { gt: time } }],
  of: (asset) => asset.events?.created?.at,
};

/** A subscription without a time of update has not been updated since it was created. */
export const byUpdate: Timeline<'assets', Asset> = {
  ordering: 'updated',
  after: (time) => [{ updated: { gt: time } }, { created: { gt: time } }],
  of: (asset) => asset.events?.updated?.at ?? asset.events?.created?.at,
  changed: (asset) => asset.events?.updated?.at,
  created: (asset) => asset.events?.created?.at,
};
