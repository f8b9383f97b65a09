import { ASSET_STATES, Asset } from '../connect/schemas/asset.ts';
import { FILTERED_ENVIRONMENTS, UNFILTERED_ENVIRONMENTS } from '../fields/environments.ts';
import {
  activationTemplatePicker,
  connectionPicker,
  contractPicker,
  distributorPicker,
  hubPicker,
  marketplacePicker,
  productPicker,
  subscriptionPicker,
  tierAccountPicker,
  vendorPicker,
} from '../fields/pickers.ts';
import { subscriptionsReachedSince } from '../fields/reachedSince.ts';
import { assetSample } from '../samples/asset.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { badValue } from '../zapier/input.ts';
import { legacyFields } from '../zapier/legacy.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Subscriptions, which Connect's API calls assets. */

const by = filtersOf<'assets'>();

/** Offered by the published app, and may stand in Zaps; Connect has no subscriptions in these. */
const GONE_STATES = ['new', 'rejected'] as const;
const STATUS_CHOICES = { ...ASSET_STATES, new: 'New (None)', rejected: 'Rejected (None)' } as const;

/** What no subscription meets. */
const NOTHING = { id: { in: ['none'] } } as const;

/** What subscriptions can be narrowed down by. */
export const assetFilters = [
  by.without(
    by.is('status', { key: 'status', label: 'Subscription Status', choices: STATUS_CHOICES }),
    GONE_STATES,
    NOTHING,
  ),
  by.is('product.id', productPicker('product_id')),
  by.is('hub.id', hubPicker('hub_id')),
  by.is('marketplace.id', marketplacePicker('marketplace_id')),
  by.without(
    by.is('connection.type', {
      key: 'connection_type',
      label: 'Environment',
      choices: FILTERED_ENVIRONMENTS,
    }),
    UNFILTERED_ENVIRONMENTS,
    NOTHING,
  ),
  by.is('external_id', { key: 'external_id', label: 'External ID' }),
  ...advanced([
    by.oneOf('status', {
      key: 'statuses',
      label: 'One of Several Statuses',
      choices: ASSET_STATES,
      helpText: 'Subscriptions in any of these statuses.',
    }),
    by.is('id', subscriptionPicker('id')),
    by.is('external_uid', { key: 'external_uid', label: 'External UID' }),
    by.is('product.title', { key: 'product_title', label: 'Product Name' }),
    by.is('connection.id', connectionPicker('connection_id')),
    by.is('marketplace.name', { key: 'marketplace_name', label: 'Marketplace Name' }),
    by.is('hub.name', { key: 'hub_name', label: 'Hub Name' }),
    by.is('connection.provider.id', distributorPicker('provider_id')),
    by.is('connection.provider.name', { key: 'provider_name', label: 'Distributor Name' }),
    by.is('connection.vendor.id', vendorPicker('vendor_id')),
    by.is('connection.vendor.name', { key: 'vendor_name', label: 'Vendor Name' }),
    by.is('contract.id', contractPicker('contract_id')),
    by.is('tiers.customer.id', tierAccountPicker('customer_id')),
    by.is('tiers.customer.external_id', { key: 'customer_external_id', label: 'Customer External ID' }),
    by.is('tiers.customer.external_uid', { key: 'customer_external_uid', label: 'Customer External UID' }),
    by.is('tiers.customer.name', { key: 'customer_name', label: 'Customer Name' }),
    by.contains('tiers.customer.name', {
      key: 'customer_name_contains',
      label: 'Customer Name Contains',
      helpText: 'A part of the name, in capitals or small letters, for example `söhne`.',
    }),
    by.is('tiers.tier1.id', tierAccountPicker('t1_id', { label: 'Tier 1 Account' })),
    by.is('tiers.tier2.id', tierAccountPicker('t2_id', { label: 'Tier 2 Account' })),
    by.is('template.id', activationTemplatePicker('template_id')),
    by.oneOf('params.id', {
      key: 'param_id',
      label: 'Parameter Names',
      helpText: 'Subscriptions that have one of these parameters, for example `tenant_id`.',
    }),
    by.oneOf('params.value', {
      key: 'param_value',
      label: 'Parameter Values',
      helpText: 'Subscriptions of which any parameter has one of these values, for example `tenant-4711`.',
    }),
  ]),
];

const subscriptions = objectKind({
  resource: (connect) => connect.assets,
  noun: 'Subscription',
  id: subscriptionPicker('asset_id', { required: true }),
  returns: Asset,
  sample: assetSample,
  filters: assetFilters,
  newestFirst: '-created',
  created: { field: 'created', of: ({ events }) => events?.created?.at },
  updated: { field: 'updated', of: ({ events }) => events?.updated?.at },
  byIds: (ids) => ({ id: { in: ids } }),
});

/** Fires once for each subscription that matches the filters. */
export const newAssets = subscriptions.newTrigger({
  key: 'new_assets',
  label: 'New Subscription',
  description:
    'Triggers when a subscription is first seen: when it is created or its purchase is placed, or when it first reaches the chosen status. Each subscription fires once.',
  open: ({ status }) => {
    const open = ['draft', 'processing'].filter((one) => !status || one === status);
    return open.length ? { status: { in: open } } : undefined;
  },
  // Active subscriptions are updated for years, which doesn't make them new.
  reachedSince: subscriptionsReachedSince,
});

/** Fires for each subscription that is created, and again at each update. */
export const newUpdatedAssets = subscriptions.newOrUpdatedTrigger({
  key: 'new_updated_assets',
  label: 'New or Updated Subscription',
  description:
    'Triggers when a subscription is created, and again each time that it is updated, for example activated, changed or suspended.',
});

/** Subscriptions that match all filters, newest first. */
export const searchAssets = subscriptions.find({
  key: 'search_assets',
  label: 'Find Subscription',
  description:
    'Finds subscriptions (assets) that match all of the given filters and returns them whole, newest first. To find the requests that made or changed them use Find Fulfillment Request.',
  filters: advanced([
    by.between('created', 'created', 'Created'),
    by.between('updated', 'updated', 'Updated'),
  ]),
  fields: [legacyFields(['external_name'])],
  check: ({ external_name: externalName }) => {
    // The published app sends it; Connect has no such filter, ignores it, and returns every subscription.
    if (externalName)
      throw badValue(
        'External Name',
        externalName,
        "the External ID instead: Connect can't search by external name",
      );
  },
});

export const assetChoices = subscriptions.dropdown({
  key: 'asset_choices',
  label: 'List Subscriptions',
  description: 'Triggers when a subscription is created. It fills the dropdowns for subscriptions.',
  query: { select: ['-items', '-configuration'] },
  choice: ({ id, status, product, tiers, external_id: external }) => ({
    name: `${id}: ${[status, product?.name, tiers?.customer?.name, external].filter(Boolean).join(', ')}`,
  }),
});
