import { findAccount } from './findAccount.ts';
import { accountChoices, distributorChoices, vendorChoices } from './partners.ts';
import { accountUsers, findUser } from './users.ts';

/** Accounts and their people. */

export const dropdowns = [accountUsers, accountChoices, vendorChoices, distributorChoices];

export const searches = [findUser, findAccount];
