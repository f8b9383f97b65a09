import { defineInputFields } from 'zapier-platform-core';
import { readQuantity } from '../fields/items.ts';
import { missing } from '../zapier/input.ts';
import { Tenant, tenantAction, tenantField, tenantSample } from './support/tenant.ts';
import { limit, shown } from './support/work.ts';

/** Vendor: sets the resource limits of a tenant, after a change request. */
export const updateTenantLimits = tenantAction({
  key: 'update_tenant_limits',
  noun: 'Tenant',
  label: 'Update Tenant Limits',
  description:
    'Sets resource limits of a tenant in your own provisioning system and returns the tenant. For vendors, after New Fulfillment Request of type change.',
  inputFields: defineInputFields([
    ...tenantField,
    {
      key: 'limits',
      label: 'Limits',
      dict: true,
      required: true,
      helpText:
        'The resource on the left, its new limit on the right, for example `users` and `25`, or `unlimited`.',
    },
  ]),
  returns: Tenant,
  sample: tenantSample,
  run: async (tenants, { tenant_id: id, limits }) => {
    const given = Object.entries(limits);
    if (given.length === 0)
      throw missing('Limits', 'at least one resource and its limit, for example users and 25');
    const wanted = Object.fromEntries(
      given.map(([resource, value]) => [resource, readQuantity(`Limits, ${resource}`, value)]),
    );
    return shown(await limit(tenants, id, wanted));
  },
});
