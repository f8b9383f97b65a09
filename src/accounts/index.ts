import { findAccount } from './findAccount.ts';
import { accountUsers, findUser } from './users.ts';

/** Accounts and their people. */

export const dropdowns = [accountUsers];

export const searches = [findUser, findAccount];
