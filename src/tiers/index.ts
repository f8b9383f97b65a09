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
  approveConfigRequest,
  assignConfigRequest,
  failConfigRequest,
  pendConfigRequest,
  submitConfigRequest,
  unassignConfigRequest,
} from './configRequestStates.ts';
import {
  configRequestChoices,
  configRequestEvent,
  newConfigRequests,
  newUpdatedConfigRequests,
  searchConfigRequests,
  waitForConfigRequest,
} from './configRequests.ts';
import { searchTierConfigs, tierConfigChoices } from './configs.ts';
import { createTierAccount } from './createTierAccount.ts';
import { createTierAccountRequest } from './createTierAccountRequest.ts';
import { createUpdateTierConfigRequest } from './createUpdateTierConfigRequest.ts';
import { fillTierParams } from './fillTierParams.ts';
import { inquireConfigRequest } from './inquireTierConfigRequest.ts';
import { tierTemplates } from './tierTemplates.ts';
import { updateTierAccount } from './updateTierAccount.ts';
import { validateConfigRequest } from './validateTierConfigRequest.ts';

/** Tiers: the customers and resellers of distributors, and what products keep of them. */

export const triggers = [
  newAccountRequests,
  newUpdatedAccountRequests,
  accountRequestEvent,
  newConfigRequests,
  newUpdatedConfigRequests,
  configRequestEvent,
];

export const dropdowns = [
  accountChoices,
  accountRequestChoices,
  tierConfigChoices,
  configRequestChoices,
  tierTemplates,
];

/** Either side. */
export const sharedActions = [waitForConfigRequest];

/** A distributor keeps its accounts, and asks for configurations. */
export const distributorActions = [
  createTierAccount,
  updateTierAccount,
  createTierAccountRequest,
  createUpdateTierConfigRequest,
  submitConfigRequest,
  validateConfigRequest,
];

/** A vendor takes note of changed accounts, and configures resellers. */
export const vendorActions = [
  acceptAccountRequest,
  ignoreAccountRequest,
  fillTierParams,
  approveConfigRequest,
  failConfigRequest,
  inquireConfigRequest,
  pendConfigRequest,
  assignConfigRequest,
  unassignConfigRequest,
];

export { legacyTierActions as legacyActions } from './legacyKeys.ts';

/** Searches that an action completes when they find nothing; each has the key of its search. */
export const searchOrCreates = [
  {
    key: findTierAccount.key,
    display: {
      label: 'Find or Create Customer or Reseller Account',
      description:
        'Finds the account of a customer or reseller, for example by its external ID at a hub; when there is none, it is created there.',
    },
    search: findTierAccount.key,
    create: createTierAccount.key,
  },
];

export const searches = [findTierAccount, searchAccountRequests, searchTierConfigs, searchConfigRequests];
