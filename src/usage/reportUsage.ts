import { defineInputFields } from 'zapier-platform-core';
import { UsageReport } from '../connect/schemas/usage.ts';
import { subscriptionPicker } from '../fields/pickers.ts';
import { usageFileIn } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { COLUMNS } from './report/columns.ts';
import { report } from './report/report.ts';
import {
  checkLengths,
  descriptionFields,
  placeFields,
  readPeriod,
  reportIdField,
} from './support/reportFields.ts';
import { reportLock } from './support/usageFields.ts';

/** The columns of a row, as fields of a line item. */
const lineFields = defineInputFields([
  {
    key: 'item',
    label: COLUMNS.item,
    helpText: 'The ID (`PRD-000-000-000-0001`) or MPN of a pay-as-you-go item of the product.',
  },
  subscriptionPicker('asset_id', {
    label: COLUMNS.asset_id,
    helpText: 'For example `AS-0000-0000-0000`; or give the external ID.',
  }),
  {
    key: 'asset_external_id',
    label: COLUMNS.asset_external_id,
    helpText: 'The ID that the store gave the subscription; used when Subscription ID is empty.',
  },
  { key: 'quantity', label: COLUMNS.quantity, helpText: 'For example `12.5`.' },
  { key: 'start', label: COLUMNS.start, helpText: 'In UTC, for example `2026-01-01 00:00:00`.' },
  { key: 'end', label: COLUMNS.end, helpText: 'In UTC, for example `2026-01-31 23:59:59`.' },
  {
    key: 'amount',
    label: COLUMNS.amount,
    helpText: 'Before tax, for example `9.99`; for products that are reported with amounts (CR, PR, TR).',
  },
  {
    key: 'tier',
    label: COLUMNS.tier,
    helpText: '`0` customer, `1` tier 1, `2` tier 2; for products that are reported per tier (TR).',
  },
  { key: 'category', label: COLUMNS.category },
  { key: 'record_note', label: COLUMNS.record_note },
  {
    key: 'record_id',
    label: COLUMNS.record_id,
    helpText: 'Your own ID of the row. Empty: the external ID of the report and the number of the row.',
  },
  {
    key: 'parameters',
    label: 'Parameters',
    helpText: 'Custom usage parameters of the product as JSON, for example `{"region": "eu"}`.',
  },
]);

/** Vendor: metering rows become a usage file. */
export const reportUsage = action({
  key: 'report_usage',
  noun: 'Usage Report',
  label: 'Report Usage',
  description:
    'Turns rows of usage (line items, or a CSV or Excel file) into a usage file: checks every row first, then creates the file, uploads it, and submits it if asked. Returns the file; when Connect still reads it, Usage File Status Changed tells the rest. For vendors. Running it again makes no second file.',
  inputFields: defineInputFields([
    ...placeFields,
    ...reportIdField(true),
    { key: 'name', label: 'Name', helpText: 'Up to 100 characters. Empty: the external ID of the report.' },
    ...descriptionFields,
    { key: 'records', label: 'Records', children: lineFields },
    {
      key: 'file',
      label: 'Spreadsheet',
      type: 'file',
      helpText:
        'Instead of Records: a CSV or Excel file (.xlsx) of an earlier step, with a header in its first row.',
    },
    {
      key: 'sheet',
      label: 'Sheet',
      helpText: 'Of an Excel file, for example `January`. Empty: the sheet `records`, or the first one.',
    },
    {
      key: 'columns',
      label: 'Columns',
      dict: true,
      helpText: `Needed when the file's headers have other names: on the left one of ${Object.values(COLUMNS).join(', ')} or \`v.\` and a parameter, on the right the header in the file.`,
    },
    {
      key: 'submit',
      label: 'Submit When Ready',
      type: 'boolean',
      helpText:
        'Yes: the file is submitted to the distributor as soon as Connect has read it without a fault, if that happens while the step runs. Otherwise submit it with Submit Usage File.',
    },
  ]),
  returns: UsageReport,
  sample: { ...usageFileIn.pending, outcome: 'reported', records_sent: 2 },
  lock: reportLock,
  run: async (connect, input) => {
    const name = input.name ?? input.external_id;
    checkLengths({ ...input, name });
    const columns = input.columns as Record<string, unknown> | undefined;
    return report(connect, { ...input, name, period: readPeriod(input), columns });
  },
});
