import { ApiError } from '../../errors.ts';
import { storeOf, type World } from '../../world/world.ts';

/** The vendor's own system: it creates and limits tenants, and knows nothing of Connect but subscription IDs. */

export interface Tenant {
  id: string;
  status: 'active' | 'suspended' | 'deleted';
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

/** The tenants of the vendor's own system. */
export class Tenants {
  readonly #tenants = new Map<string, Tenant>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    world.keep('tenants', {
      save: () => this.save(),
      load: (saved) => {
        for (const tenant of saved as Tenant[]) this.#tenants.set(tenant.id, tenant);
      },
    });
  }

  /** By the tenant's own ID, or by its subscription's; the newest one of a subscription. */
  find(id: string): Tenant | undefined {
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
    if (existing && existing.status !== 'deleted') return existing;
    const limits = isObject(data['limits']) ? readLimits(data['limits']) : {};
    const id = `tenant-${this.#tenants.size + 4711}`;
    const tenant: Tenant = {
      ...data,
      id,
      status: 'active',
      subscription_id: subscription,
      limits,
      url: `https://${id}.example.com`,
    };
    this.#tenants.set(id, tenant);
    this.#world.onChange();
    return tenant;
  }

  change(id: string, changes: Partial<Tenant>): Tenant {
    const tenant = this.get(id);
    Object.assign(tenant, changes);
    this.#world.onChange();
    return tenant;
  }

  setLimits(id: string, given: unknown): Tenant {
    const { limits } = this.get(id);
    return this.change(id, { limits: { ...limits, ...readLimits(given) } });
  }

  /** Deleting what is deleted already is no mistake. */
  delete(id: string): void {
    if (this.find(id)?.status !== 'deleted') this.change(id, { status: 'deleted' });
  }

  save(): Tenant[] {
    return [...this.#tenants.values()];
  }
}

export const tenantsOf = storeOf((world) => new Tenants(world));
