import { accountUsers } from './accountUsers.ts';

/** Accounts and their people. */

export const dropdowns = [accountUsers];
