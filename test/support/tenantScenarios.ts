import type { Ready, Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The actions in the vendor's own system. */

type Json = Record<string, unknown>;

/** Something done to a tenant that is there already. */
const onTenant = (
  key: string,
  method: string,
  path: string,
  before: readonly string[],
  status: string,
  input: Json = {},
): Scenario => ({
  key,
  hasEmptyAnswer: path !== '' || method === 'DELETE',
  prepare: async (stage: Stage): Promise<Ready> => {
    const id = await stage.tenant();
    for (const action of before) await stage.run(action, 'vendor', { tenant_id: id });
    return {
      by: 'vendor',
      input: { tenant_id: id, ...input },
      hits: { host: 'tenant', method, path: `/tenant/${id}${path}` },
      results: () => (stage.sandbox.tenants.find(id)?.status === status ? 1 : 0),
    };
  },
});

/** A token that the vendor's system refuses is not Connect's key, so Zapier doesn't ask for a new one. */
const tenantActions: readonly Scenario[] = [
  {
    key: 'create_tenant',
    prepare: async (stage) => ({
      by: 'vendor',
      input: { asset_id: 'AS-0000-0000-0001' },
      hits: { host: 'tenant', method: 'POST', path: '/tenant' },
      results: () => stage.sandbox.tenants.save().length,
    }),
  },
  onTenant('update_tenant_limits', 'PUT', '', [], 'active', { limits: { users: '5' } }),
  onTenant('suspend_tenant', 'PUT', '/disable', [], 'suspended'),
  onTenant('resume_tenant', 'PUT', '/enable', ['suspend_tenant'], 'active'),
  onTenant('delete_tenant', 'DELETE', '', [], 'deleted'),
];

export const tenantScenarios: readonly Scenario[] = tenantActions.map((scenario) => ({
  ...scenario,
  fails: { '401': 'AppError' },
}));
