import type { Cell } from '../../../spreadsheets/read.ts';
import { timeOf } from '../values.ts';
import type { BillFormat, BillRow, BillSettings } from './format.ts';

/** A day as it begins; what can't be read is said with the other problems of the rows. */
const day =
  (header: string) =>
  (row: BillRow, { dateFormat }: BillSettings): Cell => {
    const time = timeOf(row.cell(header), false, dateFormat);
    return time ? `${time.slice(0, 10)} 00:00:00` : row.cell(header);
  };

/** Adobe's Value Incentive Plan: the workbook of an invoice. */
export const adobeVip: BillFormat = {
  key: 'adobe_vip',
  label: 'Adobe VIP invoice',
  sheet: 'Line Items',
  summary: { sheet: 'Summary', externalId: 'Invoice Number', currency: 'Currency' },
  needs: ['Subscription ID', 'SKU', 'Quantity', 'Ext Price', 'Charge Start Date', 'Charge End Date'],
  numbers: ['Quantity', 'Ext Price'],
  times: { start: 'Charge Start Date', end: 'Charge End Date' },
  leftOut: (row) =>
    row.text('Charge Type').toUpperCase() === 'CANCELLATION' ? 'is a CANCELLATION' : undefined,
  columns: {
    record_id: (row) => `${row.text('Order Number')}-${row.text('Line Item')}`,
    record_note: (row) => [row.text('Charge Type'), row.text('Market Segment')].filter(Boolean).join(' '),
    item: 'SKU',
    asset_search_criteria: () => 'parameter.subscription_id',
    asset_id: 'Subscription ID',
    quantity: 'Quantity',
    amount: 'Ext Price',
    start: day('Charge Start Date'),
    end: day('Charge End Date'),
    item_name: 'Product Description',
  },
  period: 'span',
  currency: 'Currency',
  externalId: (row) => row.text('Invoice Number'),
};
