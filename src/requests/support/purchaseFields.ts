import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../../connect/connect.ts';
import { itemFields, productOfItems, readItems } from '../../fields/items.ts';
import { parameterFields } from '../../fields/parameterFields.ts';
import { readGivenParams } from '../../fields/parameterValues.ts';
import { marketplacePicker, productPicker } from '../../fields/pickers.ts';
import { missing } from '../../zapier/input.ts';
import { noteField } from './noteField.ts';
import { placeFields } from './placeFields.ts';
import type { Purchase } from './purchase.ts';
import { tierFields } from './tierFields.ts';
import { readParties } from './tiers.ts';

/** Which product is ordered, and where. */
export const productFields = defineInputFields([
  productPicker('product_id', {
    altersDynamicFields: true,
    helpText: 'For example `PRD-000-000-000`. Left empty, it is read from the IDs of the items.',
  }),
  ...placeFields,
  marketplacePicker('marketplace_id', {
    helpText: 'For example `MP-00000`. Left empty, Connect takes the one of the contract.',
  }),
]);

/** What the new subscription is called in other systems. */
export const externalFields = defineInputFields([
  {
    key: 'asset_external_id',
    label: 'Subscription External ID',
    required: true,
    helpText: 'The ID of the order or subscription in your own system, for example `ORDER-1001`.',
  },
  {
    key: 'asset_external_uid',
    label: 'Subscription External UID',
    helpText:
      'A UUID for the subscription. Left empty, one is derived from the connection, the external ID and the customer.',
  },
]);

/** What is ordered, and by whom. */
export const orderFields = defineInputFields([
  ...itemFields,
  parameterFields('ordering', true),
  {
    key: 'params',
    label: 'Other Ordering Parameters',
    dict: true,
    helpText:
      "The parameter's ID on the left, its value on the right, for example `admin_email` and `alex@example.com`. A JSON object is stored as a structured value.",
  },
  noteField,
  ...tierFields,
]);

interface Filled extends Record<string, unknown> {
  hub_id: string;
  asset_external_id: string;
  product_id?: string | undefined;
  environment?: string | undefined;
  marketplace_id?: string | undefined;
  asset_external_uid?: string | undefined;
  note?: string | undefined;
}

/**
 * A purchase as a person filled it in.
 * @throws ConnectError naming what is missing or can't be read.
 */
export const readPurchase = async (
  connect: Connect,
  input: Filled,
): Promise<Omit<Purchase, 'isDraft' | 'takesAny'>> => {
  const items = readItems(input);
  const productId = input.product_id ?? productOfItems(input);
  if (!productId) throw missing('Product ID', "the product, because the items don't tell which one it is");
  return {
    productId,
    hubId: input.hub_id,
    environment: input.environment,
    marketplaceId: input.marketplace_id,
    externalId: input.asset_external_id,
    externalUid: input.asset_external_uid,
    items,
    readParams: () => readGivenParams(connect, 'Other Ordering Parameters', input),
    parties: await readParties(input),
    note: input.note,
  };
};
