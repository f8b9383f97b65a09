import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { findConnection } from '../fields/connection.ts';
import { itemFields, productOfItems, readItems } from '../fields/items.ts';
import { parameterFields, readParameterFields } from '../fields/parameterFields.ts';
import { readParams } from '../fields/params.ts';
import { marketplacePicker, productPicker } from '../fields/pickers.ts';
import { derivedUid } from '../fields/uid.ts';
import { requestSampleIn } from '../samples/request.ts';
import { missing } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { placeFields } from './support/placeFields.ts';
import { readTiers, tierFields } from './support/tierFields.ts';

/** More purchases of one product under one external ID than anybody has. */
const ENOUGH = 10;

/** The purchase that made (or is about to make) the live subscription of a product under an external ID. */
const findPurchase = async (
  connect: Connect,
  {
    productId,
    hubId,
    environment,
    externalId,
    externalUid,
  }: {
    productId: string;
    hubId: string;
    environment: string | undefined;
    externalId: string;
    externalUid: string | undefined;
  },
): Promise<FulfillmentRequest | undefined> => {
  const { rows } = await connect.requests.list({
    where: {
      type: 'purchase',
      status: { out: ['failed', 'revoked'] },
      'asset.product.id': productId,
      'asset.connection.hub.id': hubId,
      'asset.connection.type': environment,
      'asset.external_id': externalId,
      // Without one it is derived, and any subscription under the external ID is the one.
      'asset.external_uid': externalUid,
    },
    ordering: ['-created'],
    limit: ENOUGH,
  });
  return rows.find((request) => request.asset?.status !== 'terminated');
};

/** Distributor: orders a new subscription of a product for a customer. */
export const createAssetPurchaseRequest = action({
  key: 'create_asset_purchase_request',
  noun: 'Request',
  label: 'Create Purchase Request',
  description:
    'Orders a new subscription of a product for a customer and returns the fulfillment request with the new subscription. For distributors. To change quantities of an existing subscription use Create Change Request.',
  inputFields: defineInputFields([
    productPicker('product_id', {
      altersDynamicFields: true,
      helpText: 'For example `PRD-000-000-000`. Left empty, it is read from the IDs of the items.',
    }),
    ...placeFields,
    marketplacePicker('marketplace_id', {
      helpText: 'For example `MP-00000`. Left empty, Connect takes the one of the contract.',
    }),
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
        'A UUID for the subscription. Left empty, one is derived from the connection and the external ID.',
    },
    {
      key: 'if_exists',
      label: 'When It Exists Already',
      choices: { stop: 'Stop and say so', return: 'Return the existing request' },
      default: 'stop',
      helpText:
        'What to do when the product has a live subscription or an open request under this external ID. Nothing is ordered twice either way.',
    },
    ...itemFields,
    parameterFields('ordering', true),
    {
      key: 'params',
      label: 'Other Ordering Parameters',
      dict: true,
      helpText:
        "The parameter's ID on the left, its value on the right, for example `admin_email` and `alex@example.com`. A JSON object is stored as a structured value.",
    },
    ...tierFields,
  ]),
  returns: FulfillmentRequest,
  sample: requestSampleIn('pending'),
  lock: subscriptionLock,
  run: async (connect, input) => {
    const {
      hub_id: hubId,
      environment,
      marketplace_id: marketplaceId,
      asset_external_id: externalId,
    } = input;
    const items = readItems(input);
    const productId = input.product_id ?? productOfItems(input);
    if (!productId) throw missing('Product ID', "the product, because the items don't tell which one it is");
    const params = [
      ...(await readParameterFields(connect, input)),
      ...readParams('Other Ordering Parameters', input.params),
    ];
    const tiers = await readTiers(input);

    const [connectionId, existing] = await Promise.all([
      findConnection(connect, { productId, hubId, environment, marketplaceId }),
      findPurchase(connect, {
        productId,
        hubId,
        environment,
        externalId,
        externalUid: input.asset_external_uid,
      }),
    ]);
    if (existing && input.if_exists === 'return') return existing;
    if (existing) {
      throw new ConnectError(
        'stop',
        `Nothing was ordered: product ${productId} has been ordered under the external ID ${externalId} already, by request ${existing.id} (${existing.status}), subscription ${existing.asset?.id} (${existing.asset?.status}).`,
      );
    }
    return connect.requests.create(
      {
        type: 'purchase',
        asset: {
          external_id: externalId,
          external_uid: input.asset_external_uid ?? derivedUid('subscription', connectionId, externalId),
          connection: { id: connectionId },
          product: { id: productId },
          items,
          params,
          tiers,
        },
        ...(marketplaceId ? { marketplace: { id: marketplaceId } } : {}),
      },
      {
        what: `create a purchase request for product ${productId} with the external ID ${externalId}`,
        check:
          'Running this step again does no harm: an order that was placed is found and not placed twice.',
      },
    );
  },
});
