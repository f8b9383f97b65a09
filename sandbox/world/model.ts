/** What the sandbox knows, in the form in which the API shows it. */

export interface Reference {
  id: string;
  name: string;
}

export interface Account extends Reference {
  type: 'vendor' | 'provider';
  role: 'vendor' | 'distributor';
  brand: string;
  external_id: string;
  events: { created: { at: string } };
}

export interface User extends Reference {
  email: string;
}

export interface Token {
  /** `SU-…` */
  id: string;
  secret: string;
  account: Account;
  status: 'active' | 'disabled';
  /** The modules that the token may use. */
  modules: readonly string[];
}

export interface Parameter {
  id: string;
  name: string;
  title: string;
  description: string;
  type: string;
  scope: string;
  phase: string;
  position: number;
  constraints: {
    required: boolean;
    hidden: boolean;
    unique: boolean;
    choices?: { value: string; label: string; default?: boolean }[];
  };
  events: object;
}

export interface Item {
  id: string;
  local_id: string;
  mpn: string;
  name: string;
  display_name: string;
  description: string;
  type: 'reservation' | 'ppu';
  period: string;
  precision: 'integer' | 'decimal(2)';
  status: string;
  unit: { id: string; name: string; title: string; unit: string };
  dynamic: boolean;
  events: object;
}

export interface Template {
  id: string;
  name: string;
  title: string;
  body: string;
  scope: string;
  type: 'fulfillment' | 'inquire';
  position: number;
  events: object;
}

export interface Product extends Reference {
  status: string;
  icon: string;
  short_description: string;
  owner: Reference;
  category: Reference;
  version: number;
  latest: boolean;
  published_at: string;
  capabilities: { subscription: { hold: boolean }; ppu: { schema: string } | null };
  visibility: { owner: boolean; listing: boolean; syndication: boolean; catalog: boolean };
  events: object;
}

export interface Hub extends Reference {
  description: string;
  company: Reference;
  instance: { id: string; type: string };
  stats: { connections: number; marketplaces: number };
  events: object;
}

export interface Marketplace extends Reference {
  description: string;
  owner: Reference;
  icon: string;
  currency: string;
  hubs: { hub: Reference; external_id: string }[];
}

export interface Connection {
  id: string;
  type: 'production' | 'test' | 'preview';
  status: string;
  product: Reference;
  hub: Reference;
  provider: Reference;
  vendor: Reference;
  contract: Reference;
  marketplace: Reference & { icon: string };
  created_at: string;
}

/** A product with all that belongs to it. */
export interface Offer {
  product: Product;
  items: Item[];
  parameters: Parameter[];
  templates: Template[];
}

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
}

export interface ParameterValue {
  id: string;
  name: string;
  type: string;
  title: string;
  description: string;
  scope: string;
  phase: string;
  value: string;
  structured_value?: object;
  value_error: string;
  constraints: Parameter['constraints'];
}

/** A subscription; a request shows it as it would be once the request is approved. */
export interface Asset {
  id: string;
  status: string;
  external_id: string;
  external_uid: string;
  external_name: string;
  product: { id: string; name: string; icon: string; status: string };
  connection: Pick<Connection, 'id' | 'type' | 'provider' | 'vendor' | 'hub'>;
  items: AssetItem[];
  params: ParameterValue[];
  tiers: { customer: TierAccount; tier1: TierAccount; tier2: TierAccount | Record<string, never> };
  configuration: { params: object[] };
  marketplace: Reference & { icon: string };
  contract: Reference;
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
  contract: Reference;
  created: string;
  updated: string;
  effective_date?: string;
  planned_date?: string;
  params_form_url: string;
  previous_approved_request?: { id: string };
}
