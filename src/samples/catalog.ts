import type * as z from 'zod/mini';
import type {
  Connection,
  Contract,
  Hub,
  Marketplace,
  Partner,
  Product,
  ProductActionWithLink,
  ProductItem,
  ProductParameter,
  ProductTemplate,
  User,
} from '../connect/schemas/catalog.ts';

const events = {
  created: { at: '2024-01-10T09:00:00+00:00' },
  updated: { at: '2024-01-10T09:00:00+00:00' },
};

export const productSample = {
  id: 'PRD-838-787-106',
  name: 'Example Cloud Backup',
  status: 'published',
  short_description: 'Backups of everything.',
  owner: { id: 'VA-392-495', name: 'Example Vendor' },
  category: { id: 'CAT-59128', name: 'Backup' },
  version: 3,
  events,
} satisfies Product;

export const hubSample = {
  id: 'HB-1346-8670',
  name: 'Example Hub',
  description: 'Hub of Example Distributor',
  company: { id: 'PA-425-033', name: 'Example Distributor' },
  instance: { id: '1346-8670', type: 'API' },
  events,
  stats: { connections: 3, marketplaces: 1 },
} satisfies Hub;

export const marketplaceSample = {
  id: 'MP-91673',
  name: 'Example Marketplace',
  description: 'Marketplace of Example Distributor',
  owner: { id: 'PA-425-033', name: 'Example Distributor' },
  zone: 'NA',
  currency: 'USD',
} satisfies Marketplace;

export const contractSample = {
  id: 'CRD-58096-38285-80856',
  name: 'Example Distribution Contract',
  type: 'distribution',
  status: 'active',
  marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
} satisfies Contract;

export const itemSample = {
  id: 'PRD-838-787-106-0001',
  local_id: 'PRD_838_787_106_0001',
  display_name: 'Backup, per user',
  name: 'Backup, per user',
  mpn: 'BACKUP-USER',
  type: 'reservation',
  period: 'monthly',
  precision: 'integer',
  status: 'published',
} satisfies ProductItem;

export const parameterSample = {
  id: 'PRM-838-787-106-0001',
  name: 'tenant_id',
  title: 'Tenant ID',
  description: 'The ID of the tenant in the vendor’s system',
  type: 'text',
  scope: 'asset',
  phase: 'fulfillment',
  constraints: { required: true, hidden: false, unique: false },
} satisfies ProductParameter;

export const templateSample = {
  id: 'TL-551-876-782',
  name: 'Welcome',
  title: 'Welcome',
  scope: 'asset',
  type: 'fulfillment',
  body: '# Welcome\n\nYour tenant is ready.',
} satisfies ProductTemplate;

export const actionSample = {
  id: 'ACT-838-787-106-001',
  name: 'Sign In',
  title: 'Sign In',
  action: 'sign_in',
  type: 'button',
  scope: 'asset',
  description: 'Opens the vendor’s control panel',
} satisfies z.infer<typeof ProductActionWithLink>;

export const userSample = {
  id: 'UR-841-574-187',
  name: 'Robin Sample',
  email: 'robin@example.com',
  status: 'active',
} satisfies User;

export const partnerSample = {
  id: 'VA-392-495',
  name: 'Example Vendor',
  type: 'vendor',
  role: 'vendor',
  status: 'active',
  contacts: [{ id: 'UR-841-574-187', name: 'Robin Sample', email: 'robin@example.com' }],
} satisfies Partner;

/** Where a product is sold, and in which environment. */
export const connectionSample = {
  id: 'CT-9861-7949-0000',
  type: 'production',
  status: 'active',
  hub: { id: 'HB-1346-8670', name: 'Example Hub' },
  product: { id: 'PRD-838-787-106', name: 'Example Cloud Backup' },
  provider: { id: 'PA-425-033', name: 'Example Distributor' },
  vendor: { id: 'VA-392-495', name: 'Example Vendor' },
  marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
} satisfies Connection;
