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

/** Searches that an action completes when they find nothing; each has the key of its search. */
export const searchOrCreates = [
  {
    key: getTenant.key,
    display: {
      label: 'Find or Create Tenant',
      description:
        'Finds a tenant in your own provisioning system by its ID; when there is none, it is created for a subscription.',
    },
    search: getTenant.key,
    create: createTenant.key,
  },
];
