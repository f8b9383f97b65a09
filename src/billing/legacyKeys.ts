import { legacyCreate } from '../zapier/legacy.ts';
import { createBillingRequest } from './createBillingRequest.ts';

/** The key of the published app for billing requests "with line items". */
export const legacyBillingActions = [
  legacyCreate({
    key: 'create_billing_request_lis',
    label: 'Create Billing Request With Line Items (Legacy)',
    base: createBillingRequest,
    fields: [{ key: 'items', label: 'Items', children: [{ key: 'item_id', label: 'Item', required: true }] }],
  }),
];
