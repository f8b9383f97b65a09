import { defineInputFields } from 'zapier-platform-core';
import { lockOn } from '../../zapier/lock.ts';

/** What people fill in about usage. */

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

/** Steps of one connection on one usage file run one after the other. */
export const fileLock = lockOn('usage file', 'usage_file_id');

/** Steps of one connection on one report run one after the other. */
export const reportLock = lockOn('usage report', 'external_id');
