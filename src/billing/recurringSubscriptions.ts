import { ASSET_STATES } from '../connect/schemas/asset.ts';
import { BILLING_PERIODS, RecurringAsset } from '../connect/schemas/billing.ts';
import { hubPicker, marketplacePicker, productPicker, subscriptionPicker } from '../fields/pickers.ts';
import { subscriptionsReachedSince } from '../fields/reachedSince.ts';
import { recurringAssetSample } from '../samples/billing.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { badValue } from '../zapier/input.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { subscriptionFilters } from './support/subscriptionFilters.ts';

/** Subscriptions with their billing. */

const by = filtersOf<'subscriptions/assets'>();

/** Offered by the published app, and may stand in Zaps; Connect has no subscriptions in these. */
const STATUS_CHOICES = { ...ASSET_STATES, new: 'New (None)', rejected: 'Rejected (None)' } as const;
const ofStatus = (more: { helpText?: string } = {}, otherwise: readonly string[] = []) =>
  by.without(
    by.oneOf(
      'status',
      { key: 'status', label: 'Subscription Status', choices: STATUS_CHOICES, ...more },
      { otherwise },
    ),
    ['new', 'rejected'],
    { id: { in: ['none'] } },
  );

const filters = [
  by.oneOf('billing.period.uom', {
    key: 'billing_period_uom',
    label: 'Billing Period',
    choices: BILLING_PERIODS,
  }),
  by.oneOf('product.id', productPicker('product_id')),
  by.oneOf('connection.hub.id', hubPicker('hub_id')),
  by.oneOf('marketplace.id', marketplacePicker('marketplace_id')),
  by.oneOf('external_id', { key: 'external_id', label: 'External ID' }),
  by.between('billing.next_date', 'billing_next_date', 'Next Billing Date'),
  ...advanced([
    by.oneOf('id', subscriptionPicker('id')),
    by.between('events.created.at', 'created', 'Created'),
    by.between('events.updated.at', 'updated', 'Updated'),
    by.oneOf('external_uid', { key: 'external_uid', label: 'External UID' }),
    ...subscriptionFilters((filter, field) => by.oneOf(filter, field)),
  ]),
];

const subscriptions = objectKind({
  resource: (connect) => connect.recurringAssets,
  noun: 'Recurring Subscription',
  id: subscriptionPicker('asset_id', { required: true }),
  returns: RecurringAsset,
  sample: recurringAssetSample,
  filters,
  newestFirst: '-events.created.at',
  created: { field: 'events.created.at', of: ({ events }) => events?.created?.at },
  updated: {
    field: 'events.updated.at',
    of: ({ events }) => events?.updated?.at,
    instead: '-events.created.at',
  },
  byIds: (ids) => ({ id: { in: ids } }),
});

/** Fires once for each subscription that matches the filters. */
export const newRecurringAssets = subscriptions.newTrigger({
  key: 'new_recurring_assets',
  label: 'New Recurring Subscription',
  description:
    'Triggers when a subscription is first seen, with its billing: when it is created or its purchase is placed, or when it first reaches one of the chosen statuses. Each subscription fires once.',
  first: [ofStatus()],
  open: ({ status }) => {
    const chosen: readonly unknown[] = Array.isArray(status) ? status : [];
    const open = ['draft', 'processing'].filter((one) => !chosen.length || chosen.includes(one));
    return open.length ? { status: { in: open } } : undefined;
  },
  // Active subscriptions are updated for years, which doesn't make them new.
  reachedSince: subscriptionsReachedSince,
});

/** Fires for each subscription that is created, and again at each update. */
export const newUpdatedRecurringAssets = subscriptions.newOrUpdatedTrigger({
  key: 'new_updated_recurring_assets',
  label: 'New or Updated Recurring Subscription',
  description:
    "Triggers when a subscription is created, and again each time that it is updated, with its billing. Follows all of them, however old; when the Zap is turned on it looks back at the 300 updated last, which don't fire. For a date that comes near use Subscription Renews Soon.",
  first: [ofStatus()],
});

const DAYS = 7;
const MOST_DAYS = 364;
/** Every month has more. */
const MONTHLY_DAYS = 27;

/** Fires so many days before the next billing date, once for each date. */
export const subscriptionRenewsSoon = subscriptions.triggerBefore({
  key: 'subscription_renews_soon',
  label: 'Subscription Renews Soon',
  description:
    'Triggers when the next billing date of a subscription is so many days away, once for each date: also when the date is moved, or when the subscription is activated that late.',
  first: [
    by.own(
      [
        {
          key: 'days',
          label: 'Days Before',
          type: 'integer',
          helpText: `How long before the date, from 1 to ${MOST_DAYS}; ${DAYS} when empty. Subscriptions that are billed by the month fire at most ${MONTHLY_DAYS} days before.`,
        },
      ],
      () => ({}),
    ),
    ofStatus({ helpText: 'Empty: Active, which are those that renew.' }, ['active']),
  ],
  date: {
    field: 'billing.next_date',
    of: ({ billing }) => billing?.next_date,
    changed: { field: 'events.updated.at', of: ({ events }) => events?.updated?.at },
    frequent: {
      days: MONTHLY_DAYS,
      is: ({ billing }) => billing?.period?.uom === 'monthly',
      where: { 'billing.period.uom': 'monthly' },
      others: { 'billing.period.uom': { ne: 'monthly' } },
    },
  },
  days: ({ days = DAYS }) => {
    if (Number(days) < 1 || Number(days) > MOST_DAYS)
      throw badValue('Days Before', days, `a number from 1 to ${MOST_DAYS}`);
    return Number(days);
  },
});

export const searchRecurringAssets = subscriptions.find({
  key: 'search_recurring_assets',
  label: 'Find Recurring Subscription',
  description:
    'Finds subscriptions that match all of the given filters and returns them with their billing: its period, the next date, and how many billing requests there are. Newest first.',
  first: [ofStatus()],
});
