import type { FastifyRequest } from 'fastify';
import { rendered } from '../lifecycle/params.ts';
import { Table } from '../rql/index.ts';
import type { Asset, FulfillmentRequest } from '../world/model.ts';
import {
  type Context,
  everyone,
  findVisible,
  isParty,
  param,
  sendList,
  sendMarkdown,
  type Visible,
} from './context.ts';
import { seesRequest } from './requests.ts';

const seesAsset: Visible<Asset> = (row, caller) =>
  isParty(row.connection, caller) && (row.status !== 'draft' || caller.type === 'provider');

/** A request as its subscription lists it: in short. */
const inShort = ({ id, type, status, created, updated, assignee }: FulfillmentRequest) => ({
  id,
  type,
  status,
  events: { created: { at: created }, updated: { at: updated } },
  ...(assignee ? { assignee: { id: assignee.id, name: assignee.name } } : {}),
});

/** Connect's `/assets`: reading only. */
export const assetRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const find = (request: FastifyRequest) =>
    findVisible(context, request, world.assets, param(request, 'id'), seesAsset);

  app.get('/assets', (request, reply) => sendList(context, request, reply, world.assets, seesAsset));
  app.get('/assets/:id', async (request) => world.assets.shown(find(request)));
  app.get('/assets/:id/requests', (request, reply) => {
    const caller = callerOf(request);
    const rows = world.requestsOf(find(request).id).filter((row) => seesRequest(row, caller));
    const table = new Table({ path: '/assets/{asset_id}/requests', filters: {} });
    for (const row of rows) table.insert(inShort(row));
    return sendList(context, request, reply, table, everyone);
  });
  app.get('/assets/:id/render', async (request, reply) => {
    const asset = find(request);
    const template = world.offer(asset.product.id)?.templates.find((row) => row.id === asset.template?.id);
    return sendMarkdown(reply, rendered(template?.body ?? '', asset.params));
  });
};
