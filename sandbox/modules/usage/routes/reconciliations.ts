import type { FastifyRequest } from 'fastify';
import { asText } from '../../../body.ts';
import { notFound } from '../../../errors.ts';
import { one, param, sendList } from '../../../lists.ts';
import type { Context } from '../../../module.ts';
import { readUpload, type Upload } from '../../../uploads.ts';
import type { Account } from '../../../world/model.ts';
import { stamp } from '../../accounts/stamp.ts';
import type { Reconciliation, UsageFile } from '../model.ts';
import { reconcile } from '../reconcile.ts';
import { usageOf } from '../store.ts';
import { onlyDistributor, sendSheet } from './shared.ts';

/** Takes an uploaded reconciliation up in the background. @param file the only one that it may be for. */
export const startReconciliation = (
  { world, delay }: Context,
  caller: Account,
  { content, fields }: Upload,
  file?: UsageFile,
): Reconciliation => {
  const number = String(usageOf(world).reconciliations.size + 1).padStart(3, '0');
  const reconciliation: Reconciliation = {
    id: world.digits.groups(`URF-${world.now().slice(0, 7)}`, 4, 4).concat(`-${number}`),
    status: 'uploaded',
    error: { detail: '' },
    notes: { uploaded: asText(fields['upload_note']), processing: '' },
    events: { created: stamp(world, caller) },
    provider: { id: caller.id, name: caller.name },
  };
  usageOf(world).reconciliations.insert(reconciliation);
  usageOf(world).storage.put(`${reconciliation.id}.xlsx`, content);
  world.onChange();
  void reconcile(world, reconciliation, content, delay, file);
  return reconciliation;
};

export const reconciliationRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { reconciliations, storage } = usageOf(world);
  const sees = (row: Reconciliation, caller: Account) => row.provider.id === caller.id;
  const find = (request: FastifyRequest) =>
    one(reconciliations, param(request, 'id'), (row) => sees(row, callerOf(request)));
  app.get('/usage/reconciliations', (request, reply) =>
    sendList(context, request, reply, reconciliations, sees),
  );
  app.post('/usage/reconciliations', async (request, reply) => {
    const caller = callerOf(request);
    onlyDistributor(caller);
    const upload = await readUpload(request, 'recon_file');
    return reply.code(201).send(reconciliations.shown(startReconciliation(context, caller, upload)));
  });
  app.get('/usage/reconciliations/:id', async (request) => reconciliations.shown(find(request)));
  for (const [path, suffix] of [
    ['uploadedfile', ''],
    ['processedfile', '-PROCESSED'],
  ] as const) {
    app.get(`/usage/reconciliations/:id/${path}`, async (request, reply) => {
      const name = `${find(request).id}${suffix}.xlsx`;
      const content = storage.get(name);
      if (!content) throw notFound();
      return sendSheet(reply, name, content);
    });
  }
};
