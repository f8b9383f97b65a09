import { asObject, asText, type Body } from '../../body.ts';
import { invalid, Problems, wrongState } from '../../errors.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import type { Connection, Offer } from '../catalog/model.ts';
import { emptyParams, missingParams, withParams } from '../catalog/params.ts';
import { catalogOf } from '../catalog/store.ts';
import { configurationsOf, isOpen, seesConfig, shownConnection } from './configs.ts';
import type { Level, TierAccount, TierConfig, TierConfigRequest } from './model.ts';
import { tiersOf } from './store.ts';

/** New requests for tier configurations: asked for by either side, or made by a purchase. */

/** Whose values a side may write. */
export const phasesOf = (caller: Account): string[] =>
  caller.type === 'vendor' ? ['fulfillment', 'ordering'] : ['ordering'];

/**
 * What a request is once it is placed: one of tier 1 waits for the one of its tier 2, one with required parameters
 * that have no value for the distributor, and all others for the vendor.
 */
export const place = (world: World, request: TierConfigRequest, by: Account): void => {
  const parent = request.parent_configuration;
  const waits =
    parent?.open_request &&
    configurationsOf(world).requests.get(parent.open_request.id)?.type === 'setup' &&
    parent.status === 'processing';
  if (waits) {
    request.status = 'tiers_setup';
    return;
  }
  const missing = missingParams(request.params, 'ordering');
  request.status = missing.length ? 'inquiring' : 'pending';
  if (missing.length) {
    request.events = { ...request.events, inquired: stamp(world, by) };
    request.params = request.params.map((param) =>
      missing.includes(param) ? { ...param, value_error: 'This field is required.' } : param,
    );
  }
};

const parentOf = (
  world: World,
  connection: string,
  account: TierAccount | undefined,
): TierConfig | undefined =>
  account && configurationsOf(world).at({ account: account.id, connection, level: 2 });

/** A new request; its configuration knows it from then on. */
const open = (
  world: World,
  caller: Account,
  config: TierConfig,
  more: Pick<TierConfigRequest, 'type' | 'params' | 'notes' | 'tiers'> & { isDraft?: boolean },
): TierConfigRequest => {
  const configurations = configurationsOf(world);
  const { isDraft = false, ...given } = more;
  const before = configurations.requestsOf(config.id);
  const approved = before.findLast(({ status }) => status === 'approved');
  const parent =
    config.tier_level === 1 ? parentOf(world, config.connection.id, given.tiers.tier2) : undefined;
  const created = stamp(world, caller);
  const request: TierConfigRequest = {
    ...given,
    id: `${config.id.replace('TC', 'TCR')}-${String(before.length + 1).padStart(3, '0')}`,
    status: 'draft',
    configuration: config,
    ...(parent ? { parent_configuration: parent } : {}),
    ...(approved ? { previous_approved_request: { id: approved.id } } : {}),
    assignee: '',
    template: {},
    reason: '',
    environment: config.connection.type,
    activation: {},
    events: { created, updated: created },
  };
  if (!isDraft) place(world, request, caller);
  config.open_request = { id: request.id };
  config.events = { ...config.events, updated: created };
  configurations.requests.insert(request);
  configurations.configs.changed(config);
  world.onChange();
  return request;
};

const newConfig = (
  world: World,
  caller: Account,
  { product }: Offer,
  connection: Connection,
  account: TierAccount,
  level: Level,
): TierConfig => {
  const created = stamp(world, caller);
  const config: TierConfig = {
    id: world.digits.groups('TC', 3, 3, 3),
    name: `Configuration of ${account.name}`,
    status: 'processing',
    account: { ...account, type: 'reseller' },
    product: { id: product.id, name: product.name, icon: product.icon, status: product.status },
    tier_level: level,
    connection: shownConnection(connection),
    marketplace: connection.marketplace,
    contract: connection.contract,
    params: [],
    events: { created, updated: created },
  };
  configurationsOf(world).add(config);
  return config;
};

/** How far the vendor of a product authorizes resellers: up to which tier. */
const reach = ({ product }: Offer): number => product.capabilities.tiers.configs?.level ?? 0;

/** The resellers of a sale. */
interface Resellers {
  readonly tier1: TierAccount;
  readonly tier2?: TierAccount | undefined;
}

/** The resellers that have to be configured for a product, the upper tier first. */
const resellersOf = (offer: Offer, tiers: Resellers): { level: Level; account: TierAccount }[] =>
  ([2, 1] as const).flatMap((level) => {
    const account = level === 1 ? tiers.tier1 : tiers.tier2;
    return account && level <= reach(offer) ? [{ level, account }] : [];
  });

/** Whether nothing of the tiers of a sale is missing. */
export const areSetUp = (world: World, offer: Offer, connection: string, tiers: Resellers): boolean =>
  resellersOf(offer, tiers).every(
    ({ level, account }) =>
      configurationsOf(world).at({ account: account.id, connection, level })?.status === 'active',
  );

/** Asks for the configurations that a purchase has to wait for, unless that is done already. */
export const setUpTiers = (
  world: World,
  distributor: Account,
  offer: Offer,
  connection: Connection,
  tiers: Resellers,
): void => {
  const configurations = configurationsOf(world);
  for (const { level, account } of resellersOf(offer, tiers)) {
    const known = configurations.at({ account: account.id, connection: connection.id, level });
    if (known?.status === 'active' || known?.open_request) continue;
    const config = known ?? newConfig(world, distributor, offer, connection, account, level);
    open(world, distributor, config, {
      type: 'setup',
      params: emptyParams(offer, `tier${level}`),
      notes: '',
      tiers: { tier1: tiers.tier1, ...(tiers.tier2 ? { tier2: tiers.tier2 } : {}) },
    });
  }
};

const findConnection = (world: World, caller: Account, given: Body, hub: string): Connection => {
  const side = caller.type === 'vendor' ? 'vendor' : 'provider';
  const product = asText(asObject(given['product'])['id']);
  const id = asText(asObject(given['connection'])['id']);
  const [only, ...others] = catalogOf(world).connectionsOf(
    (one) =>
      one[side].id === caller.id &&
      (id ? one.id === id : one.hub.id === hub && one.type === 'production') &&
      one.product.id === product,
  );
  if (!only || others.length) throw invalid('configuration.connection: This field is required.');
  return only;
};

const readLevel = (value: unknown): Level => {
  const level = Number(value);
  if (level !== 1 && level !== 2)
    throw invalid(`configuration.tier_level: "${asText(value)}" is not a valid choice.`);
  return level;
};

/** The reseller that is meant, of those that the caller sees. */
const findReseller = (world: World, caller: Account, given: Body) => {
  const [id, uid] = [asText(given['id']), asText(given['external_uid'])];
  const { accounts } = tiersOf(world);
  const kept = id
    ? accounts.get(id)
    : [...accounts.all()].find((one) => uid !== '' && one.account.external_uid === uid);
  if (!kept || (kept.owner.id !== caller.id && !kept.vendors.includes(caller.id)))
    throw invalid(`configuration.account: Tier account ${id || uid || '(none)'} does not exist.`);
  if (kept.type !== 'reseller')
    throw invalid(
      `configuration.account: Tier account ${kept.id} is a customer; only resellers are configured.`,
    );
  return kept;
};

/** The configuration that a body is about: one that exists, or a new one. */
const readConfig = (world: World, caller: Account, given: Body): TierConfig | (() => TierConfig) => {
  const configurations = configurationsOf(world);
  const id = asText(given['id']);
  if (id) {
    const config = configurations.configs.get(id);
    if (!config || !seesConfig(config, caller))
      throw invalid(`configuration: Tier configuration ${id} does not exist.`);
    return config;
  }
  const level = readLevel(given['tier_level']);
  const { account, hub } = findReseller(world, caller, asObject(given['account']));
  const connection = findConnection(world, caller, given, hub.id);
  const offer = catalogOf(world).offer(connection.product.id);
  if (!offer || level > reach(offer))
    throw wrongState('TCR_004', `Product ${connection.product.id} has no configurations of tier ${level}.`);
  const known = configurations.at({ account: account.id, connection: connection.id, level });
  // One whose setup has failed is set up again.
  if (known?.status === 'processing' && !known.open_request) return known;
  if (known) throw wrongState('TCR_005', `Tier configuration ${known.id} exists already; update it instead.`);
  return () => newConfig(world, caller, offer, connection, account, level);
};

/** POST /tier/config-requests: sets a configuration up, or changes one. @throws ApiError as Connect would. */
export const createConfigRequest = (world: World, caller: Account, body: Body): TierConfigRequest => {
  const found = readConfig(world, caller, asObject(body['configuration']));
  const isNew = typeof found === 'function';
  const isSetup = isNew || (found.status === 'processing' && !found.open_request);
  const type = asText(body['type']) || (isSetup ? 'setup' : 'update');
  if (type !== 'setup' && type !== 'update' && type !== 'adjustment')
    throw invalid(`type: "${type}" is not a valid choice.`);
  if (isNew && type !== 'setup') throw invalid(`type: A ${type} request needs a configuration that exists.`);
  const isDraft = asText(body['status']) === 'draft' && caller.type === 'provider';
  if (!isNew) {
    const request = found.open_request && configurationsOf(world).requests.get(found.open_request.id);
    if (request && isOpen(request))
      throw wrongState(
        'TCR_003',
        `Tier configuration ${found.id} has the open request ${request.id} (${request.status}).`,
      );
    if (found.status !== 'active' && type !== 'setup')
      throw wrongState(
        'TCR_006',
        `Tier configuration ${found.id} is ${found.status}; only active ones can be updated.`,
      );
    if (found.status === 'active' && type === 'setup')
      throw invalid('type: A setup request needs a configuration that is not set up.');
  }
  const given = asObject(body['configuration']);
  const product = isNew ? asText(asObject(given['product'])['id']) : found.product.id;
  const level = isNew ? readLevel(given['tier_level']) : found.tier_level;
  const offer = catalogOf(world).offer(product);
  const before = isSetup ? (offer ? emptyParams(offer, `tier${level}`) : []) : found.params;
  const problems = new Problems();
  const params = withParams(before, body['params'] ?? [], phasesOf(caller), problems, 'params');
  problems.raise();
  const config = isNew ? found() : found;
  const above = tiersOf(world).accounts.get(tiersOf(world).accounts.get(config.account.id)?.parent ?? '');
  const { type: _type, ...account } = config.account;
  return open(world, caller, config, {
    type,
    params,
    notes: asText(body['notes']),
    tiers: level === 2 ? { tier2: account } : { tier1: account, ...(above ? { tier2: above.account } : {}) },
    isDraft,
  });
};
