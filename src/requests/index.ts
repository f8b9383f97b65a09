import { approveRequest } from './approveRequest.ts';
import { createAssetAdjustmentRequest } from './createAssetAdjustmentRequest.ts';
import { createAssetCancelRequest } from './createAssetCancelRequest.ts';
import { createAssetChangeRequest } from './createAssetChangeRequest.ts';
import { createAssetPurchaseRequest } from './createAssetPurchaseRequest.ts';
import { createAssetRequestsFromOrder } from './createAssetRequestsFromOrder.ts';
import { createAssetSuspendResumeRequest } from './createAssetSuspendResumeRequest.ts';
import { createDraftRequest } from './createDraftRequest.ts';
import { fillFulfillmentParams } from './fillFulfillmentParams.ts';
import { inquireRequest } from './inquireRequest.ts';
import {
  assignRequest,
  confirmRequest,
  pendRequest,
  purchaseDraftRequest,
  rejectRequest,
  revokeRequest,
  scheduleRequest,
  unassignRequest,
  waitForRequest,
} from './requestStates.ts';
import {
  newRequests,
  newUpdatedRequests,
  pendingRequests,
  requestChoices,
  requestEvent,
  searchRequests,
} from './requests.ts';
import { requestsAtRisk } from './requestsAtRisk.ts';
import { validateDraftRequest } from './validateDraftRequest.ts';

/** Fulfillment requests: what a distributor's store orders, and what a vendor makes of it. */

export { legacyRequestActions as legacyActions } from './legacyKeys.ts';

export const triggers = [newRequests, newUpdatedRequests, pendingRequests, requestsAtRisk, requestEvent];

export const dropdowns = [requestChoices];

export const searches = [searchRequests];

/** Either side. */
export const sharedActions = [waitForRequest];

/** A distributor's store places requests. */
export const storeActions = [
  createAssetPurchaseRequest,
  createAssetChangeRequest,
  createAssetSuspendResumeRequest,
  createAssetCancelRequest,
  createAssetRequestsFromOrder,
  createDraftRequest,
  purchaseDraftRequest,
  validateDraftRequest,
  revokeRequest,
];

/** A vendor processes them. */
export const vendorActions = [
  fillFulfillmentParams,
  approveRequest,
  rejectRequest,
  inquireRequest,
  pendRequest,
  assignRequest,
  unassignRequest,
  scheduleRequest,
  confirmRequest,
  createAssetAdjustmentRequest,
];
