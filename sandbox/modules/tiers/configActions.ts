import { asObject, asText, type Body } from '../../body.ts';
import { invalid, Problems, wrongState } from '../../errors.ts';
import type { Json } from '../../rql/values.ts';
import { staying, Transitions } from '../../transitions.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import { accountsOf } from '../accounts/store.ts';
import type { Template } from '../catalog/model.ts';
import { missingParams, rendered, withParams } from '../catalog/params.ts';
import { catalogOf } from '../catalog/store.ts';
import { configurationsOf } from './configs.ts';
import type { TierConfigRequest } from './model.ts';
import { phasesOf, place } from './setup.ts';

/** What may become of a request for a tier configuration, who may ask for it, and what it means. */

type Apply = (world: World, request: TierConfigRequest, body: Body, caller: Account) => void;

const templateOf = (world: World, { configuration }: TierConfigRequest, body: Body): Template => {
  const id = asText(asObject(body['template'])['id']);
  if (!id) throw invalid('template: This field is required.');
  const scope = `tier${configuration.tier_level}`;
  const found = catalogOf(world)
    .offer(configuration.product.id)
    ?.templates.find((one) => one.id === id);
  if (found?.type !== 'fulfillment' || found.scope !== scope)
    throw invalid(`template: Template ${id} is not a fulfillment template of the product for ${scope}.`);
  return found;
};

const approve: Apply = (world, request, body) => {
  const template = templateOf(world, request, body);
  const missing = missingParams(request.params, 'fulfillment');
  if (missing.length)
    throw invalid(...missing.map(({ id }) => `params: Parameter ${id} is required for approval.`));
  const date = asText(body['effective_date']);
  if (date && Number.isNaN(Date.parse(date))) throw invalid('effective_date: Datetime has wrong format.');
  request.template = { id: template.id, name: template.name };
  request.effective_date = date || world.now();
};

const inquire: Apply = (world, request, _body, caller) => {
  request.activation = { link: `https://example.com/activation-form/${request.id}` };
  request.events = { ...request.events, inquired: stamp(world, caller) };
};

const pend: Apply = (world, request, _body, caller) => {
  const missing = missingParams(request.params, 'ordering');
  if (missing.length) throw invalid(...missing.map(({ id }) => `params: Parameter ${id} is required.`));
  request.params = request.params.map((param) => ({ ...param, value_error: '' }));
  request.activation = {};
  request.events = { ...request.events, pended: stamp(world, caller) };
};

const assign: Apply = (world, request, body) => {
  const people = accountsOf(world).usersOf(request.configuration.connection.vendor.id);
  const [email, id] = [asText(body['email']), asText(body['id'])];
  const user = people.find((one) => (email ? one.email === email : one.id === id));
  if (!user) throw invalid(`${email ? 'email' : 'id'}: User ${email || id || '(none)'} does not exist.`);
  request.assignee = user;
};

const EFFECTS: Readonly<Record<string, Apply>> = {
  approve,
  fail: (_world, request, body) => {
    request.reason = asText(body['reason']);
  },
  inquire,
  pend,
  assign,
  unassign: (_world, request) => {
    request.assignee = '';
  },
};

const open = staying(['tiers_setup', 'pending', 'inquiring'], ['vendor']);

/** The life of a request for a tier configuration. */
const life = new Transitions<'status', TierConfigRequest>({
  path: '/tier/config-requests/{id}',
  field: 'status',
  noun: 'Tier configuration request',
  code: 'TCR_001',
  more: { assign: open, unassign: open },
});
export const CONFIG_ACTIONS = life.actions;

/** What the end of a request means for its configuration, and for what waited for it. */
const settle = (world: World, request: TierConfigRequest, caller: Account): void => {
  const { configs, requests, onEnd } = configurationsOf(world);
  const { configuration: config } = request;
  const isApproved = request.status === 'approved';
  config.open_request = undefined;
  config.events = { ...config.events, updated: request.events.updated };
  if (isApproved) {
    config.status = 'active';
    config.params = request.params;
    if ('id' in request.template && request.template.id)
      config.template = { id: request.template.id, name: request.template.name };
  }
  configs.changed(config);
  const below = [...requests.all()].filter(
    ({ parent_configuration: parent, status }) => parent?.id === config.id && status === 'tiers_setup',
  );
  for (const one of below) {
    if (isApproved) place(world, one, caller);
    else {
      one.status = 'failed';
      one.reason = `The request for tier 2, ${request.id}, has failed.`;
    }
    write(world, one, caller);
  }
  for (const end of onEnd) end(request);
};

/** Writes a change of a request down. */
const write = (world: World, request: TierConfigRequest, caller: Account): void => {
  const { configs, requests } = configurationsOf(world);
  request.events = { ...request.events, updated: stamp(world, caller) };
  requests.changed(request);
  configs.changed(request.configuration);
  if (request.status === 'approved' || request.status === 'failed') settle(world, request, caller);
  world.onChange();
};

/** Carries an action out. @throws ApiError as Connect would. */
export const actOnConfigRequest = (
  world: World,
  caller: Account,
  request: TierConfigRequest,
  action: string,
  body: Body,
): void => {
  life.carryOut(request, action, caller.type, () => EFFECTS[action]?.(world, request, body, caller));
  if (action === 'submit') place(world, request, caller);
  write(world, request, caller);
};

/** PUT /tier/config-requests/{id}: parameters and notes of an open request. @throws ApiError as Connect would. */
export const updateConfigRequest = (
  world: World,
  caller: Account,
  request: TierConfigRequest,
  body: Body,
): void => {
  if (!['draft', 'tiers_setup', 'pending', 'inquiring'].includes(request.status))
    throw wrongState(
      'TCR_002',
      `Tier configuration request ${request.id} is ${request.status}; only open ones can be changed.`,
    );
  const problems = new Problems();
  const params = withParams(request.params, body['params'] ?? [], phasesOf(caller), problems, 'params');
  problems.raise();
  request.params = params;
  if (body['notes'] !== undefined) request.notes = asText(body['notes']);
  write(world, request, caller);
};

/** POST /tier/config-requests/{id}/validate: a draft as it would be, with what is wrong; nothing is kept. */
export const validatedConfigRequest = (request: TierConfigRequest, body: Body): TierConfigRequest => {
  if (request.status !== 'draft')
    throw wrongState(
      'TCR_007',
      `Tier configuration request ${request.id} is ${request.status}; only drafts can be validated.`,
    );
  const problems = new Problems();
  const params = withParams(request.params, body['params'] ?? [], ['ordering'], problems, 'params');
  problems.raise();
  const missing = missingParams(params, 'ordering');
  return {
    ...request,
    params: params.map((param) =>
      missing.includes(param) ? { ...param, value_error: 'This field is required.' } : param,
    ),
  };
};

/** The text that a reseller gets of an approved request. */
export const renderedFor = (world: World, { configuration, template, params }: TierConfigRequest): string => {
  const found = catalogOf(world)
    .offer(configuration.product.id)
    ?.templates.find((one) => 'id' in template && one.id === template.id);
  return rendered(found?.body ?? '', { params });
};

/** What an approval answers, which isn't the request. */
export const approvalOf = (world: World, request: TierConfigRequest): Json => ({
  template: {
    id: 'id' in request.template ? request.template.id : '',
    representation: renderedFor(world, request),
  },
  effective_date: request.effective_date ?? '',
});
