import type { Reference } from '../../world/model.ts';

/** What is sold, and where, in the form in which the API shows it. */

export interface Parameter {
  id: string;
  name: string;
  title: string;
  description: string;
  type: string;
  scope: string;
  phase: 'ordering' | 'fulfillment' | 'configuration';
  hint: string;
  placeholder: string;
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
  position: number;
  commitment: { multiplier: string; count: number };
  depth: number;
  ui: { visibility: boolean };
  ui_visibility: boolean;
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

/** A button of a product that its vendor's system answers. */
export interface ProductAction {
  id: string;
  action: string;
  name: string;
  title: string;
  type: 'button';
  scope: 'asset' | 'tier1' | 'tier2';
  description: string;
  events: object;
}

/** Another account that an account of Connect works with, as that one sees it. */
export interface Partner extends Reference {
  status: 'active';
  type: string;
  role: string;
  description: string;
  overview: string;
  headquarters: string;
  countries: Reference[];
  languages: object;
  websites: object;
  stats: {
    contracts: { distribution: number; program: number; service: number; syndication: number };
    listings: number;
  };
  contacts: (Reference & { email: string })[];
  industries: object[];
  public: object;
}

export interface Product extends Reference {
  status: string;
  icon: string;
  short_description: string;
  detailed_description: string;
  owner: Reference;
  category: Reference;
  version: number;
  latest: boolean;
  public: boolean;
  published_at: string;
  changes_description: string;
  configurations: { suspend_resume_supported: boolean; requires_reseller_information: boolean };
  customer_ui_settings: object;
  usage_rule: { enabled: boolean };
  stats: { versions: number };
  capabilities: {
    ppu: { schema: string; dynamic: boolean; predictive: boolean; future: boolean; late: boolean } | null;
    reservation: { consumption: boolean };
    cart: { validation: boolean };
    inquiring: { validation: boolean };
    tiers: { updates: boolean; validation: boolean; configs?: { level: 1 | 2 } };
    subscription: {
      hold: boolean;
      schema: string;
      change: {
        editable_ordering_parameters: boolean;
        validation: boolean;
        inquiring_validation: boolean;
      };
    };
  };
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
  /** A continent, by its two letters. */
  zone: string;
  countries: Reference[];
  sourcing: boolean;
  currency: string;
  attributes: object[];
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
  contract: Reference & { type: string };
  marketplace: Reference & { icon: string };
  created_at: string;
}

export interface Contract extends Reference {
  type: string;
  kind: 'production' | 'test';
  version: number;
  version_created: string;
  latest: boolean;
  status: string;
  owner: Reference;
  issuer: Reference;
  creator: Reference;
  signee: Reference;
  agreement: Reference;
  marketplace: Reference & { icon: string };
  enrolled: string;
  activation: { message: string; date: string };
  events: object;
}

/** A value of a parameter of the phase configuration, for the whole product or an item, a marketplace, or both. */
export interface Configuration {
  value: string;
  parameter: Parameter;
  item?: Reference;
  marketplace?: Reference;
  events: object;
}

/** A parameter as requests, subscriptions and tier configurations show it. */
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

/** A product with all that belongs to it. */
export interface Offer {
  product: Product;
  items: Item[];
  parameters: Parameter[];
  configurations: Configuration[];
  templates: Template[];
  actions: ProductAction[];
}
