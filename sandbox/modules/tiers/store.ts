import type { Json } from '../../rql/values.ts';
import { type Reference, ref } from '../../world/model.ts';
import { storeOf, type World } from '../../world/world.ts';
import type { TierAccount } from './model.ts';

/** What an account is to its distributor: the same company may be both. */
export type TierType = 'customer' | 'reseller';

/** Where an account belongs. */
export interface Home {
  /** The distributor. */
  readonly owner: Reference;
  readonly hub: Reference;
}

interface Kept extends Home {
  readonly id: string;
  readonly account: TierAccount;
  readonly type: TierType;
  /** What it is in subscriptions: `customer`, `tier1`, `tier2`. */
  readonly scopes: string[];
  /** The vendors that have met it in a request. */
  readonly vendors: string[];
  readonly created: string;
}

const keysOf = ({ owner, hub }: Home, type: TierType, account: TierAccount): string[] => [
  ...(account.external_uid ? [JSON.stringify([owner.id, type, 'uid', account.external_uid])] : []),
  JSON.stringify([owner.id, hub.id, type, 'id', account.external_id]),
];

/** An account as `/tier/accounts` shows it. */
const shown = ({ account, type, owner, hub, scopes, created }: Kept): Json => ({
  ...account,
  version: 1,
  type,
  owner: ref(owner),
  hub: ref(hub),
  scopes: [...scopes],
  tax_id: '',
  events: { created: { at: created }, updated: { at: created } },
});

/** The customers and resellers of distributors; each distributor has its own. */
class TierAccounts {
  readonly accounts;
  readonly #world: World;
  readonly #byKey = new Map<string, Kept>();

  constructor(world: World) {
    this.#world = world;
    this.accounts = world.table<Kept>('/tier/accounts', { compose: shown });
    world.keep('tierAccounts', {
      save: () => [...this.accounts.all()],
      load: (saved) => this.#load(saved as readonly (Kept & { readonly owner: string | Reference })[]),
    });
  }

  /** Adds an account. @param more who has met it, as what, and when. */
  add(
    account: TierAccount,
    { owner, hub }: Home,
    type: TierType,
    more: Partial<Pick<Kept, 'vendors' | 'scopes' | 'created'>> = {},
  ): void {
    const { vendors = [], scopes = [], created = this.#world.now() } = more;
    const kept: Kept = {
      id: account.id,
      account,
      owner: ref(owner),
      hub: ref(hub),
      type,
      vendors: [...vendors],
      scopes: [...scopes],
      created,
    };
    this.accounts.insert(kept);
    for (const key of keysOf(kept, type, account)) {
      if (!this.#byKey.has(key)) this.#byKey.set(key, kept);
    }
  }

  /** A distributor's account by its own ID. */
  get(id: string, owner: string): TierAccount | undefined {
    const kept = this.accounts.get(id);
    return kept?.owner.id === owner ? kept.account : undefined;
  }

  /** A distributor's account with the same external UID; without one, with the same external ID at the same hub. */
  same(account: TierAccount, home: Home, type: TierType): TierAccount | undefined {
    const [key = ''] = keysOf(home, type, account);
    return this.#byKey.get(key)?.account;
  }

  /** From now on the vendor may see the account too, which has a role in a subscription. */
  meet(id: string, vendor: string, scope: string): void {
    const kept = this.accounts.get(id);
    if (!kept) return;
    if (!kept.vendors.includes(vendor)) kept.vendors.push(vendor);
    if (!kept.scopes.includes(scope)) kept.scopes.push(scope);
    this.accounts.changed(kept);
  }

  #load(saved: readonly (Omit<Kept, 'owner'> & { readonly owner: string | Reference })[]): void {
    this.accounts.replace([]);
    this.#byKey.clear();
    for (const { account, owner, hub, type, ...more } of saved) {
      // Earlier versions wrote the owner's ID alone, and no hub.
      const home = typeof owner === 'string' ? { id: owner, name: '' } : owner;
      this.add(account, { owner: home, hub: hub ?? { id: '', name: '' } }, type, more);
    }
  }
}

export const tiersOf = storeOf((world) => new TierAccounts(world));

/** Whether an account of Connect sees a customer or reseller: its distributor does, and each vendor that met it. */
export const seesTier = (kept: Kept, viewer: { readonly id: string }): boolean =>
  kept.owner.id === viewer.id || kept.vendors.includes(viewer.id);
