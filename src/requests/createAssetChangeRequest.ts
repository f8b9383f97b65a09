import { defineInputFields } from 'zapier-platform-core';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { itemFields, readItems } from '../fields/items.ts';
import { findSubscription, subscriptionFields } from '../fields/subscription.ts';
import { requestSampleIn } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { attributesHelp, createRequestOn } from './support/requestOnSubscription.ts';

/** Distributor: asks for other quantities of a subscription's items. */
export const createAssetChangeRequest = action({
  key: 'create_asset_change_request',
  noun: 'Request',
  label: 'Create Change Request',
  description:
    "Asks the vendor for new total quantities of a subscription's items and returns the fulfillment request. For distributors. Items that are not named stay as they are. To end the subscription use Create Cancel Request.",
  inputFields: defineInputFields([
    ...subscriptionFields,
    ...itemFields,
    { key: 'external_attributes', label: 'External Attributes', dict: true, helpText: attributesHelp },
  ]),
  returns: FulfillmentRequest,
  lock: subscriptionLock,
  sample: requestSampleIn('pending', 'change'),
  run: async (connect, input) => {
    const items = readItems(input);
    return createRequestOn(connect, 'change', await findSubscription(connect, input), { ...input, items });
  },
});
