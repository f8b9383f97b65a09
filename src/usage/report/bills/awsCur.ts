import { badValue } from '../../../zapier/input.ts';
import { timeOf } from '../values.ts';
import type { BillFormat, BillRow, BillSettings } from './format.ts';

/** The month of a row: of its own columns, else of the billing period, else of the usage. */
const monthOf = (row: BillRow, { dateFormat }: BillSettings): Date => {
  const [year, month] = [Number(row.text('year')), Number(row.text('month'))];
  if (year && month) return new Date(Date.UTC(year, month - 1, 1));
  const header = row.text('bill_billing_period_start_date')
    ? 'bill_billing_period_start_date'
    : 'line_item_usage_start_date';
  const time = timeOf(row.cell(header), false, dateFormat);
  if (!time)
    throw badValue(
      `Spreadsheet: row ${row.number}, ${header}`,
      row.text(header),
      'a time, for example 2026-05-01T00:00:00Z, or say in Date Format how days are written',
    );
  return new Date(`${time.slice(0, 7)}-01T00:00:00Z`);
};

const written = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');

const ACCOUNT = 'line_item_usage_account_id';
const PRODUCT = 'line_item_product_code';
const PRODUCT_NAME = 'product_product_name';
/** Lines of money that is no usage. */
const NO_USAGE = ['tax', 'credit', 'refund'];

/** Amazon Web Services: the Cost and Usage Report. */
export const awsCur: BillFormat = {
  key: 'aws_cur',
  label: 'AWS Cost and Usage Report (CUR)',
  needs: [PRODUCT, ACCOUNT, 'line_item_unblended_cost', 'line_item_line_item_type'],
  numbers: ['line_item_unblended_cost'],
  times: { start: 'bill_billing_period_start_date', end: 'line_item_usage_start_date' },
  leftOut: (row) => {
    const type = row.text('line_item_line_item_type');
    return NO_USAGE.includes(type.toLowerCase()) ? `is a ${type}` : undefined;
  },
  account: ACCOUNT,
  columns: {
    record_note: (row) =>
      [ACCOUNT, PRODUCT, 'line_item_usage_start_date']
        .map((header) => row.text(header))
        .concat(`row ${row.number}`)
        .filter(Boolean)
        .join(' '),
    item: PRODUCT,
    asset_search_criteria: () => 'parameter.account_id',
    asset_id: ACCOUNT,
    quantity: () => '1',
    amount: 'line_item_unblended_cost',
    start: (row, settings) => written(monthOf(row, settings)),
    end: (row, settings) => {
      const month = monthOf(row, settings);
      return written(new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1) - 1_000));
    },
    category: (row) => (row.text(PRODUCT_NAME) ? `AWS.${row.text(PRODUCT_NAME)}` : null),
    tier: (_row, { isBilledToReseller }) => (isBilledToReseller ? '1' : '0'),
    item_name: PRODUCT_NAME,
    item_unit: () => 'Unit',
    item_mpn: PRODUCT,
    item_precision: () => 'Decimal(8)',
  },
  categoryName: PRODUCT_NAME,
  period: 'month',
  currency: 'line_item_currency_code',
  // Each account and each month is a file of its own, and a report's ID stands for one file.
  externalId: (row, month) =>
    [...new Set([row.text('bill_payer_account_id') || row.text(ACCOUNT), row.text(ACCOUNT)]), month].join(
      '-',
    ),
};
