import { createTenant } from './createTenant.ts';
import { getTenant } from './getTenant.ts';
import { provisionRequest } from './provisionRequest.ts';
import { deleteTenant, resumeTenant, suspendTenant } from './tenantStates.ts';
import { updateTenantLimits } from './updateTenantLimits.ts';

/** Tenants in a vendor's own system. */

export const actions = [
  createTenant,
  updateTenantLimits,
  suspendTenant,
  resumeTenant,
  deleteTenant,
  provisionRequest,
];

export const searches = [getTenant];
