import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Control } from './control.ts';
import { ApiError } from './errors.ts';
import { jsonServer } from './http.ts';

/** The vendor's own system: it creates and limits tenants, and knows nothing of Connect but subscription IDs. */

export interface Tenant {
  id: string;
  status: 'active' | 'suspended' | 'deleted';
  subscription_id: string;
  limits: Record<string, number | 'unlimited'>;
  [key: string]: unknown;
}

const refuse = (status: number, text: string) => new ApiError(status, '', text);
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

export class Tenants {
  readonly #tenants = new Map<string, Tenant>();
  onChange: () => void = () => {};

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
    this.onChange();
    return tenant;
  }

  change(id: string, changes: Partial<Tenant>): Tenant {
    const tenant = this.get(id);
    Object.assign(tenant, changes);
    this.onChange();
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

  load(tenants: readonly Tenant[]): void {
    for (const tenant of tenants) this.#tenants.set(tenant.id, tenant);
  }
}

const isToken = (header: string | undefined, token: string): boolean => {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/** The vendor's system over HTTP: six operations at `/tenant`, behind a token. */
export const tenantServer = (tenants: Tenants, control: Control, token: string): FastifyInstance => {
  const app = jsonServer(({ errors }) => ({ error: errors.join(' ') }));
  const id = (request: { params: unknown }) => (request.params as { id: string }).id;
  control.watch(app, 'tenant', '');
  app.addHook('onRequest', async (request) => {
    if (!isToken(request.headers.authorization, token)) throw refuse(401, 'The token is missing or wrong.');
  });
  app.post('/tenant', async (request, reply) => reply.code(201).send(tenants.create(request.body)));
  app.get('/tenant/:id', async (request) => tenants.get(id(request)));
  app.put('/tenant/:id', async (request) => tenants.setLimits(id(request), request.body));
  app.put('/tenant/:id/disable', async (request, reply) => {
    tenants.change(id(request), { status: 'suspended' });
    return reply.code(204).send();
  });
  app.put('/tenant/:id/enable', async (request, reply) => {
    tenants.change(id(request), { status: 'active' });
    return reply.code(204).send();
  });
  app.delete('/tenant/:id', async (request, reply) => {
    tenants.delete(id(request));
    return reply.code(204).send();
  });
  return app;
};
