import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { missing } from '../zapier/input.ts';
import { productPicker, requestPicker, subscriptionPicker, usageFilePicker } from './pickers.ts';
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
  usageFilePicker('usage_file_id'),
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

/** The line items of a form, of all its lists. */
const linesOf = (data: Readonly<Record<string, unknown>>): Record<string, unknown>[] =>
  Object.values(data)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
    .filter((line): line is Record<string, unknown> => typeof line === 'object' && line !== null);

/** The products that the items of a form belong to: of line items by their product or their item, of a dictionary by its names. */
const productsOfItems = (data: Readonly<Record<string, unknown>>): string[] => {
  const lines = linesOf(data);
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

/** The object of a form that belongs to a product, read; the product isn't known without it. */
const ofProduct = async (
  connect: Connect,
  data: Readonly<Record<string, unknown>>,
): Promise<string | null | undefined> => {
  const given = ['id', 'request_id', 'asset_id', 'usage_file_id'].map((key) => text(data[key]));
  const named = (prefix: string) => given.find((value) => value.startsWith(prefix));
  const request = named('PR-');
  if (request) return (await connect.requests.get(request)).asset?.product?.id;
  const anywhere = (key: string): string | undefined =>
    [data, ...linesOf(data)].map((from) => text(from[key])).find(Boolean);
  const external = {
    asset_external_id: anywhere('asset_external_id'),
    asset_external_uid: anywhere('asset_external_uid'),
  };
  const isExternal = Boolean(external.asset_external_id ?? external.asset_external_uid);
  const file = named('UF-');
  const subscription =
    named('AS-') ??
    linesOf(data)
      .map((line) => text(line['asset_id']))
      .find((id) => id.startsWith('AS-')) ??
    (isExternal && !file ? (await findSubscription(connect, external)).id : undefined);
  if (subscription) return (await connect.assets.get(subscription)).product?.id;
  return file && (await connect.usageFiles.get(file)).product?.id;
};

/**
 * The product that a half-filled form is about: chosen itself, or that of its request, its subscription, its items or its
 * usage file.
 * @throws ConnectError when the form doesn't say yet.
 */
export const productOf = async (
  connect: Connect,
  data: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const chosen = text(data['product_id']);
  if (chosen) return chosen;
  const given = ['id', 'request_id', 'asset_id'].map((key) => text(data[key]));
  const named = [...given.filter((id) => id.startsWith('PRD-')), ...productsOfItems(data)][0];
  const id = named ?? (await ofProduct(connect, data));
  if (!id)
    throw missing(
      'Product ID',
      'the product, request or subscription first, so that its choices can be shown',
    );
  return id;
};
