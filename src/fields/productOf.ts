import type { Connect } from '../connect/connect.ts';
import { missing } from '../zapier/input.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/**
 * The product that a half-filled form is about: chosen itself, or that of its request or subscription.
 * @throws ConnectError when the form doesn't say yet.
 */
export const productOf = async (connect: Connect, data: Record<string, unknown>): Promise<string> => {
  const given = ['product_id', 'id', 'request_id', 'asset_id'].map((key) => text(data[key])).filter(Boolean);
  const named = given.find((value) => value.startsWith('PRD-'));
  if (named) return named;
  const request = given.find((value) => value.startsWith('PR-'));
  const subscription = given.find((value) => value.startsWith('AS-'));
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
