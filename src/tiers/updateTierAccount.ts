import { defineInputFields } from 'zapier-platform-core';
import { withRule } from '../connect/reachState.ts';
import { TierAccount } from '../connect/schemas/tierAccount.ts';
import { tierAccountPicker } from '../fields/pickers.ts';
import { tierAccountSample } from '../samples/tierAccount.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { changeFields, changesOf, parentField } from './support/accountChange.ts';

/** Distributor: changes what is given of an account, and leaves the rest. */
export const updateTierAccount = action({
  key: 'update_tier_account',
  noun: 'Account',
  label: 'Update Customer or Reseller Account',
  description:
    'Changes those parts of the account of a customer or reseller that you fill in, and returns it; the others stay. For distributors. To tell the vendors too use Create Tier Account Request.',
  inputFields: defineInputFields([
    tierAccountPicker('account_id', { label: 'Account ID', required: true }),
    ...changeFields,
    parentField,
  ]),
  returns: TierAccount,
  lock: lockOn('tier account', 'account_id'),
  sample: { ...tierAccountSample, version: 2 },
  run: async (connect, input) => {
    const account = await connect.tierAccounts.get(input.account_id);
    const { body, isChange } = await changesOf(account, input);
    if (!isChange) return account;
    return withRule(
      'Only the distributor can change the account of a customer or reseller.',
      connect.tierAccounts.update(input.account_id, body, {
        check: 'Running this step again does no harm: what was changed is recognised.',
      }),
    );
  },
});
