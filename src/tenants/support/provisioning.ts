import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import type { TenantApi } from '../api.ts';
import { succeeded, type TenantAnswer, valueAt } from './answer.ts';
import {
  checkParameters,
  checkTemplate,
  checkVendor,
  ownAccount,
  type TYPES,
  templateFor,
} from './checks.ts';
import { parameterOf, parametersToWrite, writeParameters } from './parameters.ts';
import { isRefusal, refuse } from './refusal.ts';
import { bring, createFor, findUnder, limit, type Work } from './work.ts';

/** What a person decides about it. */
export interface Provisioning {
  readonly requestId: string;
  /** With which a request is approved when {@link templates} has none for it. */
  readonly templateId: string | undefined;
  /** By product, type, or both: `PRD-…`, `purchase`, `PRD-…/purchase`. */
  readonly templates: ReadonlyMap<string, string>;
  /** Which parameter holds the tenant's ID; without it a tenant is addressed by its subscription's ID. */
  readonly tenantParameter: string | undefined;
  /** Parameter → where its value stands in the tenant system's answer, as a dotted path. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Item (MPN or ID) → what the tenant system calls the resource. */
  readonly resources: Readonly<Record<string, string>>;
  /** Whether the request is rejected when the tenant system refuses; otherwise the step stops and the request stays. */
  readonly rejects: boolean;
  /** Whether Zapier is asked to run the step again while the tenant system goes on; otherwise the step succeeds. */
  readonly waits: boolean;
}

/** Seconds after which a step goes on with work that has begun. */
const AGAIN = 300;

export type Provisioned = FulfillmentRequest & {
  tenant?: TenantAnswer;
  /** What has become of it; while it is `in progress` the request stays pending. */
  provisioning: 'done' | 'in progress' | 'refused';
};

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
      // Connect writes "unlimited", and -1 in older products.
      return [resource, number === -1 ? 'unlimited' : Number.isNaN(number) ? String(quantity) : number];
    }),
  );

/** The IDs under which the tenant of a request may be known: the one in its parameter, and its subscription's. */
const idsOf = (request: FulfillmentRequest, provisioning: Provisioning): string[] => [
  ...new Set([tenantIdOf(request, provisioning), request.asset?.id ?? '']),
];

/** The tenant that an earlier run has noted. A system that takes no such ID has no such tenant: that refuses nothing. */
const notedTenant = (tenants: TenantApi, id: string): Promise<Work | undefined> =>
  findUnder(tenants, [id]).catch((error: unknown) => {
    if (error instanceof ConnectError && error.isRefusal) return undefined;
    throw error;
  });

/** What a purchase asks for. A tenant that an earlier run has noted in the request is not created a second time. */
const purchase = async (
  tenants: TenantApi,
  request: FulfillmentRequest,
  provisioning: Provisioning,
): Promise<Work> => {
  const subscription = subscriptionOf(request);
  const noted = tenantIdOf(request, provisioning);
  const found = noted === subscription.id ? undefined : await notedTenant(tenants, noted);
  if (!found) return createFor(tenants, subscription, idsOf(request, provisioning));
  succeeded({ tenant: found.tenant, isUnderWay: !found.isDone }, `create a tenant for ${subscription.id}`);
  return found;
};

/** Ends the tenant, under whichever ID it is known. */
const cancel = async (
  tenants: TenantApi,
  request: FulfillmentRequest,
  provisioning: Provisioning,
): Promise<Work> => {
  const works: Work[] = [];
  for (const id of idsOf(request, provisioning)) {
    const work = await bring(tenants, id, 'delete');
    works.push(work);
    if (!work.wasMissing) return work;
  }
  // Under neither ID there is a tenant (any more): an earlier run has deleted it, and that is what was asked for.
  return works[0] ?? bring(tenants, tenantIdOf(request, provisioning), 'delete');
};

type Operation = (
  tenants: TenantApi,
  request: FulfillmentRequest,
  provisioning: Provisioning,
) => Promise<Work>;

/** The tenant operation that each type of request asks for. */
const OPERATIONS: Readonly<Record<(typeof TYPES)[number], Operation>> = {
  purchase,
  change: (tenants, request, provisioning) =>
    limit(tenants, tenantIdOf(request, provisioning), limitsOf(request, provisioning)),
  suspend: (tenants, request, provisioning) => bring(tenants, tenantIdOf(request, provisioning), 'suspend'),
  resume: (tenants, request, provisioning) => bring(tenants, tenantIdOf(request, provisioning), 'resume'),
  cancel,
};
const operationOf = ({ type }: FulfillmentRequest): Operation | undefined =>
  Object.entries(OPERATIONS).find(([name]) => name === type)?.[1];

/** The values that belong into parameters, by where they stand in the tenant system's answer. */
const wantedOf = (
  request: FulfillmentRequest,
  { mapping, tenantParameter }: Provisioning,
): Record<string, string> => ({
  ...(tenantParameter && request.type === 'purchase' ? { [tenantParameter]: 'id' } : {}),
  ...mapping,
});

/**
 * The tenant with all that parameters are to be filled from: what an answer leaves out (it may be a text, or nothing),
 * the tenant itself is asked for.
 * @throws ConnectError when a purchase still lacks what the mapping says.
 */
const completed = async (
  tenants: TenantApi,
  request: FulfillmentRequest,
  tenant: TenantAnswer & { id: string },
  provisioning: Provisioning,
): Promise<TenantAnswer & { id: string }> => {
  // Other operations answer with little or nothing, and need not repeat what the purchase has written.
  if (request.type !== 'purchase') return tenant;
  const lacks = (from: TenantAnswer) =>
    Object.entries(wantedOf(request, provisioning)).find(([, path]) => valueAt(from, path) === undefined);
  if (!lacks(tenant)) return tenant;
  const found = await findUnder(tenants, [tenant.id, ...idsOf(request, provisioning)]);
  const whole = found ? { ...found.tenant, ...tenant } : tenant;
  const lack = lacks(whole);
  if (!lack) return whole;
  const [id, path] = lack;
  throw new ConnectError(
    'fix',
    `Parameters From the Answer: "${path}" for ${id} is not in the answer of your provisioning system, which has ${Object.keys(whole).join(', ')}.`,
  );
};

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

/** Checks all that can be known before the tenant is touched, side by side. @returns the template to approve with. */
const prepare = async (
  connect: Connect,
  request: FulfillmentRequest,
  provisioning: Provisioning,
): Promise<string> => {
  const { templates, templateId, tenantParameter, mapping } = provisioning;
  const template = templateFor(request, templates, templateId);
  const labels = new Map([
    ...Object.keys(mapping).map((id) => [id, 'Parameters From the Answer'] as const),
    ...(tenantParameter ? [[tenantParameter, 'Parameter With the Tenant'] as const] : []),
  ]);
  await Promise.all([checkTemplate(connect, request, template), checkParameters(connect, request, labels)]);
  return template;
};

/** The tenant of a request that needs no work any more, for later steps that may want it. */
const withTenant = async (
  tenants: TenantApi,
  request: FulfillmentRequest,
  provisioning: Provisioning,
): Promise<Provisioned> => {
  const found = await findUnder(tenants, idsOf(request, provisioning)).catch(() => undefined);
  return { ...request, ...(found ? { tenant: found.tenant } : {}), provisioning: 'done' };
};

/**
 * A vendor's whole work on a request: tenant, parameters, approval. Each stage may have been done by an earlier run.
 * While the vendor's system is not done the request stays pending, and another run goes on with it.
 * @throws ConnectError for a request that isn't pending (or approved); `stop` for a type without a tenant operation.
 */
export const provision = async (
  connect: Connect,
  tenants: TenantApi,
  provisioning: Provisioning,
): Promise<Provisioned> => {
  const [request, account] = await Promise.all([
    connect.requests.get(provisioning.requestId),
    ownAccount(connect),
  ]);
  checkVendor(account);
  const { id, type, status } = request;
  const operation = operationOf(request);
  if (status === 'approved') return withTenant(tenants, request, provisioning);
  // An earlier run may have rejected it and ended before it heard so; whoever did, there is nothing left to provision.
  if (status === 'failed' && provisioning.rejects) return { ...request, provisioning: 'refused' };
  if (status !== 'pending')
    throw new ConnectError('fix', `Request ${id} is ${status}; only pending requests can be provisioned.`);
  if (!operation)
    throw new ConnectError(
      'stop',
      `Request ${id} is of type ${type}, for which there is no tenant operation.`,
    );
  const template = await prepare(connect, request, provisioning);

  let work: Work;
  try {
    work = await operation(tenants, request, provisioning);
  } catch (error) {
    if (!provisioning.rejects || !isRefusal(error)) throw error;
    return { ...(await refuse(connect, request, error)), provisioning: 'refused' };
  }
  const { tenantParameter } = provisioning;
  if (!work.isDone) {
    // The next run asks for the tenant by its ID, and doesn't create another one.
    const noted = tenantParameter && type === 'purchase' ? { [tenantParameter]: 'id' } : {};
    const begun = `In your provisioning system the ${type} has begun (tenant ${work.tenant.id}).`;
    const left = await knowing(begun, async () =>
      writeParameters(connect, request, await parametersToWrite(request, work.tenant, noted)),
    );
    if (provisioning.waits)
      throw new ConnectError(
        'wait',
        `${begun} The request stays pending, and this step runs again in ${AGAIN / 60} minutes to go on with it.`,
        { delay: AGAIN },
      );
    return { ...left, tenant: work.tenant, provisioning: 'in progress' };
  }
  const done = `In your provisioning system the ${type} is done (tenant ${work.tenant.id}).`;
  const tenant = await knowing(done, () => completed(tenants, request, work.tenant, provisioning));
  const params = await knowing(done, () =>
    parametersToWrite(request, tenant, wantedOf(request, provisioning)),
  );
  await knowing(done, () => writeParameters(connect, request, params));
  const approved = await knowing(params.length ? `${done} The parameters are set.` : done, () =>
    connect.requests.act(id, 'approve', { template_id: template }),
  );
  return { ...approved, tenant, provisioning: 'done' };
};
