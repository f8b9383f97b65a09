import type { Asset } from '../connect/schemas/asset.ts';
import { tiersSample } from './tiers.ts';

/** The subscription that all samples tell of. */
export const assetSample = {
  id: 'AS-3919-2310-2857',
  status: 'active',
  external_id: '2009295',
  external_uid: '65da4d1e-935e-4da3-8ced-c36643392460',
  product: { id: 'PRD-838-787-106', name: 'Example Cloud Backup', status: 'published' },
  connection: {
    id: 'CT-9861-7949-8492',
    type: 'production',
    provider: { id: 'PA-425-033', name: 'Example Distributor' },
    vendor: { id: 'VA-392-495', name: 'Example Vendor' },
    hub: { id: 'HB-1346-8670', name: 'Example Hub' },
  },
  marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
  contract: { id: 'CRD-58096-38285-80856', name: 'Example Distribution Contract' },
  tiers: tiersSample,
  items: [
    {
      id: 'PRD_838_787_106_0001',
      global_id: 'PRD-838-787-106-0001',
      mpn: 'BACKUP-USER',
      display_name: 'Backup, per user',
      quantity: '10',
      old_quantity: '0',
      type: 'Users',
      period: 'Monthly',
      item_type: 'Reservation',
    },
  ],
  params: [
    {
      id: 'admin_email',
      title: 'Administrator Email',
      type: 'email',
      phase: 'ordering',
      value: 'alex.sample@example.com',
      value_error: '',
    },
    {
      id: 'tenant_id',
      title: 'Tenant ID',
      type: 'text',
      phase: 'fulfillment',
      value: 'tenant-4711',
      value_error: '',
    },
  ],
  configuration: { params: [] },
  events: {
    created: { at: '2026-01-14T10:04:54+00:00' },
    updated: { at: '2026-01-14T10:09:12+00:00' },
  },
} satisfies Asset;
