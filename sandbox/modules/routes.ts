import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../errors.ts';
import type { Row } from '../rql/index.ts';
import type { Account, Asset, FulfillmentRequest, Product } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { type Context, everyone, one, param, sendList, sendRows } from './lists.ts';
import { createRequest } from './newRequests.ts';
import { ACTIONS, act, rendered, update, validated, wakeUp } from './transitions.ts';
import { asObject } from './values.ts';

const isParty = (connection: Asset['connection'], caller: Account) =>
  (caller.type === 'vendor' ? connection.vendor.id : connection.provider.id) === caller.id;

/** A vendor doesn't see what is only a draft of the distributor. */
const seesRequest = (row: FulfillmentRequest, caller: Account) =>
  isParty(row.asset.connection, caller) && (row.status !== 'draft' || caller.type === 'provider');
const seesAsset = (row: Asset, caller: Account) =>
  isParty(row.connection, caller) && (row.status !== 'draft' || caller.type === 'provider');

/** A request in the list of its subscription. */
const shortened = ({ id, type, status, created, updated, assignee }: FulfillmentRequest) => ({
  id,
  type,
  status,
  events: { created: { at: created }, updated: { at: updated } },
  ...(assignee ? { assignee: { id: assignee.id, name: assignee.name } } : {}),
});

const sendMarkdown = (reply: FastifyReply, text: string) =>
  reply.type('text/markdown; charset=utf-8').send(text);

export const requestRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const find = (request: FastifyRequest): FulfillmentRequest => {
    wakeUp(world);
    return one(world.requests, param(request, 'id'), (row) => seesRequest(row, callerOf(request)));
  };
  const shown = (row: FulfillmentRequest) => world.requests.shown(row);

  app.get('/requests', async (request, reply) => {
    wakeUp(world);
    return sendList(context, request, reply, world.requests, seesRequest);
  });
  app.post('/requests', async (request, reply) =>
    reply.code(201).send(shown(createRequest(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/requests/:id', async (request) => shown(find(request)));
  app.put('/requests/:id', async (request) => {
    const row = find(request);
    update(world, callerOf(request), row, asObject(request.body));
    return shown(row);
  });
  app.get('/requests/:id/render', async (request, reply) =>
    sendMarkdown(reply, find(request).activation_key),
  );
  app.post('/requests/:id/validate', async (request) => validated(find(request), asObject(request.body)));
  for (const action of ACTIONS) {
    app.post(`/requests/:id/${action}`, async (request) => {
      const row = find(request);
      act(world, callerOf(request), row, action, asObject(request.body));
      return shown(row);
    });
  }
};

export const assetRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const find = (request: FastifyRequest) =>
    one(world.assets, param(request, 'id'), (row) => seesAsset(row, callerOf(request)));
  app.get('/assets', (request, reply) => sendList(context, request, reply, world.assets, seesAsset));
  app.get('/assets/:id', async (request) => world.assets.shown(find(request)));
  app.get('/assets/:id/requests', async (request, reply) => {
    const rows = world.requestsOf(find(request).id).filter((row) => seesRequest(row, callerOf(request)));
    return sendRows(context, request, reply, '/assets/{asset_id}/requests', rows.map(shortened));
  });
  app.get('/assets/:id/render', async (request, reply) => {
    const asset = find(request);
    const template = world.offer(asset.product.id)?.templates.find((row) => row.id === asset.template?.id);
    return sendMarkdown(reply, rendered(template?.body ?? '', asset));
  });
};

export const catalogRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const isSold = (
    filter: (connection: ReturnType<World['connectionsOf']>[number]) => boolean,
    caller: Account,
  ) => world.connectionsOf((connection) => filter(connection) && isParty(connection, caller)).length > 0;
  const seesProduct = (row: Product, caller: Account) =>
    row.owner.id === caller.id || isSold((connection) => connection.product.id === row.id, caller);
  const seesHub = (row: { id: string; company: { id: string } }, caller: Account) =>
    row.company.id === caller.id || isSold((connection) => connection.hub.id === row.id, caller);
  const seesMarketplace = (row: { id: string; owner: { id: string } }, caller: Account) =>
    row.owner.id === caller.id || isSold((connection) => connection.marketplace.id === row.id, caller);
  const seesContract = (row: { owner: { id: string }; issuer: { id: string } }, caller: Account) =>
    row.owner.id === caller.id || row.issuer.id === caller.id;

  app.get('/products', (request, reply) => sendList(context, request, reply, world.products, seesProduct));
  app.get('/products/:id', async (request) =>
    world.products.shown(
      one(world.products, param(request, 'id'), (row) => seesProduct(row, callerOf(request))),
    ),
  );
  const partsOf = (request: FastifyRequest) => {
    const product = one(world.products, param(request, 'id'), (row) => seesProduct(row, callerOf(request)));
    const parts = world.partsOf(product.id);
    if (!parts) throw notFound();
    return parts;
  };
  for (const part of ['items', 'parameters', 'templates'] as const) {
    app.get(`/products/:id/${part}`, (request, reply) =>
      sendList(context, request, reply, partsOf(request)[part], everyone),
    );
    app.get(`/products/:id/${part}/:part`, async (request) =>
      one(partsOf(request)[part], param(request, 'part'), everyone),
    );
  }
  app.get('/products/:id/connections', (request, reply) =>
    sendList(context, request, reply, partsOf(request).connections, (row, caller) =>
      isParty(row as unknown as Asset['connection'], caller),
    ),
  );

  app.get('/hubs', (request, reply) => sendList(context, request, reply, world.hubs, seesHub));
  app.get('/hubs/:id', async (request) =>
    one(world.hubs, param(request, 'id'), (row) => seesHub(row, callerOf(request))),
  );
  app.get('/marketplaces', (request, reply) =>
    sendList(context, request, reply, world.marketplaces, seesMarketplace),
  );
  app.get('/marketplaces/:id', async (request) =>
    one(world.marketplaces, param(request, 'id'), (row) => seesMarketplace(row, callerOf(request))),
  );
  app.get('/contracts', (request, reply) => sendList(context, request, reply, world.contracts, seesContract));
  app.get('/contracts/:id', async (request) =>
    one(world.contracts, param(request, 'id'), (row) => seesContract(row, callerOf(request))),
  );
};

export const accountRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const isSelf = (row: Row, caller: Account) => row.id === caller.id;
  app.get('/accounts', (request, reply) => sendList(context, request, reply, world.accounts, isSelf));
  app.get('/accounts/:id', async (request) =>
    one(world.accounts, param(request, 'id'), (row) => isSelf(row, callerOf(request))),
  );
  app.get('/accounts/:id/users', async (request, reply) => {
    const account = one(world.accounts, param(request, 'id'), (row) => isSelf(row, callerOf(request)));
    return sendRows(context, request, reply, '/accounts/{account_id}/users', world.users[account.id] ?? []);
  });
  app.get('/tier/accounts/:id', async (request) => {
    const account = world.tierAccounts.seenBy(param(request, 'id'), callerOf(request).id);
    if (!account) throw notFound();
    return account;
  });
};
