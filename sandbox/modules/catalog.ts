import type { FastifyRequest } from 'fastify';
import type { Connection, Hub, Marketplace, Product, Reference } from '../world/model.ts';
import { type Context, everyone, findVisible, isParty, param, sendList, type Visible } from './context.ts';

/** Connect's `/products`, `/hubs`, `/marketplaces` and `/contracts`: what is sold where, for reading. */
export const catalogRoutes = (context: Context): void => {
  const { world } = context;
  /** An account sees what one of its connections has to do with. */
  const isConnected = (caller: Parameters<typeof isParty>[1], fits: (one: Connection) => boolean): boolean =>
    world.connectionsOf((one) => fits(one) && isParty(one, caller)).length > 0;

  productRoutes(context, (row, caller) =>
    row.owner.id === caller.id || isConnected(caller, (one) => one.product.id === row.id),
  );
  hubRoutes(context, (row, caller) =>
    row.company.id === caller.id || isConnected(caller, (one) => one.hub.id === row.id),
  );
  marketplaceRoutes(context, (row, caller) =>
    row.owner.id === caller.id || isConnected(caller, (one) => one.marketplace.id === row.id),
  );
  contractRoutes(context, (row, caller) => row.owner.id === caller.id || row.issuer.id === caller.id);
};

const productRoutes = (context: Context, sees: Visible<Product>): void => {
  const { app, world } = context;
  const find = (request: FastifyRequest) =>
    findVisible(context, request, world.products, param(request, 'id'), sees);
  app.get('/products', (request, reply) => sendList(context, request, reply, world.products, sees));
  app.get('/products/:id', async (request) => world.products.shown(find(request)));

  for (const part of ['items', 'parameters', 'templates'] as const) {
    app.get(`/products/:id/${part}`, (request, reply) =>
      sendList(context, request, reply, world.partsOf(find(request).id)[part], everyone),
    );
    app.get(`/products/:id/${part}/:part`, async (request) =>
      findVisible(context, request, world.partsOf(find(request).id)[part], param(request, 'part'), everyone),
    );
  }
  app.get('/products/:id/connections', (request, reply) =>
    sendList(context, request, reply, world.partsOf(find(request).id).connections, isParty),
  );
  app.get('/products/:id/connections/:part', async (request) =>
    findVisible(
      context,
      request,
      world.partsOf(find(request).id).connections,
      param(request, 'part'),
      isParty,
    ),
  );
};

const hubRoutes = (context: Context, sees: Visible<Hub>): void => {
  const { app, world } = context;
  const find = (request: FastifyRequest) =>
    findVisible(context, request, world.hubs, param(request, 'id'), sees);
  app.get('/hubs', (request, reply) => sendList(context, request, reply, world.hubs, sees));
  app.get('/hubs/:id', async (request) => find(request));
  app.get('/hubs/:id/connections', (request, reply) =>
    sendList(context, request, reply, world.partsOfHub(find(request).id).connections, isParty),
  );
  app.get('/hubs/:id/marketplaces', (request, reply) =>
    sendList(context, request, reply, world.partsOfHub(find(request).id).marketplaces, everyone),
  );
};

const marketplaceRoutes = (context: Context, sees: Visible<Marketplace>): void => {
  const { app, world } = context;
  app.get('/marketplaces', (request, reply) => sendList(context, request, reply, world.marketplaces, sees));
  app.get('/marketplaces/:id', async (request) =>
    findVisible(context, request, world.marketplaces, param(request, 'id'), sees),
  );
};

const contractRoutes = (
  context: Context,
  sees: Visible<{ id: string; owner: Reference; issuer: Reference }>,
): void => {
  const { app, world } = context;
  app.get('/contracts', (request, reply) => sendList(context, request, reply, world.contracts, sees));
  app.get('/contracts/:id', async (request) =>
    findVisible(context, request, world.contracts, param(request, 'id'), sees),
  );
};
