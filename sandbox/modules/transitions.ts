import { forbidden, invalid, Problems, wrongState } from '../errors.ts';
import type { Account, Asset, FulfillmentRequest, Template } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { isOpen } from './newRequests.ts';
import { asObject, asText, type Body, missingParams, withParams } from './values.ts';

/** What may become of a request, who may ask for it, and what it means for the subscription. */

interface Transition {
  readonly from: readonly string[];
  /** The new state; none when it stays. */
  readonly to?: string;
  readonly by: readonly Account['type'][];
  readonly apply?: (world: World, request: FulfillmentRequest, body: Body) => void;
}

const templateOf = (
  world: World,
  request: FulfillmentRequest,
  body: Body,
  type: Template['type'],
): Template | undefined => {
  const id = asText(body['template_id']);
  if (!id) return undefined;
  const found = world.offer(request.asset.product.id)?.templates.find((one) => one.id === id);
  if (!found || found.type !== type || found.scope !== 'asset') {
    throw invalid(
      `template_id: Template ${id} is not ${type === 'inquire' ? 'an inquire' : 'a fulfillment'} template of the product.`,
    );
  }
  return found;
};

/** A template's text with the values of parameters in it. */
export const rendered = (body: string, asset: Pick<Asset, 'params'>): string =>
  body.replaceAll(
    /\{\{\s*([\w.-]+)\s*\}\}/g,
    (_whole, name: string) => asset.params.find((param) => param.id === name)?.value ?? '',
  );

const approve = (world: World, request: FulfillmentRequest, body: Body) => {
  const template = templateOf(world, request, body, 'fulfillment');
  const tile = asText(body['activation_tile']);
  if (!template && !tile) throw invalid('template_id: This field is required.');
  const missing = missingParams(request.asset.params, 'fulfillment');
  if (missing.length) {
    throw invalid(...missing.map((param) => `asset.params: Parameter ${param.id} is required for approval.`));
  }
  const date = asText(body['effective_date']);
  if (date && Number.isNaN(Date.parse(date))) throw invalid('effective_date: Datetime has wrong format.');
  request.activation_key = template ? rendered(template.body, request.asset) : tile;
  request.template = template ? { id: template.id, name: template.name } : {};
  request.effective_date = date || world.now();
  request.answered = true;
};

const fail = (_world: World, request: FulfillmentRequest, body: Body) => {
  const reason = asText(body['reason']);
  if (!reason) throw invalid('reason: This field is required.');
  request.reason = reason;
  request.answered = true;
};

const inquire = (world: World, request: FulfillmentRequest, body: Body) => {
  const template = templateOf(world, request, body, 'inquire');
  if (template) request.template = { id: template.id, name: template.name };
  request.params_form_url = `https://example.com/activation-form/${request.id}`;
};

const schedule = (_world: World, request: FulfillmentRequest, body: Body) => {
  const date = asText(body['planned_date']);
  if (Number.isNaN(Date.parse(date))) throw invalid('planned_date: Datetime has wrong format.');
  if (Date.parse(date) <= Date.now()) throw invalid('planned_date: The date has to be in the future.');
  request.planned_date = date;
};

const place = (_world: World, request: FulfillmentRequest) => {
  const missing = missingParams(request.asset.params, 'ordering');
  if (missing.length)
    throw invalid(...missing.map((param) => `asset.params: Parameter ${param.id} is required.`));
};

const assign = (world: World, request: FulfillmentRequest, body: Body) => {
  const people = world.users[request.asset.connection.vendor.id] ?? [];
  const [email, id] = [asText(body['email']), asText(body['id'])];
  const user = people.find((one) => (email ? one.email === email : one.id === id));
  if (!user) throw invalid(`${email ? 'email' : 'id'}: User ${email || id || '(none)'} does not exist.`);
  request.assignee = user;
};

const TRANSITIONS: Record<string, Transition> = {
  approve: { from: ['pending'], to: 'approved', by: ['vendor'], apply: approve },
  fail: { from: ['pending', 'inquiring', 'tiers_setup'], to: 'failed', by: ['vendor'], apply: fail },
  inquire: { from: ['pending'], to: 'inquiring', by: ['vendor'], apply: inquire },
  pend: { from: ['inquiring'], to: 'pending', by: ['vendor', 'provider'] },
  schedule: { from: ['pending'], to: 'scheduled', by: ['vendor'], apply: schedule },
  revoke: {
    from: ['scheduled'],
    to: 'revoking',
    by: ['provider'],
    apply: (_world, request, body) => fail(_world, request, body),
  },
  confirm: { from: ['revoking'], to: 'revoked', by: ['vendor'] },
  purchase: { from: ['draft'], to: 'pending', by: ['provider'], apply: place },
  submit: { from: ['draft'], to: 'pending', by: ['provider'], apply: place },
  assign: {
    from: ['tiers_setup', 'pending', 'inquiring', 'scheduled', 'revoking'],
    by: ['vendor'],
    apply: assign,
  },
  unassign: {
    from: ['tiers_setup', 'pending', 'inquiring', 'scheduled', 'revoking'],
    by: ['vendor'],
    apply: (_world, request) => {
      request.assignee = '';
    },
  },
};

export const ACTIONS = Object.keys(TRANSITIONS);

/** What a subscription becomes when a request of a type ends. */
const ENDS: Record<string, { approved: string; failed: string }> = {
  purchase: { approved: 'active', failed: 'terminated' },
  cancel: { approved: 'terminated', failed: 'active' },
  suspend: { approved: 'suspended', failed: 'active' },
  resume: { approved: 'active', failed: 'suspended' },
};

/** Whether a subscription was suspended by the last of its requests that say so. */
const isOnHold = (world: World, assetId: string): boolean =>
  world
    .requestsOf(assetId)
    .findLast(({ type, status }) => ['suspend', 'resume'].includes(type) && status === 'approved')?.type ===
  'suspend';

const settle = (world: World, request: FulfillmentRequest, asset: Asset) => {
  const end = ENDS[request.type];
  const isApproved = request.status === 'approved';
  if (isApproved) {
    asset.items = request.asset.items.map((item) => ({ ...item, old_quantity: item.quantity }));
    asset.params = request.asset.params;
    if ('id' in request.template && request.template.id)
      asset.template = { id: request.template.id, name: request.template.name };
  }
  if (end) {
    const failed = end.failed === 'active' && isOnHold(world, asset.id) ? 'suspended' : end.failed;
    asset.status = isApproved ? end.approved : failed;
  }
  // Every request of a subscription shows the state that it is in now.
  for (const one of world.requestsOf(asset.id)) {
    if (one.asset.status === asset.status) continue;
    one.asset = { ...one.asset, status: asset.status };
    world.requests.changed(one);
  }
};

/** Writes the change down: times, the subscription's own view of its open request, and its state. */
const record = (world: World, request: FulfillmentRequest) => {
  request.updated = world.now();
  const asset = world.assets.get(request.asset.id);
  if (asset) {
    if (isOpen(request))
      asset.pending_request = { id: request.id, type: request.type, status: request.status };
    else {
      asset.pending_request = undefined;
      settle(world, request, asset);
    }
    if (request.type === 'purchase' && request.status === 'pending' && asset.status === 'draft') {
      asset.status = 'processing';
      request.asset = { ...request.asset, status: 'processing' };
    }
    asset.events = { ...asset.events, updated: { at: request.updated } };
  }
  world.touch(request);
};

/** Scheduled requests are pending again when their date has come. To be called before requests are shown. */
export const wakeUp = (world: World): void => {
  for (const request of world.due(Date.now())) {
    request.status = 'pending';
    record(world, request);
  }
};

/** Carries an action out. @throws ApiError as Connect would. */
export const act = (
  world: World,
  caller: Account,
  request: FulfillmentRequest,
  action: string,
  body: Body,
): void => {
  const transition = TRANSITIONS[action];
  if (!transition) throw invalid(`action: ${action}`);
  if (!transition.by.includes(caller.type)) throw forbidden();
  if (!transition.from.includes(request.status)) {
    throw wrongState(
      'REQ_001',
      `Request ${request.id} is ${request.status}; ${action} is possible only for ${transition.from.join(', ')}.`,
    );
  }
  transition.apply?.(world, request, body);
  request.status = transition.to ?? request.status;
  record(world, request);
};

/** PUT /requests/{id}: parameters and note of an open request. @throws ApiError as Connect would. */
export const update = (world: World, caller: Account, request: FulfillmentRequest, body: Body): void => {
  if (!['pending', 'inquiring', 'draft'].includes(request.status)) {
    throw wrongState(
      'REQ_002',
      `Request ${request.id} is ${request.status}; only draft, pending and inquiring requests can be changed.`,
    );
  }
  if (caller.type === 'provider' && request.status === 'pending') throw forbidden();
  const phases = caller.type === 'vendor' ? ['fulfillment'] : ['ordering'];
  const problems = new Problems();
  const params = withParams(request.asset.params, asObject(body['asset'])['params'], phases, problems);
  problems.raise();
  request.asset = { ...request.asset, params };
  const asset = world.assets.get(request.asset.id);
  if (asset && request.type === 'purchase') asset.params = request.asset.params;
  if (body['note'] !== undefined) request.note = asText(body['note']);
  record(world, request);
};

/** POST /requests/{id}/validate: the request as it would be, with what is wrong; nothing is kept. */
export const validated = (request: FulfillmentRequest, body: Body): FulfillmentRequest => {
  if (request.status !== 'draft')
    throw wrongState('REQ_006', `Request ${request.id} is ${request.status}; only drafts can be validated.`);
  const problems = new Problems();
  const given = asObject(body['asset'])['params'];
  const params = withParams(request.asset.params, given, ['ordering'], problems);
  problems.raise();
  const missing = missingParams(params, 'ordering');
  const checked = params.map((param) =>
    missing.includes(param) ? { ...param, value_error: 'This field is required.' } : param,
  );
  return { ...request, asset: { ...request.asset, params: checked } };
};
