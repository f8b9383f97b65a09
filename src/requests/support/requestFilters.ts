import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import type { Query, Where } from '../../connect/rql.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import { FILTERED_ENVIRONMENTS } from '../../fields/catalog.ts';
import type { Timeline } from '../../zapier/trigger.ts';

export const REQUEST_STATUSES = {
  draft: 'Draft',
  tiers_setup: 'Tiers Setup',
  pending: 'Pending',
  inquiring: 'Inquiring',
  approved: 'Approved',
  failed: 'Failed',
  scheduled: 'Scheduled',
  revoking: 'Revoking',
  revoked: 'Revoked',
} as const;

export const REQUEST_TYPES = {
  purchase: 'Purchase',
  change: 'Change',
  suspend: 'Suspend',
  resume: 'Resume',
  cancel: 'Cancel',
  adjustment: 'Adjustment',
  renew: 'Renew',
  transfer: 'Transfer',
  // Offered by the published app, and may stand in Zaps; Connect has no fulfillment requests of this type.
  billing: 'Billing (None)',
} as const;

/** An ID that no request has. */
const NOBODY = 'none';

/** What fulfillment requests can be narrowed down by; each may hold several values, of which one has to match. */
export const requestFilters = defineInputFields([
  { key: 'status', label: 'Request Status', list: true, choices: REQUEST_STATUSES },
  { key: 'type', label: 'Request Type', list: true, choices: REQUEST_TYPES },
  { key: 'product_id', label: 'Product ID', list: true, dynamic: 'visible_products.id.name' },
  { key: 'hub_id', label: 'Hub ID', list: true, dynamic: 'hubs.id.name' },
  { key: 'marketplace_id', label: 'Marketplace ID', list: true, dynamic: 'marketplaces.id.name' },
  { key: 'connection_type', label: 'Environment', list: true, choices: FILTERED_ENVIRONMENTS },
  { key: 'id', label: 'Request ID', list: true, dynamic: 'request_choices.id.name' },
  { key: 'asset_id', label: 'Subscription ID', list: true, dynamic: 'asset_choices.id.name' },
  { key: 'product_name', label: 'Product Name', list: true },
  { key: 'hub_name', label: 'Hub Name', list: true },
  { key: 'marketplace_name', label: 'Marketplace Name', list: true },
  { key: 'provider_id', label: 'Distributor Account', list: true, helpText: 'For example `PA-000-000`.' },
  { key: 'provider_name', label: 'Distributor Name', list: true },
  { key: 'vendor_id', label: 'Vendor Account', list: true, helpText: 'For example `VA-000-000`.' },
  { key: 'vendor_name', label: 'Vendor Name', list: true },
  { key: 'customer_id', label: 'Customer Account', helpText: 'For example `TA-0000-0000-0000`.' },
  { key: 't1_id', label: 'Tier 1 Account', helpText: 'For example `TA-0000-0000-0000`.' },
  { key: 't2_id', label: 'Tier 2 Account', helpText: 'For example `TA-0000-0000-0000`.' },
  {
    key: 'asset_param_id',
    label: 'Parameter Names',
    list: true,
    helpText: 'Requests of subscriptions that have one of these parameters, for example `admin_email`.',
  },
  {
    key: 'asset_param_value',
    label: 'Parameter Values',
    list: true,
    helpText: 'Requests of subscriptions of which any parameter has one of these values.',
  },
]);
export type RequestFilters = InferInputData<typeof requestFilters>;

/** Some names can't be asked for as a list; each of them is an alternative then. */
const oneOf = (
  filter: 'asset.connection.provider.name' | 'asset.connection.vendor.name',
  names: string[] | undefined,
): Where<'requests'>[][] => (names?.length ? [names.map((name) => ({ [filter]: name }))] : []);

/** Chosen types without `billing`; if that was the only one, nothing matches. */
const typeAndId = ({ type, id }: RequestFilters): Where<'requests'> => {
  const types = type?.filter((one) => one !== 'billing');
  const isNothing = type?.length && !types?.length;
  return { type: { in: types }, id: { in: isNothing ? [NOBODY] : id } };
};

/** The filters of {@link requestFilters} in Connect's names. */
export const requestQuery = (input: RequestFilters): Query<'requests'> => ({
  where: {
    status: { in: input.status },
    ...typeAndId(input),
    'asset.id': { in: input.asset_id },
    'asset.connection.type': { in: input.connection_type },
    'asset.product.id': { in: input.product_id },
    'asset.product.name': { in: input.product_name },
    'asset.connection.hub.id': { in: input.hub_id },
    'asset.connection.hub.name': { in: input.hub_name },
    'marketplace.id': { in: input.marketplace_id },
    'marketplace.name': { in: input.marketplace_name },
    'asset.connection.provider.id': { in: input.provider_id },
    'asset.connection.vendor.id': { in: input.vendor_id },
    'asset.tiers.customer.id': input.customer_id,
    'asset.tiers.tier1.id': input.t1_id,
    'asset.tiers.tier2.id': input.t2_id,
    'asset.params.id': { in: input.asset_param_id },
    'asset.params.value': { in: input.asset_param_value },
  },
  anyOf: [
    ...oneOf('asset.connection.provider.name', input.provider_name),
    ...oneOf('asset.connection.vendor.name', input.vendor_name),
  ],
});

export const byCreation: Timeline<'requests', FulfillmentRequest> = {
  ordering: 'created',
  after: (time) => [{ created: { gt: time } }],
  of: (request) => request.created,
};

/** A request without a time of update has not been updated since it was created. */
export const byUpdate: Timeline<'requests', FulfillmentRequest> = {
  ordering: 'updated',
  after: (time) => [{ updated: { gt: time } }, { created: { gt: time } }],
  of: (request) => request.updated ?? request.created,
  changed: (request) => request.updated,
  created: (request) => request.created,
};
