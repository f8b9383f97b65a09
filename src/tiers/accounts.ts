import { TIER_ACCOUNT_TYPES, TierAccountWithVersions } from '../connect/schemas/tierAccount.ts';
import { hubPicker, tierAccountPicker } from '../fields/pickers.ts';
import { tierAccountWithVersionsSample } from '../samples/tierAccount.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { withVersions } from './support/versions.ts';

/** Customers and resellers of distributors. */

const by = filtersOf<'tier/accounts'>();

const accounts = objectKind({
  resource: (connect) => connect.tierAccounts,
  noun: 'Account',
  id: tierAccountPicker('account_id', { required: true }),
  returns: TierAccountWithVersions,
  sample: tierAccountWithVersionsSample,
  newestFirst: '-events.created.at',
});

export const findTierAccount = accounts.find({
  key: 'find_tier_account',
  label: 'Find Customer or Reseller Account',
  description:
    'Finds accounts of customers and resellers that match all of the given filters and returns them whole, newest first, also with their earlier versions.',
  byId: tierAccountPicker('id', {
    label: 'Account ID',
    helpText: 'For example `TA-0000-0000-0000`. The other filters are not used then.',
  }),
  filters: [
    by.is('external_id', {
      key: 'external_id',
      label: 'External ID',
      helpText: 'The ID of the account in your own system. Give the hub too: another hub may have the same.',
    }),
    by.is('hub.id', hubPicker('hub_id')),
    by.is('type', { key: 'type', label: 'Account Type', choices: TIER_ACCOUNT_TYPES }),
    by.is('external_uid', { key: 'external_uid', label: 'External UID' }),
    by.is('name', { key: 'name', label: 'Company Name Equals' }),
    by.contains('name', {
      key: 'name_contains',
      label: 'Company Name Contains',
      helpText: 'A part of the name, in capitals or small letters, for example `söhne`.',
    }),
    by.is('contact_info.contact.email', { key: 'contact_email', label: 'Contact Email' }),
    by.is(
      'parent.id',
      tierAccountPicker('parent_id', {
        label: 'Parent Account',
        helpText: 'The reseller above the account, for example `TA-0000-0000-0000`.',
      }),
    ),
  ],
  fields: [
    {
      key: 'with_versions',
      label: 'Read Earlier Versions',
      type: 'boolean',
      helpText:
        'Yes: each account that is found comes with what it was before each of its changes. One more call for each.',
    },
  ],
  shownWith: withVersions,
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
