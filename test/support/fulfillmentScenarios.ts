import type { Ready, Scenario } from './scenarios.ts';

/** The actions of fulfillment, each in a world in which it can be carried out. */

export type Json = Record<string, unknown>;

const creating = { host: 'connect', method: 'POST', path: '/requests' } as const;

/** An action on a request in some state. */
const acting = (
  key: string,
  idKey: string,
  verb: string,
  status: string,
  by: Ready['by'],
  before: readonly (readonly [string, Ready['by'], Json])[],
  input: Json = {},
): Scenario => ({
  key,
  prepare: async (stage) => {
    const { id } = await stage.purchase();
    await stage.run('fill_fulfillment_params', 'vendor', {
      request_id: id,
      params: { tenant_id: 'tenant-1' },
    });
    for (const [action, side, more] of before) await stage.run(action, side, { id, request_id: id, ...more });
    return {
      by,
      input: { [idKey]: id, ...input },
      hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/${verb}` },
      results: () => stage.requests((one) => one.id === id && one.status === status),
    };
  },
});

/** A new request on an active subscription. */
const asking = (key: string, type: string, by: Ready['by'], input: Json = {}): Scenario => ({
  key,
  prepare: async (stage) => ({
    by,
    input: { asset_id: await stage.active(), ...input },
    hits: creating,
    results: () => stage.requests((one) => one.type === type),
  }),
});

const LATER = '2099-01-01T00:00:00Z';
const schedule = ['schedule_request', 'vendor', { planned_date: LATER }] as const;
const revoke = ['revoke_request', 'store', { reason: 'Withdrawn.' }] as const;
const inquire = ['inquire_request', 'vendor', { params: { admin_email: 'Wrong.' } }] as const;

export const fulfillmentScenarios: readonly Scenario[] = [
  {
    key: 'create_asset_purchase_request',
    prepare: async (stage) => ({
      by: 'store',
      input: stage.purchaseInput(),
      hits: creating,
      results: () => stage.requests((one) => one.type === 'purchase'),
    }),
  },
  {
    key: 'create_draft_request',
    prepare: async (stage) => ({
      by: 'store',
      input: stage.purchaseInput(),
      hits: creating,
      results: () => stage.requests((one) => one.status === 'draft'),
    }),
  },
  asking('create_asset_change_request', 'change', 'store', { items: { 'BACKUP-USER': '7' } }),
  asking('create_asset_suspend_resume_request', 'suspend', 'store', { request_type: 'suspend' }),
  asking('create_asset_cancel_request', 'cancel', 'store'),
  asking('create_asset_adjustment_request', 'adjustment', 'vendor', {
    params: { login_url: 'https://example.com' },
  }),
  {
    key: 'create_asset_requests_from_order',
    prepare: async (stage) => {
      const { line_items: items, ...rest } = stage.purchaseInput();
      return {
        by: 'store',
        input: { ...rest, items },
        hits: creating,
        results: () => stage.requests((one) => one.type === 'purchase'),
      };
    },
  },
  acting('approve_request', 'id', 'approve', 'approved', 'vendor', [], { template_id: 'TL-551-876-782' }),
  acting('reject_request', 'request_id', 'fail', 'failed', 'vendor', [], { reason: 'Taken.' }),
  acting('inquire_request', 'request_id', 'inquire', 'inquiring', 'vendor', [], {
    params: { admin_email: 'Wrong.' },
  }),
  acting('pend_request', 'request_id', 'pend', 'pending', 'store', [inquire]),
  acting('schedule_request', 'id', 'schedule', 'scheduled', 'vendor', [], { planned_date: LATER }),
  acting('revoke_request', 'id', 'revoke', 'revoking', 'store', [schedule], { reason: 'Withdrawn.' }),
  acting('confirm_request', 'id', 'confirm', 'revoked', 'vendor', [schedule, revoke]),
  {
    key: 'purchase_draft_request',
    prepare: async (stage) => {
      const id = await stage.draft();
      return {
        by: 'store',
        input: { request_id: id },
        hits: { host: 'connect', method: 'POST', path: `/requests/${id}/purchase` },
        results: () => stage.requests((one) => one.id === id && one.status === 'pending'),
      };
    },
  },
  {
    key: 'assign_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      return {
        by: 'vendor',
        input: { request_id: id, email: 'kim@vendor.example.com' },
        hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/assign` },
        results: () => (stage.request(id)?.assignee ? 1 : 0),
      };
    },
  },
  {
    key: 'unassign_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      await stage.run('assign_request', 'vendor', { request_id: id, email: 'kim@vendor.example.com' });
      return {
        by: 'vendor',
        input: { request_id: id },
        hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/unassign` },
        results: () => (stage.request(id)?.assignee ? 0 : 1),
      };
    },
  },
  {
    key: 'fill_fulfillment_params',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      const tenantId = () => stage.request(id)?.asset.params.find((param) => param.id === 'tenant_id')?.value;
      return {
        by: 'vendor',
        input: { request_id: id, params: { tenant_id: 'tenant-1' } },
        hits: { host: 'connect', method: 'PUT', path: `/requests/${String(id)}` },
        results: () => (tenantId() === 'tenant-1' ? 1 : 0),
      };
    },
  },
  {
    key: 'provision_request',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      return {
        by: 'vendor',
        input: {
          request_id: id,
          template_id: stage.sandbox.ids.template,
          tenant_parameter: 'tenant_id',
          mapping: { login_url: 'url' },
        },
        hits: { host: 'connect', method: 'POST', path: `/requests/${String(id)}/approve` },
        results: () => stage.requests((one) => one.id === id && one.status === 'approved'),
      };
    },
  },
];
