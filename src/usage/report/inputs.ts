import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import type { Connect } from '../../connect/connect.ts';
import { itemPicker, subscriptionPicker } from '../../fields/pickers.ts';
import { ENCODINGS } from '../../spreadsheets/text.ts';
import { grouped } from '../../zapier/groups.ts';
import { badValue, checkedLater, missing } from '../../zapier/input.ts';
import {
  checkLengths,
  descriptionFields,
  placeFields,
  readPeriod,
  reportIdField,
} from '../support/reportFields.ts';
import type { BillFormat } from './bills/format.ts';
import { BILLS } from './bills/index.ts';
import { COLUMNS } from './columns.ts';
import { DATE_FORMATS } from './days.ts';
import type { BillInput } from './fileSource.ts';
import type { ReportInput } from './prepare.ts';

/** What people fill in about a report of usage. */

/** The columns of a row, as fields of a line item. */
const lineFields = checkedLater(
  defineInputFields([
    itemPicker('item', {
      label: COLUMNS.item,
      helpText: 'The ID (`PRD-000-000-000-0001`) or MPN of a pay-as-you-go item of the product.',
    }),
    subscriptionPicker('asset_id', {
      label: COLUMNS.asset_id,
      helpText: 'For example `AS-0000-0000-0000`; or give the external ID.',
    }),
    {
      key: 'asset_external_id',
      label: COLUMNS.asset_external_id,
      helpText: 'The ID that the store gave the subscription; used when Subscription ID is empty.',
    },
    {
      key: 'asset_external_uid',
      label: COLUMNS.asset_external_uid,
      helpText: 'Tells subscriptions with the same external ID apart, or names one by itself.',
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
  ]),
);

/** What only bills need. */
const billFields = grouped(
  'bill',
  defineInputFields([
    {
      key: 'account',
      label: 'Account',
      helpText:
        'Of a bill with several accounts (AWS): the one to report, for example `554027867388`. Each account needs a usage file of its own.',
    },
    {
      key: 'billed_to',
      label: 'Billed To',
      choices: { customer: 'Customer', reseller: 'Reseller' },
      helpText: 'Of AWS bills: whose price the amounts are. Empty: Customer.',
    },
    {
      key: 'margin',
      label: 'Margin',
      type: 'number',
      helpText:
        'Of Microsoft bills: the part of the price that is yours, for example `0.15`; counts for reservations and savings plans. Empty: 0.',
    },
    {
      key: 'exchange_rate',
      label: 'Exchange Rate',
      type: 'number',
      helpText:
        "Of Microsoft bills in another currency than the marketplace's: how much of the marketplace's currency one of the bill's is, for example `0.92`.",
    },
  ]),
);

/** How the spreadsheet is read, where that doesn't show by itself. */
const spreadsheetFields = grouped(
  'spreadsheet',
  defineInputFields([
    {
      key: 'sheet',
      label: 'Sheet',
      helpText: 'Of an Excel file, for example `January`. Empty: the sheet `records`, or the first one.',
    },
    {
      key: 'header_row',
      label: 'Header Row',
      type: 'integer',
      helpText:
        'The row of the file that has the headers, for example `3`. Empty: the first one that is not blank.',
    },
    {
      key: 'encoding',
      label: 'Encoding',
      choices: ENCODINGS,
      helpText: 'Of a CSV file. Empty: UTF-8, or what the file says itself.',
    },
    {
      key: 'date_format',
      label: 'Date Format',
      choices: DATE_FORMATS,
      helpText:
        'How Usage Start and Usage End are written where they are texts, for example `1/10/2026` or `31.01.26`. Empty: the year first. Months by name, as in `31 Jan 2026`, are read in any case.',
    },
    {
      key: 'columns',
      label: 'Columns',
      dict: true,
      helpText: `Needed when the file's headers have other names: on the left one of ${Object.values(COLUMNS).join(', ')} or \`v.\` and a parameter, on the right the header in the file.`,
    },
  ]),
);

/** The fields of a report, with and without sending it. */
export const reportFields = defineInputFields([
  ...placeFields,
  ...reportIdField(false),
  { key: 'name', label: 'Name', helpText: 'Up to 100 characters. Empty: the external ID of the report.' },
  ...descriptionFields,
  { key: 'records', label: 'Records', children: lineFields },
  {
    key: 'file',
    label: 'Spreadsheet',
    type: 'file',
    helpText: 'Instead of Records: a CSV or Excel file (.xlsx) of an earlier step, with a header.',
  },
  {
    key: 'format',
    label: 'Format',
    choices: Object.fromEntries(BILLS.map(({ key, label }) => [key, label])),
    helpText:
      "Of a vendor's bill: its columns are known, and its month, currency and number are taken from it. Empty: the columns of the file say themselves what they are, or Columns does.",
  },
  ...spreadsheetFields,
  ...billFields,
]);
type Given = InferInputData<typeof reportFields>;

/** The currency in which a contract's marketplace sells, as far as the connection may see it. */
const marketplaceCurrency = async (connect: Connect, contractId: string): Promise<string> => {
  const contract = await connect.contracts.find(contractId).catch(() => undefined);
  const { marketplace } = (contract ?? {}) as { marketplace?: { id?: string } | null };
  const found = marketplace?.id
    ? await connect.marketplaces.find(marketplace.id).catch(() => undefined)
    : undefined;
  const { currency } = (found ?? {}) as { currency?: unknown };
  if (typeof currency === 'string' && currency) return currency;
  throw missing('Currency', "the marketplace's, for example USD; Connect doesn't say it");
};

/** A choice by its key; what isn't one the fields have refused already. */
const chosen = <Key extends string>(choices: Readonly<Record<Key, string>>, key: string | undefined) =>
  (Object.keys(choices) as Key[]).find((one) => one === key);

const readBill = async (connect: Connect, format: BillFormat, given: Given): Promise<BillInput> => {
  const { margin = 0, exchange_rate: rate } = given;
  if (!(margin >= 0 && margin < 1))
    throw badValue('Margin', margin, 'a number from 0 to below 1, for example 0.15');
  if (rate !== undefined && !(rate > 0))
    throw badValue('Exchange Rate', rate, 'a number above 0, for example 0.92');
  const currency =
    given.currency ??
    (format.isInMarketplaceCurrency ? await marketplaceCurrency(connect, given.contract_id) : undefined);
  const settings = {
    currency,
    margin: String(margin),
    exchangeRate: rate === undefined ? undefined : String(rate),
    isBilledToReseller: given.billed_to === 'reseller',
    dateFormat: chosen(DATE_FORMATS, given.date_format),
  };
  return { format, settings, account: format.account ? given.account : undefined };
};

/** What a person said of a report, checked. @throws ConnectError naming the field. */
export const readReportInput = async (connect: Connect, given: Given): Promise<ReportInput> => {
  const name = given.name ?? given.external_id;
  checkLengths({ ...given, name });
  const format = BILLS.find(({ key }) => key === given.format);
  const columns = given.columns as Record<string, unknown> | undefined;
  return {
    ...given,
    period: readPeriod(given),
    columns,
    encoding: chosen(ENCODINGS, given.encoding),
    date_format: chosen(DATE_FORMATS, given.date_format),
    bill: format && (await readBill(connect, format, given)),
  };
};
