import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import type { ParameterValue } from '../../fields/params.ts';
import type { TenantAnswer, TenantApi } from '../api.ts';

/** What a person decides about a provisioning. */
export interface Provisioning {
  readonly requestId: string;
  readonly templateId: string;
  /** Which parameter holds the tenant's ID; without it a tenant is addressed by its subscription's ID. */
  readonly tenantParameter: string | undefined;
  /** Parameter → where its value stands in the tenant system's answer, as a dotted path. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Item (MPN or ID) → what the tenant system calls the resource. */
  readonly resources: Readonly<Record<string, string>>;
  /** Whether the request is rejected when the tenant system refuses; otherwise the step stops and the request stays. */
  readonly rejects: boolean;
}

export type Provisioned = FulfillmentRequest & { tenant?: TenantAnswer };

/** The value at a dotted path of an answer: a text for a parameter, or an object for a structured one. */
const valueAt = (answer: TenantAnswer, path: string): string | object | undefined => {
  let value: unknown = answer;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? value : String(value);
};

const parameterOf = (request: FulfillmentRequest, id: string) =>
  request.asset?.params?.find((param) => param.id === id);

/** The tenant's ID: what its parameter says, or the subscription's. */
const tenantIdOf = (request: FulfillmentRequest, { tenantParameter }: Provisioning): string => {
  const value = tenantParameter ? parameterOf(request, tenantParameter)?.value : undefined;
  return (typeof value === 'string' && value.trim()) || (request.asset?.id ?? '');
};

/** The subscription as the tenant system gets it. */
const subscriptionOf = ({ asset }: FulfillmentRequest) => ({
  id: asset?.id ?? '',
  external_id: asset?.external_id,
  external_uid: asset?.external_uid,
  product: { id: asset?.product?.id },
  items: (asset?.items ?? []).map(({ global_id, mpn, quantity }) => ({ id: global_id, mpn, quantity })),
  customer: { id: asset?.tiers?.customer?.id, name: asset?.tiers?.customer?.name },
  params: (asset?.params ?? []).flatMap(({ id, value, structured_value: structured }) => [
    ...(structured ? [{ id, structured_value: structured }] : []),
    ...(!structured && value !== '' && value !== null && value !== undefined ? [{ id, value }] : []),
  ]),
});

/** The new limits that a change asks for, by the resource's name in the tenant system. */
const limitsOf = (
  { asset }: FulfillmentRequest,
  { resources }: Provisioning,
): Record<string, number | string> =>
  Object.fromEntries(
    (asset?.items ?? []).map(({ global_id, id, mpn, quantity }) => {
      const names = [mpn, global_id, id].filter((name) => typeof name === 'string');
      const resource = names.map((name) => resources[name]).find(Boolean) ?? names[0] ?? '';
      const number = Number(quantity);
      return [resource, Number.isNaN(number) ? String(quantity) : number];
    }),
  );

/** The tenant of a request: under the ID in its parameter, or under that of its subscription. */
const findTenant = async (
  tenants: TenantApi,
  request: FulfillmentRequest,
  provisioning: Provisioning,
): Promise<TenantAnswer | undefined> => {
  const ids = new Set([tenantIdOf(request, provisioning), request.asset?.id ?? '']);
  for (const id of ids) {
    const found = await tenants.find(id);
    if (found) return { id, ...found };
  }
  return undefined;
};

/**
 * Brings a tenant into a state. A system that refuses because the tenant is in it already (an earlier run has done it)
 * says so in its own words, so the tenant itself is looked at.
 */
const bring = async (
  tenants: TenantApi,
  id: string,
  state: RegExp,
  doing: () => Promise<TenantAnswer>,
): Promise<TenantAnswer> => {
  try {
    return await doing();
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
    const tenant = await tenants.find(id).catch(() => undefined);
    if (tenant && state.test(String(tenant['status'] ?? ''))) return tenant;
    throw error;
  }
};

/** The tenant operation that each type of request asks for. */
const OPERATIONS: Record<
  string,
  (tenants: TenantApi, request: FulfillmentRequest, provisioning: Provisioning) => Promise<TenantAnswer>
> = {
  purchase: async (tenants, request, provisioning) => {
    const subscription = subscriptionOf(request);
    try {
      return await tenants.create(subscription);
    } catch (error) {
      // Systems that don't repeat their answer for a tenant that exists say 409 instead.
      const existing =
        error instanceof ConnectError && error.status === 409
          ? await findTenant(tenants, request, provisioning)
          : undefined;
      if (existing) return existing;
      throw error;
    }
  },
  change: async (tenants, request, provisioning) => {
    const id = tenantIdOf(request, provisioning);
    return { id, ...(await tenants.setLimits(id, limitsOf(request, provisioning))) };
  },
  suspend: async (tenants, request, provisioning) => {
    const id = tenantIdOf(request, provisioning);
    return {
      id,
      status: 'suspended',
      ...(await bring(tenants, id, /suspend|disabl/i, () => tenants.suspend(id))),
    };
  },
  resume: async (tenants, request, provisioning) => {
    const id = tenantIdOf(request, provisioning);
    return {
      id,
      status: 'active',
      ...(await bring(tenants, id, /^(active|enabled|running)$/i, () => tenants.resume(id))),
    };
  },
  cancel: async (tenants, request, provisioning) => {
    const ids = new Set([tenantIdOf(request, provisioning), request.asset?.id ?? '']);
    const [id = ''] = ids;
    for (const one of ids) {
      try {
        return { id: one, status: 'deleted', ...(await tenants.delete(one)) };
      } catch (error) {
        if (!(error instanceof ConnectError) || error.status !== 404) throw error;
      }
    }
    // Under neither ID there is a tenant (any more): an earlier run has deleted it, and that is what was asked for.
    return { id, status: 'deleted' };
  },
};

/**
 * What of the tenant system's answer isn't in the request's parameters yet.
 * @throws ConnectError when the answer doesn't hold what the mapping says.
 */
const parametersToWrite = (
  request: FulfillmentRequest,
  tenant: TenantAnswer,
  { mapping, tenantParameter }: Provisioning,
) => {
  const wanted: Record<string, string> = {
    ...(tenantParameter && request.type === 'purchase' ? { [tenantParameter]: 'id' } : {}),
    ...mapping,
  };
  return Object.entries(wanted).flatMap(([id, path]): ParameterValue[] => {
    const value = valueAt(tenant, path);
    // Other operations answer with little or nothing, and need not repeat what the purchase has written.
    if (value === undefined && request.type !== 'purchase') return [];
    if (value === undefined) {
      const has = Object.keys(tenant).join(', ');
      throw new ConnectError(
        'fix',
        `Parameters From the Answer: "${path}" for ${id} is not in the answer of your provisioning system, which has ${has || 'nothing'}.`,
      );
    }
    const param = parameterOf(request, id);
    if (typeof value === 'object')
      return JSON.stringify(param?.structured_value) === JSON.stringify(value)
        ? []
        : [{ id, structured_value: value }];
    return param?.value === value ? [] : [{ id, value }];
  });
};

const reject = async (
  connect: Connect,
  request: FulfillmentRequest,
  refusal: ConnectError,
): Promise<Provisioned> =>
  connect.requests.act(
    request.id,
    'fail',
    { reason: refusal.said || refusal.message },
    { what: `reject fulfillment request ${request.id}` },
  );

/** Adds what is done already to a failure, so that a person knows that running the step again is safe. */
const knowing = async <T>(done: string, play: () => Promise<T>): Promise<T> => {
  try {
    return await play();
  } catch (error) {
    throw error instanceof ConnectError
      ? error.with(`${done} Running this step again goes on from there.`)
      : error;
  }
};

/**
 * A vendor's whole work on a request: tenant, parameters, approval. Each stage may have been done by an earlier run.
 * @throws ConnectError for a request that isn't pending (or approved); `stop` for a type without a tenant operation.
 */
export const provision = async (
  connect: Connect,
  tenants: TenantApi,
  provisioning: Provisioning,
): Promise<Provisioned> => {
  const request = await connect.requests.get(provisioning.requestId);
  const { id, type, status } = request;
  const operation = OPERATIONS[type ?? ''];
  // What an earlier run has approved is its result, with the tenant that later steps may want.
  if (status === 'approved') {
    const tenant = await findTenant(tenants, request, provisioning).catch(() => undefined);
    return tenant ? { ...request, tenant } : request;
  }
  if (status !== 'pending')
    throw new ConnectError('fix', `Request ${id} is ${status}; only pending requests can be provisioned.`);
  if (!operation)
    throw new ConnectError(
      'stop',
      `Request ${id} is of type ${type}, for which there is no tenant operation.`,
    );

  let tenant: TenantAnswer;
  try {
    tenant = await operation(tenants, request, provisioning);
  } catch (error) {
    if (provisioning.rejects && error instanceof ConnectError && error.isRefusal)
      return reject(connect, request, error);
    throw error;
  }
  const done = `In your provisioning system the ${type} is done (tenant ${String(tenant['id'] ?? tenantIdOf(request, provisioning))}).`;
  const params = await knowing(done, async () => parametersToWrite(request, tenant, provisioning));
  if (params.length) {
    await knowing(done, () =>
      connect.requests.update(
        id,
        { asset: { params } },
        { what: `set parameters of fulfillment request ${id}` },
      ),
    );
  }
  const approved = await knowing(params.length ? `${done} The parameters are set.` : done, () =>
    connect.requests.act(id, 'approve', { template_id: provisioning.templateId }),
  );
  return { ...approved, tenant };
};
