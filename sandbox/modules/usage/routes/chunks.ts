import type { FastifyRequest } from 'fastify';
import { asObject, asText } from '../../../body.ts';
import { invalid } from '../../../errors.ts';
import { one, param, sendList } from '../../../lists.ts';
import type { Context } from '../../../module.ts';
import { staying, Transitions } from '../../../transitions.ts';
import type { Account } from '../../../world/model.ts';
import { stamp } from '../../accounts/stamp.ts';
import { chunkSheet, finish } from '../chunks.ts';
import type { UsageChunk } from '../model.ts';
import { chunkRecords, closeRecord, refresh } from '../records.ts';
import { usageOf } from '../store.ts';
import { sendSheet } from './shared.ts';

const chunkLife = new Transitions<'status', UsageChunk>({
  path: '/usage/chunks/{id}',
  field: 'status',
  noun: 'Chunk file',
  code: 'USC_001',
  more: { download: staying(['ready', 'closed'], ['provider']) },
});

export const chunkRoutes = (context: Context): void => {
  const { app, world, callerOf, delay } = context;
  const { chunks } = usageOf(world);
  const sees = (chunk: UsageChunk, caller: Account) => chunk.provider.id === caller.id;
  const find = (request: FastifyRequest) =>
    one(chunks, param(request, 'id'), (chunk) => sees(chunk, callerOf(request)));

  app.get('/usage/chunks', (request, reply) => sendList(context, request, reply, chunks, sees));
  app.get('/usage/chunks/:id', async (request) => chunks.shown(find(request)));
  app.put('/usage/chunks/:id', async (request) => {
    const chunk = find(request);
    const { external_id } = asObject(request.body);
    if (external_id === undefined) throw invalid('external_id: This field is required.');
    chunk.external_id = asText(external_id);
    chunks.changed(chunk);
    world.onChange();
    return chunks.shown(chunk);
  });
  app.post('/usage/chunks/:id/close', async (request) => {
    const chunk = find(request);
    const caller = callerOf(request);
    const body = asObject(request.body);
    const billing = asText(body['external_billing_id']);
    if (!billing) throw invalid('external_billing_id: This field is required.');
    const next = chunkLife.next(chunk, 'close', caller.type);
    for (const record of chunkRecords(world, chunk)) {
      if (record.status === 'approved')
        closeRecord(
          world,
          record,
          billing,
          asText(body['external_billing_note']),
          stamp(world, caller).by?.id ?? '',
        );
    }
    chunk.status = next;
    chunk.events = { ...chunk.events, closed: stamp(world, caller) };
    chunks.changed(chunk);
    const file = usageOf(world).files.get(chunk.usagefile.id);
    if (file) refresh(world, file);
    return chunks.shown(chunk);
  });
  app.post('/usage/chunks/:id/regenerate', async (request) => {
    const chunk = find(request);
    chunk.status = chunkLife.next(chunk, 'regenerate', callerOf(request).type);
    chunks.changed(chunk);
    void finish(world, chunk, delay);
    return chunks.shown(chunk);
  });
  app.get('/usage/chunks/:id/download', async (request, reply) => {
    const chunk = find(request);
    chunkLife.next(chunk, 'download', callerOf(request).type);
    return sendSheet(reply, `${chunk.id}.xlsx`, await chunkSheet(world, chunk));
  });
};
