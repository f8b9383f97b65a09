import type { Json } from '../../rql/values.ts';
import type { Asset, AssetItem } from '../requests/model.ts';
import type { BilledItem, BillingRequest, Recurring } from './model.ts';
import { anniversaryOf, nextDate } from './periods.ts';

/** What `/subscriptions` shows. */

/** Whether an item is billed again and again: neither once, nor by what was used. */
export const recurs = ({ item_type, period }: AssetItem): boolean =>
  item_type === 'Reservation' && period !== 'OneTime';

export const shownItem = (item: AssetItem, billing: object): BilledItem => ({
  id: item.id,
  global_id: item.global_id,
  display_name: item.display_name,
  mpn: item.mpn,
  item_type: item.item_type.toLowerCase(),
  period: item.period.toLowerCase(),
  ...(item.quantity === 'unlimited' ? {} : { quantity: Number(item.quantity) }),
  type: item.type,
  billing,
});

const statsOf = ({ last }: Recurring) =>
  Object.fromEntries(
    Object.entries(last).map(([type, { id, count, period }]) => [
      type,
      { last_request: { id, type, period }, count },
    ]),
  );

/** When a subscription is billed; undefined until it is active. */
export const shownBilling = (recurring: Recurring) => {
  const { schedule } = recurring;
  if (!schedule) return undefined;
  return {
    period: { delta: schedule.delta, uom: schedule.uom },
    next_date: nextDate(schedule),
    anniversary: anniversaryOf(schedule),
  };
};

const shownAsset = ({
  id,
  status,
  events,
  external_id,
  external_uid,
  product,
  connection,
  ...rest
}: Asset) => ({
  id,
  status,
  events,
  external_id,
  external_uid,
  product,
  connection: {
    id: connection.id,
    type: connection.type,
    hub: connection.hub,
    provider: connection.provider,
    vendor: connection.vendor,
  },
  params: rest.params.map(({ id: name, title, description, type, value, structured_value }) => ({
    id: name,
    name: title,
    description,
    type,
    value,
    ...(structured_value ? { structured_value } : {}),
  })),
  tiers: rest.tiers,
  marketplace: rest.marketplace,
  contract: { id: rest.contract.id, name: rest.contract.name },
});

export const shownRecurring = (recurring: Recurring): Json => {
  const { asset } = recurring;
  const billing = shownBilling(recurring);
  const stats = statsOf(recurring);
  return {
    ...shownAsset(asset),
    items: asset.items.map((item) => shownItem(item, recurs(item) ? { stats } : {})),
    ...(billing ? { billing: { ...billing, stats } } : {}),
    ...(asset.template ? { template: asset.template } : {}),
    ...(asset.pending_request ? { pending_request: asset.pending_request } : {}),
  };
};

export const shownRequest = ({ asset, billing, ...request }: BillingRequest): Json => ({
  id: request.id,
  type: request.type,
  events: request.events,
  asset: { ...shownAsset(asset), ...(billing ? { billing } : {}) },
  items: request.items,
  attributes: request.attributes,
  period: request.period,
});
