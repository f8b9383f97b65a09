import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { TierAccount as KnownAccount } from '../../connect/schemas/tierAccount.ts';
import {
  type AccountRole,
  CUSTOMER,
  readAccount,
  TIER_1,
  TIER_2,
  type TierAccount,
} from '../../fields/account.ts';
import { accountId, accountUid } from './tierFields.ts';

/** An account of an order: how it was given, and as Connect takes it. */
export interface Party {
  readonly role: AccountRole;
  readonly sent: TierAccount | { readonly id: string };
  /** What tells it from others, the same whenever the same account is given: its ID, its own UID, or its external ID. */
  readonly identity: readonly string[];
  /** Connect's ID, once it is known. */
  readonly id?: string;
  /** Its external UID, given or found. */
  readonly uid?: string;
  /** Whether Connect may have to make it. */
  readonly isNew: boolean;
}

/** Who buys and who sells. */
export interface Parties {
  readonly customer: Party;
  readonly tier1: Party;
  readonly tier2?: Party;
}

/** What requests and subscriptions say of an account. */
interface Shown {
  id?: string | null | undefined;
  external_id?: string | null | undefined;
  external_uid?: string | null | undefined;
  name?: string | null | undefined;
}

const asParty = async (
  role: AccountRole,
  input: Record<string, unknown>,
  required: boolean,
): Promise<Party | undefined> => {
  const id = accountId(role, input);
  if (id) return { role, sent: { id }, identity: [id], id, isNew: false };
  const sent = await readAccount(role, input, required);
  if (!sent) return undefined;
  const uid = accountUid(role, input);
  return { role, sent, identity: [uid || sent.external_id], ...(uid ? { uid } : {}), isNew: true };
};

/**
 * The accounts of an order as a person gave them. Without a customer of its own, the subscription is the reseller's.
 * @throws ConnectError naming what is missing or can't be read.
 */
export const readParties = async (input: Record<string, unknown>): Promise<Parties> => {
  const tier1 = (await asParty(TIER_1, input, true)) as Party;
  const own = await asParty(CUSTOMER, input, false);
  const customer = own ?? { ...tier1, role: CUSTOMER };
  if (input['reseller_tiers'] !== 't2t1') return { customer, tier1 };
  return { customer, tier1, tier2: (await asParty(TIER_2, input, true)) as Party };
};

/** More accounts of one external ID than anybody has. */
const ENOUGH = 100;
/** How many a message names. */
const NAMED = 5;

const externalIdOf = ({ sent }: Party): string | undefined =>
  'external_id' in sent ? sent.external_id : undefined;

/** Accounts that were given by their external ID alone: whether Connect has them isn't known yet. */
const isOpen = (party: Party | undefined): party is Party =>
  party !== undefined && !party.id && !party.uid && externalIdOf(party) !== undefined;

/** What Connect has under the external IDs of accounts at a hub; nothing for a key that may not read accounts. */
export const findAccounts = async (
  connect: Connect,
  hubId: string,
  { customer, tier1, tier2 }: Parties,
): Promise<KnownAccount[]> => {
  const wanted = [customer, tier1, tier2].filter(isOpen).map((party) => String(externalIdOf(party)));
  if (wanted.length === 0) return [];
  try {
    const { rows } = await connect.tierAccounts.list({
      where: { external_id: { in: [...new Set(wanted)] }, 'hub.id': hubId },
      limit: ENOUGH,
    });
    return rows;
  } catch (error) {
    if (error instanceof ConnectError && error.status === 403) return [];
    throw error;
  }
};

const known = (party: Party, rows: readonly KnownAccount[]): Party => {
  if (!isOpen(party)) return party;
  const { role, sent } = party;
  const externalId = externalIdOf(party);
  const matching = rows.filter((row) => row.external_id === externalId);
  const type = role === CUSTOMER ? 'customer' : 'reseller';
  const ofType = matching.filter((row) => row.type === type);
  if (ofType.length > 1) {
    const found = ofType
      .slice(0, NAMED)
      .map(({ id, name }) => (name ? `${id} (${name})` : id))
      .join(', ');
    throw new ConnectError(
      'fix',
      `${role.label} External ID: Connect has several accounts with the external ID "${externalId}" at this hub: ${found}. Give the ${role.label} Account ID or the ${role.label} External UID of the one that you mean. Nothing was ordered.`,
    );
  }
  const [only] = ofType.length ? ofType : matching;
  // The same company as a reseller and as a customer; of several nobody knows which.
  if (!only || (!ofType.length && matching.length > 1)) return party;
  const { id, external_uid: uid } = only;
  return uid
    ? { ...party, id, uid, sent: { ...sent, external_uid: uid } as TierAccount, isNew: false }
    : { ...party, id, sent: { id }, isNew: false };
};

/**
 * The accounts of an order with the UIDs under which Connect has them.
 * @param rows what {@link findAccounts} found.
 * @throws ConnectError when several accounts have the external ID of one.
 */
export const recognised = (parties: Parties, rows: readonly KnownAccount[]): Parties => ({
  customer: known(parties.customer, rows),
  tier1: known(parties.tier1, rows),
  ...(parties.tier2 ? { tier2: known(parties.tier2, rows) } : {}),
});

/** Accounts as Connect takes them in a purchase. */
export const tiersOf = ({ customer, tier1, tier2 }: Parties) => ({
  customer: customer.sent,
  tier1: tier1.sent,
  ...(tier2 ? { tier2: tier2.sent } : {}),
});

/** Whether an account that Connect shows is the one that was given. */
export const isParty = (party: Party, shown: Shown | null | undefined): boolean => {
  if (!shown) return false;
  if (party.id && shown.id === party.id) return true;
  if (party.uid) return shown.external_uid === party.uid;
  return !party.id && shown.external_id === externalIdOf(party);
};

/** An account for messages. */
export const shownAccount = (account: Shown | null | undefined): string => {
  const { id, name, external_id: externalId } = account ?? {};
  return [name ?? id ?? 'unknown', externalId && `(external ID ${externalId})`].filter(Boolean).join(' ');
};

/** An account that was given, for messages. */
export const shownParty = (party: Party): string =>
  'id' in party.sent ? party.sent.id : shownAccount(party.sent);
