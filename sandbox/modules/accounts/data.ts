import type { Account, Reference } from '../../world/model.ts';

/** The seeded accounts, their people and their keys. The same in every run. */

export interface User extends Reference {
  email: string;
}

export interface Token {
  /** `SU-…` */
  id: string;
  secret: string;
  account: Account;
  status: 'active' | 'disabled';
  /** The permissions that the token has; all without it. */
  modules?: readonly string[];
}

const SINCE = '2024-01-10T09:00:00+00:00';

const account = (id: string, name: string, type: Account['type']): Account => ({
  id,
  name,
  type,
  role: type === 'vendor' ? 'vendor' : 'distributor',
  brand: 'BR-000',
  external_id: '',
  events: { created: { at: SINCE } },
});

export const accounts = {
  vendor: account('VA-392-495', 'Example Vendor', 'vendor'),
  distributor: account('PA-425-033', 'Example Distributor', 'provider'),
  otherVendor: account('VA-700-001', 'Another Vendor', 'vendor'),
  otherDistributor: account('PA-700-002', 'Another Distributor', 'provider'),
};

/** By account. */
export const users: Readonly<Record<string, readonly User[]>> = {
  [accounts.vendor.id]: [
    { id: 'UR-841-574-187', name: 'Robin Sample', email: 'robin@vendor.example.com' },
    { id: 'UR-841-574-188', name: 'Kim Sample', email: 'kim@vendor.example.com' },
  ],
  [accounts.distributor.id]: [
    { id: 'UR-539-008-555', name: 'Alex Sample', email: 'alex@distributor.example.com' },
  ],
};

const token = (id: string, secret: string, owner: Account, more: Partial<Token> = {}): Token => ({
  id,
  secret,
  account: owner,
  status: 'active',
  ...more,
});

/** Made-up keys: they open nothing but a sandbox. */
export const tokens: readonly Token[] = [
  token('SU-392-495-001', 'sandbox-vendor-secret', accounts.vendor),
  token('SU-425-033-001', 'sandbox-distributor-secret', accounts.distributor),
  token('SU-392-495-002', 'sandbox-unpermitted-secret', accounts.vendor, { modules: ['Account'] }),
  token('SU-392-495-003', 'sandbox-disabled-secret', accounts.vendor, { status: 'disabled' }),
  token('SU-392-495-004', 'sandbox-vendor-second-secret', accounts.vendor),
  token('SU-425-033-002', 'sandbox-distributor-second-secret', accounts.distributor),
  token('SU-700-002-001', 'sandbox-other-distributor-secret', accounts.otherDistributor),
  token('SU-700-002-002', 'sandbox-other-distributor-second-secret', accounts.otherDistributor),
];

/** The tokens of an account that open all modules: it may change from one to another. */
export const openTokensOf = ({ id }: Account): readonly Token[] =>
  tokens.filter(({ account, status, modules }) => account.id === id && status === 'active' && !modules);

export const apiKeyOf = ({ id, secret }: Token): string => `ApiKey ${id}:${secret}`;
