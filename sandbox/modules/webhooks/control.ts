import type { FastifyInstance } from 'fastify';
import { asObject, asText, type Body } from '../../body.ts';
import type { Json } from '../../rql/values.ts';
import type { World } from '../../world/world.ts';
import { type Manners, webhooksOf } from './store.ts';

/** The control endpoint of webhooks: how deliveries are made, which were made, one of them once more, a forged one. */

const NUMBERS = ['spacing', 'delay', 'times', 'failures'] as const;
const HEADERS = ['authorization', 'authentication'] as const;

/** @returns what of the manners is given. @throws Error in a sentence. */
const readManners = (body: Body): Partial<Manners> => {
  const given: Partial<Manners> = {};
  for (const name of NUMBERS) {
    const value = body[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value) || Number(value) < 0)
      throw new Error(`${name} has to be a whole number from 0.`);
    given[name] = Number(value);
  }
  if (body['header'] !== undefined) {
    const header = HEADERS.find((one) => one === asText(body['header']).toLowerCase());
    if (!header) throw new Error(`header has to be one of: ${HEADERS.join(', ')}.`);
    given.header = header;
  }
  return given;
};

export const webhookControl = (app: FastifyInstance, world: World): void => {
  const store = webhooksOf(world);
  const shown = () => ({ manners: store.manners, deliveries: store.deliveries });
  app.get('/__control/webhooks', async () => shown());
  app.post('/__control/webhooks', async (request, reply) => {
    try {
      Object.assign(store.manners, readManners(asObject(request.body)));
      return shown();
    } catch (error) {
      return reply.code(400).send({ error: (error as Error).message });
    }
  });
  // An earlier delivery exactly as it was, or with another body, header or secret.
  app.post('/__control/webhooks/deliveries/:id', async (request, reply) => {
    const id = Number((request.params as { id: string }).id);
    const delivery = store.deliveries.find((one) => one.id === id);
    const webhook = delivery && store.webhooks.get(delivery.webhook);
    if (!delivery || !webhook) return reply.code(404).send({ error: 'There is no such delivery.' });
    const { body, secret, headers, claims, header } = asObject(request.body);
    const isForged = [body, secret, headers, claims, header].some((one) => one !== undefined);
    if (!isForged) return store.send(webhook, delivery.body, delivery.headers);
    return store.deliver(webhook, {
      ...(secret === undefined ? {} : { secret: asText(secret) }),
      body: { ...(JSON.parse(delivery.body) as Json), ...asObject(body) },
      headers: asObject(headers),
      jwt: { claims: asObject(claims), header: asObject(header) },
    });
  });
};
