import type * as z from 'zod';
import { anything, flag, id, list, number, object, part, reference, text } from './fieldTypes.ts';

export const Account = object({ id: id('Account ID'), name: text(), type: text(), role: text() });
export type Account = z.infer<typeof Account>;

export const User = object({ id: id('User ID'), name: text(), email: text() });
export type User = z.infer<typeof User>;

export const Product = object({
  id: id('Product ID'),
  name: text(),
  status: text(),
  short_description: text(),
  owner: reference('Vendor'),
  capabilities: anything(),
});
export type Product = z.infer<typeof Product>;

export const Contract = object({
  id: id('Contract ID'),
  name: text(),
  type: text(),
  status: text(),
  marketplace: reference('Marketplace'),
});
export type Contract = z.infer<typeof Contract>;

export const ProductItem = object({
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
});
export type ProductItem = z.infer<typeof ProductItem>;

export const ProductParameter = object({
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
});
export type ProductParameter = z.infer<typeof ProductParameter>;

export const ProductTemplate = object({
  id: id('Template ID'),
  name: text(),
  title: text(),
  scope: text(),
  type: text(),
});
export type ProductTemplate = z.infer<typeof ProductTemplate>;

export const Connection = object({
  id: id('Connection ID'),
  type: text(),
  status: text(),
  hub: reference('Hub'),
  product: reference('Product'),
  provider: reference('Distributor'),
  vendor: reference('Vendor'),
  marketplace: reference('Marketplace'),
});
export type Connection = z.infer<typeof Connection>;

export const Hub = object({
  id: id('Hub ID'),
  name: text(),
  description: text(),
  company: reference('Distributor'),
  instance: part({ id: text(), type: text() }),
});
export type Hub = z.infer<typeof Hub>;

export const Marketplace = object({
  id: id('Marketplace ID'),
  name: text(),
  description: text(),
  owner: reference('Distributor'),
});
export type Marketplace = z.infer<typeof Marketplace>;
