import type * as z from 'zod/mini';
import { anything, list, number, object, quantity, reference, text } from './fieldTypes.ts';

/** Lines of one outcome; a person maps each list by its own labels. */
const lines = (name: string) =>
  list({
    item_id: text(`${name} Item ID`),
    quantity: quantity(`${name} Quantity`),
    product_id: text(`${name} Product ID`),
    outcome: text(`${name} Outcome`),
    action: text(`${name} Action`),
    request_id: text(`${name} Request ID`),
    request_status: text(`${name} Request Status`),
    asset_id: text(`${name} Subscription ID`),
    reason: text(`${name} Reason`),
  });

/** What became of an order: each of its lines, with the request that it led to or the reason why there is none. */
export const OrderResult = object(() => ({
  id: text('Order ID'),
  external_id: text('Order External ID'),
  hub: reference('Hub'),
  items: lines('Line'),
  succeeded: lines('Succeeded Line'),
  skipped: lines('Skipped Line'),
  failed: lines('Failed Line'),
  not_sent: lines('Unsent Line'),
  succeeded_count: number('Lines Succeeded'),
  skipped_count: number('Lines Skipped'),
  failed_count: number('Lines Failed'),
  not_sent_count: number('Lines Not Sent'),
  tiers: anything(),
}));
export type OrderResult = z.infer<typeof OrderResult>;
