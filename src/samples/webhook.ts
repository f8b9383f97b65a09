import type { WebhookEvent } from '../connect/schemas/webhook.ts';

/** What Connect sends when something has happened. */
export const webhookEventSample = {
  id: 'WH-833-608-476@2026-01-14T10:04:56+00:00',
  webhook_id: 'WH-833-608-476',
  webhook_name: 'Zapier: orders',
  object_class: 'fulfillment_request',
  account_id: 'VA-392-495',
  product_id: 'PRD-838-787-106',
  api_url: 'https://api.connect.cloudblue.com/public/v1',
  triggered_at: '2026-01-14T10:04:56+00:00',
  last_success_at: '2026-01-14T10:03:29+00:00',
  last_failure_at: null,
  processing_timeout: 600,
  data: {},
} satisfies WebhookEvent;
