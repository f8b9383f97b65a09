import { equal, oneOf, type Place, type Places } from '../support/wire.ts';
import { found, part, ranges } from './places.ts';

/** Where the filters of each kind of object go on the wire, for its triggers and searches. */

export const requestFilterPlaces: Places = {
  status: oneOf('status'),
  // The last choice is one that Connect has no objects of.
  type: { to: [oneOf('type')], give: ['transfer'] },
  product_id: oneOf('asset.product.id'),
  hub_id: oneOf('asset.connection.hub.id'),
  marketplace_id: oneOf('marketplace.id'),
  connection_type: { to: [oneOf('asset.connection.type')], give: ['test'] },
  id: oneOf('id'),
  asset_id: oneOf('asset.id'),
  asset_external_uid: equal('asset.external_uid'),
  asset_status: equal('asset.status'),
  connection_id: oneOf('asset.connection.id'),
  contract_id: oneOf('contract.id'),
  customer_name: equal('asset.tiers.customer.name'),
  customer_name_contains: part('asset.tiers.customer.name'),
  assignee_email: equal('assignee.email'),
  template_id: oneOf('template.id'),
  product_name: oneOf('asset.product.name'),
  hub_name: oneOf('asset.connection.hub.name'),
  marketplace_name: oneOf('marketplace.name'),
  provider_id: oneOf('asset.connection.provider.id'),
  provider_name: equal('asset.connection.provider.name'),
  vendor_id: oneOf('asset.connection.vendor.id'),
  vendor_name: equal('asset.connection.vendor.name'),
  customer_id: equal('asset.tiers.customer.id'),
  t1_id: equal('asset.tiers.tier1.id'),
  t2_id: equal('asset.tiers.tier2.id'),
  asset_param_id: oneOf('asset.params.id'),
  asset_param_value: oneOf('asset.params.value'),
};
export const requestSearchPlaces: Places = {
  ...requestFilterPlaces,
  asset_external_id: equal('asset.external_id'),
  ...ranges('created'),
  ...ranges('updated'),
  ...found,
};

export const assetFilterPlaces: Places = {
  status: { to: [equal('status')], give: 'active' },
  statuses: oneOf('status'),
  product_id: equal('product.id'),
  hub_id: equal('hub.id'),
  marketplace_id: equal('marketplace.id'),
  connection_type: { to: [equal('connection.type')], give: 'test' },
  id: equal('id'),
  external_id: equal('external_id'),
  external_uid: equal('external_uid'),
  product_title: equal('product.title'),
  connection_id: equal('connection.id'),
  marketplace_name: equal('marketplace.name'),
  hub_name: equal('hub.name'),
  provider_id: equal('connection.provider.id'),
  contract_id: equal('contract.id'),
  customer_id: equal('tiers.customer.id'),
  customer_external_id: equal('tiers.customer.external_id'),
  customer_external_uid: equal('tiers.customer.external_uid'),
  customer_name: equal('tiers.customer.name'),
  customer_name_contains: part('tiers.customer.name'),
  provider_name: equal('connection.provider.name'),
  vendor_id: equal('connection.vendor.id'),
  vendor_name: equal('connection.vendor.name'),
  template_id: equal('template.id'),
  param_id: oneOf('params.id'),
  param_value: oneOf('params.value'),
  t1_id: equal('tiers.tier1.id'),
  t2_id: equal('tiers.tier2.id'),
};
export const assetSearchPlaces: Places = {
  ...assetFilterPlaces,
  ...ranges('created'),
  ...ranges('updated'),
  ...found,
};

const fileFilterPlaces: Places = {
  product_id: oneOf('product.id'),
  vendor_id: oneOf('vendor.id'),
  contract_id: oneOf('contract.id'),
  marketplace_id: oneOf('marketplace.id'),
  environment: oneOf('environment'),
  provider_id: oneOf('provider.id'),
};
export const usageFilePlaces: Places = { ...fileFilterPlaces, status: oneOf('status') };
/** Without a status, those that are submitted. */
export const submittedFilePlaces: Places = {
  ...fileFilterPlaces,
  status: { to: [oneOf('status')], instead: ['?in(status,("pending"))'] },
};
export const usageFileSearchPlaces: Places = {
  ...usageFilePlaces,
  id: oneOf('id'),
  external_id: equal('external_id'),
  ...ranges('created', 'created.at'),
  ...found,
};
export const newChunkPlaces: Places = {
  status: { to: [oneOf('status')], instead: ['?in(status,("ready"))'] },
  hub_id: oneOf('binding.hub.id'),
};
export const chunkSearchPlaces: Places = {
  id: oneOf('id'),
  usage_file_id: oneOf('usagefile.id'),
  hub_id: oneOf('binding.hub.id'),
  status: oneOf('status'),
  ...found,
};
export const recordFilterPlaces: Places = {
  usage_file_id: equal('usagefile.id'),
  status: oneOf('status'),
  asset_id: oneOf('asset.id'),
  asset_external_id: oneOf('asset.external_id'),
  item_id: oneOf('item.id'),
  ...ranges('start', 'start_date'),
  ...ranges('end', 'end_date'),
};
export const recordSearchPlaces: Places = { ...recordFilterPlaces, ...found };
/** A reconciliation is read by its ID, or found by its file. */
export const reconciliationSearchPlaces: Places = {
  id: {
    to: ['GET /usage/reconciliations/$'],
    instead: ['GET /usage/reconciliations', '?ordering(-usagefile.id)', '?limit=10', '?offset=0'],
  },
  usage_file_id: equal('usagefile.id'),
  ...found,
};
export const aggregateSearchPlaces: Places = {
  asset_id: oneOf('asset.id'),
  asset_external_uid: equal('asset.external_uid'),
  item_id: oneOf('item.id'),
  ...found,
};

/** Filters that Connect doesn't have: what came is looked through. */
export const ACCOUNT_REQUEST_SIEVES = [
  'vendor_id',
  'vendor_name',
  'provider_id',
  'provider_name',
  'account_environment',
  'account_scopes',
];
export const accountRequestPlaces: Places = {
  status: oneOf('status'),
  product_id: oneOf('product.id'),
  account_id: oneOf('account.id'),
  hub_id: oneOf('account.hub.id'),
  id: oneOf('id'),
  product_name: oneOf('product.name'),
  account_name: oneOf('account.name'),
  account_external_id: oneOf('account.external_id'),
  account_external_uid: oneOf('account.external_uid'),
  hub_name: oneOf('account.hub.name'),
  ...Object.fromEntries(ACCOUNT_REQUEST_SIEVES.map((key) => [key, []])),
};
const level = (to: string): Place => ({ to: [to], give: '2' });
export const configRequestPlaces: Places = {
  status: oneOf('status'),
  type: oneOf('type'),
  configuration_product_id: oneOf('configuration.product.id'),
  configuration_tier_level: level('?in(configuration.tier_level,(2))'),
  id: oneOf('id'),
  configuration_id: oneOf('configuration.id'),
  configuration_account_id: oneOf('configuration.account.id'),
  configuration_account_external_uid: oneOf('configuration.account.external_uid'),
  assignee_id: equal('assignee.id'),
  param_id: oneOf('params.id'),
  param_value: oneOf('params.value'),
};
export const configRequestSearchPlaces: Places = {
  ...configRequestPlaces,
  ...ranges('created'),
  ...ranges('updated'),
  ...found,
};
export const configSearchPlaces: Places = {
  product_id: equal('product.id'),
  account_id: equal('account.id'),
  tier_level: level('?eq(tier_level,2)'),
  // The last choice is one that Connect has no objects of.
  status: { to: [oneOf('status')], give: ['active'] },
  id: equal('id'),
  account_external_id: equal('account.external_id'),
  account_company_name: equal('account.company_name'),
  product_name: equal('product.name'),
  contract_id: equal('contract.id'),
  connection_id: equal('connection.id'),
  connection_type: { to: [equal('connection.type')], give: 'test' },
  marketplace_id: equal('marketplace.id'),
  marketplace_name: equal('marketplace.name'),
  created_after: '?ge(created,$)',
  created_before: '?le(created,$)',
  updated_after: '?ge(updated,$)',
  updated_before: '?le(updated,$)',
  ...found,
};
export const tierAccountPlaces: Places = {
  id: {
    to: ['GET /tier/accounts/$'],
    give: 'TA-9000-9000-9000',
    instead: ['GET /tier/accounts', '?ordering(-events.created.at)', '?limit=10', '?offset=0'],
  },
  external_id: equal('external_id'),
  hub_id: equal('hub.id'),
  type: equal('type'),
  external_uid: equal('external_uid'),
  name: equal('name'),
  name_contains: part('name'),
  contact_email: equal('contact_info.contact.email'),
  parent_id: equal('parent.id'),
  with_versions: {
    to: ['GET /tier/accounts/TA-7581-5990-4741/versions', '?limit=100', '?offset=0'],
    give: 'true',
  },
  ...found,
};
