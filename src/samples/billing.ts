import type { BillingRequest, RecurringAsset } from '../connect/schemas/billing.ts';
import { assetSample } from './asset.ts';

const { configuration: _configuration, ...subscription } = assetSample;

const billing = {
  period: { delta: 1, uom: 'monthly' },
  next_date: '2026-03-14T10:09:12+00:00',
  anniversary: { day: 14 },
  stats: { vendor: { count: 1 }, provider: { count: 0 } },
};

const { items, events, ...billed } = subscription;
/** Where something is billed, quantities are numbers and types have no capitals. */
const billedItems = items.map(({ old_quantity: _old, ...item }) => ({
  ...item,
  item_type: 'reservation',
  period: 'monthly',
  quantity: 10,
}));

/** The subscription of the samples, with its billing. */
export const recurringAssetSample = {
  ...billed,
  items: billedItems,
  billing,
  events,
} satisfies RecurringAsset;

/** Its first billing request. */
export const billingRequestSample = {
  id: 'BRV-3919-2310-2857-0001',
  type: 'vendor',
  asset: { ...billed, billing },
  items: billedItems.map((item) => ({ ...item, billing: { cycle_number: 1 } })),
  period: {
    from: '2026-02-14T10:09:12+00:00',
    to: '2026-03-14T10:09:12+00:00',
    delta: 1,
    uom: 'monthly',
  },
  attributes: { vendor: { invoice: 'INV-1' }, provider: {} },
  events: {
    created: { at: '2026-02-14T10:31:07.871744+00:00' },
    updated: { at: '2026-02-14T10:31:07.871752+00:00' },
  },
} satisfies BillingRequest;
