import type { FastifyRequest } from 'fastify';
import { asObject } from '../../../body.ts';
import { notFound } from '../../../errors.ts';
import { one, param, sendList, sendRows } from '../../../lists.ts';
import type { Context } from '../../../module.ts';
import { readUpload } from '../../../uploads.ts';
import type { Account } from '../../../world/model.ts';
import { stamp } from '../../accounts/stamp.ts';
import { catalogOf } from '../../catalog/store.ts';
import { conversationsOf } from '../../conversations/store.ts';
import { actOnFile, FILE_ACTIONS, fileLife } from '../fileActions.ts';
import { createFile, updateFile } from '../files.ts';
import type { UsageFile } from '../model.ts';
import { process } from '../processing.ts';
import { refresh } from '../records.ts';
import { template } from '../sheets.ts';
import { keys, usageOf } from '../store.ts';
import { startReconciliation } from './reconciliations.ts';

/** Usage files and the templates for them. */
export const fileRoutes = (context: Context): void => {
  const { app, world, callerOf, delay } = context;
  const usage = usageOf(world);
  const sees = (file: UsageFile, caller: Account) =>
    caller.type === 'vendor'
      ? file.vendor.id === caller.id
      : file.provider.id === caller.id && file.status !== 'draft';
  const find = (request: FastifyRequest) =>
    one(usage.files, param(request, 'id'), (file) => sees(file, callerOf(request)));

  conversationsOf(world).about(usage.files, sees);
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
  const takeUp = (file: UsageFile, caller: Account, status: UsageFile['status']) => {
    file.status = status;
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
    const next = fileLife.next(file, 'upload', caller.type);
    const { content } = await readUpload(request, 'usage_file');
    usage.storage.put(keys.uploaded(file.id), content);
    takeUp(file, caller, next);
    return reply.code(201).send(usage.files.shown(file));
  });
  app.post('/usage/files/:id/reprocess', async (request, reply) => {
    const file = find(request);
    const caller = callerOf(request);
    takeUp(file, caller, fileLife.next(file, 'reprocess', caller.type));
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
    fileLife.next(file, 'approve-all', callerOf(request).type);
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
    fileLife.next(file, 'reconciliation', callerOf(request).type);
    const upload = await readUpload(request, 'recon_file');
    startReconciliation(context, callerOf(request), upload, file);
    return reply.code(201).send(usage.files.shown(file));
  });
  app.get('/usage/products/:id/template', async (request) => {
    const id = param(request, 'id');
    const caller = callerOf(request);
    const isParty = catalogOf(world)
      .connectionsOf(({ product }) => product.id === id)
      .some(({ vendor, provider }) => [vendor.id, provider.id].includes(caller.id));
    if (!isParty || !catalogOf(world).offer(id)?.product.capabilities.ppu) throw notFound();
    if (!usage.storage.get(keys.template(id))) usage.storage.put(keys.template(id), await template());
    return { template_link: usage.storage.link(keys.template(id)) };
  });
};
