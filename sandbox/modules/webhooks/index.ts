import type { FastifyRequest } from 'fastify';
import { asObject, asText, type Body } from '../../body.ts';
import { Problems } from '../../errors.ts';
import { one, param, sendList } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import { type Account, ref } from '../../world/model.ts';
import { stamp } from '../accounts/stamp.ts';
import { catalogOf } from '../catalog/store.ts';
import { CLASSES, type ObjectClass, type Webhook } from './model.ts';
import { webhooksOf } from './store.ts';

/** The longest that Connect takes, letters. */
const LONGEST = { label: 100, jwt_secret: 100, external_url: 4096 } as const;
const REQUIRED = [
  'object_class',
  'label',
  'product_id',
  'description',
  'external_url',
  'jwt_secret',
  'http_method',
] as const;

type Given = Pick<
  Webhook,
  | 'type'
  | 'object_class'
  | 'label'
  | 'active'
  | 'external_url'
  | 'jwt_secret'
  | 'description'
  | 'http_method'
  | 'product'
  | 'data'
  | 'headers'
>;

const isText = (value: unknown): boolean =>
  Object.values(asObject(value)).every((one) => typeof one === 'string');

/** @throws ApiError 400 with all that is wrong. */
const read = (context: Context, caller: Account, body: Body, before?: Webhook): Given => {
  const { world } = context;
  const problems = new Problems();
  const old: Body = before ? { ...before, product_id: before.product.id } : {};
  const given: Body = { ...old, ...body };
  for (const field of REQUIRED)
    if (!asText(given[field]).trim()) problems.add(field, 'This field is required.');
  if (typeof given['active'] !== 'boolean') problems.add('active', 'This field is required.');
  for (const [field, most] of Object.entries(LONGEST))
    if (asText(given[field]).length > most)
      problems.add(field, `Ensure this field has no more than ${most} characters.`);
  const objectClass = asText(given['object_class']);
  if (objectClass && !Object.hasOwn(CLASSES, objectClass))
    problems.add('object_class', `"${objectClass}" is not a valid choice.`);
  const productId = asText(given['product_id']);
  const product = catalogOf(world).offer(productId)?.product;
  if (productId && !(product && webhooksOf(world).sells(caller.id, productId)))
    problems.add('product_id', `Product ${productId} does not exist.`);
  const url = asText(given['external_url']);
  if (url && !(URL.canParse(url) && /^https?:/.test(url))) problems.add('external_url', 'Enter a valid URL.');
  if (given['http_method'] && given['http_method'] !== 'POST')
    problems.add('http_method', `"${asText(given['http_method'])}" is not a valid choice.`);
  if (!isText(given['headers'])) problems.add('headers', 'Values have to be texts.');
  problems.raise();
  return {
    type: asText(given['type']) || 'event',
    object_class: objectClass as ObjectClass,
    label: asText(given['label']),
    active: given['active'] === true,
    external_url: url,
    jwt_secret: asText(given['jwt_secret']),
    description: asText(given['description']),
    http_method: 'POST',
    product: product ? { id: product.id, name: product.name } : { id: productId, name: '' },
    data: asObject(given['data']),
    headers: asObject(given['headers']),
  };
};

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const store = webhooksOf(world);
  const { webhooks } = store;
  const isOwn = (row: Webhook, caller: Account) => row.account.id === caller.id;
  const find = (request: FastifyRequest): Webhook =>
    one(webhooks, param(request, 'id'), (row) => isOwn(row, callerOf(request)));

  app.get('/notifications/webhooks', (request, reply) => sendList(context, request, reply, webhooks, isOwn));
  app.post('/notifications/webhooks', async (request, reply) => {
    const caller = callerOf(request);
    const given = read(context, caller, asObject(request.body));
    const { at, by = ref(caller) } = stamp(world, caller);
    const webhook: Webhook = {
      id: world.digits.groups('WH', 3, 3, 3),
      ...given,
      created_at: at,
      created_by: by,
      modified_at: null,
      account: ref(caller),
      earliest_possible_trigger: null,
      stats: {
        events: 0,
        triggers: 0,
        success_triggers: 0,
        failure_triggers: 0,
        failure_since_last_success: 0,
      },
      last_event: null,
    };
    webhooks.insert(webhook);
    world.onChange();
    return reply.code(201).send(webhooks.shown(webhook));
  });
  app.get('/notifications/webhooks/:id', async (request) => webhooks.shown(find(request)));
  app.put('/notifications/webhooks/:id', async (request) => {
    const webhook = find(request);
    const caller = callerOf(request);
    const given = read(context, caller, asObject(request.body), webhook);
    const { at, by = ref(caller) } = stamp(world, caller);
    Object.assign(webhook, given, { modified_at: at, modified_by: by });
    webhooks.changed(webhook);
    world.onChange();
    return webhooks.shown(webhook);
  });
  app.delete('/notifications/webhooks/:id', async (request, reply) => {
    webhooks.remove(find(request).id);
    world.onChange();
    return reply.code(204).send();
  });
  app.post('/notifications/webhooks/:id/trigger', async (request, reply) => {
    store.trigger(find(request));
    return reply.code(200).send();
  });
};

/** Webhooks at `/notifications`, which are really delivered. */
export const webhooks: SandboxModule = {
  name: 'webhooks',
  paths: { '/notifications': 'Integrations' },
  open: webhooksOf,
  routes,
};
