import { defineInputFields } from 'zapier-platform-core';
import { PlacedRequest } from '../connect/schemas/request.ts';
import { findSubscription, subscriptionFields } from '../fields/subscription.ts';
import { placedSampleIn } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { noteField } from './support/noteField.ts';
import { attributeLines, createRequestOn } from './support/requestOnSubscription.ts';

/** Distributor: asks to pause a subscription, or to let it go on. */
export const createAssetSuspendResumeRequest = action({
  key: 'create_asset_suspend_resume_request',
  noun: 'Request',
  label: 'Create Suspend or Resume Request',
  description:
    'Asks the vendor to suspend an active subscription, or to resume a suspended one, and returns the fulfillment request. For distributors; the product has to support it. To end a subscription use Create Cancel Request.',
  inputFields: defineInputFields([
    {
      key: 'request_type',
      label: 'Request Type',
      required: true,
      choices: { suspend: 'Suspend', resume: 'Resume' },
    },
    ...subscriptionFields,
    ...attributeLines,
    noteField,
  ]),
  returns: PlacedRequest,
  lock: subscriptionLock,
  sample: placedSampleIn('pending', 'suspend'),
  run: async (connect, input) =>
    createRequestOn(connect, input.request_type, await findSubscription(connect, input), input),
});
