import { sliOf } from '../../world/sli.ts';
import { storeOf, type World } from '../../world/world.ts';
import type { Asset, FulfillmentRequest } from './model.ts';

/** Subscriptions and their requests. */
class Subscriptions {
  readonly requests;
  readonly assets;
  readonly #world: World;
  readonly #requestsOf = new Map<string, FulfillmentRequest[]>();
  readonly #byExternalUid = new Map<string, Asset[]>();
  readonly #scheduled = new Set<FulfillmentRequest>();
  readonly #inSetup = new Set<FulfillmentRequest>();
  readonly #waiting = new Set<FulfillmentRequest>();
  /** The hour in which those that wait were looked at last. */
  #hour = 0;
  readonly #watchers: ((asset: Asset, isNew: boolean) => void)[] = [];

  constructor(world: World) {
    this.#world = world;
    this.requests = world.table<FulfillmentRequest>('/requests');
    this.assets = world.table<Asset>('/assets');
    world.keep('assets', {
      save: () => [...this.assets.all()],
      load: (saved) => {
        for (const asset of saved as Asset[]) this.addAsset(asset);
      },
    });
    world.keep('requests', {
      save: () => [...this.requests.all()],
      load: (saved) => {
        for (const request of saved as FulfillmentRequest[]) this.addRequest(request);
      },
    });
  }

  /** @param watch is called when a subscription is there, and whenever it was changed. */
  onAsset(watch: (asset: Asset, isNew: boolean) => void): void {
    this.#watchers.push(watch);
  }

  /** All requests of a subscription, in the order of their creation. */
  requestsOf(assetId: string): readonly FulfillmentRequest[] {
    return this.#requestsOf.get(assetId) ?? [];
  }

  addRequest(request: FulfillmentRequest): void {
    const list = this.#requestsOf.get(request.asset.id);
    if (list) list.push(request);
    else this.#requestsOf.set(request.asset.id, [request]);
    this.#age(request);
    this.requests.insert(request);
    this.#sort(request);
    this.#world.onChange();
  }

  addAsset(asset: Asset): void {
    this.assets.insert(asset);
    for (const watch of this.#watchers) watch(asset, true);
    if (!asset.external_uid) return;
    const list = this.#byExternalUid.get(asset.external_uid);
    if (list) list.push(asset);
    else this.#byExternalUid.set(asset.external_uid, [asset]);
  }

  /** The subscriptions with an external UID, ended ones too. */
  assetsByExternalUid(externalUid: string): readonly Asset[] {
    return this.#byExternalUid.get(externalUid) ?? [];
  }

  /** Scheduled requests whose date has come. */
  due(): FulfillmentRequest[] {
    const now = this.#world.clock.now();
    return [...this.#scheduled].filter((one) => Date.parse(one.planned_date ?? '') <= now);
  }

  /** Lets pending requests get older. */
  age(): void {
    const hour = Math.floor(this.#world.clock.now() / 3_600_000);
    if (hour === this.#hour) return;
    this.#hour = hour;
    for (const request of this.#waiting) {
      this.#age(request);
      this.requests.changed(request);
    }
  }

  /** Connect filters and orders by a request's service level, and shows it in none: it isn't enumerable. */
  #age(request: FulfillmentRequest): void {
    const waits = request.status === 'pending';
    if (waits) this.#waiting.add(request);
    else this.#waiting.delete(request);
    const value = waits ? sliOf(request.created, this.#world.clock.now()) : undefined;
    Object.defineProperty(request, 'sli', { value, enumerable: false, configurable: true });
  }

  /** Puts a request among those that wait for the same. */
  #sort(request: FulfillmentRequest): void {
    const put = (set: Set<FulfillmentRequest>, status: string) =>
      request.status === status ? set.add(request) : set.delete(request);
    put(this.#scheduled, 'scheduled');
    put(this.#inSetup, 'tiers_setup');
  }

  /** Purchases whose tiers aren't configured yet. */
  inSetup(): FulfillmentRequest[] {
    return [...this.#inSetup];
  }

  /** To be called after a request or its subscription was changed in place. */
  touch(request: FulfillmentRequest): void {
    this.#sort(request);
    this.#age(request);
    this.requests.changed(request);
    const asset = this.assets.get(request.asset.id);
    if (asset) this.assets.changed(asset);
    if (asset) for (const watch of this.#watchers) watch(asset, false);
    this.#world.onChange();
  }
}

export const subscriptionsOf = storeOf((world) => new Subscriptions(world));
