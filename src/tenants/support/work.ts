import { ConnectError } from '../../connect/errors.ts';
import { isMissing, type TenantApi } from '../api.ts';
import { succeeded, type TenantAnswer, type TenantReply, withId } from './answer.ts';
import { confirmGone } from './gone.ts';
import { mayExist, saysItExists } from './refusal.ts';
import { isActive, isGone, isSuspended } from './states.ts';

/** What has become of the work on a tenant, and the tenant as far as its system tells. */
export interface Work {
  readonly tenant: TenantAnswer & { id: string };
  /** False while the vendor's system goes on with it. */
  readonly isDone: boolean;
  /** There was no tenant to work on. */
  readonly wasMissing?: boolean;
}

/** A look that is only to learn more; what went wrong before it is more important than what goes wrong in it. */
const look = (tenants: TenantApi, id: string): Promise<TenantReply | undefined> =>
  tenants.find(id).catch(() => undefined);

/** A tenant that was looked at, as work: done, unless its state says otherwise. */
export const asWork = ({ tenant, isUnderWay }: TenantReply, id: string): Work => ({
  tenant: withId(tenant, id),
  isDone: !isUnderWay,
});

/** The first tenant that is found under one of several IDs. @throws ConnectError when it can't be looked for. */
export const findUnder = async (tenants: TenantApi, ids: readonly string[]): Promise<Work | undefined> => {
  for (const id of new Set(ids.filter(Boolean))) {
    const found = await tenants.find(id);
    if (found && !isGone(found.tenant)) return asWork(found, id);
  }
  return undefined;
};

/**
 * Creates the tenant of a subscription. One that exists already is the result; a system that goes on after its answer is
 * asked once whether it has ended meanwhile.
 * @param ids under which an existing tenant may be found.
 * @throws ConnectError as the system's answer says.
 */
export const createFor = async (
  tenants: TenantApi,
  subscription: { id: string },
  ids: readonly string[] = [subscription.id],
): Promise<Work> => {
  const what = `create a tenant for subscription ${subscription.id}`;
  let reply: TenantReply;
  try {
    reply = succeeded(await tenants.create(subscription), what);
  } catch (error) {
    if (!(error instanceof ConnectError) || !mayExist(error)) throw error;
    const existing = await findUnder(tenants, ids).catch(() => undefined);
    if (existing) {
      succeeded({ tenant: existing.tenant, isUnderWay: !existing.isDone }, what);
      return existing;
    }
    throw error.kind === 'wait' || !saysItExists(error)
      ? error
      : error.with(
          `If this tenant exists already: it can't be read under ${[...new Set(ids)].join(' or ')}, so this step can't go on with it. GET /tenant/ and the subscription's ID has to answer with it.`,
        );
  }
  const tenant = withId(reply.tenant, subscription.id);
  if (!reply.isUnderWay) return { tenant, isDone: true };
  const found = await look(tenants, tenant.id);
  if (found) succeeded(found, what);
  return found && !found.isUnderWay && isActive(found.tenant)
    ? { tenant: withId({ ...tenant, ...found.tenant }, tenant.id), isDone: true }
    : { tenant, isDone: false };
};

const sameLimit = (one: unknown, other: unknown): boolean =>
  String(one).toLowerCase() === String(other).toLowerCase() ||
  (typeof one !== 'object' && String(one ?? '').trim() !== '' && Number(one) === Number(other));

/** Whether a tenant shows these limits, under `limits` or beside its ID. */
const shows = (tenant: TenantAnswer, wanted: Readonly<Record<string, unknown>>): boolean => {
  const { limits } = tenant;
  const shown = typeof limits === 'object' && limits !== null ? (limits as TenantAnswer) : tenant;
  return Object.entries(wanted).every(([name, limit]) => sameLimit(shown[name], limit));
};

/** Sets the limits of a tenant. @throws ConnectError as the system's answer says. */
export const limit = async (
  tenants: TenantApi,
  id: string,
  limits: Readonly<Record<string, unknown>>,
): Promise<Work> => {
  const reply = succeeded(await tenants.setLimits(id, limits), `set the limits of tenant ${id}`);
  const tenant = withId(reply.tenant, id);
  if (!reply.isUnderWay) return { tenant, isDone: true };
  const found = await look(tenants, id);
  return found && !found.isUnderWay && shows(found.tenant, limits)
    ? { tenant: withId({ ...tenant, ...found.tenant }, id), isDone: true }
    : { tenant, isDone: false };
};

export type TenantVerb = 'suspend' | 'resume' | 'delete';

/** The state that each verb leads to, and how it is recognised. */
const TARGETS: Readonly<
  Record<TenantVerb, { readonly status: string; readonly is: (tenant: TenantAnswer) => boolean }>
> = {
  suspend: { status: 'suspended', is: isSuspended },
  resume: { status: 'active', is: isActive },
  delete: { status: 'deleted', is: isGone },
};

/**
 * Brings a tenant into a state. One that is in it already, or that is to be deleted and isn't there (any more), is what
 * was asked for: a system that refuses says so in its own words, so the tenant itself is looked at.
 * @throws ConnectError as the system's answer says.
 */
export const bring = async (tenants: TenantApi, id: string, verb: TenantVerb): Promise<Work> => {
  const { status, is } = TARGETS[verb];
  const done = (tenant: TenantAnswer = {}): Work => ({
    tenant: withId({ ...tenant, status: tenant['status'] ?? status }, id),
    isDone: true,
  });
  let reply: TenantReply;
  try {
    reply = succeeded(await tenants[verb](id), `${verb} tenant ${id}`);
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    if (verb === 'delete' && isMissing(error)) {
      await confirmGone(tenants, id, error);
      return { ...done(), wasMissing: true };
    }
    if (!error.isRefusal) throw error;
    // A look that fails too must not hide why the system refused.
    const found = await tenants.find(id).catch(() => 'unknown' as const);
    if (verb === 'delete' && found === undefined) return { ...done(), wasMissing: true };
    if (found && found !== 'unknown' && is(found.tenant)) return done(found.tenant);
    throw error;
  }
  if (!reply.isUnderWay) return done(reply.tenant);
  const found = await tenants.find(id).catch(() => reply);
  if (verb === 'delete' && found === undefined) return { ...done(), wasMissing: true };
  return found && is(found.tenant) ? done(found.tenant) : { tenant: withId(reply.tenant, id), isDone: false };
};

/** Whether the work is done, for people and for the filters of their Zaps. */
export const progressOf = ({ isDone }: Pick<Work, 'isDone'>): 'done' | 'in progress' =>
  isDone ? 'done' : 'in progress';

/** The work as the result of an action on a tenant. */
export const shown = (work: Work): TenantAnswer => ({ ...work.tenant, provisioning: progressOf(work) });
