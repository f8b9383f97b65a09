import type { Ready, Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The actions on tiers, each in a world in which it can be carried out. */

type Json = Record<string, unknown>;

const accountsOf = (stage: Stage) => [...stage.sandbox.world.tiers.accounts.all()];
const accountRequestsOf = (stage: Stage) => [...stage.sandbox.world.tiers.accountRequests.all()];
const configRequest = (stage: Stage, id: string) => stage.sandbox.world.tiers.configRequests.get(id);

/** @returns the ID of the reseller of a purchase. */
const reseller = async (stage: Stage): Promise<string> => {
  await stage.purchase();
  return accountsOf(stage).find(({ type }) => type === 'reseller')?.id ?? '';
};

/** The answer of a vendor to a changed account. */
const answering = (key: string, verb: string, status: string, input: Json = {}): Scenario => ({
  key,
  prepare: async (stage) => {
    const change = { id: await reseller(stage), city: 'Chicago' };
    const { id } = await stage.run('create_tier_account_request', 'store', change);
    return {
      by: 'vendor',
      input: { id, ...input },
      hits: { host: 'connect', method: 'POST', path: `/tier/account-requests/${String(id)}/${verb}` },
      results: () => accountRequestsOf(stage).filter((one) => one.status === status).length,
    };
  },
});

/** Something done to the request that sets a reseller up. */
const acting = (
  key: string,
  verb: string,
  by: Ready['by'],
  isDone: (request: { status: string; assignee: unknown }) => boolean,
  {
    input = {},
    from = 'pending',
    before = async () => {},
    idKey = 'request_id',
    ...more
  }: {
    input?: Json;
    from?: 'inquiring' | 'pending';
    before?: (stage: Stage, id: string) => Promise<unknown>;
    idKey?: string;
  } & Partial<Scenario> = {},
): Scenario => ({
  key,
  hasEmptyAnswer: true,
  ...more,
  prepare: async (stage) => {
    const id = await stage.tierRequest(from);
    await before(stage, id);
    return {
      by,
      input: { [idKey]: id, ...input },
      hits: { host: 'connect', method: 'POST', path: `/tier/config-requests/${id}/${verb}` },
      results: () => {
        const request = configRequest(stage, id);
        return request && isDone(request) ? 1 : 0;
      },
    };
  },
});

const KIM = { email: 'kim@vendor.example.com' };
const is =
  (wanted: string) =>
  ({ status }: { status: string }): boolean =>
    status === wanted;

/** What sets a reseller of its own up. */
const setup = async (stage: Stage): Promise<Json> => {
  const { id } = await stage.run('create_tier_account', 'store', stage.accountInput('reseller'));
  return {
    product_id: 'PRD-633-745-986',
    account_id: id,
    tier_level: '1',
    params: { reseller_email: 'alex@example.com' },
  };
};

export const tierScenarios: readonly Scenario[] = [
  {
    key: 'create_tier_account',
    prepare: async (stage) => ({
      by: 'store',
      input: stage.accountInput('customer'),
      hits: { host: 'connect', method: 'POST', path: '/tier/accounts' },
      results: () => accountsOf(stage).length,
    }),
  },
  {
    key: 'update_tier_account',
    prepare: async (stage) => {
      const { id } = await stage.run('create_tier_account', 'store', stage.accountInput('customer'));
      return {
        by: 'store',
        input: { account_id: id, company_name: 'New Ltd.' },
        hits: { host: 'connect', method: 'PUT', path: `/tier/accounts/${String(id)}` },
        results: () =>
          accountsOf(stage).filter(({ account, version }) => account.name === 'New Ltd.' && version === 2)
            .length,
      };
    },
  },
  {
    key: 'create_tier_account_request',
    prepare: async (stage) => ({
      by: 'store',
      input: { id: await reseller(stage), city: 'Chicago' },
      hits: { host: 'connect', method: 'POST', path: '/tier/account-requests' },
      results: () => accountRequestsOf(stage).length,
    }),
  },
  answering('accept_tier_account_request', 'accept', 'accepted'),
  answering('ignore_tier_account_request', 'ignore', 'ignored', { reason: 'Not used.' }),
  {
    key: 'create_update_tier_config_request',
    prepare: async (stage) => ({
      by: 'store',
      input: await setup(stage),
      hits: { host: 'connect', method: 'POST', path: '/tier/config-requests' },
      results: () => stage.sandbox.world.tiers.configRequests.size,
    }),
  },
  {
    key: 'fill_tier_params',
    prepare: async (stage) => {
      const id = await stage.tierRequest('inquiring');
      return {
        by: 'store',
        input: { request_id: id, params: { reseller_email: 'new@example.com' } },
        hits: { host: 'connect', method: 'PUT', path: `/tier/config-requests/${id}` },
        results: () =>
          configRequest(stage, id)?.params.filter(({ value }) => value === 'new@example.com').length ?? 0,
      };
    },
    sampled: async (stage) => ({
      by: 'vendor',
      input: { request_id: await stage.tierRequest('pending'), params: { reseller_id: 'r-2' } },
    }),
  },
  acting('inquire_tier_config_request', 'inquire', 'vendor', is('inquiring'), {
    input: { params: { reseller_email: 'Not known.' } },
  }),
  acting('approve_tier_config_request', 'approve', 'vendor', is('approved'), {
    idKey: 'id',
    input: { template_id: 'TL-633-745-011' },
    hasEmptyAnswer: false,
  }),
  acting('fail_tier_config_request', 'fail', 'vendor', is('failed'), { input: { reason: 'Not known.' } }),
  acting('pend_tier_config_request', 'pend', 'store', is('pending'), {
    from: 'inquiring',
    before: (stage, id) =>
      stage.run('fill_tier_params', 'store', {
        request_id: id,
        params: { reseller_email: 'alex@example.com' },
      }),
  }),
  acting('assign_tier_config_request', 'assign', 'vendor', ({ assignee }) => Boolean(assignee), {
    input: KIM,
  }),
  acting('unassign_tier_config_request', 'unassign', 'vendor', ({ assignee }) => !assignee, {
    before: (stage, id) => stage.run('assign_tier_config_request', 'vendor', { request_id: id, ...KIM }),
  }),
  {
    key: 'submit_tier_config_request',
    prepare: async (stage) => {
      const input = { ...(await setup(stage)), draft: true };
      const { id } = await stage.run('create_update_tier_config_request', 'store', input);
      return {
        by: 'store',
        input: { request_id: id },
        hits: { host: 'connect', method: 'POST', path: `/tier/config-requests/${String(id)}/submit` },
        results: () => (configRequest(stage, String(id))?.status === 'pending' ? 1 : 0),
      };
    },
  },
];
