import type * as z from 'zod/mini';
import { id, number, object, reference, text, time } from './fieldTypes.ts';

/** A request that waits, of whichever kind, as far as somebody has to know to look at it. */
export const WaitingRequest = object(() => ({
  id: id('Request ID'),
  kind: text('Kind of Request'),
  type: text('Request Type'),
  status: text('Request Status'),
  zone: number('SLI Zone'),
  product: reference('Product'),
  account: reference('Customer or Reseller'),
  marketplace: reference('Marketplace'),
  subscription_id: text('Subscription ID'),
  external_id: text('Subscription External ID'),
  assignee: text('Assignee'),
  created: time(),
  updated: time(),
}));
export type WaitingRequest = z.infer<typeof WaitingRequest>;
