import type { ItemQuantity } from '../../fields/items.ts';
import { nameOf } from '../../fields/productItems.ts';

/** An item of a request or subscription, as Connect gives it. */
interface Item {
  old_quantity?: string | number | null | undefined;
  id?: string | null | undefined;
  global_id?: string | null | undefined;
  mpn?: string | null | undefined;
  quantity?: string | number | null | undefined;
}

/** Connect writes "4.0000" where 4 was asked for. */
const asNumber = (quantity: unknown): string => {
  const number = Number(quantity);
  return Number.isNaN(number) ? String(quantity).toLowerCase() : String(number);
};

const isSame = (wanted: ItemQuantity, item: Item): boolean =>
  ('id' in wanted && wanted.id === item.id) ||
  ('global_id' in wanted && wanted.global_id === item.global_id) ||
  ('mpn' in wanted && wanted.mpn === item.mpn);

/** The item of a subscription that a wanted item names. */
export const itemOf = <T extends Item>(wanted: ItemQuantity, items: readonly T[]): T | undefined =>
  items.find((item) => isSame(wanted, item));

/** Whether the items have the wanted quantities already; an item that isn't there has none. */
export const sameQuantities = (wanted: readonly ItemQuantity[], items: readonly Item[]): boolean =>
  wanted.every((one) => asNumber(itemOf(one, items)?.quantity ?? 0) === asNumber(one.quantity));

/** Whether a request changes just the wanted quantities, and no others. */
export const changesJust = (wanted: readonly ItemQuantity[], items: readonly Item[]): boolean =>
  sameQuantities(wanted, items) &&
  items.every(
    (item) =>
      asNumber(item.quantity ?? 0) === asNumber(item.old_quantity ?? 0) ||
      wanted.some((one) => isSame(one, item)),
  );

/** What stands for nothing: no quantity, or a pay-as-you-go item without a limit, which comes with the others. */
const isNothing = (quantity: unknown): boolean => ['0', 'unlimited'].includes(asNumber(quantity ?? 0));

/**
 * What a purchase has otherwise than it is wanted: each item with the quantity there and the one wanted.
 * @returns nothing when it orders the very same.
 */
export const differences = (wanted: readonly ItemQuantity[], items: readonly Item[]): string[] => [
  ...wanted.flatMap((one) => {
    const there = itemOf(one, items)?.quantity ?? 0;
    const isEqual = asNumber(there) === asNumber(one.quantity);
    return isEqual ? [] : [`${nameOf(one)}: ${asNumber(there)} there, ${asNumber(one.quantity)} here`];
  }),
  ...items
    .filter((item) => !isNothing(item.quantity) && !wanted.some((one) => isSame(one, item)))
    .map((item) => `${item.global_id ?? item.mpn ?? item.id}: ${asNumber(item.quantity)} there, none here`),
];

/**
 * Whether nothing would be left: every wanted quantity is 0, and all that the subscription has is named. Pay-as-you-go
 * items without a limit go with the others.
 */
export const endsAll = (wanted: readonly ItemQuantity[], items: readonly Item[]): boolean =>
  wanted.every(({ quantity }) => asNumber(quantity) === '0') &&
  items.every((item) => isNothing(item.quantity) || wanted.some((one) => isSame(one, item)));
