import type * as z from 'zod/mini';
import { once } from '../once.ts';
import { Asset } from './asset.ts';
import { asked, byName, event, id, list, number, object, part, text, time } from './fieldTypes.ts';
import { ofBillingRequest } from './singleValues.ts';

/** How often a subscription is billed: Connect's names. */
export const BILLING_PERIODS = {
  monthly: 'Monthly',
  yearly: 'Yearly',
  years_2: 'Every 2 Years',
  years_3: 'Every 3 Years',
  years_4: 'Every 4 Years',
  years_5: 'Every 5 Years',
  years_6: 'Every 6 Years',
} as const;

/** Who makes billing requests of a type, and who sees them. */
export const BILLING_TYPES = { vendor: 'Vendor', provider: 'Distributor' } as const;

const length = once(() => ({ delta: number('Period Count'), uom: text('Period Unit') }));
const stats = (label: string) => part({ count: number('Billing Requests') }, label);

const billing = once(() =>
  part(
    {
      period: part(length()),
      next_date: time('Next Billing Date'),
      anniversary: part({ day: number('Billing Day'), month: number('Billing Month') }),
      stats: part({ vendor: stats('Vendor'), provider: stats('Distributor') }),
    },
    'Billing',
  ),
);

/** Where something is billed, quantities are numbers. */
const items = once(() =>
  list(
    {
      id: text('Item ID'),
      global_id: text('Item Global ID'),
      mpn: text('Item MPN'),
      display_name: text('Item Name'),
      quantity: number('Item Quantity'),
      type: text('Item Unit'),
      period: text('Item Period'),
      item_type: text('Item Type'),
      billing: part({ cycle_number: number('Item Billing Cycle') }),
    },
    'Items',
  ),
);

/** A subscription with its billing: what `/subscriptions/assets` gives. */
export const RecurringAsset = object(() => {
  const { external_name: _name, configuration: _configuration, ...shape } = Asset.shape;
  return { ...shape, items: items(), billing: billing() };
});
export type RecurringAsset = z.infer<typeof RecurringAsset>;

/** What such a request says of its subscription. */
const subscription = once(() => {
  const { status, external_id, external_uid, product, connection, marketplace, contract, tiers, params } =
    Asset.shape;
  return { status, external_id, external_uid, product, connection, marketplace, contract, tiers, params };
});

/** A billing request: what `/subscriptions/requests` gives. It has no states. */
export const BillingRequest = object(() => ({
  id: id('Billing Request ID'),
  type: text('Billing Request Type'),
  asset: part({ id: text('Subscription ID'), ...subscription(), billing: billing() }, 'Subscription'),
  items: items(),
  period: part({ from: time('Period From'), to: time('Period To'), ...length() }),
  attributes: part({ vendor: byName('Vendor Attribute'), provider: byName('Distributor Attribute') }),
  ...ofBillingRequest(),
  events: part({ created: event('Created'), updated: event('Updated') }, ''),
}));
export type BillingRequest = z.infer<typeof BillingRequest>;

/** A billing request that an action asked for. */
export const MadeBillingRequest = asked(BillingRequest);
