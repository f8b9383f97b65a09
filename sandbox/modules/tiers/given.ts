import { asObject, asText, type Body, isEmail } from '../../body.ts';
import type { Problems } from '../../errors.ts';
import type { World } from '../../world/world.ts';
import type { Connection } from '../catalog/model.ts';
import type { TierAccount } from './model.ts';
import { tiersOf } from './store.ts';

/** The accounts of a purchase: existing ones by ID, or whole ones, each kept once. */

export type Role = 'customer' | 'tier1' | 'tier2';

const REQUIRED = [
  'name',
  'external_id',
  'contact_info.address_line1',
  'contact_info.city',
  'contact_info.country',
  'contact_info.contact.first_name',
  'contact_info.contact.last_name',
  'contact_info.contact.email',
] as const;

const valueAt = (tier: Body, path: string): string =>
  asText(path.split('.').reduce<unknown>((value, key) => asObject(value)[key], tier));

/** @param at where the account stands in the body: `asset.tiers.customer.`, or nothing. */
export const checkAccount = (tier: Body, at: string, problems: Problems): void => {
  for (const path of REQUIRED) {
    if (!valueAt(tier, path).trim()) problems.add(`${at}${path}`, 'This field is required.');
  }
  const country = valueAt(tier, 'contact_info.country');
  if (country && !/^[A-Za-z]{2}$/.test(country))
    problems.add(`${at}contact_info.country`, `"${country}" is not a valid country code.`);
  const email = valueAt(tier, 'contact_info.contact.email');
  if (email && !isEmail(email))
    problems.add(`${at}contact_info.contact.email`, 'Enter a valid email address.');
};

export const shaped = (id: string, tier: Body): TierAccount => ({
  id,
  name: asText(tier['name']),
  external_id: asText(tier['external_id']),
  external_uid: asText(tier['external_uid']),
  contact_info: asObject(tier['contact_info']),
});

/** An account as it would be; nothing is kept before {@link keepTier}. An empty ID: a new one. */
export const readTier = (
  world: World,
  connection: Connection,
  role: Role,
  given: unknown,
  problems: Problems,
): TierAccount => {
  const tier = asObject(given);
  const id = asText(tier['id']);
  const known = id ? tiersOf(world).get(id, connection.provider.id) : undefined;
  if (known) return known;
  const at = `asset.tiers.${role}`;
  if (id && Object.keys(tier).length === 1) problems.add(at, `Tier account ${id} does not exist.`);
  else checkAccount(tier, `${at}.`, problems);
  return shaped('', tier);
};

/** Keeps a new account, once for the same external UID (or ID at the hub), and shows it to the vendor. */
export const keepTier = (
  world: World,
  { provider: owner, hub, vendor, product, type: environment }: Connection,
  role: Role,
  account: TierAccount,
): TierAccount => {
  const type = role === 'customer' ? 'customer' : 'reseller';
  let kept = account.id ? account : tiersOf(world).same(account, { owner, hub }, type);
  if (!kept) {
    kept = { ...account, id: world.digits.groups('TA', 4, 4, 4) };
    tiersOf(world).add(kept, { owner, hub }, type, { environment });
  }
  tiersOf(world).meet(kept.id, vendor.id, product.id, role);
  return kept;
};
