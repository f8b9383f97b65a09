import { asText, type Body } from '../../body.ts';
import { invalid } from '../../errors.ts';
import { staying, Transitions } from '../../transitions.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { accountsOf } from '../accounts/store.ts';
import type { Template } from '../catalog/model.ts';
import { missingParams, rendered } from '../catalog/params.ts';
import { catalogOf } from '../catalog/store.ts';
import type { FulfillmentRequest } from './model.ts';
import { placed } from './placing.ts';
import { record } from './record.ts';

/** What may become of a request, who may ask for it, and what it means for the subscription. */

type Apply = (world: World, request: FulfillmentRequest, body: Body) => void;

const templateOf = (
  world: World,
  request: FulfillmentRequest,
  body: Body,
  type: Template['type'],
): Template | undefined => {
  const id = asText(body['template_id']);
  if (!id) return undefined;
  const found = catalogOf(world)
    .offer(request.asset.product.id)
    ?.templates.find((one) => one.id === id);
  if (!found || found.type !== type || found.scope !== 'asset') {
    throw invalid(
      `template_id: Template ${id} is not ${type === 'inquire' ? 'an inquire' : 'a fulfillment'} template of the product.`,
    );
  }
  return found;
};

const approve: Apply = (world, request, body) => {
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

const fail: Apply = (_world, request, body) => {
  const reason = asText(body['reason']);
  if (!reason) throw invalid('reason: This field is required.');
  request.reason = reason;
  request.answered = true;
};

const inquire: Apply = (world, request, body) => {
  const template = templateOf(world, request, body, 'inquire');
  if (template) request.template = { id: template.id, name: template.name };
  request.params_form_url = `https://example.com/activation-form/${request.id}`;
};

const schedule: Apply = (world, request, body) => {
  const date = asText(body['planned_date']);
  if (Number.isNaN(Date.parse(date))) throw invalid('planned_date: Datetime has wrong format.');
  if (Date.parse(date) <= world.clock.now()) throw invalid('planned_date: The date has to be in the future.');
  request.planned_date = date;
};

const place: Apply = (_world, request) => {
  const missing = missingParams(request.asset.params, 'ordering');
  if (missing.length)
    throw invalid(...missing.map((param) => `asset.params: Parameter ${param.id} is required.`));
};

const assign: Apply = (world, request, body) => {
  const people = accountsOf(world).usersOf(request.asset.connection.vendor.id);
  const [email, id] = [asText(body['email']), asText(body['id'])];
  const user = people.find((one) => (email ? one.email === email : one.id === id));
  if (!user) throw invalid(`${email ? 'email' : 'id'}: User ${email || id || '(none)'} does not exist.`);
  request.assignee = user;
};

const EFFECTS: Readonly<Record<string, Apply>> = {
  approve,
  fail,
  inquire,
  schedule,
  revoke: fail,
  purchase: place,
  submit: place,
  assign,
  unassign: (_world, request) => {
    request.assignee = '';
  },
};

const open = staying(['tiers_setup', 'pending', 'inquiring', 'scheduled', 'revoking'], ['vendor']);

/** The life of a request. */
const life = new Transitions<'status', FulfillmentRequest>({
  path: '/requests/{id}',
  field: 'status',
  noun: 'Request',
  code: 'REQ_001',
  more: { assign: open, unassign: open },
});

export const ACTIONS = life.actions;

/** Carries an action out. @throws ApiError as Connect would. */
export const act = (
  world: World,
  caller: Account,
  request: FulfillmentRequest,
  action: string,
  body: Body,
): void => {
  life.carryOut(request, action, caller.type, () => EFFECTS[action]?.(world, request, body));
  if (action === 'purchase' || action === 'submit') request.status = placed(world, caller, request.asset);
  record(world, request);
};
