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

/** The products that line items name, as those of an order do. */
const productsOfLines = (data: Readonly<Record<string, unknown>>): string[] =>
  Object.values(data)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
    .map((line) =>
      typeof line === 'object' && line !== null && 'product_id' in line ? text(line.product_id) : '',
    );

/**
 * The product that a half-filled form is about: chosen itself, or that of its request, its subscription or its lines.
 * @throws ConnectError when the form doesn't say yet.
 */
export const productOf = async (
  connect: Connect,
  data: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const given = ['product_id', 'id', 'request_id', 'asset_id'].map((key) => text(data[key])).filter(Boolean);
  const named = [...given, ...productsOfLines(data)].find((value) => value.startsWith('PRD-'));
  if (named) return named;
  const request = given.find((value) => value.startsWith('PR-'));
  const external = {
    asset_external_id: text(data['asset_external_id']) || undefined,
    asset_external_uid: text(data['asset_external_uid']) || undefined,
  };
  const isExternal = Boolean(external.asset_external_id ?? external.asset_external_uid);
  const subscription =
    given.find((value) => value.startsWith('AS-')) ??
    (request || !isExternal ? undefined : await findSubscription(connect, external));
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
