import type { Places } from '../support/wire.ts';

/** Where the forms of accounts go on the wire. */

const ACCOUNT_PARTS: Readonly<Record<string, string>> = {
  external_id: 'external_id',
  external_uid: 'external_uid',
  company_name: 'name',
  address1: 'contact_info.address_line1',
  address2: 'contact_info.address_line2',
  city: 'contact_info.city',
  state: 'contact_info.state',
  postal_code: 'contact_info.postal_code',
  first_name: 'contact_info.contact.first_name',
  last_name: 'contact_info.contact.last_name',
  email: 'contact_info.contact.email',
};

/** An account as a person fills it in. */
export const filledAccount = (prefix: string): Record<string, string> => ({
  [`${prefix}_external_id`]: `${prefix}-1`,
  [`${prefix}_external_uid`]: `52837073-a7ba-4181-9f6a-0018b1dea54${prefix.length}`,
  [`${prefix}_company_name`]: 'Example Ltd.',
  [`${prefix}_address1`]: '1 Example Street',
  [`${prefix}_address2`]: 'Floor 2',
  [`${prefix}_city`]: 'Springfield',
  [`${prefix}_state`]: 'Illinois',
  [`${prefix}_postal_code`]: '62701',
  [`${prefix}_country`]: 'US',
  [`${prefix}_first_name`]: 'Alex',
  [`${prefix}_last_name`]: 'Sample',
  [`${prefix}_email`]: 'alex.sample@example.com',
  [`${prefix}_phone`]: '+1 217 555 0100',
});

/** All of an account's values as they stand in a purchase. */
const accountLines = (prefix: string, tier: string): string[] => {
  const account = filledAccount(prefix);
  const phone = { country_code: '+1', area_code: '217', phone_number: '5550100', extension: '' };
  return [
    ...Object.entries(ACCOUNT_PARTS).map(
      ([key, part]) => `asset.tiers.${tier}.${part}: ${JSON.stringify(account[`${prefix}_${key}`])}`,
    ),
    `asset.tiers.${tier}.contact_info.country: "US"`,
    ...Object.entries(phone).map(
      ([part, value]) =>
        `asset.tiers.${tier}.contact_info.contact.phone_number.${part}: ${JSON.stringify(value)}`,
    ),
  ];
};

const accountPlaces = (prefix: string, tier: string, beside: Record<string, string> = {}): Places => {
  const place = (part: string) => `asset.tiers.${tier}.${part}`;
  const phone = place('contact_info.contact.phone_number');
  return {
    ...Object.fromEntries(
      Object.entries(ACCOUNT_PARTS).map(([key, part]) => [`${prefix}_${key}`, { to: [place(part)], beside }]),
    ),
    // An account of Connect's takes the place of the one that is filled in.
    [`${prefix}_id`]: { to: [place('id')], instead: accountLines(prefix, tier), beside },
    [`${prefix}_country`]: {
      to: [`${place('contact_info.country')}: "CA"`],
      give: 'Canada',
      instead: [`${place('contact_info.country')}: "US"`],
      beside,
    },
    [`${prefix}_phone`]: {
      to: [`${phone}.area_code: "212"`, `${phone}.phone_number: "5550199"`],
      give: '+1 212 555 0199',
      instead: [`${phone}.area_code: "217"`, `${phone}.phone_number: "5550100"`],
      beside,
    },
  };
};

/** Who buys and who sells, beside both accounts filled in. */
export const tierPlaces: Places = {
  reseller_tiers: { to: accountLines('t2', 'tier2'), beside: filledAccount('t2') },
  ...accountPlaces('t1', 'tier1'),
  ...accountPlaces('t2', 'tier2', { reseller_tiers: 't2t1', ...filledAccount('t2') }),
  ...accountPlaces('customer', 'customer'),
};

/**
 * The parts of an account by itself.
 * @param root before each part in the body. @param before what is there without them: an account as Connect has it.
 */
export const accountPartPlaces = (root: string, before: object | undefined): Places => {
  const valueAt = (path: string): unknown =>
    path
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], before);
  const phone = 'contact_info.contact.phone_number';
  const lines = (path: string, value: unknown) =>
    value === undefined || value === '' ? [] : [`${root}${path}: ${JSON.stringify(value)}`];
  const changed = (...paths: readonly string[]) =>
    before ? { instead: paths.flatMap((path) => lines(path, valueAt(path))) } : {};
  return {
    ...Object.fromEntries(
      Object.entries(ACCOUNT_PARTS).map(([key, path]) => [key, { to: [`${root}${path}`], ...changed(path) }]),
    ),
    country: {
      to: [`${root}contact_info.country: "CA"`],
      give: 'Canada',
      instead: [`${root}contact_info.country: "US"`],
    },
    phone: {
      to: [`${root}${phone}.area_code: "212"`, `${root}${phone}.phone_number: "5550199"`],
      give: '+1 212 555 0199',
      instead: [`${root}${phone}.area_code: "217"`, `${root}${phone}.phone_number: "5550100"`],
    },
    tax_number: `${root}tax_id`,
  };
};
