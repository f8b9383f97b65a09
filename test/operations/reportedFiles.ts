import { writeBook } from '../../src/spreadsheets/write.ts';
import { FILES, type Reply } from '../support/nocked.ts';
import { ITEM } from './caseParts.ts';

/** Files of usage, and bills of other providers, as a person gives them to Report Usage. */

export const book = (bytes: Uint8Array): Reply => ({
  status: 200,
  body: Buffer.from(bytes),
  headers: { 'content-type': 'application/octet-stream' },
});

const csv = (quantity: string) => `item,asset_id,quantity,Menge,start,end
${ITEM},AS-0000-0000-0001,${quantity},77,2026-03-05,2026-03-06`;

/** A bill that is a file with columns of its own, too. */
const [headers = '', values = ''] = csv('2').split('\n');
const awsBill = [
  `${headers},line_item_product_code,line_item_usage_account_id,line_item_unblended_cost,line_item_line_item_type,year,month`,
  `${values},GB,account-1,12.5,Usage,2026,3`,
].join('\n');
const microsoftBill = [
  'CustomerId,InvoiceNumber,ProductId,SkuId,AvailabilityId,Subtotal,Currency,ChargeStartDate,ChargeEndDate,ReservationOrderId',
  'customer-1,G1,P,S,A,8,EUR,2026-03-05T00:00:00Z,2026-03-06T00:00:00Z,R1',
].join('\n');
const latin = Buffer.from(`${headers},category\n${values},\u00e4`, 'latin1');
export const FILES_BY_PATH: Readonly<Record<string, string | Buffer>> = {
  '/usage.csv': csv('99'),
  '/aws.csv': awsBill,
  '/microsoft.csv': microsoftBill,
  '/latin.csv': latin,
};
export const fileOf = (name: string, more: object = {}) => ({
  records: [],
  file: `${FILES}/${name}`,
  ...more,
});
export const aws = fileOf('aws.csv', { format: 'aws_cur' });
export const microsoft = fileOf('microsoft.csv', {
  format: 'microsoft_nce',
  currency: 'USD',
  exchange_rate: '2',
});

const sheetOf = (name: string, quantity: string) => ({
  name,
  rows: csv(quantity)
    .split('\n')
    .map((row) => row.split(',')),
});
export const twoSheets = await writeBook([sheetOf('January', '1'), sheetOf('February', '2')]);
