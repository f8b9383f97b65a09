import { accountChoices } from './accounts.ts';

/** Tiers: the customers and resellers of distributors. */

export const dropdowns = [accountChoices];
