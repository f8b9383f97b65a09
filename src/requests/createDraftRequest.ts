import { defineInputFields } from 'zapier-platform-core';
import { PlacedRequest } from '../connect/schemas/request.ts';
import { placedSampleIn } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { purchaseLock } from './support/locks.ts';
import { placePurchase } from './support/purchase.ts';
import { externalFields, orderFields, productFields, readPurchase } from './support/purchaseFields.ts';

/** Distributor: prepares the order of a new subscription; the vendor doesn't see it before it is placed. */
export const createDraftRequest = action({
  key: 'create_draft_request',
  noun: 'Request',
  label: 'Create Draft Request',
  description:
    'Prepares the order of a new subscription as a draft, which the vendor does not see, and returns the fulfillment request. For distributors. To check its parameters use Validate Request Parameters; to order it use Place Draft Request. Connect deletes drafts after a while.',
  inputFields: defineInputFields([...productFields, ...externalFields, ...orderFields]),
  returns: PlacedRequest,
  sample: placedSampleIn('draft'),
  lock: purchaseLock,
  run: async (connect, input) =>
    placePurchase(connect, { ...(await readPurchase(connect, input)), isDraft: true, takesAny: false }),
});
