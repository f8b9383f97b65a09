import type { Create } from 'zapier-platform-core';
import type { TenantApi } from './api.ts';
import { Tenant, tenantAction, tenantField, tenantSample } from './support/tenant.ts';

/** Actions that differ only in their verb: what they do, and the state that the vendor's system confirms by 204. */
const stateAction = (row: {
  key: string;
  label: string;
  description: string;
  status: string;
  call: (tenants: TenantApi, id: string) => Promise<Record<string, unknown>>;
}): Create =>
  tenantAction({
    key: row.key,
    noun: 'Tenant',
    label: row.label,
    description: row.description,
    inputFields: tenantField,
    returns: Tenant,
    sample: { ...tenantSample, status: row.status },
    run: async (tenants, { tenant_id: id }) => ({ id, status: row.status, ...(await row.call(tenants, id)) }),
  });

/** Vendor: pauses a tenant, after a suspend request. */
export const suspendTenant = stateAction({
  key: 'suspend_tenant',
  label: 'Suspend Tenant',
  description:
    'Suspends a tenant in your own provisioning system and returns its new status. For vendors, after New Fulfillment Request of type suspend. To let it go on use Resume Tenant.',
  status: 'suspended',
  call: (tenants, id) => tenants.suspend(id),
});

/** Vendor: lets a suspended tenant go on, after a resume request. */
export const resumeTenant = stateAction({
  key: 'resume_tenant',
  label: 'Resume Tenant',
  description:
    'Resumes a suspended tenant in your own provisioning system and returns its new status. For vendors, after New Fulfillment Request of type resume.',
  status: 'active',
  call: (tenants, id) => tenants.resume(id),
});

/** Vendor: ends a tenant, after a cancel request. */
export const deleteTenant = stateAction({
  key: 'delete_tenant',
  label: 'Delete Tenant',
  description:
    'Deletes a tenant in your own provisioning system for good and returns its last status. For vendors, after New Fulfillment Request of type cancel. To pause it use Suspend Tenant.',
  status: 'deleted',
  call: (tenants, id) => tenants.delete(id),
});
