import { defineInputFields } from 'zapier-platform-core';
import { object, text } from '../../connect/schemas/fieldTypes.ts';
import { actionsOver, searchesOver } from '../../zapier/operation.ts';
import { openTenants } from '../api.ts';

export const tenantAction = actionsOver(openTenants);
export const tenantSearch = searchesOver(openTenants);

/** A tenant; whatever else the vendor's system sends passes through. */
export const Tenant = object(() => ({
  id: text('Tenant ID'),
  status: text('Tenant Status'),
  // `done`, or `in progress` while the vendor's system goes on with it.
  provisioning: text(),
}));

export const tenantSample = { id: 'tenant-4711', status: 'active', provisioning: 'done' };

export const tenantField = defineInputFields([
  {
    key: 'tenant_id',
    label: 'Tenant',
    required: true,
    helpText: "The tenant's ID in your own system, for example `tenant-4711`, as Create Tenant returned it.",
  },
]);
