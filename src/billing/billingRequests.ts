import { BILLING_PERIODS, BILLING_TYPES, BillingRequest } from '../connect/schemas/billing.ts';
import {
  billingRequestPicker,
  hubPicker,
  marketplacePicker,
  productPicker,
  subscriptionPicker,
} from '../fields/pickers.ts';
import { billingRequestSample } from '../samples/billing.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { subscriptionFilters } from './support/subscriptionFilters.ts';

/** Billing requests: what is to be billed for a period of a subscription. */

const by = filtersOf<'subscriptions/requests'>();

const filters = [
  by.oneOf('type', {
    key: 'type',
    label: 'Type',
    choices: BILLING_TYPES,
    helpText:
      'Vendor: made by Connect for each period, or by the vendor; both sides see them. Distributor: made by the distributor, which the vendor never sees.',
  }),
  by.oneOf('asset.id', subscriptionPicker('asset_id')),
  by.oneOf('asset.product.id', productPicker('asset_product_id')),
  by.oneOf('asset.connection.hub.id', hubPicker('asset_hub_id')),
  by.oneOf('asset.marketplace.id', marketplacePicker('asset_marketplace_id')),
  by.between('period.from', 'period_from', 'Period From'),
  by.between('period.to', 'period_to', 'Period To'),
  ...advanced([
    by.oneOf('id', billingRequestPicker('id')),
    by.oneOf('period.uom', { key: 'period_uom', label: 'Period Unit', choices: BILLING_PERIODS }),
    by.between('events.created.at', 'created', 'Created'),
    by.between('events.updated.at', 'updated', 'Updated'),
    by.oneOf('asset.external_id', { key: 'asset_external_id', label: 'Subscription External ID' }),
    by.oneOf('asset.external_uid', { key: 'asset_external_uid', label: 'Subscription External UID' }),
    by.oneOf('asset.billing.period.uom', {
      key: 'asset_billing_period_uom',
      label: 'Billing Period of the Subscription',
      choices: BILLING_PERIODS,
    }),
    by.between('asset.billing.next_date', 'asset_billing_next_date', 'Next Billing Date'),
    ...subscriptionFilters((filter, field) =>
      by.oneOf(`asset.${filter}`, { ...field, key: `asset_${field.key}` }),
    ),
  ]),
];

const created = {
  field: 'events.created.at',
  of: ({ events }: BillingRequest) => events?.created?.at,
} as const;

const billingRequests = objectKind({
  resource: (connect) => connect.billingRequests,
  noun: 'Billing Request',
  id: billingRequestPicker('billing_request_id', { required: true }),
  returns: BillingRequest,
  sample: billingRequestSample,
  filters,
  newestFirst: '-events.created.at',
  created,
  updated: {
    field: 'events.updated.at',
    of: ({ events }) => events?.updated?.at,
    instead: '-events.created.at',
  },
  byIds: (ids) => ({ id: { in: ids } }),
});

/** Fires once for each billing request. It matches the filters from the beginning, so that updates needn't be followed. */
export const newBillingRequests = billingRequests.triggerAt({
  key: 'new_billing_requests',
  label: 'New Billing Request',
  description:
    'Triggers when a billing request is made: by Connect, each time that a period of a subscription begins, by the vendor, or by the distributor. Each one fires once.',
  moment: created,
});

/** Fires for each billing request, and again each time that it is updated. */
export const newUpdatedBillingRequests = billingRequests.newOrUpdatedTrigger({
  key: 'new_updated_billing_requests',
  label: 'New or Updated Billing Request',
  description:
    "Triggers when a billing request is made, and again each time that it is updated, for example its attributes. Follows all of them, however old; when the Zap is turned on it looks back at the 300 updated last, which don't fire.",
});

/** Fires at once for each billing request of a product, and at each update. */
export const billingRequestEvent = billingRequests.instantTrigger({
  key: 'billing_request_event',
  label: 'Billing Request Event',
  description:
    'Triggers when a billing request of one product is made or updated, within seconds, and gives it whole. For all products, or where minutes are soon enough, use New or Updated Billing Request.',
  objectClass: 'billing_request',
  product: productPicker('asset_product_id', { required: true }),
});

export const searchBillingRequests = billingRequests.find({
  key: 'search_billing_requests',
  label: 'Find Billing Request',
  description:
    'Finds billing requests that match all of the given filters and returns them whole, newest first. For when a subscription is billed next use Find Recurring Subscription.',
});

export const billingRequestChoices = billingRequests.dropdown({
  key: 'billing_request_choices',
  label: 'List Billing Requests',
  description: 'Triggers when a billing request is made. It fills the dropdowns for billing requests.',
  choice: ({ id, period, asset }) => ({
    name: `${id}: ${[period?.from?.slice(0, 10), asset?.product?.name, asset?.tiers?.customer?.name].filter(Boolean).join(', ')}`,
  }),
});
