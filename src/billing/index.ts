import {
  billingRequestChoices,
  billingRequestEvent,
  newBillingRequests,
  newUpdatedBillingRequests,
  searchBillingRequests,
} from './billingRequests.ts';
import { createBillingRequest } from './createBillingRequest.ts';
import {
  newRecurringAssets,
  newUpdatedRecurringAssets,
  searchRecurringAssets,
  subscriptionRenewsSoon,
} from './recurringSubscriptions.ts';

import { updateBillingAttributes } from './updateBillingAttributes.ts';

export { legacyBillingActions as legacyActions } from './legacyKeys.ts';

/** Billing: when subscriptions renew, and what is to be billed for each period. */

export const triggers = [
  newBillingRequests,
  newUpdatedBillingRequests,
  billingRequestEvent,
  newRecurringAssets,
  newUpdatedRecurringAssets,
  subscriptionRenewsSoon,
];

export const dropdowns = [billingRequestChoices];

export const actions = [createBillingRequest, updateBillingAttributes];

export const searches = [searchBillingRequests, searchRecurringAssets];
