import { storeOf, type World } from '../../world/world.ts';
import type { TierAccount } from './model.ts';

/** What an account is to its distributor: the same company may be both. */
export type TierType = 'customer' | 'reseller';

interface Kept {
  readonly account: TierAccount;
  readonly owner: string;
  readonly type: TierType;
  /** The vendors that have met it in a request. */
  readonly vendors: string[];
}

const keysOf = (owner: string, type: TierType, { external_uid, external_id }: TierAccount): string[] => [
  ...(external_uid ? [JSON.stringify([owner, type, 'uid', external_uid])] : []),
  JSON.stringify([owner, type, 'id', external_id]),
];

/** The customers and resellers of distributors; each distributor has its own. */
class TierAccounts {
  readonly #byId = new Map<string, Kept>();
  readonly #byKey = new Map<string, Kept>();

  constructor(world: World) {
    world.keep('tierAccounts', {
      save: () => [...this.#byId.values()],
      load: (saved) => this.#load(saved as readonly Kept[]),
    });
  }

  add(account: TierAccount, owner: string, type: TierType, vendors: readonly string[] = []): void {
    const kept: Kept = { account, owner, type, vendors: [...vendors] };
    this.#byId.set(account.id, kept);
    for (const key of keysOf(owner, type, account)) {
      if (!this.#byKey.has(key)) this.#byKey.set(key, kept);
    }
  }

  /** A distributor's account by its own ID. */
  get(id: string, owner: string): TierAccount | undefined {
    const kept = this.#byId.get(id);
    return kept?.owner === owner ? kept.account : undefined;
  }

  /** A distributor's account with the same external UID; without one, with the same external ID. */
  same(account: TierAccount, owner: string, type: TierType): TierAccount | undefined {
    const [key = ''] = keysOf(owner, type, account);
    return this.#byKey.get(key)?.account;
  }

  /** From now on the vendor may see the account too. */
  show(id: string, vendor: string): void {
    const kept = this.#byId.get(id);
    if (kept && !kept.vendors.includes(vendor)) kept.vendors.push(vendor);
  }

  /** What an account of Connect sees under an ID. */
  seenBy(id: string, viewer: string): TierAccount | undefined {
    const kept = this.#byId.get(id);
    return kept && (kept.owner === viewer || kept.vendors.includes(viewer)) ? kept.account : undefined;
  }

  #load(saved: readonly Kept[]): void {
    this.#byId.clear();
    this.#byKey.clear();
    for (const { account, owner, type, vendors } of saved) this.add(account, owner, type, vendors);
  }
}

export const tiersOf = storeOf((world) => new TierAccounts(world));
