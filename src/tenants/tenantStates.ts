import { stateChangesOf } from '../zapier/stateChange.ts';
import type { TenantApi } from './api.ts';
import { Tenant, tenantAction, tenantField, tenantSample } from './support/tenant.ts';
import { bring, shown, type TenantVerb } from './support/work.ts';

/** What a tenant's life has, one verb each. */
const stateChange = stateChangesOf<
  TenantApi,
  Record<string, unknown>,
  TenantVerb,
  'suspended' | 'active' | 'deleted'
>({
  action: tenantAction,
  noun: 'Tenant',
  returns: Tenant,
  sample: tenantSample,
  id: tenantField[0],
  change: async (tenants, { id, verb }) => shown(await bring(tenants, id, verb)),
});

/** Vendor: pauses a tenant, after a suspend request. */
export const suspendTenant = stateChange({
  key: 'suspend_tenant',
  label: 'Suspend Tenant',
  description:
    'Suspends a tenant in your own provisioning system and returns its new status; one that is suspended already is left as it is. For vendors, after New Fulfillment Request of type suspend. To let it go on use Resume Tenant.',
  verb: 'suspend',
  target: 'suspended',
});

/** Vendor: lets a suspended tenant go on, after a resume request. */
export const resumeTenant = stateChange({
  key: 'resume_tenant',
  label: 'Resume Tenant',
  description:
    'Resumes a suspended tenant in your own provisioning system and returns its new status; one that is active already is left as it is. For vendors, after New Fulfillment Request of type resume.',
  verb: 'resume',
  target: 'active',
});

/** Vendor: ends a tenant, after a cancel request. */
export const deleteTenant = stateChange({
  key: 'delete_tenant',
  label: 'Delete Tenant',
  description:
    'Deletes a tenant in your own provisioning system for good and returns its last status; one that is gone already counts as deleted. For vendors, after New Fulfillment Request of type cancel. To pause it use Suspend Tenant.',
  verb: 'delete',
  target: 'deleted',
});
