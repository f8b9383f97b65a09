import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import type { ProductItem } from '../connect/schemas/catalog.ts';
import { badValue } from '../zapier/input.ts';
import type { ItemQuantity } from './items.ts';

/** More rows than items are named at once. */
const ENOUGH = 500;

/** The name by which an item was given. */
export const nameOf = (item: ItemQuantity): string => {
  if ('global_id' in item) return item.global_id;
  return 'id' in item ? item.id : item.mpn;
};

const isIt = (item: ItemQuantity, row: ProductItem): boolean => {
  if ('global_id' in item) return row.id === item.global_id;
  return 'id' in item ? row.local_id === item.id : row.mpn === item.mpn;
};

const namesOf = (items: readonly ItemQuantity[], key: 'id' | 'global_id' | 'mpn'): string[] =>
  items.flatMap((item) => (key in item ? [nameOf(item)] : []));

/** What a product says of the given items; nothing where this connection may not read them. */
const rowsOf = async (
  connect: Connect,
  productId: string,
  items: readonly ItemQuantity[],
): Promise<ProductItem[]> => {
  try {
    const { rows } = await connect.productItems(productId).list({
      anyOf: [
        [
          { id: { in: namesOf(items, 'global_id') } },
          { local_id: { in: namesOf(items, 'id') } },
          { mpn: { in: namesOf(items, 'mpn') } },
        ],
      ],
      limit: ENOUGH,
    });
    return rows;
  } catch (error) {
    // Whether the product and its items exist Connect says when they are ordered.
    if (error instanceof ConnectError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
};

/** Whether items are named in more than one way, so that two names may be of one item. */
const isMixed = (items: readonly ItemQuantity[]): boolean =>
  items.some((item) => 'mpn' in item) && items.some((item) => !('mpn' in item));

/**
 * The items of one product that stand in a list under two names, by ID and by MPN.
 * @returns the second name of each, with the first. One call, and none when all are named in the same way.
 */
export const sameItems = async (
  connect: Connect,
  productId: string,
  items: readonly ItemQuantity[],
): Promise<Map<ItemQuantity, string>> => {
  const twice = new Map<ItemQuantity, string>();
  if (!isMixed(items)) return twice;
  const rows = await rowsOf(connect, productId, items);
  const first = new Map<string, string>();
  for (const item of items) {
    const row = rows.find((one) => isIt(item, one));
    const known = row && first.get(row.id);
    if (known) twice.set(item, known);
    else if (row) first.set(row.id, nameOf(item));
  }
  return twice;
};

/** The error for an item that stands in a list under two names. */
export const namedTwice = (item: ItemQuantity, other: string): ConnectError =>
  badValue('Items', nameOf(item), `each item only once: it is the same item as ${other}`);

/**
 * Checks that each item is given once, by ID or by MPN.
 * @throws ConnectError naming both names of the item.
 */
export const checkOnce = async (
  connect: Connect,
  productId: string | undefined,
  items: readonly ItemQuantity[],
): Promise<void> => {
  const twice = productId ? await sameItems(connect, productId, items) : new Map<ItemQuantity, string>();
  for (const [item, other] of twice) throw namedTwice(item, other);
};

/**
 * Checks that a purchase orders something: a quantity, or a pay-as-you-go item. One call, and only where all
 * quantities are 0.
 * @throws ConnectError when it doesn't.
 */
export const checkOrdersSomething = async (
  connect: Connect,
  productId: string,
  items: readonly ItemQuantity[],
): Promise<void> => {
  if (items.some(({ quantity }) => quantity !== 0)) return;
  const rows = await rowsOf(connect, productId, items);
  if (rows.some(({ type }) => type === 'ppu')) return;
  throw badValue(
    'Items',
    items.map((item) => `${nameOf(item)}: 0`).join(', '),
    'at least one item a quantity above 0: a purchase of nothing is not sent',
  );
};
