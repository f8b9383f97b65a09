import { ApiError } from '../../errors.ts';
import { storeOf, type World } from '../../world/world.ts';

/** The vendor's own system: it creates and limits tenants, and knows nothing of Connect but subscription IDs. */

export interface Tenant {
  id: string;
  status: 'provisioning' | 'active' | 'suspended' | 'deleted';
  subscription_id: string;
  limits: Record<string, number | 'unlimited'>;
  [key: string]: unknown;
}

export const refuse = (status: number, text: string) => new ApiError(status, '', text);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Limits: numbers that are not negative, or `unlimited`. @throws ApiError 422 in a sentence. */
const readLimits = (given: unknown): Tenant['limits'] => {
  if (!isObject(given) || Object.keys(given).length === 0)
    throw refuse(422, 'Limits have to be an object with at least one resource.');
  return Object.fromEntries(
    Object.entries(given).map(([resource, limit]) => {
      if (limit === 'unlimited') return [resource, limit];
      const number = typeof limit === 'number' ? limit : Number(String(limit).trim() || Number.NaN);
      if (!Number.isFinite(number) || number < 0) {
        throw refuse(
          422,
          `The limit of ${resource} has to be a number that is not negative, or unlimited; it is ${JSON.stringify(limit)}.`,
        );
      }
      return [resource, number];
    }),
  );
};

/**
 * How the system answers. CloudBlue's scenario states no form, and vendors' systems differ:
 * - `json`: the tenant, and again when it is created a second time;
 * - `text`: its status as a text;
 * - `empty`: nothing, but to a look at a tenant;
 * - `anonymous`: the tenant without its ID;
 * - `conflict`: the tenant; what is there or done already is refused with 409;
 * - `later`: 202; what was asked for is done a minute later, by the clock of the sandbox.
 */
export const MANNERS = ['json', 'text', 'empty', 'anonymous', 'conflict', 'later'] as const;
export type Manner = (typeof MANNERS)[number];

/** How long work takes in the manner `later`, ms. */
const LATER = 60_000;

/** What will have become of a tenant, and when, in ms. */
interface Due {
  id: string;
  at: number;
  changes: Partial<Tenant>;
}

interface Saved {
  tenants: Tenant[];
  due: Due[];
  manner: Manner;
}

/** The tenants of the vendor's own system. */
export class Tenants {
  readonly #tenants = new Map<string, Tenant>();
  readonly #world: World;
  manner: Manner = 'json';
  readonly #due: Due[] = [];

  constructor(world: World) {
    this.#world = world;
    world.keep('tenants', {
      save: (): Saved => ({ tenants: this.save(), due: this.#due, manner: this.manner }),
      load: (saved) => {
        // Older states hold the tenants alone.
        const { tenants, due, manner } = Array.isArray(saved)
          ? { tenants: saved as Tenant[], due: [], manner: this.manner }
          : (saved as Saved);
        for (const tenant of tenants) this.#tenants.set(tenant.id, tenant);
        this.#due.push(...due);
        this.manner = manner;
      },
    });
  }

  /** Changes a tenant now, or a minute later where the system takes its time. */
  #become(id: string, changes: Partial<Tenant>): void {
    if (this.manner === 'later') this.#due.push({ id, at: this.#world.clock.now() + LATER, changes });
    else this.change(id, changes);
  }

  /** Ends the work whose time has come. */
  #settle(): void {
    const now = this.#world.clock.now();
    for (const one of this.#due.filter(({ at }) => at <= now)) {
      this.#due.splice(this.#due.indexOf(one), 1);
      const tenant = this.#tenants.get(one.id);
      if (tenant) Object.assign(tenant, one.changes);
    }
  }

  /** By the tenant's own ID, or by its subscription's; the newest one of a subscription. */
  find(id: string): Tenant | undefined {
    this.#settle();
    return (
      this.#tenants.get(id) ?? [...this.#tenants.values()].findLast((tenant) => tenant.subscription_id === id)
    );
  }

  /** @throws ApiError 404 when there is none, or it was deleted. */
  get(id: string): Tenant {
    const tenant = this.find(id);
    if (!tenant || tenant.status === 'deleted') throw refuse(404, `There is no tenant ${id}.`);
    return tenant;
  }

  /** The tenant of a subscription: the same one, however often it is asked for. */
  create(given: unknown): Tenant {
    if (!isObject(given)) throw refuse(400, 'The subscription has to be a JSON object.');
    const { id: subscription, ...data } = given;
    if (typeof subscription !== 'string' || !subscription)
      throw refuse(422, 'id: the ID of the subscription is required.');
    const existing = this.find(subscription);
    if (existing && existing.status !== 'deleted') {
      if (this.manner === 'conflict') throw refuse(409, `Subscription ${subscription} has a tenant already.`);
      return existing;
    }
    const limits = isObject(data['limits']) ? readLimits(data['limits']) : {};
    const id = `tenant-${this.#tenants.size + 4711}`;
    const tenant: Tenant = {
      ...data,
      id,
      status: this.manner === 'later' ? 'provisioning' : 'active',
      subscription_id: subscription,
      limits,
      url: `https://${id}.example.com`,
    };
    this.#tenants.set(id, tenant);
    if (this.manner === 'later') this.#become(id, { status: 'active' });
    this.#world.onChange();
    return tenant;
  }

  /** Pauses a tenant, or lets it go on. */
  bring(id: string, status: 'active' | 'suspended'): void {
    const tenant = this.get(id);
    if (this.manner === 'conflict' && tenant.status === status)
      throw refuse(409, `Tenant ${tenant.id} is ${status} already.`);
    this.#become(tenant.id, { status });
  }

  change(id: string, changes: Partial<Tenant>): Tenant {
    const tenant = this.get(id);
    Object.assign(tenant, changes);
    this.#world.onChange();
    return tenant;
  }

  setLimits(id: string, given: unknown): Tenant {
    const tenant = this.get(id);
    this.#become(tenant.id, { limits: { ...tenant.limits, ...readLimits(given) } });
    return tenant;
  }

  /** Deleting what is deleted already is no mistake, but for a system in the manner `conflict`. */
  delete(id: string): void {
    const tenant = this.manner === 'conflict' ? this.get(id) : this.find(id);
    if (tenant?.status === 'deleted') return;
    this.#become(this.get(id).id, { status: 'deleted' });
  }

  save(): Tenant[] {
    return [...this.#tenants.values()];
  }
}

export const tenantsOf = storeOf((world) => new Tenants(world));
