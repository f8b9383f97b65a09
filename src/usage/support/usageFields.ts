import { defineInputFields } from 'zapier-platform-core';
import { ENVIRONMENTS } from '../../fields/catalog.ts';

/** What people fill in about usage. */

export const FILE_STATUSES = {
  draft: 'Draft',
  uploading: 'Uploading',
  uploaded: 'Uploaded',
  processing: 'Processing',
  invalid: 'Invalid',
  ready: 'Ready',
  pending: 'Pending (submitted)',
  rejected: 'Rejected',
  accepted: 'Accepted',
  closed: 'Closed',
  deleted: 'Deleted',
} as const;

export const CHUNK_STATUSES = {
  draft: 'Draft',
  ready: 'Ready',
  closed: 'Closed',
  failed: 'Failed',
} as const;

export const RECORD_STATUSES = {
  valid: 'Valid',
  invalid: 'Invalid',
  approved: 'Approved',
  rejected: 'Rejected',
  closed: 'Closed',
} as const;

export const usageFileField = defineInputFields([
  {
    key: 'usage_file_id',
    label: 'Usage File ID',
    required: true,
    dynamic: 'usage_file_choices.id.name',
    helpText: 'For example `UF-2026-01-0000-0000`.',
  },
]);

export const chunkField = defineInputFields([
  {
    key: 'chunk_id',
    label: 'Chunk File ID',
    required: true,
    dynamic: 'usage_chunk_choices.id.name',
    helpText: 'For example `UFC-2026-01-0000-0000-001`.',
  },
]);

export const recordField = defineInputFields([
  {
    key: 'record_id',
    label: 'Usage Record ID',
    required: true,
    dynamic: 'usage_record_choices.id.name',
    helpText: 'For example `UR-2026-01-0000-0000-0000-0001`; Get Usage Records gives it.',
  },
]);

export const billingFields = defineInputFields([
  {
    key: 'external_billing_id',
    label: 'External Billing ID',
    required: true,
    helpText: 'The ID of the invoice or booking in your billing system, for example `INV-2026-01`.',
  },
  { key: 'external_billing_note', label: 'Billing Note' },
]);

/** The spreadsheet that a step gets from an earlier one. */
export const spreadsheetField = (helpText: string) =>
  defineInputFields([{ key: 'file', label: 'Spreadsheet', type: 'file', required: true, helpText }]);

/** What usage files can be narrowed down by; each may hold several values, of which one has to match. */
export const fileFilters = defineInputFields([
  { key: 'product_id', label: 'Product ID', list: true, dynamic: 'visible_products.id.name' },
  { key: 'vendor_id', label: 'Vendor Account', list: true, helpText: 'For example `VA-000-000`.' },
  { key: 'contract_id', label: 'Contract ID', list: true, dynamic: 'contracts.id.name' },
  { key: 'marketplace_id', label: 'Marketplace ID', list: true, dynamic: 'marketplaces.id.name' },
  { key: 'environment', label: 'Environment', list: true, choices: ENVIRONMENTS },
  { key: 'provider_id', label: 'Distributor Account', list: true, helpText: 'For example `PA-000-000`.' },
]);

/** Steps of one connection on one usage file run one after the other. */
export const fileLock = {
  key: 'usage file {{bundle.inputData.usage_file_id}}',
  scope: ['auth' as const],
  timeout: 60,
};
