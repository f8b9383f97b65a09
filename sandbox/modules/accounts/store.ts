import { storeOf } from '../../world/world.ts';
import { accounts, type User, users } from './data.ts';

/** The accounts of Connect and their people. */
export const accountsOf = storeOf((world) => ({
  accounts: world.table('/accounts', { rows: Object.values(accounts) }),
  /** The people of an account. */
  usersOf: (account: string): readonly User[] => users[account] ?? [],
}));
