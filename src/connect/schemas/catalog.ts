import type * as z from 'zod/mini';
import { once } from '../once.ts';
import {
  anything,
  event,
  extended,
  flag,
  id,
  list,
  number,
  object,
  part,
  reference,
  state,
  text,
} from './fieldTypes.ts';

const account = once(() => ({ id: id('Account ID'), name: text(), type: text(), role: text() }));

/** The connection's own account. */
export const Account = object(account);
export type Account = z.infer<typeof Account>;

/** Another account that the connection's own works with. */
export const Partner = object(() => ({
  ...account(),
  status: text(),
  description: text(),
  headquarters: text(),
  contacts: list({ id: text('Contact ID'), name: text('Contact Name'), email: text('Contact Email') }),
}));
export type Partner = z.infer<typeof Partner>;

export const User = object(() => ({ id: id('User ID'), name: text(), email: text(), status: text() }));
export type User = z.infer<typeof User>;

export const PRODUCT_STATES = {
  draft: 'Draft',
  indevelopment: 'In Development',
  oncertification: 'On Certification',
  published: 'Published',
  initializationfailed: 'Initialization Failed',
  deleted: 'Deleted',
  endofsale: 'End of Sale',
} as const;

export const Product = object(() => ({
  id: id('Product ID'),
  external_id: text(),
  name: text(),
  status: state(PRODUCT_STATES),
  short_description: text(),
  owner: reference('Vendor'),
  category: reference('Category'),
  version: number(),
  capabilities: anything(),
  events: part({ created: event('Created'), updated: event('Updated') }),
}));
export type Product = z.infer<typeof Product>;

export const CONTRACT_STATES = {
  new: 'New',
  enrolling: 'Enrolling',
  pending: 'Pending',
  active: 'Active',
  terminated: 'Terminated',
  rejected: 'Rejected',
} as const;

export const Contract = object(() => ({
  id: id('Contract ID'),
  name: text(),
  type: text(),
  status: state(CONTRACT_STATES),
  marketplace: reference('Marketplace'),
}));
export type Contract = z.infer<typeof Contract>;

export const ProductItem = object(() => ({
  id: id('Item ID'),
  local_id: text(),
  mpn: text('MPN'),
  name: text(),
  display_name: text(),
  type: text(),
  period: text(),
  precision: text(),
  status: text(),
  unit: anything(),
}));
export type ProductItem = z.infer<typeof ProductItem>;

export const ProductParameter = object(() => ({
  /** `PRM-…`; requests know a parameter by its `name`. */
  id: id('Parameter ID'),
  name: text(),
  title: text(),
  description: text(),
  type: text(),
  scope: text(),
  phase: text(),
  hint: text(),
  placeholder: text(),
  position: number(),
  constraints: part({
    required: flag(),
    hidden: flag(),
    unique: flag(),
    min_length: number(),
    max_length: number(),
    choices: list({ value: text(), label: text(), default: flag() }),
  }),
}));
export type ProductParameter = z.infer<typeof ProductParameter>;

export const ProductTemplate = object(() => ({
  id: id('Template ID'),
  name: text(),
  title: text(),
  scope: text(),
  type: text(),
  body: text('Text'),
}));
export type ProductTemplate = z.infer<typeof ProductTemplate>;

/** A button of a product, such as Sign In, that a vendor's system answers. */
export const ProductAction = object(() => ({
  id: id('Action ID'),
  name: text(),
  title: text(),
  action: text('Action Key'),
  type: text(),
  scope: text(),
  description: text(),
}));
export type ProductAction = z.infer<typeof ProductAction>;

/** Where an action leads for one subscription or tier configuration. */
export const ActionLink = object(() => ({ link: text() }));

/** An action with its link, which it has where it was asked for. */
export const ProductActionWithLink = extended(ProductAction, () => ({ link: text() }));

export const Connection = object(() => ({
  id: id('Connection ID'),
  type: text(),
  status: text(),
  hub: reference('Hub'),
  product: reference('Product'),
  provider: reference('Distributor'),
  vendor: reference('Vendor'),
  marketplace: reference('Marketplace'),
}));
export type Connection = z.infer<typeof Connection>;

export const Hub = object(() => ({
  id: id('Hub ID'),
  name: text(),
  description: text(),
  company: reference('Distributor'),
  instance: part({ id: text(), type: text() }),
  stats: part({ connections: number(), marketplaces: number() }),
  events: part({ created: event('Created'), updated: event('Updated') }),
}));
export type Hub = z.infer<typeof Hub>;

export const Marketplace = object(() => ({
  id: id('Marketplace ID'),
  name: text(),
  description: text(),
  owner: reference('Distributor'),
  zone: text(),
  currency: text(),
}));
export type Marketplace = z.infer<typeof Marketplace>;

/** What a customer gets to read; its text is Markdown, HTML or plain, as its format says. */
export const ActivationMessage = object(() => ({
  id: id('Request or Subscription ID'),
  message: text(),
  format: text(),
}));
