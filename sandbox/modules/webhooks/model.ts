import type { Json } from '../../rql/values.ts';
import type { Reference } from '../../world/model.ts';

/** The classes of objects that webhooks tell of: where their objects are, and where these name their product. */
export const CLASSES = {
  fulfillment_request: { path: '/requests', product: ['asset', 'product'] },
  usage_file: { path: '/usage/files', product: ['product'] },
  tier_config_request: { path: '/tier/config-requests', product: ['configuration', 'product'] },
  tier_account_request: { path: '/tier/account-requests', product: ['product'] },
  listing_request: { path: '/listing-requests', product: ['listing', 'product'] },
  billing_request: { path: '/subscriptions/requests', product: ['asset', 'product'] },
} as const;
export type ObjectClass = keyof typeof CLASSES;

/** What became of a delivery. */
export interface Attempt {
  time: string;
  status: 'success' | 'failure';
  /** Milliseconds. */
  duration: number;
  status_code?: number;
  response: Json;
  errors?: string;
}

export interface Webhook {
  id: string;
  type: string;
  object_class: ObjectClass;
  label: string;
  active: boolean;
  external_url: string;
  jwt_secret: string;
  description: string;
  http_method: 'POST';
  product: Reference;
  data: Json;
  headers: Json;
  created_at: string;
  created_by: Reference;
  modified_at: string | null;
  modified_by?: Reference;
  account: Reference;
  /** Nothing is delivered before. */
  earliest_possible_trigger: string | null;
  stats: {
    events: number;
    triggers: number;
    success_triggers: number;
    failure_triggers: number;
    failure_since_last_success: number;
  };
  last_event: string | null;
  last_success?: Attempt;
  last_failure?: Attempt;
}

/** One delivery, as it was made. */
export interface Delivery {
  readonly id: number;
  readonly webhook: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent, and signed. */
  readonly body: string;
  status: number | undefined;
  error: string | undefined;
}
