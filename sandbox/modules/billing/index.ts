import type { FastifyRequest } from 'fastify';
import { asObject } from '../../body.ts';
import { one, param, sendList } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import type { Account } from '../../world/model.ts';
import { conversationsOf } from '../conversations/store.ts';
import { seesAsset } from '../requests/routes.ts';
import { createBillingRequest, setAttributes } from './given.ts';
import type { BillingRequest, Recurring } from './model.ts';
import { recurs } from './shown.ts';
import { billingOf } from './store.ts';

const seesRecurring = ({ asset }: Recurring, caller: Account) =>
  asset.items.some(recurs) && seesAsset(asset, caller);
/** What a distributor has made is nothing of the vendor's. */
const seesRequest = ({ asset, type }: BillingRequest, caller: Account) =>
  seesAsset(asset, caller) && (type === 'vendor' || caller.type === 'provider');

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { recurring, requests } = billingOf(world);
  const find = (request: FastifyRequest) =>
    one(requests, param(request, 'id'), (row) => seesRequest(row, callerOf(request)));

  conversationsOf(world).about(requests, seesRequest);
  app.get('/subscriptions/assets', (request, reply) =>
    sendList(context, request, reply, recurring, seesRecurring),
  );
  app.get('/subscriptions/assets/:id', async (request) =>
    recurring.shown(one(recurring, param(request, 'id'), (row) => seesRecurring(row, callerOf(request)))),
  );
  app.get('/subscriptions/requests', (request, reply) =>
    sendList(context, request, reply, requests, seesRequest),
  );
  app.post('/subscriptions/requests', async (request, reply) =>
    reply
      .code(201)
      .send(requests.shown(createBillingRequest(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/subscriptions/requests/:id', async (request) => requests.shown(find(request)));
  app.put('/subscriptions/requests/:id/attributes', async (request) => {
    const row = find(request);
    setAttributes(world, callerOf(request), row, asObject(request.body));
    return row.attributes;
  });
};

/** Subscriptions with their billing, and billing requests, at `/subscriptions`. */
export const billing: SandboxModule = {
  name: 'billing',
  paths: { '/subscriptions': 'Subscriptions' },
  open: billingOf,
  routes,
};
