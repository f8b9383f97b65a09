import type { Asset } from '../sandbox/modules/requests/model.ts';
import type { Tenant } from '../sandbox/modules/tenants/store.ts';
import { quantityOf } from './books.ts';
import type { Town } from './town.ts';
import type { Ending } from './truths.ts';

/** Each active subscription has exactly one tenant, in its state and with its limits; an ended one has none. */

/** How many users a tenant has: what was set last, or what it was made with. */
const usersOf = ({ limits, items }: Tenant & { items?: unknown }): unknown =>
  limits['users'] ??
  Number((items as { mpn: string; quantity: string }[]).find(({ mpn }) => mpn === 'BACKUP-USER')?.quantity);

const problemOf = (asset: Asset, tenants: readonly Tenant[]): string | undefined => {
  const [tenant, ...others] = tenants;
  if (asset.status === 'terminated')
    return tenant ? `has ended, and tenant ${tenant.id} is ${tenant.status}` : undefined;
  if (!tenant || others.length) return `is ${asset.status}, and has ${tenants.length} tenants`;
  if (tenant.status !== asset.status)
    return `is ${asset.status}, and tenant ${tenant.id} is ${tenant.status}`;
  if (usersOf(tenant) !== quantityOf(asset))
    return `has ${quantityOf(asset)} users, and tenant ${tenant.id} has ${String(usersOf(tenant))}`;
  const said = asset.params.find(({ id }) => id === 'tenant_id')?.value;
  // A system that doesn't tell its own ID knows the tenant by that of its subscription, too.
  return said === tenant.id || said === asset.id
    ? undefined
    : `says that its tenant is ${said || 'none'}, and it is ${tenant.id}`;
};

export const tenantTruths = (town: Town, _ending: Ending): void => {
  for (const asset of town.books.assets()) {
    const isSettled = ['active', 'suspended', 'terminated'].includes(asset.status) && !asset.pending_request;
    if (!asset.external_id.startsWith('#') || !isSettled) continue;
    const problem = problemOf(asset, town.books.tenantsOf(asset.id));
    if (problem) town.verdicts.broken('a subscription has its tenant', `${asset.id} ${problem}`);
  }
};
