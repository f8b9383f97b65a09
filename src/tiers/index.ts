import {
  acceptAccountRequest,
  accountRequestChoices,
  accountRequestEvent,
  ignoreAccountRequest,
  newAccountRequests,
  newUpdatedAccountRequests,
  searchAccountRequests,
} from './accountRequests.ts';
import { accountChoices, findTierAccount } from './accounts.ts';
import {
  configRequestChoices,
  configRequestEvent,
  newConfigRequests,
  newUpdatedConfigRequests,
  searchConfigRequests,
} from './configRequests.ts';
import { searchTierConfigs, tierConfigChoices } from './configs.ts';

/** Tiers: the customers and resellers of distributors, and what products keep of them. */

export const triggers = [
  newAccountRequests,
  newUpdatedAccountRequests,
  accountRequestEvent,
  newConfigRequests,
  newUpdatedConfigRequests,
  configRequestEvent,
];

export const dropdowns = [accountChoices, accountRequestChoices, tierConfigChoices, configRequestChoices];

export const actions = [acceptAccountRequest, ignoreAccountRequest];

export const searches = [findTierAccount, searchAccountRequests, searchTierConfigs, searchConfigRequests];
