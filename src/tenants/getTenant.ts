import { Tenant, tenantField, tenantSample, tenantSearch } from './support/tenant.ts';
import { asWork, shown } from './support/work.ts';

/** Vendor: the tenant with an ID, as the vendor's own system tells of it. */
export const getTenant = tenantSearch({
  key: 'get_tenant',
  noun: 'Tenant',
  label: 'Find Tenant',
  description:
    'Finds a tenant in your own provisioning system by its ID and returns it with its status; finds nothing when there is none. For vendors.',
  inputFields: tenantField,
  returns: Tenant,
  sample: tenantSample,
  run: async (tenants, { tenant_id: id }) => {
    const found = await tenants.find(id);
    return found ? [shown(asWork(found, id))] : [];
  },
});
