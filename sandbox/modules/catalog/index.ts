import type { FastifyRequest } from 'fastify';
import { notFound } from '../../errors.ts';
import { everyone, one, param, sendList, sendRows } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import type { Row, Table } from '../../rql/index.ts';
import type { Account } from '../../world/model.ts';
import { directoryRoutes } from './directory.ts';
import type { Connection } from './model.ts';
import { saleRoutes } from './sales.ts';
import { catalogOf, isParty, type Parts } from './store.ts';

type Sees<T> = (row: T, caller: Account) => boolean;

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const catalog = catalogOf(world);
  const isSold = (filter: (connection: Connection) => boolean, caller: Account) =>
    catalog.connectionsOf((connection) => filter(connection) && isParty(connection, caller)).length > 0;

  /** A list, and its rows one by one. */
  const serve = <T extends Row>(path: string, table: Table<T>, sees: Sees<T>) => {
    app.get(path, (request, reply) => sendList(context, request, reply, table, sees));
    app.get(`${path}/:id`, async (request) =>
      table.shown(one(table, param(request, 'id'), (row) => sees(row, callerOf(request)))),
    );
  };
  const seesProduct: Sees<{ id: string; owner: { id: string } }> = (row, caller) =>
    row.owner.id === caller.id || isSold((connection) => connection.product.id === row.id, caller);
  serve('/products', catalog.products, seesProduct);
  serve(
    '/hubs',
    catalog.hubs,
    (row, caller) =>
      row.company.id === caller.id || isSold((connection) => connection.hub.id === row.id, caller),
  );
  serve(
    '/marketplaces',
    catalog.marketplaces,
    (row, caller) =>
      row.owner.id === caller.id || isSold((connection) => connection.marketplace.id === row.id, caller),
  );
  serve('/contracts', catalog.contracts, (row, caller) => [row.owner.id, row.issuer.id].includes(caller.id));

  const partsOf = (request: FastifyRequest) => {
    const product = one(catalog.products, param(request, 'id'), (row) => seesProduct(row, callerOf(request)));
    const parts = catalog.partsOf(product.id);
    if (!parts) throw notFound();
    return parts;
  };
  const servePart = <T extends Row>(name: string, table: (parts: Parts) => Table<T>) => {
    app.get(`/products/:id/${name}`, (request, reply) =>
      sendList(context, request, reply, table(partsOf(request)), everyone),
    );
    app.get(`/products/:id/${name}/:part`, async (request) =>
      one(table(partsOf(request)), param(request, 'part'), everyone),
    );
  };
  app.get('/products/:id/configurations', (request, reply) =>
    sendList(context, request, reply, partsOf(request).configurations, everyone),
  );
  servePart('items', ({ items }) => items);
  servePart('parameters', ({ parameters }) => parameters);
  servePart('templates', ({ templates }) => templates);
  servePart('actions', ({ actions }) => actions);
  app.get('/products/:id/templates/:part/render', async (request, reply) =>
    // Without a subscription there are no values to fill in.
    reply
      .type('application/json')
      .send(
        JSON.stringify(
          one(partsOf(request).templates, param(request, 'part'), everyone).body.replaceAll(
            /\{\{[^}]*\}\}/g,
            '',
          ),
        ),
      ),
  );
  // No product of the sandbox has rules of its own for its usage.
  app.get('/products/:id/usage/rules', (request, reply) => {
    partsOf(request);
    return sendRows(context, request, reply, '/products/{product_id}/usage/rules', []);
  });
  app.get('/products/:id/usage/rules/:rule', async (request) => {
    partsOf(request);
    throw notFound();
  });
  app.get('/products/:id/versions', (request, reply) =>
    sendList(context, request, reply, partsOf(request).versions, everyone),
  );
  app.get('/products/:id/versions/:version', async (request) => {
    const { versions } = partsOf(request);
    const found = [...versions.all()].find(({ version }) => String(version) === param(request, 'version'));
    if (!found) throw notFound();
    return versions.shown(found);
  });
  app.get('/products/:id/connections', (request, reply) =>
    sendList(context, request, reply, partsOf(request).connections, isParty),
  );
  app.get('/products/:id/connections/:part', async (request) =>
    one(partsOf(request).connections, param(request, 'part'), (row) => isParty(row, callerOf(request))),
  );
  saleRoutes(context);
  directoryRoutes(context);
};

/** Products at `/products`, and the places where they are sold. */
export const catalog: SandboxModule = {
  name: 'catalog',
  paths: {
    '/products': 'Products',
    '/hubs': 'Marketplaces',
    '/marketplaces': 'Marketplaces',
    '/contracts': 'Marketplaces',
    '/partners': 'Partners',
    '/countries': undefined,
    '/agreements': 'Marketplaces',
  },
  open: catalogOf,
  routes,
};
