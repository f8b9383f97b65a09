import { defineInputFields } from 'zapier-platform-core';
import { itemPicker } from '../fields/pickers.ts';
import { legacyCreate, paramLines, problemLines } from '../zapier/legacy.ts';
import { createAssetChangeRequest } from './createAssetChangeRequest.ts';
import { createAssetPurchaseRequest } from './createAssetPurchaseRequest.ts';
import { createAssetSuspendResumeRequest } from './createAssetSuspendResumeRequest.ts';
import { fillFulfillmentParams } from './fillFulfillmentParams.ts';
import { inquireRequest } from './inquireRequest.ts';
import { attributeLines } from './support/requestOnSubscription.ts';

const itemLines = defineInputFields([
  {
    key: 'items',
    label: 'Items and Quantities',
    children: [
      itemPicker('item_id', { required: true }),
      { key: 'quantity', label: 'Quantity', required: true },
    ],
  },
]);

/** Keys of the published app that run the code of today's actions: its "with line items" twins, and one per type. */
export const legacyRequestActions = [
  legacyCreate({
    key: 'create_asset_purchase_request_lis',
    label: 'Create Purchase Request With Line Items (Legacy)',
    base: createAssetPurchaseRequest,
    fields: itemLines,
    without: ['line_items'],
  }),
  legacyCreate({
    key: 'create_asset_change_request_lis',
    label: 'Create Change Request With Line Items (Legacy)',
    base: createAssetChangeRequest,
    fields: [...itemLines, ...attributeLines],
    without: ['line_items'],
  }),
  legacyCreate({
    key: 'inquire_request_lis',
    label: 'Inquire Request With Line Items (Legacy)',
    base: inquireRequest,
    fields: problemLines,
  }),
  legacyCreate({
    key: 'fill_fulfillment_params_lis',
    label: 'Set Request Parameters With Line Items (Legacy)',
    base: fillFulfillmentParams,
    fields: paramLines,
  }),
  legacyCreate({
    key: 'create_asset_suspend_request',
    label: 'Create Suspend Request (Legacy)',
    base: createAssetSuspendResumeRequest,
    fixed: { request_type: 'suspend' },
  }),
  legacyCreate({
    key: 'create_asset_resume_request',
    label: 'Create Resume Request (Legacy)',
    base: createAssetSuspendResumeRequest,
    fixed: { request_type: 'resume' },
  }),
];
