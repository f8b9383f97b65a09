import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { withRule } from '../connect/reachState.ts';
import { type TierAccountRequest, ToldVendors } from '../connect/schemas/tiers.ts';
import { tierAccountPicker } from '../fields/pickers.ts';
import { toldVendorsSample } from '../samples/tierRequests.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { changeFields, changesOf } from './support/accountChange.ts';

/** More products than one account has. */
const ENOUGH = 100;

/** @throws ConnectError when nobody was told. */
const told = (id: string, requests: TierAccountRequest[], existed: boolean) => {
  const [first] = requests;
  if (!first)
    throw new ConnectError(
      'stop',
      `Account ${id} has these values now. No product is sold to it, so there is no vendor to tell.`,
    );
  return { ...first, requests, request_count: requests.length, existed_before: existed };
};

/** Distributor: changes an account and tells the vendors of its products. */
export const createTierAccountRequest = action({
  key: 'create_tier_account_request',
  noun: 'Account Request',
  label: 'Create Tier Account Request',
  description:
    'Changes those parts of the account of a customer or reseller that you fill in, and tells the vendor of each of its products, with a request for each. Returns the first request and all of them as line items. For distributors.',
  inputFields: defineInputFields([
    tierAccountPicker('id', { label: 'Account ID', required: true }),
    ...changeFields,
  ]),
  returns: ToldVendors,
  lock: lockOn('tier account', 'id'),
  sample: toldVendorsSample,
  run: async (connect, input) => {
    const account = await connect.tierAccounts.get(input.id);
    const { body, isChange } = await changesOf(account, input);
    if (!isChange) {
      const { rows } = await connect.tierAccountRequests.list({
        where: { 'account.id': input.id, 'account.version': account.version ?? undefined },
        ordering: ['-events.created.at'],
        limit: ENOUGH,
      });
      if (rows.length) return told(input.id, rows, true);
    }
    // Such a request can't say the environment.
    const { environment: _environment, ...whole } = body;
    const requests = await withRule(
      'Only the distributor can tell vendors of the change of an account.',
      connect.tierAccountRequests.createSeveral(
        { type: 'update', account: { id: input.id, ...whole } },
        {
          what: `tell the vendors of the change of tier account ${input.id}`,
          check: 'Running this step again does no harm: requests for the same change are recognised.',
        },
      ),
    );
    return told(input.id, requests, false);
  },
});
