import { asObject, asText, type Body } from '../../body.ts';
import { ApiError, forbidden, invalid, notFound, Problems, wrongState } from '../../errors.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import type { Connection, Offer } from '../catalog/model.ts';
import { configured, emptyParams, withParams } from '../catalog/params.ts';
import { catalogOf } from '../catalog/store.ts';
import { shownConnection } from '../tiers/configs.ts';
import { keepTier, type Role, readTier } from '../tiers/given.ts';
import { tell } from './conversation.ts';
import { readItems } from './items.ts';
import type { Asset, FulfillmentRequest } from './model.ts';
import { placed } from './placing.ts';
import { isOpen } from './record.ts';
import { subscriptionsOf } from './store.ts';

/** POST /requests: what a distributor (or, for adjustments, a vendor) may ask for, and what comes of it. */

const findConnection = (world: World, caller: Account, body: Body, given: Body): Connection => {
  const id = asText(asObject(given['connection'])['id']);
  if (id) {
    const connection = catalogOf(world).connection(id);
    if (connection?.provider.id !== caller.id)
      throw invalid(`asset.connection: Connection ${id} does not exist.`);
    return connection;
  }
  const product = asText(asObject(given['product'])['id']);
  const marketplace =
    asText(asObject(given['marketplace'])['id']) || asText(asObject(body['marketplace'])['id']);
  const { hub, type } = asObject(given['connection']);
  const hubId = asText(asObject(hub)['id']);
  const [only, ...others] = catalogOf(world).connectionsOf(
    (one) =>
      one.provider.id === caller.id &&
      one.product.id === product &&
      one.type === (asText(type) || 'production') &&
      (!hubId || one.hub.id === hubId) &&
      (!marketplace || one.marketplace.id === marketplace),
  );
  if (!only || others.length) throw invalid('asset.connection: This field is required.');
  return only;
};

const newAsset = (world: World, offer: Offer, connection: Connection, given: Body): Asset => {
  const problems = new Problems();
  const tiers = asObject(given['tiers']);
  const externalUid = asText(given['external_uid']);
  if (
    externalUid &&
    subscriptionsOf(world)
      .assetsByExternalUid(externalUid)
      .some((one) => one.status !== 'terminated' && one.connection.provider.id === connection.provider.id)
  ) {
    problems.add('asset.external_uid', `A subscription with the external UID ${externalUid} exists already.`);
  }
  const items = readItems(offer, given['items'], [], connection.marketplace.id, problems);
  const params = withParams(emptyParams(offer), given['params'] ?? [], ['ordering', 'fulfillment'], problems);
  const read = (role: Role) => readTier(world, connection, role, tiers[role], problems);
  const [customer, tier1] = [read('customer'), read('tier1')];
  const tier2 = Object.keys(asObject(tiers['tier2'])).length ? read('tier2') : undefined;
  problems.raise();
  const now = world.now();
  const { product } = offer;
  return {
    id: world.digits.groups('AS', 4, 4, 4),
    status: 'processing',
    external_id: asText(given['external_id']),
    external_uid: externalUid,
    external_name: '',
    product: { id: product.id, name: product.name, icon: product.icon, status: product.status },
    connection: shownConnection(connection),
    items,
    params,
    tiers: {
      customer: keepTier(world, connection, 'customer', customer),
      tier1: keepTier(world, connection, 'tier1', tier1),
      tier2: tier2 ? keepTier(world, connection, 'tier2', tier2) : {},
    },
    configuration: { params: configured(offer, connection.marketplace.id) },
    marketplace: connection.marketplace,
    contract: connection.contract,
    events: { created: { at: now }, updated: { at: now } },
  };
};

/** The subscription as a request shows it. */
const shownIn = ({
  pending_request: _pending,
  template: _template,
  ...asset
}: Asset): FulfillmentRequest['asset'] => asset;

const newRequest = (
  world: World,
  type: string,
  status: string,
  asset: Asset,
  note: string,
): FulfillmentRequest => {
  const before = subscriptionsOf(world).requestsOf(asset.id);
  const approved = before.filter((one) => one.status === 'approved').at(-1);
  const now = world.now();
  return {
    id: `${asset.id.replace('AS', 'PR')}-${String(before.length + 1).padStart(3, '0')}`,
    type,
    status,
    asset: shownIn(asset),
    note,
    reason: '',
    answered: false,
    assignee: '',
    activation_key: '',
    template: {},
    marketplace: asset.marketplace,
    contract: asset.contract,
    created: now,
    updated: now,
    params_form_url: '',
    ...(approved ? { previous_approved_request: { id: approved.id } } : {}),
  };
};

const purchase = (world: World, caller: Account, body: Body): FulfillmentRequest => {
  const given = asObject(body['asset']);
  const connection = findConnection(world, caller, body, given);
  const offer = catalogOf(world).offer(connection.product.id);
  if (!offer) throw notFound();
  const asset = newAsset(world, offer, connection, given);
  const isDraft = body['status'] === 'draft';
  const status = isDraft ? 'draft' : placed(world, caller, asset);
  if (isDraft) asset.status = 'draft';
  subscriptionsOf(world).addAsset(asset);
  return newRequest(world, 'purchase', status, asset, asText(body['note']));
};

/** From which states of a subscription each type may be asked for, and what becomes of it meanwhile. */
const TYPES: Readonly<Record<string, { from: readonly string[]; meanwhile?: string; hold?: boolean }>> = {
  change: { from: ['active'] },
  suspend: { from: ['active'], hold: true },
  resume: { from: ['suspended'], hold: true },
  cancel: { from: ['active', 'suspended'], meanwhile: 'terminating' },
  adjustment: { from: ['active', 'suspended'] },
};

const onAsset = (world: World, caller: Account, type: string, body: Body): FulfillmentRequest => {
  const rules = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!rules) throw invalid(`type: "${type}" is not a valid choice.`);
  const given = asObject(body['asset']);
  const id = asText(given['id']);
  const asset = subscriptionsOf(world).assets.get(id);
  const side =
    asset && (caller.type === 'vendor' ? asset.connection.vendor.id : asset.connection.provider.id);
  if (!asset || side !== caller.id) throw invalid(`asset.id: Subscription ${id || '(none)'} does not exist.`);
  const open = subscriptionsOf(world).requestsOf(id).find(isOpen);
  if (open)
    throw wrongState(
      'REQ_003',
      `Subscription ${id} has the open request ${open.id} (${open.type}, ${open.status}).`,
    );
  if (!rules.from.includes(asset.status)) {
    throw wrongState(
      'REQ_004',
      `Requests of type ${type} are not possible while subscription ${id} is ${asset.status}.`,
    );
  }
  const offer = catalogOf(world).offer(asset.product.id);
  if (!offer) throw notFound();
  if (rules.hold && !offer.product.capabilities.subscription.hold) {
    throw wrongState('REQ_005', `Product ${offer.product.id} does not support administrative hold.`);
  }
  const request = newRequest(world, type, 'pending', asset, asText(body['note']));
  const problems = new Problems();
  if (type === 'change') {
    request.asset = {
      ...request.asset,
      items: readItems(offer, given['items'], asset.items, asset.marketplace.id, problems),
    };
  }
  if (type === 'adjustment') {
    request.asset = {
      ...request.asset,
      params: withParams(asset.params, given['params'], ['ordering', 'fulfillment'], problems),
    };
  }
  problems.raise();
  if (given['external_attributes'] !== undefined) {
    request.asset = { ...request.asset, external_attributes: given['external_attributes'] };
  }
  if (rules.meanwhile) {
    asset.status = rules.meanwhile;
    request.asset = { ...request.asset, status: asset.status };
  }
  return request;
};

/** Creates the request that a body asks for. @throws ApiError as Connect would. */
export const createRequest = (world: World, caller: Account, body: Body): FulfillmentRequest => {
  const type = asText(body['type']);
  if (!type) throw invalid('type: This field is required.');
  const side = type === 'adjustment' ? 'vendor' : 'provider';
  if (caller.type !== side) {
    throw new ApiError(
      403,
      forbidden().code,
      `Requests of type ${type} can be created by the ${side === 'vendor' ? 'vendor' : 'distributor'} only.`,
    );
  }
  const request = type === 'purchase' ? purchase(world, caller, body) : onAsset(world, caller, type, body);
  const asset = subscriptionsOf(world).assets.get(request.asset.id);
  if (asset) {
    asset.pending_request = { id: request.id, type: request.type, status: request.status };
    asset.events = { ...asset.events, updated: { at: request.updated } };
    subscriptionsOf(world).assets.changed(asset);
  }
  subscriptionsOf(world).addRequest(request);
  tell(world, request);
  return request;
};
