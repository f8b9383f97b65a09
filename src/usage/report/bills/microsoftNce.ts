import { missing } from '../../../zapier/input.ts';
import { product, quotient } from '../../support/decimals.ts';
import { decimalOf } from '../values.ts';
import type { BillFormat, BillRow, BillSettings } from './format.ts';

const triple = (row: BillRow): string =>
  ['ProductId', 'SkuId', 'AvailabilityId'].map((header) => row.text(header)).join(':');

const RESERVED = /reserv|savings? plan/i;

/** The margin counts for reservations and savings plans alone. */
const marginOf = (row: BillRow, { margin }: BillSettings): string =>
  row.text('ReservationOrderId') ||
  RESERVED.test(row.text('TermAndBillingCycle')) ||
  RESERVED.test(row.text('SubscriptionDescription'))
    ? margin
    : '0';

/** How much of the file's currency one of the row's is. @throws ConnectError when they differ and nobody has said. */
const rateOf = (row: BillRow, { currency, exchangeRate }: BillSettings): string => {
  const own = row.text('Currency').toUpperCase();
  if (!own || !currency || own === currency.toUpperCase()) return '1';
  if (exchangeRate) return exchangeRate;
  throw missing(
    'Exchange Rate',
    `how much ${currency.toUpperCase()} one ${own} is, because the bill is in ${own} and the usage file in ${currency.toUpperCase()}`,
  );
};

/** Microsoft's invoice of new commerce: licenses, reservations and Azure. */
export const microsoftNce: BillFormat = {
  key: 'microsoft_nce',
  label: 'Microsoft NCE invoice (new commerce)',
  needs: [
    'CustomerId',
    'ProductId',
    'SkuId',
    'AvailabilityId',
    'Subtotal',
    'ChargeStartDate',
    'ChargeEndDate',
  ],
  numbers: ['Subtotal'],
  times: { start: 'ChargeStartDate', end: 'ChargeEndDate' },
  leftOut: () => undefined,
  columns: {
    record_note: (row) =>
      `# ${row.text('ReservationOrderId')} ${row.text('SkuName')} - from ${row.text('ChargeStartDate')} through ${row.text('ChargeEndDate')}`,
    item: triple,
    asset_search_criteria: () => 'parameter.customer_id',
    asset_id: 'CustomerId',
    quantity: () => '1',
    amount: (row, settings) => {
      const given = row.cell('Subtotal');
      const subtotal = decimalOf(given);
      // What is no number is said with the other problems of the rows.
      if (subtotal === undefined) return given;
      const margin = marginOf(row, settings);
      const price = margin === '0' ? subtotal : quotient(subtotal, decimalOf(1 - Number(margin)) ?? '1');
      return product(price, rateOf(row, settings));
    },
    start: 'ChargeStartDate',
    end: 'ChargeEndDate',
    category: triple,
    item_name: (row) => `${triple(row)} ${row.text('SkuName')}`.trim(),
    item_unit: () => 'unit',
    item_mpn: triple,
  },
  params: {
    invoice_number: 'InvoiceNumber',
    reseller_mpn: 'MpnId',
    customer_id: 'CustomerId',
    partner_margin: marginOf,
    ri_margin: () => '0',
    from_exchange_rate: rateOf,
    to_exchange_rate: () => '1',
  },
  categoryName: 'SkuName',
  foundBy: 'customer_id',
  period: 'month',
  isCutToPeriod: true,
  currency: 'Currency',
  isInMarketplaceCurrency: true,
  externalId: (row) => row.text('InvoiceNumber'),
};
