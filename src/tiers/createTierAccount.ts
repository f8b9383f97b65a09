import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { withRule } from '../connect/reachState.ts';
import { object } from '../connect/schemas/fieldTypes.ts';
import { MadeAccount, TIER_ACCOUNT_TYPES, type TierAccount } from '../connect/schemas/tierAccount.ts';
import { ACCOUNT, accountFields, readAccount } from '../fields/account.ts';
import { ENVIRONMENTS } from '../fields/environments.ts';
import { hubPicker } from '../fields/pickers.ts';
import { madeAccountSample } from '../samples/tierAccount.ts';
import { grouped } from '../zapier/groups.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { changesOf, parentField, taxIdField } from './support/accountChange.ts';

/** More accounts of one external ID at one hub than anybody has. */
const ENOUGH = 100;

/** Connect answers what was written, which has no ID. */
const Written = object(() => ({}));

/** The account that a form is about, where Connect has it: by its UID, or by its external ID at the hub. */
const knownAccount = async (
  connect: Connect,
  { type, hub_id, external_uid }: { type: string; hub_id: string; external_uid?: string | undefined },
  externalId: string,
): Promise<TierAccount | undefined> => {
  const { rows } = await connect.tierAccounts.list({
    where: { external_id: externalId, 'hub.id': hub_id, type },
    limit: ENOUGH,
  });
  return external_uid ? rows.find((row) => row.external_uid === external_uid) : rows[0];
};

/** What a step that finds an account gives for it. @throws ConnectError when the account has other data. */
const asFound = async (known: TierAccount, input: Readonly<Record<string, unknown>>, externalId: string) => {
  const { isChange } = await changesOf(known, { ...input, external_uid: undefined });
  if (!isChange) return { ...known, existed_before: true };
  throw new ConnectError(
    'fix',
    `Connect has the account ${known.id} with the external ID ${externalId} at this hub already, with other data. To change it use Update Customer or Reseller Account. Nothing was created.`,
  );
};

/** Distributor: makes the account of a customer or reseller. */
export const createTierAccount = action({
  key: 'create_tier_account',
  noun: 'Account',
  label: 'Create Customer or Reseller Account',
  description:
    'Creates the account of a customer or reseller at a hub and returns it. For distributors. One that is there with the same external ID and the same data is returned; to change it use Update Customer or Reseller Account.',
  inputFields: defineInputFields([
    { key: 'type', label: 'Account Type', required: true, choices: TIER_ACCOUNT_TYPES },
    hubPicker('hub_id', { required: true }),
    ...accountFields(ACCOUNT, true),
    ...grouped('details', [
      taxIdField,
      parentField,
      { key: 'environment', label: 'Environment', choices: ENVIRONMENTS, helpText: 'Empty: Production.' },
    ]),
  ]),
  returns: MadeAccount,
  lock: lockOn('tier account', 'external_id'),
  sample: madeAccountSample,
  run: async (connect, input) => {
    const { type, hub_id } = input;
    const form: Record<string, unknown> = input;
    const { tax_number: tax_id, parent_id, environment } = form;
    const account = await readAccount(ACCOUNT, input, true);
    const known = await knownAccount(connect, input, account.external_id);
    if (known) return asFound(known, input, account.external_id);
    const body = {
      type,
      hub: { id: hub_id },
      ...account,
      ...(tax_id ? { tax_id } : {}),
      ...(parent_id ? { parent: { id: parent_id } } : {}),
      ...(environment ? { environment } : {}),
    };
    try {
      await withRule(
        'Only the distributor can create accounts of customers and resellers, at a hub of its own.',
        connect.tierAccounts.createFor(body, Written, {
          what: `create the account ${account.external_id}`,
          check: 'Running this step again does no harm: an account that was created is recognised.',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
      // Another step may have created it meanwhile. A look-up that fails too must not hide why Connect refused.
      const meanwhile = await knownAccount(connect, input, account.external_id).catch(() => undefined);
      if (!meanwhile) throw error;
      return asFound(meanwhile, input, account.external_id);
    }
    const made = await knownAccount(
      connect,
      { type, hub_id, external_uid: account.external_uid },
      account.external_id,
    );
    if (made) return { ...made, existed_before: false };
    throw new ConnectError(
      'fix',
      `Connect has created the account ${account.external_id}, but doesn't show it yet. Run this step again in a minute: it isn't created twice.`,
    );
  },
});
