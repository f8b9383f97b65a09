import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from './package.json' with { type: 'json' };
import { assetChoices } from './src/assets/assetChoices.ts';
import { newAssets } from './src/assets/newAssets.ts';
import { newUpdatedAssets } from './src/assets/newUpdatedAssets.ts';
import { searchAssets } from './src/assets/searchAssets.ts';
import { authentication } from './src/authentication.ts';
import {
  activationTemplates,
  fulfillmentParameters,
  hubs,
  inquiryTemplates,
  marketplaces,
  productItems,
  visibleProducts,
} from './src/products/dropdowns.ts';
import { approveRequest } from './src/requests/approveRequest.ts';
import { createAssetAdjustmentRequest } from './src/requests/createAssetAdjustmentRequest.ts';
import { createAssetCancelRequest } from './src/requests/createAssetCancelRequest.ts';
import { createAssetChangeRequest } from './src/requests/createAssetChangeRequest.ts';
import { createAssetPurchaseRequest } from './src/requests/createAssetPurchaseRequest.ts';
import { createAssetRequestsFromOrder } from './src/requests/createAssetRequestsFromOrder.ts';
import { createAssetSuspendResumeRequest } from './src/requests/createAssetSuspendResumeRequest.ts';
import { fillFulfillmentParams } from './src/requests/fillFulfillmentParams.ts';
import { inquireRequest } from './src/requests/inquireRequest.ts';
import { legacyRequestActions } from './src/requests/legacyKeys.ts';
import { newRequests } from './src/requests/newRequests.ts';
import { newUpdatedRequests } from './src/requests/newUpdatedRequests.ts';
import { requestChoices } from './src/requests/requestChoices.ts';
import {
  assignRequest,
  confirmRequest,
  pendRequest,
  purchaseDraftRequest,
  rejectRequest,
  revokeRequest,
  scheduleRequest,
  unassignRequest,
} from './src/requests/requestStates.ts';
import { searchRequests } from './src/requests/searchRequests.ts';
import { validateDraftRequest } from './src/requests/validateDraftRequest.ts';
import { createTenant } from './src/tenants/createTenant.ts';
import { getTenant } from './src/tenants/getTenant.ts';
import { provisionRequest } from './src/tenants/provisionRequest.ts';
import { deleteTenant, resumeTenant, suspendTenant } from './src/tenants/tenantStates.ts';
import { updateTenantLimits } from './src/tenants/updateTenantLimits.ts';

const keyed = <T extends { key: string }>(operations: readonly T[]): Record<string, T> =>
  Object.fromEntries(operations.map((operation) => [operation.key, operation]));

/** CloudBlue Connect for Zapier on one page. */
export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  authentication,

  triggers: keyed([
    // Fulfillment requests and subscriptions
    newRequests,
    newUpdatedRequests,
    newAssets,
    newUpdatedAssets,
    // Behind dropdowns
    visibleProducts,
    hubs,
    marketplaces,
    productItems,
    activationTemplates,
    inquiryTemplates,
    fulfillmentParameters,
    requestChoices,
    assetChoices,
  ]),

  creates: keyed([
    // A distributor's store places requests
    createAssetPurchaseRequest,
    createAssetChangeRequest,
    createAssetSuspendResumeRequest,
    createAssetCancelRequest,
    createAssetRequestsFromOrder,
    purchaseDraftRequest,
    validateDraftRequest,
    revokeRequest,
    // A vendor processes them
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
    // … and provisions tenants in its own system
    createTenant,
    updateTenantLimits,
    suspendTenant,
    resumeTenant,
    deleteTenant,
    provisionRequest,
    // Hidden: other keys of the published app for the actions above
    ...legacyRequestActions,
  ]),

  searches: keyed([searchRequests, searchAssets, getTenant]),
});
