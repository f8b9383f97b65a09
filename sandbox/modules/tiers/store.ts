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

export interface Kept extends Home {
  readonly id: string;
  account: TierAccount;
  readonly type: TierType;
  /** What it is in subscriptions: `customer`, `tier1`, `tier2`. */
  readonly scopes: string[];
  /** The vendors that have met it in a request, and the products of these requests. */
  readonly vendors: string[];
  readonly products: string[];
  readonly created: string;
  updated: string;
  /** How often it was changed, and once more. */
  version: number;
  tax_id: string;
  readonly environment: string;
  /** The reseller above it. */
  parent: string;
  /** What it was before each of its changes. */
  readonly history: Json[];
}
/** What of an account can be changed. */
export type Changes = Partial<Omit<TierAccount, 'id'> & Pick<Kept, 'tax_id' | 'parent'>>;
type More = Partial<
  Pick<
    Kept,
    | 'vendors'
    | 'products'
    | 'scopes'
    | 'created'
    | 'updated'
    | 'version'
    | 'tax_id'
    | 'environment'
    | 'parent'
    | 'history'
  >
>;

const keysOf = ({ owner, hub }: Home, type: TierType, account: TierAccount): string[] => [
  ...(account.external_uid ? [JSON.stringify([owner.id, type, 'uid', account.external_uid])] : []),
  JSON.stringify([owner.id, hub.id, type, 'id', account.external_id]),
];

/** An account as `/tier/accounts` shows it. */
const shown = (kept: Kept): Json => {
  const { account, version, type, owner, hub, scopes, tax_id, environment, parent, created, updated } = kept;
  return {
    ...account,
    version,
    type,
    owner: ref(owner),
    hub: ref(hub),
    parent: parent ? { id: parent } : {},
    scopes: [...scopes],
    tax_id,
    environment,
    events: { created: { at: created }, updated: { at: updated } },
  };
};

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
  add(account: TierAccount, { owner, hub }: Home, type: TierType, more: More = {}): Kept {
    const { created = this.#world.now() } = more;
    const kept: Kept = {
      updated: created,
      version: 1,
      tax_id: '',
      environment: 'production',
      parent: '',
      ...more,
      id: account.id,
      account,
      owner: ref(owner),
      hub: ref(hub),
      type,
      vendors: [...(more.vendors ?? [])],
      products: [...(more.products ?? [])],
      scopes: [...(more.scopes ?? [])],
      history: [...(more.history ?? [])],
      created,
    };
    this.accounts.insert(kept);
    this.#name(kept);
    return kept;
  }

  #name(kept: Kept): void {
    for (const key of keysOf(kept, kept.type, kept.account)) {
      if (!this.#byKey.has(key)) this.#byKey.set(key, kept);
    }
  }

  /** Changes an account; its earlier version is kept. */
  change(kept: Kept, { tax_id, parent, ...account }: Changes): void {
    for (const key of keysOf(kept, kept.type, kept.account)) {
      if (this.#byKey.get(key) === kept) this.#byKey.delete(key);
    }
    kept.history.push(shown(kept));
    kept.account = { ...kept.account, ...account };
    kept.tax_id = tax_id ?? kept.tax_id;
    kept.parent = parent ?? kept.parent;
    kept.version += 1;
    kept.updated = this.#world.now();
    this.#name(kept);
    this.accounts.changed(kept);
    this.#world.onChange();
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

  /** The account that another one would be taken for: by its UID, or by its ID at the hub. */
  taken(account: TierAccount, home: Home, type: TierType): Kept | undefined {
    return keysOf(home, type, account)
      .map((key) => this.#byKey.get(key))
      .find((kept) => kept !== undefined);
  }

  /** All versions of an account, the newest first. */
  versionsOf(kept: Kept): Json[] {
    return [shown(kept), ...kept.history.toReversed()];
  }

  /** From now on the vendor may see the account too, which has a role in a subscription. */
  meet(id: string, vendor: string, product: string, scope: string): void {
    const kept = this.accounts.get(id);
    if (!kept) return;
    if (!kept.products.includes(product)) kept.products.push(product);
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
