import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from './package.json' with { type: 'json' };
import { accountUsers } from './src/accounts/accountUsers.ts';
import { assetChoices } from './src/assets/assetChoices.ts';
import { newAssets } from './src/assets/newAssets.ts';
import { newUpdatedAssets } from './src/assets/newUpdatedAssets.ts';
import { searchAssets } from './src/assets/searchAssets.ts';
import { authentication } from './src/authentication.ts';
import {
  activationTemplates,
  contracts,
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
import {
  usageChunkChoices,
  usageFileChoices,
  usageReconciliationChoices,
  usageRecordChoices,
} from './src/usage/choices.ts';
import { closeUsageChunk, regenerateUsageChunk, updateUsageChunk } from './src/usage/chunkStates.ts';
import { closeUsageRecord } from './src/usage/closeUsageRecord.ts';
import { closeUsageRecords } from './src/usage/closeUsageRecords.ts';
import { createUsageFile } from './src/usage/createUsageFile.ts';
import { getUsageRecords } from './src/usage/getUsageRecords.ts';
import { downloadUsageSpreadsheet } from './src/usage/hydrators.ts';
import { listUsageRecords } from './src/usage/listUsageRecords.ts';
import { newUpdatedUsageFiles } from './src/usage/newUpdatedUsageFiles.ts';
import { newUsageChunks } from './src/usage/newUsageChunks.ts';
import { newUsageFiles } from './src/usage/newUsageFiles.ts';
import { reportUsage } from './src/usage/reportUsage.ts';
import {
  findUsageAggregates,
  findUsageChunk,
  findUsageFile,
  findUsageReconciliation,
  findUsageRecord,
} from './src/usage/searches.ts';
import { updateUsageFile } from './src/usage/updateUsageFile.ts';
import { updateUsageRecord } from './src/usage/updateUsageRecord.ts';
import { uploadReconciliation } from './src/usage/uploadReconciliation.ts';
import { uploadUsageFile } from './src/usage/uploadUsageFile.ts';
import {
  acceptUsageFile,
  closeUsageFile,
  deleteUsageFile,
  rejectUsageFile,
  reprocessUsageFile,
  submitUsageFile,
} from './src/usage/usageStates.ts';

const keyed = <T extends { key: string }>(operations: readonly T[]): Record<string, T> =>
  Object.fromEntries(operations.map((operation) => [operation.key, operation]));

/** CloudBlue Connect for Zapier on one page. */
export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  authentication,
  // Core would log each call a second time, at the level of sockets, where it knows of no secrets.
  flags: { skipHttpPatch: true },

  triggers: keyed([
    // Fulfillment requests and subscriptions
    newRequests,
    newUpdatedRequests,
    newAssets,
    newUpdatedAssets,
    // Usage
    newUsageFiles,
    newUpdatedUsageFiles,
    newUsageChunks,
    // Behind dropdowns
    visibleProducts,
    hubs,
    accountUsers,
    marketplaces,
    contracts,
    productItems,
    activationTemplates,
    inquiryTemplates,
    fulfillmentParameters,
    requestChoices,
    assetChoices,
    usageFileChoices,
    usageChunkChoices,
    usageRecordChoices,
    usageReconciliationChoices,
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
    // A vendor reports usage
    reportUsage,
    createUsageFile,
    updateUsageFile,
    uploadUsageFile,
    submitUsageFile,
    reprocessUsageFile,
    deleteUsageFile,
    // … and a distributor accepts and bills it
    acceptUsageFile,
    rejectUsageFile,
    listUsageRecords,
    updateUsageRecord,
    closeUsageRecord,
    closeUsageRecords,
    updateUsageChunk,
    closeUsageChunk,
    regenerateUsageChunk,
    uploadReconciliation,
    closeUsageFile,
    // Hidden: other keys of the published app for the actions above
    ...legacyRequestActions,
  ]),

  searches: keyed([
    searchRequests,
    searchAssets,
    getTenant,
    getUsageRecords,
    findUsageFile,
    findUsageChunk,
    findUsageRecord,
    findUsageReconciliation,
    findUsageAggregates,
  ]),

  // Files that later steps ask for
  hydrators: { downloadUsageSpreadsheet },
});
