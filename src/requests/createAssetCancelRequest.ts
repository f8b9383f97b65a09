import { defineInputFields } from 'zapier-platform-core';
import { PlacedRequest } from '../connect/schemas/request.ts';
import { findSubscription, subscriptionFields } from '../fields/subscription.ts';
import { placedSampleIn } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { noteField } from './support/noteField.ts';
import { attributeLines, createRequestOn } from './support/requestOnSubscription.ts';

/** Distributor: asks to end a subscription. */
export const createAssetCancelRequest = action({
  key: 'create_asset_cancel_request',
  noun: 'Request',
  label: 'Create Cancel Request',
  description:
    'Asks the vendor to end a subscription for good and returns the fulfillment request. For distributors. To pause it use Create Suspend or Resume Request.',
  inputFields: defineInputFields([...subscriptionFields, ...attributeLines, noteField]),
  returns: PlacedRequest,
  lock: subscriptionLock,
  sample: placedSampleIn('pending', 'cancel'),
  run: async (connect, input) =>
    createRequestOn(connect, 'cancel', await findSubscription(connect, input), input),
});
