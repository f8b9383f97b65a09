import { defineInputFields } from 'zapier-platform-core';
import type { ConnectError } from '../connect/errors.ts';
import { badValue, missing } from '../zapier/input.ts';
import { itemPicker } from './pickers.ts';

/** An item and its new total, as Connect takes it. One of `id`, `global_id` and `mpn` names the item. */
export type ItemQuantity = ({ id: string } | { global_id: string } | { mpn: string }) & {
  quantity: string | number;
};

const ITEM_LABEL = 'Items';

/** Items as line items, with a dropdown; and as a dictionary, which the published app has always taken. */
export const itemFields = defineInputFields([
  {
    key: 'line_items',
    label: ITEM_LABEL,
    children: [
      itemPicker('item_id', {
        required: false,
        altersDynamicFields: true,
        helpText:
          "The item's ID (`PRD-000-000-000-0001`) or its MPN. The list shows the items of the product.",
      }),
      {
        key: 'quantity',
        label: 'Quantity',
        required: false,
        helpText:
          'The total, for example `5`; `2.5` where the item allows decimals; `unlimited` (or `-1`) for pay-as-you-go items.',
      },
    ],
  },
  {
    key: 'items',
    label: 'Items and Quantities',
    dict: true,
    altersDynamicFields: true,
    helpText:
      "Another way to give items: the item's ID or MPN on the left, its total on the right, for example `PRD-000-000-000-0001` and `5`.",
  },
]);

/** Which of Connect's three ways to name an item a text is. */
const naming = (item: string): { id: string } | { global_id: string } | { mpn: string } => {
  if (/^PRD(-\d+){3,}$/.test(item)) return { global_id: item };
  if (/^PRD(_\d+){3,}$/.test(item)) return { id: item };
  return { mpn: item };
};

/** One, or a thousand? Spreadsheets of half the world write it so for either. */
const isAmbiguous = (value: unknown, text: string): boolean =>
  typeof value === 'string' && /^[1-9]\d{0,2}\.\d{3}$/.test(text);

/**
 * A quantity: a number that is not negative, or `unlimited`, for which `-1` has always stood too. Whether decimals
 * are allowed is the item's to say. Whole numbers may come with empty decimals, as spreadsheets write them.
 * @throws ConnectError naming the item.
 */
export const readQuantity = (label: string, value: unknown): number | 'unlimited' => {
  const text = String(value ?? '').trim();
  if (text === '') throw missing(label, 'a number, for example 5, or unlimited');
  if (text.toLowerCase() === 'unlimited' || /^-1(?:\.0+)?$/.test(text)) return 'unlimited';
  if (isAmbiguous(value, text)) {
    const [whole = '', thousandths = ''] = text.split('.');
    throw badValue(
      label,
      value,
      `${whole}${thousandths} or ${Number(text)}, because it can be read as either of them`,
    );
  }
  const number = Number(text);
  // Beyond the safe numbers digits would be lost.
  if (!/^\d+(\.\d+)?$/.test(text) || number > Number.MAX_SAFE_INTEGER) {
    throw badValue(label, value, 'a number that is not negative, for example 5 or 2.5, or unlimited');
  }
  return number;
};

type Pair = readonly [item: string, quantity: unknown];

const asPairs = (value: unknown): Pair[] => {
  if (Array.isArray(value)) {
    return value.filter(Boolean).map((line: Record<string, unknown>, index): Pair => {
      const item = String(line['item_id'] ?? line['id'] ?? '').trim();
      if (!item) throw missing(`${ITEM_LABEL}, line ${index + 1}: Item ID`);
      return [item, line['quantity']];
    });
  }
  return Object.entries((value ?? {}) as Record<string, unknown>).map(([item, quantity]): Pair => {
    if (!item.trim()) throw missing(`${ITEM_LABEL}: Item ID`, 'one for each quantity');
    return [item.trim(), quantity];
  });
};

/** The items that were given, in any of the forms, as item and quantity; not checked. */
export const givenItems = (input: Record<string, unknown>): Pair[] => [
  ...asPairs(input['line_items']),
  ...asPairs(input['items']),
];

/** @param seen what stood before: items of a purchase, or items of products in an order. */
const readPair = ([item, quantity]: Pair, seen: Set<string>, product = ''): ItemQuantity => {
  // Connect writes the same ID with dashes and with underscores.
  const name = JSON.stringify([product, /^PRD[-_]/.test(item) ? item.replaceAll('_', '-') : item]);
  if (seen.has(name)) throw badValue(ITEM_LABEL, item, 'each item only once');
  seen.add(name);
  return { ...naming(item), quantity: readQuantity(`${ITEM_LABEL}, quantity of ${item}`, quantity) };
};

/**
 * The items and quantities that a person gave, by line items or as a dictionary.
 * @throws ConnectError when there are none, when one is named twice, or for a quantity that is none.
 */
export const readItems = (input: Record<string, unknown>): ItemQuantity[] => {
  const pairs = givenItems(input);
  if (pairs.length === 0) throw missing(ITEM_LABEL, 'at least one item and its quantity');
  const seen = new Set<string>();
  return pairs.map((pair) => readPair(pair, seen));
};

/** The product of an item that is named by its ID: the first three groups of digits. */
const productOfItem = (item: string): string | undefined => {
  const digits = /^PRD[-_](\d+)[-_](\d+)[-_](\d+)[-_]\d+$/.exec(item)?.slice(1);
  return digits && `PRD-${digits.join('-')}`;
};

/** The product of all given items, when their IDs tell and agree. */
export const productOfItems = (input: Record<string, unknown>): string | undefined => {
  const products = new Set(givenItems(input).map(([item]) => productOfItem(item)));
  const [product] = products;
  return products.size === 1 ? product : undefined;
};

/** The product that the first ID among the given items tells; MPNs tell none. */
export const productOfSome = (input: Record<string, unknown>): string | undefined =>
  givenItems(input)
    .map(([item]) => productOfItem(item))
    .find(Boolean);

/** A line of an order, as it was given and as it was read. */
export interface OrderLine {
  readonly itemId: string;
  readonly quantity: string;
  /** Where the item's ID or the line tells. */
  readonly productId: string | undefined;
  /** The item as Connect takes it; without it, `problem` says what is wrong with the line. */
  readonly item?: ItemQuantity;
  readonly problem?: string;
}

const shownText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '').trim();

const asLine = (line: Record<string, unknown>, seen: Set<string>): OrderLine => {
  const itemId = shownText(line['item_id'] ?? line['id']);
  const given = line['quantity'];
  const productId = shownText(line['product_id']) || productOfItem(itemId);
  const read = { itemId, quantity: shownText(given), productId };
  try {
    if (!itemId) throw missing(`${ITEM_LABEL}: Item ID`);
    const item = readPair([itemId, given], seen, productId);
    return { ...read, quantity: String(item.quantity), item };
  } catch (error) {
    return { ...read, problem: (error as ConnectError).message };
  }
};

/**
 * The lines of an order. Two products may have items of one MPN.
 * @returns all lines; one without an item, with an item that stands before it, or with a quantity that is none, says so.
 * @throws ConnectError when there are no lines.
 */
export const orderLines = (given: unknown): OrderLine[] => {
  const lines = Array.isArray(given)
    ? (given.filter(Boolean) as Record<string, unknown>[])
    : Object.entries((given ?? {}) as Record<string, unknown>).map(([item_id, quantity]) => ({
        item_id,
        quantity,
      }));
  if (lines.length === 0) throw missing(ITEM_LABEL, 'at least one item and its quantity');
  const seen = new Set<string>();
  return lines.map((line) => asLine(line, seen));
};
