import { defineInputFields } from 'zapier-platform-core';
import { PlacedRequest } from '../connect/schemas/request.ts';
import { itemFields, productOfSome, readItems } from '../fields/items.ts';
import { checkOnce } from '../fields/productItems.ts';
import { findSubscription, subscriptionFields } from '../fields/subscription.ts';
import { changeSample } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { noteField } from './support/noteField.ts';
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
    noteField,
  ]),
  returns: PlacedRequest,
  lock: subscriptionLock,
  sample: changeSample,
  run: async (connect, input) => {
    const items = readItems(input);
    // The ID of an item tells its product; an item that stands there by its MPN too is named by both.
    const [subscription] = await Promise.all([
      findSubscription(connect, input),
      checkOnce(connect, productOfSome(input), items),
    ]);
    return createRequestOn(connect, 'change', subscription, { ...input, items });
  },
});
