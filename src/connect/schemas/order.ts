import type * as z from 'zod';
import { anything, list, number, object, quantity, reference, text } from './fieldTypes.ts';

const line = {
  item_id: text('Line Item ID'),
  quantity: quantity('Line Quantity'),
  product_id: text('Line Product ID'),
  outcome: text('Line Outcome'),
  action: text('Line Action'),
  request_id: text('Line Request ID'),
  asset_id: text('Line Subscription ID'),
  reason: text('Line Reason'),
};

/** What became of an order: each of its lines, with the request that it led to or the reason why there is none. */
export const OrderResult = object({
  id: text('Order ID'),
  external_id: text('Order External ID'),
  hub: reference('Hub'),
  items: list(line),
  succeeded: list(line),
  skipped: list(line),
  failed: list(line),
  succeeded_count: number('Lines Succeeded'),
  skipped_count: number('Lines Skipped'),
  failed_count: number('Lines Failed'),
  tiers: anything(),
});
export type OrderResult = z.infer<typeof OrderResult>;
