import type { Json } from '../../rql/values.ts';
import type { Reference, Stamp } from '../../world/model.ts';
import type { User } from '../accounts/data.ts';
import type { Connection, ParameterValue } from '../catalog/model.ts';

/** Customers and resellers, and what products keep of them, in the form in which the API shows them. */

export interface Contact {
  [key: string]: unknown;
}

export interface TierAccount {
  id: string;
  name: string;
  external_id: string;
  external_uid: string;
  contact_info: Contact;
}

/** Tells the vendor of a product that an account has changed. */
export interface TierAccountRequest {
  id: string;
  type: 'update';
  status: string;
  /** The account as it was then. */
  account: Json;
  vendor: Reference;
  provider: Reference;
  product: { id: string; name: string; icon: string; status: string };
  reason: string;
  events: { created: Stamp; updated: Stamp };
}

export type Level = 1 | 2;

/** What a product keeps of a reseller. */
export interface TierConfig {
  id: string;
  name: string;
  status: 'processing' | 'active';
  account: TierAccount & { type: string };
  product: TierAccountRequest['product'];
  tier_level: Level;
  connection: Pick<Connection, 'id' | 'type' | 'status' | 'provider' | 'vendor' | 'hub' | 'created_at'>;
  marketplace: Connection['marketplace'];
  contract: Connection['contract'];
  params: ParameterValue[];
  template?: Reference;
  open_request?: { id: string } | undefined;
  events: { created: Stamp; updated: Stamp };
}

export interface TierConfigRequest {
  id: string;
  type: 'setup' | 'update' | 'adjustment';
  status: string;
  configuration: TierConfig;
  /** The configuration above: of a request of tier 1, that of its tier 2. */
  parent_configuration?: TierConfig;
  previous_approved_request?: { id: string };
  params: ParameterValue[];
  tiers: { tier1?: TierAccount; tier2?: TierAccount };
  assignee: '' | User;
  template: Reference | Record<string, never>;
  reason: string;
  notes: string;
  environment: string;
  activation: { link?: string };
  effective_date?: string;
  events: { created: Stamp; updated: Stamp; inquired?: Stamp; pended?: Stamp };
}
