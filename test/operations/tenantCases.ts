import type { Reply } from '../support/nocked.ts';
import type { Places } from '../support/wire.ts';
import type { Case, Expected } from './case.ts';
import { AS, created, ITEM, ok, PRD, pairs } from './caseParts.ts';

/** The operations of a vendor's own system, each run once. */

const tenant = (
  key: string,
  input: object,
  method: string,
  path: string,
  body: unknown,
  reply: Reply,
  gives: unknown,
  places: Places = {},
): Case => ({
  kind: 'creates',
  key,
  places: { tenant_id: `tenants ${method} ${path.replace('tenant-4711', '$')}`, ...places },
  input: { tenant_id: 'tenant-4711', ...input },
  sends: [['tenants', method, path, ...(body === undefined ? [] : [body])] as unknown as Expected],
  replies: [reply],
  gives,
  names: /tenant/,
});

export const tenantCases: readonly Case[] = [
  {
    kind: 'creates',
    key: 'create_tenant',
    input: {
      asset_id: AS,
      external_id: '2009295',
      product_id: PRD,
      items: [{ item_id: ITEM, quantity: '10' }],
      customer_name: 'Example Customer Inc.',
      params: { domain: 'example.com' },
      additional_fields: { region: 'eu' },
    },
    sends: [
      [
        'tenants',
        'POST',
        '/tenant',
        {
          region: 'eu',
          id: AS,
          external_id: '2009295',
          product: { id: PRD },
          items: [{ id: ITEM, quantity: '10' }],
          customer: { name: 'Example Customer Inc.' },
          params: [{ id: 'domain', value: 'example.com' }],
        },
      ],
    ],
    replies: [created({ id: 'tenant-4711', status: 'active' })],
    gives: { id: 'tenant-4711', status: 'active', provisioning: 'done' },
    names: /tenant/,
    places: {
      asset_id: 'id',
      external_id: 'external_id',
      external_uid: 'external_uid',
      product_id: 'product.id',
      'items[]item_id': { to: ['items.0.id'], beside: { items: [{ item_mpn: 'SEAT', quantity: '10' }] } },
      'items[]item_mpn': { to: ['items.0.mpn'], beside: { items: [{ item_id: ITEM, quantity: '10' }] } },
      'items[]quantity': {
        to: ['items.0.quantity'],
        give: '23',
        beside: { items: [{ item_id: ITEM, quantity: '10' }] },
      },
      customer_id: 'customer.id',
      customer_name: 'customer.name',
      params: pairs('params'),
      additional_fields: { to: ['color: "blue"'], give: { color: 'blue' } },
    },
  },
  tenant(
    'update_tenant_limits',
    { limits: { users: '25', traffic: 'unlimited' } },
    'PUT',
    '/tenant/tenant-4711',
    { users: 25, traffic: 'unlimited' },
    { status: 200, body: '' },
    { id: 'tenant-4711', provisioning: 'done' },
    {
      limits: {
        to: ['seats: 12'],
        give: { seats: '12' },
        instead: ['users: 25', 'traffic: "unlimited"'],
      },
    },
  ),
  tenant(
    'suspend_tenant',
    {},
    'PUT',
    '/tenant/tenant-4711/disable',
    undefined,
    { status: 204, body: '' },
    { id: 'tenant-4711', status: 'suspended', provisioning: 'done' },
  ),
  tenant(
    'resume_tenant',
    {},
    'PUT',
    '/tenant/tenant-4711/enable',
    undefined,
    { status: 204, body: '' },
    { id: 'tenant-4711', status: 'active', provisioning: 'done' },
  ),
  {
    ...tenant(
      'delete_tenant',
      {},
      'DELETE',
      '/tenant/tenant-4711',
      undefined,
      { status: 204, body: '' },
      { id: 'tenant-4711', status: 'deleted', provisioning: 'done' },
    ),
    givesWithout: { id: 'tenant-4711', status: 'deleted', provisioning: 'done' },
  },
  {
    kind: 'searches',
    key: 'get_tenant',
    input: { tenant_id: 'tenant/47 11' },
    sends: [['tenants', 'GET', '/tenant/tenant%2F47%2011']],
    replies: [ok({ id: 'tenant/47 11', status: 'active' })],
    gives: [{ id: 'tenant/47 11', status: 'active', provisioning: 'done' }],
    places: { tenant_id: 'tenants GET /tenant/$' },
    readsOne: true,
    names: /tenant/,
  },
];
