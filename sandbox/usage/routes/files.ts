import type { FastifyRequest } from 'fastify';
import { notFound } from '../../errors.ts';
import { type Context, one, param, sendList, sendRows } from '../../modules/lists.ts';
import { asObject } from '../../modules/values.ts';
import type { Account } from '../../world/model.ts';
import { actOnFile, createFile, FILE_ACTIONS, requireStatus, stamp, updateFile } from '../files.ts';
import type { UsageFile } from '../model.ts';
import { process } from '../processing.ts';
import { refresh } from '../records.ts';
import { template } from '../sheets.ts';
import { keys } from '../store.ts';
import { startReconciliation } from './reconciliations.ts';
import { onlyDistributor, onlyVendor, readUpload } from './shared.ts';

/** Usage files and the templates for them. */
export const fileRoutes = (context: Context): void => {
  const { app, world, callerOf, delay } = context;
  const { usage } = world;
  const sees = (file: UsageFile, caller: Account) =>
    caller.type === 'vendor'
      ? file.vendor.id === caller.id
      : file.provider.id === caller.id && file.status !== 'draft';
  const find = (request: FastifyRequest) =>
    one(usage.files, param(request, 'id'), (file) => sees(file, callerOf(request)));

  app.get('/usage/files', (request, reply) => sendList(context, request, reply, usage.files, sees));
  app.post('/usage/files', async (request, reply) =>
    reply.code(201).send(usage.files.shown(createFile(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/usage/files/:id', async (request) => usage.files.shown(find(request)));
  app.put('/usage/files/:id', async (request) => {
    const file = find(request);
    updateFile(world, callerOf(request), file, asObject(request.body));
    return usage.files.shown(file);
  });
  const takeUp = (file: UsageFile, caller: Account) => {
    file.status = 'uploading';
    file.error_detail = '';
    file.events = { ...file.events, uploaded: stamp(world, caller) };
    usage.setRecords(file.id, []);
    usage.storage.remove(keys.processed(file.id));
    refresh(world, file);
    void process(world, file, delay);
  };
  app.post('/usage/files/:id/upload', async (request, reply) => {
    const file = find(request);
    const caller = callerOf(request);
    onlyVendor(caller);
    requireStatus(file, ['draft', 'invalid', 'ready', 'rejected'], 'upload');
    const { content } = await readUpload(request, 'usage_file');
    usage.storage.put(keys.uploaded(file.id), content);
    takeUp(file, caller);
    return reply.code(201).send(usage.files.shown(file));
  });
  app.post('/usage/files/:id/reprocess', async (request, reply) => {
    const file = find(request);
    const caller = callerOf(request);
    onlyVendor(caller);
    requireStatus(file, ['invalid', 'ready'], 'reprocess');
    takeUp(file, caller);
    return reply.code(201).send(usage.files.shown(file));
  });
  for (const action of Object.keys(FILE_ACTIONS)) {
    app.post(`/usage/files/:id/${action}`, async (request, reply) => {
      const file = find(request);
      actOnFile(world, callerOf(request), file, action, asObject(request.body), delay);
      return reply.code(201).send(usage.files.shown(file));
    });
  }
  app.put('/usage/files/:id/approve-all', async (request) => {
    const file = find(request);
    onlyDistributor(callerOf(request));
    requireStatus(file, ['accepted'], 'approve-all');
    for (const record of usage.recordsOf(file.id)) {
      if (record.status !== 'valid') continue;
      record.status = 'approved';
      usage.records.changed(record);
    }
    refresh(world, file);
    return usage.files.shown(file);
  });
  app.get('/usage/files/:id/categories', (request, reply) =>
    sendRows(
      context,
      request,
      reply,
      '/usage/files/{file_id}/categories',
      usage.categories.get(find(request).id) ?? [],
    ),
  );
  app.post('/usage/files/:id/reconciliation', async (request, reply) => {
    const file = find(request);
    onlyDistributor(callerOf(request));
    requireStatus(file, ['accepted'], 'reconciliation');
    const upload = await readUpload(request, 'recon_file');
    startReconciliation(context, callerOf(request), upload, file);
    return reply.code(201).send(usage.files.shown(file));
  });
  app.get('/usage/products/:id/template', async (request) => {
    const id = param(request, 'id');
    const caller = callerOf(request);
    const isParty = world
      .connectionsOf(({ product }) => product.id === id)
      .some(({ vendor, provider }) => [vendor.id, provider.id].includes(caller.id));
    if (!isParty || !world.offer(id)?.product.capabilities.ppu) throw notFound();
    if (!usage.storage.get(keys.template(id))) usage.storage.put(keys.template(id), await template());
    return { template_link: usage.storage.link(keys.template(id)) };
  });
};
