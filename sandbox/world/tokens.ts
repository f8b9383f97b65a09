import { accounts } from './catalog.ts';
import type { Account, Token } from './model.ts';

/** Who may call the sandbox's Connect. Made-up keys: they open nothing but a sandbox. */

const ALL_MODULES = ['Account', 'Subscriptions', 'Products', 'Marketplaces', 'Customers', 'Usage'];

const token = (id: string, secret: string, account: Account, more: Partial<Token> = {}): Token => ({
  id,
  secret,
  account,
  status: 'active',
  modules: ALL_MODULES,
  ...more,
});

export const accountRows: readonly Account[] = Object.values(accounts);

export const tokens = {
  vendor: token('SU-392-495-001', 'sandbox-vendor-secret', accounts.vendor),
  distributor: token('SU-425-033-001', 'sandbox-distributor-secret', accounts.distributor),
  unpermitted: token('SU-392-495-002', 'sandbox-unpermitted-secret', accounts.vendor, {
    modules: ['Account'],
  }),
  disabled: token('SU-392-495-003', 'sandbox-disabled-secret', accounts.vendor, { status: 'disabled' }),
  otherVendor: token('SU-700-001-001', 'sandbox-other-vendor-secret', accounts.otherVendor),
  otherDistributor: token('SU-700-002-001', 'sandbox-other-distributor-secret', accounts.otherDistributor),
} as const;

const byId = new Map<string, Token>(Object.values(tokens).map((one) => [one.id, one]));

/** The token of a key's two parts; undefined when there is none. */
export const findToken = (id: string, secret: string): Token | undefined => {
  const found = byId.get(id);
  return found?.secret === secret ? found : undefined;
};

/** A token's key, as people copy it from the portal: with the scheme. */
export const apiKeyOf = ({ id, secret }: Token): string => `ApiKey ${id}:${secret}`;
