import type { TierAccount } from '../../connect/schemas/tierAccount.ts';
import { ACCOUNT, type AccountChanges, accountFields, readAccountParts } from '../../fields/account.ts';
import { holds } from '../../fields/holds.ts';
import { tierAccountPicker } from '../../fields/pickers.ts';
import { missing } from '../../zapier/input.ts';

/** Changes of an account: what is given is changed, and the rest is left as it is. */

/** What an account may have beside its name and address. */
export const taxIdField = {
  key: 'tax_number',
  label: 'Tax Number',
  helpText: 'The number under which the company pays taxes, for example `DE123456789`.',
} as const;
export const parentField = tierAccountPicker('parent_id', {
  label: 'Parent Account',
  helpText: 'The reseller above the account, for example `TA-0000-0000-0000`.',
});

/** The parts of an account, none of them needed. */
export const changeFields = [
  ...accountFields(
    { ...ACCOUNT, help: { external_uid: 'Another UUID for this account, where it needs one.' } },
    false,
    'Empty: it stays as it is, as do all others.',
  ),
  taxIdField,
];

/** Parts that have a value; Connect gives null and empty texts for others. */
const given = (parts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );

/** An account as Connect takes it, with changes written in: whole, so that a PUT takes nothing away. */
const written = (
  { type, environment, parent, external_id, external_uid, name, tax_id, contact_info: info }: TierAccount,
  { contact_info: changed, ...changes }: AccountChanges,
  more: Readonly<Record<string, unknown>>,
) => ({
  ...given({ type, external_id, external_uid, name, tax_id }),
  ...(environment ? { environment } : {}),
  ...(parent?.id ? { parent: { id: parent.id } } : {}),
  ...changes,
  ...given(more),
  contact_info: { ...info, ...changed, contact: { ...info?.contact, ...changed.contact } },
});

/** Connect writes country codes in capitals or not. */
const plain = ({ contact_info: info, ...account }: TierAccount | ReturnType<typeof written>) => ({
  ...account,
  contact_info: { ...info, country: String(info?.country ?? '').toUpperCase() },
});

/**
 * An account with the changes of a form written in.
 * @returns what Connect takes, and whether it differs from what Connect has.
 * @throws ConnectError for a part that can't be read, and when the form changes nothing.
 */
export const changesOf = async (account: TierAccount, input: Readonly<Record<string, unknown>>) => {
  const changes = await readAccountParts(ACCOUNT, input, account.contact_info?.country?.toUpperCase());
  const { tax_number: tax_id, parent_id } = input;
  const { contact_info: info, ...top } = changes;
  const parts = [top, given({ tax_id, parent_id }), info.contact, { ...info, contact: undefined }];
  if (parts.every((part) => Object.keys(given(part)).length === 0))
    throw missing('Changes', 'a value for at least one part of the account');
  const body = written(account, changes, { tax_id, ...(parent_id ? { parent: { id: parent_id } } : {}) });
  return { body, isChange: !holds(plain(account), plain(body)) };
};
