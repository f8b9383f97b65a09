import { defineInputFields } from 'zapier-platform-core';
import { missing } from '../zapier/input.ts';
import { hasPostalCodes, readCountry } from './country.ts';
import { readPhone } from './phone.ts';
import { derivedUid } from './uid.ts';

/** A tier account as Connect takes it in a purchase. */
export interface TierAccount {
  external_id: string;
  external_uid: string;
  name: string;
  contact_info: Record<string, unknown>;
}

/** What a tier account is made of: the key's end, the label's end, whether Connect needs it in every country. */
const PARTS = [
  ['external_id', 'External ID', true],
  ['external_uid', 'External UID', false],
  ['company_name', 'Company Name', true],
  ['address1', 'Address Line 1', true],
  ['address2', 'Address Line 2', false],
  ['city', 'City', true],
  ['state', 'State', false],
  ['postal_code', 'Postal Code', false],
  ['country', 'Country', true],
  ['first_name', 'First Name', true],
  ['last_name', 'Last Name', true],
  ['email', 'Email', true],
  ['phone', 'Phone', false],
] as const;
type Part = (typeof PARTS)[number][0];

const HELP: Partial<Record<Part, string>> = {
  external_id: 'The ID of this account in your own system. Connect keeps one account for each.',
  external_uid: 'A UUID for this account. Left empty, one is derived from its external ID, always the same.',
  state: 'The state, province or region, where addresses of the country have one, for example `Illinois`.',
  postal_code: 'Needed in countries that have postal codes, for example `62701`.',
  country: 'Two-letter code or name, for example `US`, `United States` or `Deutschland`.',
  phone: 'Any usual notation, best with the country code, for example `+1 212 555 0100`.',
};

/** Who an account is to a subscription: the prefix of its keys and of its labels. */
export interface AccountRole {
  readonly prefix: 't1' | 't2' | 'customer' | '';
  readonly label: string;
  /** Help that differs from that of other accounts. */
  readonly help?: Partial<Record<Part, string>>;
}
/** An account by itself. */
export const ACCOUNT: AccountRole = { prefix: '', label: '' };
export const TIER_1: AccountRole = { prefix: 't1', label: 'Tier 1' };
export const TIER_2: AccountRole = { prefix: 't2', label: 'Tier 2' };
export const CUSTOMER: AccountRole = { prefix: 'customer', label: 'Customer' };

const keyOf = ({ prefix }: AccountRole, part: Part): string => (prefix ? `${prefix}_${part}` : part);
const labelOf = ({ label }: AccountRole, name: string): string => `${label} ${name}`.trim();

/**
 * Input fields of an account in one role.
 * @param required whether an account has to be given at all.
 * @param whenBlank what it means when none is, as a sentence.
 */
export const accountFields = (role: AccountRole, required: boolean, whenBlank = '') =>
  defineInputFields(
    PARTS.map(([key, name, needed]) => {
      const help = [key === 'external_id' && !required && whenBlank, role.help?.[key] ?? HELP[key]]
        .filter(Boolean)
        .join(' ');
      return {
        key: keyOf(role, key),
        label: labelOf(role, name),
        required: required && needed,
        ...(help ? { helpText: help } : {}),
      };
    }),
  );

/** The input keys of an account in one role. */
export const accountKeys = (role: AccountRole): string[] => PARTS.map(([part]) => keyOf(role, part));

type Given = Record<string, unknown>;
const valueIn = (role: AccountRole, input: Given, part: Part): string =>
  String(input[keyOf(role, part)] ?? '').trim();
const isGiven = (role: AccountRole, input: Given) =>
  PARTS.some(([part]) => valueIn(role, input, part) !== '');

/** Those of the values that are there. */
const filled = <Value>(values: Readonly<Record<string, Value | undefined | ''>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));

/** What of an account a form changes. */
export interface AccountChanges {
  readonly external_id?: string;
  readonly external_uid?: string;
  readonly name?: string;
  readonly contact_info: Record<string, unknown> & { readonly contact: Record<string, unknown> };
}

/**
 * The parts of an account that a person filled in, as Connect takes them.
 * @param known the country that it is in, two letters, for phone numbers without a country code.
 * @throws ConnectError naming the part that can't be read.
 */
export const readAccountParts = async (
  role: AccountRole,
  input: Given,
  known?: string,
): Promise<AccountChanges> => {
  const value = (part: Part) => valueIn(role, input, part);
  const country = value('country')
    ? await readCountry(labelOf(role, 'Country'), value('country'))
    : undefined;
  const phone = value('phone')
    ? await readPhone(labelOf(role, 'Phone'), value('phone'), country ?? known)
    : undefined;
  return {
    ...filled({
      external_id: value('external_id'),
      external_uid: value('external_uid'),
      name: value('company_name'),
    }),
    contact_info: {
      ...filled({
        address_line1: value('address1'),
        address_line2: value('address2'),
        city: value('city'),
        state: value('state'),
        postal_code: value('postal_code'),
        country,
      }),
      contact: filled<string | object>({
        first_name: value('first_name'),
        last_name: value('last_name'),
        email: value('email'),
        phone_number: phone,
      }),
    },
  };
};

/** The account that a person filled in. @throws ConnectError naming the first part that is missing or wrong. */
const filledIn = async (role: AccountRole, input: Given): Promise<TierAccount> => {
  for (const [part, name, needed] of PARTS) {
    if (needed && valueIn(role, input, part) === '') throw missing(labelOf(role, name));
  }
  const parts = await readAccountParts(role, input);
  const { contact_info: info } = parts;
  const country = String(info['country']);
  if (!info['postal_code'] && hasPostalCodes(country))
    throw missing(
      labelOf(role, 'Postal Code'),
      `the one of the address: addresses in ${country} have postal codes`,
    );
  const externalId = valueIn(role, input, 'external_id');
  return {
    external_id: externalId,
    // External IDs are those of a hub: another one may have the same for somebody else.
    external_uid:
      valueIn(role, input, 'external_uid') ||
      derivedUid('tier account', String(input['hub_id'] ?? '').trim(), externalId),
    name: valueIn(role, input, 'company_name'),
    contact_info: { address_line2: '', ...info },
  };
};

/**
 * The account that a person filled in; undefined when nothing of an account that isn't required is.
 * @throws ConnectError naming the first part that is missing or can't be read.
 */
export function readAccount(
  role: AccountRole,
  input: Record<string, unknown>,
  required: true,
): Promise<TierAccount>;
export function readAccount(
  role: AccountRole,
  input: Record<string, unknown>,
  required: boolean,
): Promise<TierAccount | undefined>;
export async function readAccount(role: AccountRole, input: Record<string, unknown>, required: boolean) {
  return required || isGiven(role, input) ? filledIn(role, input) : undefined;
}
