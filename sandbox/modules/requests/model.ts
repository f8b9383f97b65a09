import type { Reference } from '../../world/model.ts';
import type { User } from '../accounts/data.ts';
import type { Connection, ParameterValue } from '../catalog/model.ts';
import type { TierAccount } from '../tiers/model.ts';

/** Subscriptions and their requests, in the form in which the API shows them. */

export interface AssetItem {
  id: string;
  global_id: string;
  mpn: string;
  old_quantity: string;
  quantity: string;
  type: string;
  display_name: string;
  period: string;
  item_type: string;
  /** What is configured for the item. */
  params?: object[];
}

/** A subscription; a request shows it as it would be once the request is approved. */
export interface Asset {
  id: string;
  status: string;
  external_id: string;
  external_uid: string;
  external_name: string;
  product: { id: string; name: string; icon: string; status: string };
  connection: Pick<Connection, 'id' | 'type' | 'status' | 'provider' | 'vendor' | 'hub' | 'created_at'>;
  items: AssetItem[];
  params: ParameterValue[];
  tiers: { customer: TierAccount; tier1: TierAccount; tier2: TierAccount | Record<string, never> };
  configuration: { params: object[] };
  marketplace: Reference & { icon: string };
  contract: Connection['contract'];
  events: { created: { at: string }; updated: { at: string } };
  pending_request?: { id: string; type: string; status: string };
  template?: Reference;
}

export interface FulfillmentRequest {
  id: string;
  type: string;
  status: string;
  asset: Omit<Asset, 'pending_request' | 'template'> & { external_attributes?: unknown };
  note: string;
  reason: string;
  answered: boolean;
  assignee: '' | User;
  activation_key: string;
  template: Reference | Record<string, never>;
  marketplace: Asset['marketplace'];
  contract: Asset['contract'];
  created: string;
  updated: string;
  effective_date?: string;
  planned_date?: string;
  params_form_url: string;
  previous_approved_request?: { id: string };
}
