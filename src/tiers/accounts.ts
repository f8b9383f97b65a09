import { TierAccount } from '../connect/schemas/tierAccount.ts';
import { tierAccountPicker } from '../fields/pickers.ts';
import { tierAccountSample } from '../samples/tierAccount.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Customers and resellers of distributors. */
const accounts = objectKind({
  resource: (connect) => connect.tierAccounts,
  noun: 'Account',
  id: tierAccountPicker('account_id', { required: true }),
  returns: TierAccount,
  sample: tierAccountSample,
  newestFirst: '-events.created.at',
});

export const accountChoices = accounts.dropdown({
  key: 'tier_account_choices',
  label: 'List Tier Accounts',
  description: 'Triggers when a customer or reseller is created. It fills the dropdowns for accounts.',
  // Names alone don't tell two customers of one name apart.
  choice: ({ id, name, type, external_id: externalId }) => ({
    name: `${name || id}: ${[type, externalId && `external ID ${externalId}`, id].filter(Boolean).join(', ')}`,
  }),
});
