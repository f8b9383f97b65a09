import type { Sandbox } from '../sandbox/index.ts';
import type { Asset, FulfillmentRequest } from '../sandbox/modules/requests/model.ts';
import type { Tenant } from '../sandbox/modules/tenants/store.ts';
import type { SimulatedTime } from './time.ts';

/** What Connect and the vendor's system have written down themselves: nothing here goes through the App. */

/** A state that a request was in. */
export interface Entry {
  readonly status: string;
  /** ms since 1970. */
  readonly from: number;
  until: number | undefined;
}

export class Books {
  readonly #sandbox: Sandbox;
  readonly #time: SimulatedTime;
  readonly #states = new Map<string, Entry[]>();
  /** Times of update that a request had while it was pending. */
  readonly #touches = new Map<string, Set<string>>();

  constructor(sandbox: Sandbox, time: SimulatedTime) {
    this.#sandbox = sandbox;
    this.#time = time;
  }

  /** To be called after each thing that happened: states that requests have come to are written down. */
  look(): void {
    for (const { id, status, updated } of this.requests()) {
      if (status === 'pending') {
        const touches = this.#touches.get(id) ?? new Set();
        this.#touches.set(id, touches.add(updated));
      }
      const states = this.#states.get(id) ?? [];
      const last = states.at(-1);
      if (last?.status === status) continue;
      if (last) last.until = this.#time.now();
      states.push({ status, from: this.#time.now(), until: undefined });
      this.#states.set(id, states);
    }
  }

  /** The states of a request, in their order. */
  statesOf(id: string): readonly Entry[] {
    return this.#states.get(id) ?? [];
  }

  /** How often a request was touched, or became pending, at most. */
  touchesOf(id: string): number {
    return this.#touches.get(id)?.size ?? 0;
  }

  requests(): FulfillmentRequest[] {
    return [...this.#sandbox.world.requests.all()];
  }

  request(id: string): FulfillmentRequest | undefined {
    return this.#sandbox.world.requests.get(id);
  }

  assets(): Asset[] {
    return [...this.#sandbox.world.assets.all()];
  }

  asset(id: string): Asset | undefined {
    return this.#sandbox.world.assets.get(id);
  }

  /** Tenants that are there, suspended ones too. */
  tenantsOf(assetId: string): Tenant[] {
    return this.#sandbox.tenants
      .save()
      .filter((one) => one.subscription_id === assetId && one.status !== 'deleted');
  }
}

/** How many of its first item somebody has. */
export const quantityOf = ({ items }: { items: readonly { mpn: string; quantity: string }[] }): number =>
  Number(items.find(({ mpn }) => mpn === 'BACKUP-USER')?.quantity ?? 0);
