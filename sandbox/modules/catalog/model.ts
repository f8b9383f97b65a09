import type { Reference } from '../../world/model.ts';

/** What is sold, and where, in the form in which the API shows it. */

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
