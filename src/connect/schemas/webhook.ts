import type * as z from 'zod/mini';
import { flag, id, number, object, part, reference, text, time } from './fieldTypes.ts';

/** The classes of objects that Connect tells of. */
export const OBJECT_CLASSES = {
  fulfillment_request: 'Fulfillment Request',
  tier_config_request: 'Tier Configuration Request',
  tier_account_request: 'Tier Account Request',
  listing_request: 'Listing Request',
  billing_request: 'Billing Request',
  usage_file: 'Usage File',
} as const;
export type ObjectClass = keyof typeof OBJECT_CLASSES;

/** What Connect calls when something happens to objects of a class and product. Its secret is never read. */
export const Webhook = object(() => ({
  id: id('Webhook ID'),
  label: text(),
  object_class: text(),
  active: flag(),
  external_url: text(),
  product: reference('Product'),
  created_at: time(),
  modified_at: time(),
  last_success: part({ time: time() }),
}));
export type Webhook = z.infer<typeof Webhook>;

/** What Connect sends: it names no object, only that something has happened to one of the class and product. */
export const WebhookEvent = object(() => ({
  id: text('Delivery ID'),
  webhook_id: text('Webhook ID'),
  webhook_name: text(),
  object_class: text(),
  account_id: text('Account ID'),
  product_id: text('Product ID'),
  api_url: text('API Address'),
  triggered_at: time(),
  last_success_at: time(),
  last_failure_at: time(),
  processing_timeout: number(),
  data: part({}),
}));
export type WebhookEvent = z.infer<typeof WebhookEvent>;
