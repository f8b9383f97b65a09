import { ASSET_STATES } from '../../connect/schemas/asset.ts';
import { OPEN_REQUEST_STATES, REQUEST_STATES } from '../../connect/schemas/request.ts';
import { FILTERED_ENVIRONMENTS, UNFILTERED_ENVIRONMENTS } from '../../fields/environments.ts';
import {
  activationTemplatePicker,
  connectionPicker,
  contractPicker,
  distributorPicker,
  hubPicker,
  marketplacePicker,
  productPicker,
  requestPicker,
  subscriptionPicker,
  tierAccountPicker,
  userPicker,
  vendorPicker,
} from '../../fields/pickers.ts';
import { filtersOf, stillOpen } from '../../zapier/filter.ts';
import { advanced } from '../../zapier/groups.ts';

const REQUEST_TYPES = {
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

/** What no request meets. */
const NOTHING = { id: { in: ['none'] } } as const;

const by = filtersOf<'requests'>();

/** What fulfillment requests can be narrowed down by; each may hold several values, of which one has to match. */
export const requestFilters = [
  by.oneOf('status', { key: 'status', label: 'Request Status', choices: REQUEST_STATES }),
  by.without(
    by.oneOf('type', { key: 'type', label: 'Request Type', choices: REQUEST_TYPES }),
    ['billing'],
    NOTHING,
  ),
  by.oneOf('asset.product.id', productPicker('product_id')),
  by.oneOf('asset.connection.hub.id', hubPicker('hub_id')),
  by.oneOf('marketplace.id', marketplacePicker('marketplace_id')),
  by.without(
    by.oneOf('asset.connection.type', {
      key: 'connection_type',
      label: 'Environment',
      choices: FILTERED_ENVIRONMENTS,
    }),
    UNFILTERED_ENVIRONMENTS,
    NOTHING,
  ),
  ...advanced([
    by.oneOf('id', requestPicker('id')),
    by.oneOf('asset.id', subscriptionPicker('asset_id')),
    by.is('asset.external_uid', { key: 'asset_external_uid', label: 'Subscription External UID' }),
    by.is('asset.status', {
      key: 'asset_status',
      label: 'Subscription Status',
      choices: ASSET_STATES,
    }),
    by.oneOf('asset.product.name', { key: 'product_name', label: 'Product Name' }),
    by.oneOf('asset.connection.hub.name', { key: 'hub_name', label: 'Hub Name' }),
    by.oneOf('marketplace.name', { key: 'marketplace_name', label: 'Marketplace Name' }),
    by.oneOf('asset.connection.id', connectionPicker('connection_id')),
    by.oneOf('contract.id', contractPicker('contract_id')),
    by.oneOf('asset.connection.provider.id', distributorPicker('provider_id')),
    by.anyOf('asset.connection.provider.name', { key: 'provider_name', label: 'Distributor Name' }),
    by.oneOf('asset.connection.vendor.id', vendorPicker('vendor_id')),
    by.anyOf('asset.connection.vendor.name', { key: 'vendor_name', label: 'Vendor Name' }),
    by.is('asset.tiers.customer.id', tierAccountPicker('customer_id')),
    by.is('asset.tiers.customer.name', { key: 'customer_name', label: 'Customer Name' }),
    by.contains('asset.tiers.customer.name', {
      key: 'customer_name_contains',
      label: 'Customer Name Contains',
      helpText: 'A part of the name, in capitals or small letters, for example `söhne`.',
    }),
    by.is('asset.tiers.tier1.id', tierAccountPicker('t1_id', { label: 'Tier 1 Account' })),
    by.is('asset.tiers.tier2.id', tierAccountPicker('t2_id', { label: 'Tier 2 Account' })),
    by.is('assignee.email', userPicker('assignee_email', { label: 'Assignee Email' })),
    by.oneOf('template.id', activationTemplatePicker('template_id')),
    by.oneOf('asset.params.id', {
      key: 'asset_param_id',
      label: 'Parameter Names',
      helpText: 'Requests of subscriptions that have one of these parameters, for example `admin_email`.',
    }),
    by.oneOf('asset.params.value', {
      key: 'asset_param_value',
      label: 'Parameter Values',
      helpText: 'Requests of subscriptions of which any parameter has one of these values.',
    }),
  ]),
];

/** The requests that can still change, of those with the chosen statuses. */
export const openRequests = stillOpen<'requests'>('status', OPEN_REQUEST_STATES);
