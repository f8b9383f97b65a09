import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { missing } from '../zapier/input.ts';
import { productPicker, requestPicker, subscriptionPicker } from './pickers.ts';
import { findSubscription } from './subscription.ts';

/** How a form may tell which product it is about; dropdowns of a product's things take these. */
export const productWays = defineInputFields([
  productPicker('product_id'),
  requestPicker('id', {
    label: 'Request or Product',
    helpText: 'The ID of a request for the product, or of the product.',
  }),
  requestPicker('request_id'),
  subscriptionPicker('asset_id'),
  { key: 'asset_external_id', label: 'Subscription External ID' },
  { key: 'asset_external_uid', label: 'Subscription External UID' },
]);

/** Of a list, such as a filter's, the first. */
const text = (value: unknown): string => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one.trim() : '';
};

/** The product of an item's ID: its first three groups of digits. */
const productOfItem = (item: string): string[] => {
  const digits = /^PRD[-_](\d+)[-_](\d+)[-_](\d+)[-_]\d+$/.exec(item)?.slice(1);
  return digits ? [`PRD-${digits.join('-')}`] : [];
};

/** The products that the items of a form belong to: of line items by their product or their item, of a dictionary by its names. */
const productsOfItems = (data: Readonly<Record<string, unknown>>): string[] => {
  const lines = Object.values(data)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
    .filter((line): line is Record<string, unknown> => typeof line === 'object' && line !== null);
  const items = data['items'];
  const named =
    typeof items === 'object' && items !== null && !Array.isArray(items) ? Object.keys(items) : [];
  return [
    ...lines.map((line) => text(line['product_id'])).filter((id) => id.startsWith('PRD-')),
    ...[...lines.map((line) => text(line['item_id'])), ...named.map(text)].flatMap(productOfItem),
  ];
};

/** Whether a form tells its product by an ID or by its items: an external ID may be one that a purchase only gives. */
export const isProductKnown = (data: Readonly<Record<string, unknown>>): boolean =>
  ['product_id', 'id', 'request_id'].some((key) => /^PRD?-/.test(text(data[key]))) ||
  productsOfItems(data).length > 0;

/**
 * The product that a half-filled form is about: chosen itself, or that of its request, its subscription or its items.
 * @throws ConnectError when the form doesn't say yet.
 */
export const productOf = async (
  connect: Connect,
  data: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const chosen = text(data['product_id']);
  if (chosen) return chosen;
  const given = ['id', 'request_id', 'asset_id'].map((key) => text(data[key])).filter(Boolean);
  const named = [...given.filter((id) => id.startsWith('PRD-')), ...productsOfItems(data)][0];
  if (named) return named;
  const request = given.find((value) => value.startsWith('PR-'));
  const external = {
    asset_external_id: text(data['asset_external_id']) || undefined,
    asset_external_uid: text(data['asset_external_uid']) || undefined,
  };
  const isExternal = Boolean(external.asset_external_id ?? external.asset_external_uid);
  const subscription =
    given.find((value) => value.startsWith('AS-')) ??
    (request || !isExternal ? undefined : (await findSubscription(connect, external)).id);
  const asset = request
    ? (await connect.requests.get(request)).asset
    : subscription && (await connect.assets.get(subscription));
  const id = asset ? asset.product?.id : undefined;
  if (!id)
    throw missing(
      'Product ID',
      'the product, request or subscription first, so that its choices can be shown',
    );
  return id;
};
