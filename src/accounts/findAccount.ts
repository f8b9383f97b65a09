import { Partner } from '../connect/schemas/catalog.ts';
import { accountPicker } from '../fields/pickers.ts';
import { partnerSample } from '../samples/catalog.ts';
import { fieldsOf, filtersOf, type Input, queryOf } from '../zapier/filter.ts';
import { limitFieldOf, readLimit } from '../zapier/findOptions.ts';
import { search } from '../zapier/operation.ts';

const fields = {
  id: accountPicker('id', { helpText: 'For example `VA-000-000` or `PA-000-000`.' }),
  name: {
    key: 'name',
    label: 'Name Contains',
    helpText: 'A part of the name, in capitals or small letters, for example `example`.',
  },
  type: { key: 'type', label: 'Type', choices: { vendor: 'Vendor', provider: 'Distributor' } },
} as const;

const ofPartners = filtersOf<'partners'>();
const partnerFilters = [
  ofPartners.oneOf('id', fields.id),
  ofPartners.contains('name', fields.name),
  ofPartners.is('type', fields.type),
];

const ofAccounts = filtersOf<'accounts'>();
const accountFilters = [
  ofAccounts.oneOf('id', fields.id),
  ofAccounts.contains('name', fields.name),
  // Connect writes the types of accounts in capitals here.
  ofAccounts.own([fields.type], ({ type }) => ({
    where: { type: { eq: type && (type === 'vendor' ? 'Vendor' : 'Provider') } },
  })),
];

/** Either side: the accounts that it works with, or its own. */
export const findAccount = search({
  key: 'find_account',
  noun: 'Account',
  label: 'Find Account',
  description:
    'Finds partners, the vendors or distributors that your account works with, or your own account, and returns them. For customers and resellers use Find Customer or Reseller Account.',
  inputFields: [
    {
      key: 'among',
      label: 'Look Among',
      choices: { partners: 'Partners', own: 'Your Own Account' },
      helpText: 'Empty: partners.',
    },
    ...fieldsOf(partnerFilters),
    ...limitFieldOf('By name.'),
  ],
  returns: Partner,
  sample: partnerSample,
  run: async (connect, input: Input) => {
    const limit = readLimit(input);
    if (input['among'] === 'own')
      return (await connect.accounts.list({ ...queryOf(accountFilters, input), limit })).rows;
    const query = queryOf(partnerFilters, input);
    return (await connect.partners.list({ ...query, ordering: ['name'], limit })).rows;
  },
});
