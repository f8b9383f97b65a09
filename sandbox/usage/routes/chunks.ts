import type { FastifyRequest } from 'fastify';
import { invalid, wrongState } from '../../errors.ts';
import { type Context, one, param, sendList } from '../../modules/lists.ts';
import { asObject, asText } from '../../modules/values.ts';
import type { Account } from '../../world/model.ts';
import { chunkSheet, finish } from '../chunks.ts';
import { stamp } from '../files.ts';
import type { UsageChunk } from '../model.ts';
import { chunkRecords, closeRecord, refresh } from '../records.ts';
import { sendSheet } from './shared.ts';

export const chunkRoutes = (context: Context): void => {
  const { app, world, callerOf, delay } = context;
  const { chunks } = world.usage;
  const sees = (chunk: UsageChunk, caller: Account) => chunk.provider.id === caller.id;
  const find = (request: FastifyRequest) =>
    one(chunks, param(request, 'id'), (chunk) => sees(chunk, callerOf(request)));
  const requireChunk = (chunk: UsageChunk, from: readonly string[], action: string) => {
    if (!from.includes(chunk.status))
      throw wrongState(
        'USC_001',
        `Chunk file ${chunk.id} is ${chunk.status}; ${action} is possible only for ${from.join(', ')}.`,
      );
  };

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
    requireChunk(chunk, ['ready'], 'close');
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
    chunk.status = 'closed';
    chunk.events = { ...chunk.events, closed: stamp(world, caller) };
    chunks.changed(chunk);
    const file = world.usage.files.get(chunk.usagefile.id);
    if (file) refresh(world, file);
    return chunks.shown(chunk);
  });
  app.post('/usage/chunks/:id/regenerate', async (request) => {
    const chunk = find(request);
    requireChunk(chunk, ['ready', 'failed'], 'regenerate');
    chunk.status = 'draft';
    chunks.changed(chunk);
    void finish(world, chunk, delay);
    return chunks.shown(chunk);
  });
  app.get('/usage/chunks/:id/download', async (request, reply) => {
    const chunk = find(request);
    requireChunk(chunk, ['ready', 'closed'], 'download');
    return sendSheet(reply, `${chunk.id}.xlsx`, await chunkSheet(world, chunk));
  });
};
