import type { FastifyReply, FastifyRequest } from 'fastify';
import { asObject } from '../../body.ts';
import { invalid, notFound } from '../../errors.ts';
import { rawQuery } from '../../http.ts';
import { one, param, sendList, sendRows } from '../../lists.ts';
import type { Context } from '../../module.ts';
import type { Account } from '../../world/model.ts';
import { rendered } from '../catalog/params.ts';
import { catalogOf } from '../catalog/store.ts';
import { conversationsOf } from '../conversations/store.ts';
import { configurationsOf, seesConfig } from '../tiers/configs.ts';
import { ACTIONS, act } from './actions.ts';
import { createRequest } from './create.ts';
import { actionLink } from './links.ts';
import type { Asset, FulfillmentRequest } from './model.ts';
import { subscriptionsOf } from './store.ts';
import { update, validated } from './update.ts';

const isParty = (connection: Asset['connection'], caller: Account) =>
  (caller.type === 'vendor' ? connection.vendor.id : connection.provider.id) === caller.id;

/** A vendor doesn't see what is only a draft of the distributor. */
const seesRequest = (row: FulfillmentRequest, caller: Account) =>
  isParty(row.asset.connection, caller) && (row.status !== 'draft' || caller.type === 'provider');
export const seesAsset = (row: Asset, caller: Account) =>
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
  const { requests } = subscriptionsOf(world);
  const find = (request: FastifyRequest): FulfillmentRequest =>
    one(requests, param(request, 'id'), (row) => seesRequest(row, callerOf(request)));
  const shown = (row: FulfillmentRequest) => requests.shown(row);

  conversationsOf(world).about(requests, seesRequest);
  app.get('/requests', (request, reply) => sendList(context, request, reply, requests, seesRequest));
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
  const subscriptions = subscriptionsOf(world);
  const { assets } = subscriptions;
  const find = (request: FastifyRequest) =>
    one(assets, param(request, 'id'), (row) => seesAsset(row, callerOf(request)));
  conversationsOf(world).about(assets, seesAsset);
  app.get('/assets', (request, reply) => sendList(context, request, reply, assets, seesAsset));
  app.get('/assets/:id', async (request) => assets.shown(find(request)));
  app.get('/assets/:id/requests', async (request, reply) => {
    const rows = subscriptions
      .requestsOf(find(request).id)
      .filter((row) => seesRequest(row, callerOf(request)));
    return sendRows(context, request, reply, '/assets/{asset_id}/requests', rows.map(shortened));
  });
  app.get('/products/:id/actions/:part/actionLink', async (request) => {
    const product = param(request, 'id');
    const action = catalogOf(world).partsOf(product)?.actions.get(param(request, 'part'));
    if (!action) throw notFound();
    const query = new URLSearchParams(rawQuery(request));
    const caller = callerOf(request);
    const config = configurationsOf(world).configs.get(query.get('tier_config_id') ?? '');
    if (config?.product.id === product && seesConfig(config, caller))
      return actionLink(world, action, { scope: `tier${config.tier_level}`, id: config.id });
    if (query.has('tier_config_id'))
      throw invalid('tier_config_id: There is no such tier configuration of the product.');
    const asset = assets.get(query.get('asset_id') ?? '');
    if (asset?.product.id !== product || !seesAsset(asset, caller))
      throw invalid('asset_id: There is no such subscription of the product.');
    return actionLink(world, action, { scope: 'asset', id: asset.id });
  });
  app.get('/assets/:id/render', async (request, reply) => {
    const asset = find(request);
    const template = catalogOf(world)
      .offer(asset.product.id)
      ?.templates.find((row) => row.id === asset.template?.id);
    return sendMarkdown(reply, rendered(template?.body ?? '', asset));
  });
};
