import { defineInputFields } from 'zapier-platform-core';
import { PlacedRequest } from '../connect/schemas/request.ts';
import { placedSampleIn } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { purchaseLock } from './support/locks.ts';
import { placePurchase } from './support/purchase.ts';
import { externalFields, orderFields, productFields, readPurchase } from './support/purchaseFields.ts';

/** Distributor: orders a new subscription of a product for a customer. */
export const createAssetPurchaseRequest = action({
  key: 'create_asset_purchase_request',
  noun: 'Request',
  label: 'Create Purchase Request',
  description:
    'Orders a new subscription of a product for a customer and returns the fulfillment request with the new subscription. For distributors. An order that was placed before is returned and not placed twice. To change quantities of an existing subscription use Create Change Request; to place it later use Create Draft Request.',
  inputFields: defineInputFields([
    ...productFields,
    ...externalFields,
    {
      key: 'if_exists',
      label: 'When It Exists Already',
      choices: {
        stop: 'Return the same order; stop at another one',
        return: 'Return the existing request, whatever it orders',
      },
      default: 'stop',
      helpText:
        'What to do when this customer has a live subscription of the product, or an open request for it, under this external ID. An order of the same items is the same one. Nothing is ordered twice either way.',
    },
    ...orderFields,
  ]),
  returns: PlacedRequest,
  sample: placedSampleIn('pending'),
  lock: purchaseLock,
  run: async (connect, input) =>
    placePurchase(connect, {
      ...(await readPurchase(connect, input)),
      isDraft: false,
      takesAny: input.if_exists === 'return',
    }),
});
