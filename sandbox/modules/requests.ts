import type { FastifyRequest } from 'fastify';
import { rawQuery } from '../http.ts';
import { asObject } from '../lifecycle/body.ts';
import { createRequest } from '../lifecycle/newRequests.ts';
import { ACTIONS, act, update, validated } from '../lifecycle/transitions.ts';
import type { FulfillmentRequest } from '../world/model.ts';
import { type Context, findVisible, isParty, param, sendList, sendMarkdown, type Visible } from './context.ts';

/** A vendor doesn't see what is only a draft of the distributor. */
export const seesRequest: Visible<FulfillmentRequest> = (row, caller) =>
  isParty(row.asset.connection, caller) && (row.status !== 'draft' || caller.type === 'provider');

/** Connect's `/requests`. */
export const requestRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const find = (request: FastifyRequest) =>
    findVisible(context, request, world.requests, param(request, 'id'), seesRequest);
  const askOf = (request: FastifyRequest) => ({
    world,
    caller: callerOf(request),
    request: find(request),
    body: asObject(request.body),
    query: rawQuery(request),
  });
  const shown = (row: FulfillmentRequest) => world.requests.shown(row);

  app.get('/requests', (request, reply) => sendList(context, request, reply, world.requests, seesRequest));
  app.post('/requests', async (request, reply) =>
    reply.code(201).send(shown(createRequest(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/requests/:id', async (request) => shown(find(request)));
  app.put('/requests/:id', async (request) => {
    const ask = askOf(request);
    update(ask);
    return shown(ask.request);
  });
  app.get('/requests/:id/render', async (request, reply) =>
    sendMarkdown(reply, find(request).activation_key),
  );
  app.post('/requests/:id/validate', async (request) =>
    shown(validated(find(request), asObject(request.body))),
  );
  for (const action of ACTIONS) {
    app.post(`/requests/:id/${action}`, async (request) => {
      const ask = askOf(request);
      act(action, ask);
      return shown(ask.request);
    });
  }
};
