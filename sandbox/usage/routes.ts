import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, forbidden, invalid, notFound, wrongState } from '../errors.ts';
import { type Context, one, param, sendList, sendRows } from '../modules/lists.ts';
import { asList, asObject, asText, type Body } from '../modules/values.ts';
import { XLSX } from '../storage.ts';
import type { Account } from '../world/model.ts';
import { chunkSheet, finish } from './chunks.ts';
import { actOnFile, createFile, FILE_ACTIONS, requireStatus, stamp, updateFile } from './files.ts';
import type { Aggregate, Reconciliation, UsageChunk, UsageFile, UsageRecord } from './model.ts';
import { process } from './processing.ts';
import { reconcile } from './reconcile.ts';
import { chunkRecords, closeRecord, refresh } from './records.ts';
import { template } from './sheets.ts';
import { keys } from './store.ts';

/** Usage at `/usage`: files, records, chunks, reconciliations, aggregates, templates. */

/** Bytes of an upload. */
const MAX_UPLOAD = 100 * 1024 * 1024;

const onlyDistributor = (caller: Account): void => {
  if (caller.type !== 'provider') throw forbidden();
};
const onlyVendor = (caller: Account): void => {
  if (caller.type !== 'vendor') throw forbidden();
};

interface Upload {
  readonly content: Buffer;
  readonly fields: Body;
}

/** The file of a multipart body, under the name that the endpoint has for it. @throws ApiError 400 without it. */
const readUpload = async (request: FastifyRequest, field: string): Promise<Upload> => {
  if (!request.isMultipart()) throw new ApiError(415, 'VAL_001', 'Unsupported media type in request.');
  const fields: Body = {};
  let content: Buffer | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else {
      const bytes = await part.toBuffer();
      if (part.fieldname === field) content = bytes;
    }
  }
  if (!content) throw invalid(`${field}: No file was submitted.`);
  return { content, fields };
};

const sendSheet = (reply: FastifyReply, name: string, content: Buffer) =>
  reply.type(XLSX).header('content-disposition', `attachment; filename="${name}"`).send(content);

const fileRoutes = (context: Context): void => {
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

const startReconciliation = (
  { world, delay }: Context,
  caller: Account,
  { content, fields }: Upload,
  file?: UsageFile,
): Reconciliation => {
  const number = String(world.usage.reconciliations.size + 1).padStart(3, '0');
  const reconciliation: Reconciliation = {
    id: world.digits.groups(`URF-${world.now().slice(0, 7)}`, 4, 4).concat(`-${number}`),
    status: 'uploaded',
    error: { detail: '' },
    notes: { uploaded: asText(fields['upload_note']), processing: '' },
    events: { created: stamp(world, caller) },
    provider: { id: caller.id, name: caller.name },
  };
  world.usage.reconciliations.insert(reconciliation);
  world.usage.storage.put(`${reconciliation.id}.xlsx`, content);
  world.onChange();
  void reconcile(world, reconciliation, content, delay, file);
  return reconciliation;
};

const recordRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { records, files } = world.usage;
  const sees = (record: UsageRecord, caller: Account) => {
    const file = files.get(record.usagefile.id);
    if (!file) return false;
    return caller.type === 'vendor' ? file.vendor.id === caller.id : file.provider.id === caller.id;
  };
  const find = (request: FastifyRequest) =>
    one(records, param(request, 'id'), (record) => sees(record, callerOf(request)));
  const changed = (record: UsageRecord) => {
    records.changed(record);
    const file = files.get(record.usagefile.id);
    if (file) refresh(world, file);
  };

  app.get('/usage/records', (request, reply) => sendList(context, request, reply, records, sees));
  app.get('/usage/records/:id', async (request) => records.shown(find(request)));
  app.put('/usage/records/:id', async (request) => {
    const record = find(request);
    onlyDistributor(callerOf(request));
    const status = asText(asObject(request.body)['status']);
    const allowed: Partial<Record<UsageRecord['status'], readonly string[]>> = {
      valid: ['approved', 'rejected'],
      approved: ['closed', 'rejected'],
      rejected: ['approved', 'valid'],
    };
    if (!['valid', 'invalid', 'approved', 'rejected', 'closed'].includes(status))
      throw invalid(`status: "${status}" is not a valid choice.`);
    if (status !== record.status && !allowed[record.status]?.includes(status))
      throw wrongState('USR_001', `Record ${record.id} is ${record.status} and can't become ${status}.`);
    if (status === 'closed') closeRecord(world, record, '', '', stamp(world, callerOf(request)).by?.id ?? '');
    else record.status = status as UsageRecord['status'];
    changed(record);
    return records.shown(record);
  });
  app.post('/usage/records/:id/close', async (request) => {
    const record = find(request);
    const caller = callerOf(request);
    onlyDistributor(caller);
    const body = asObject(request.body);
    if (!asText(body['external_billing_id'])) throw invalid('external_billing_id: This field is required.');
    if (record.status !== 'approved')
      throw wrongState(
        'USG_000',
        `Record ${record.id} is ${record.status}; only approved ones can be closed.`,
      );
    closeRecord(
      world,
      record,
      asText(body['external_billing_id']),
      asText(body['external_billing_note']),
      stamp(world, caller).by?.id ?? '',
    );
    changed(record);
    return records.shown(record);
  });
  app.post('/usage/records/close-records', async (request, reply) => {
    const caller = callerOf(request);
    onlyDistributor(caller);
    if (!Array.isArray(request.body)) throw invalid('Expected a list of items.');
    const touched = new Set<UsageFile>();
    const outcomes = asList(request.body).map((given) => {
      const id = asText(given['id']);
      const record = records.get(id);
      const refuse = (error_details: string, status: string = record?.status ?? 'invalid') => ({
        id,
        status,
        error_codes: 'USG_000',
        error_details,
      });
      if (!record || !sees(record, caller)) return refuse('Record does not exist', 'invalid');
      const billing = asText(given['external_billing_id']);
      if (!billing) return refuse('external_billing_id is required');
      if (record.status !== 'approved') return refuse('Record is not approved');
      closeRecord(
        world,
        record,
        billing,
        asText(given['external_billing_note']),
        stamp(world, caller).by?.id ?? '',
      );
      const file = files.get(record.usagefile.id);
      if (file) touched.add(file);
      return { id, status: 'closed' };
    });
    for (const file of touched) refresh(world, file);
    return reply.code(206).send(outcomes);
  });
};

const chunkRoutes = (context: Context): void => {
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

const reconciliationRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { reconciliations, storage } = world.usage;
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

/** What was accepted, added up by item and subscription. */
const aggregatesFor = ({ world }: Context, caller: Account, assetId?: string): Aggregate[] => {
  const sums = new Map<string, Aggregate>();
  for (const file of world.usage.files.all()) {
    if (![file.vendor.id, file.provider.id].includes(caller.id)) continue;
    for (const record of world.usage.recordsOf(file.id)) {
      if (!['approved', 'closed'].includes(record.status)) continue;
      if (assetId && record.asset.id !== assetId) continue;
      const id = `${record.item.id} ${record.asset.id}`;
      const sum = sums.get(id) ?? {
        id,
        item: record.item,
        asset: record.asset,
        usage: 0,
        amount: 0,
        currency: record.usagefile.currency,
        accepted: 0,
        consumed: 0,
      };
      // Sums of decimals carry an error far beyond what items allow.
      sum.usage = Number((sum.usage + record.usage).toFixed(8));
      sum.amount = Number((sum.amount + (record.amount ?? 0)).toFixed(8));
      sum.accepted += 1;
      sum.consumed = Math.round(sum.usage);
      sums.set(id, sum);
    }
  }
  return [...sums.values()];
};

/** Aggregates have no ID at Connect. */
const withoutId = ({ id: _id, ...shown }: Aggregate) => shown;

const aggregateRoutes = (context: Context): void => {
  const { app, world, callerOf } = context;
  app.get('/usage/aggregates', (request, reply) =>
    sendRows(
      context,
      request,
      reply,
      '/usage/aggregates',
      aggregatesFor(context, callerOf(request)),
      withoutId,
    ),
  );
  app.get('/assets/:id/usage/aggregates', (request, reply) => {
    const caller = callerOf(request);
    const asset = one(world.assets, param(request, 'id'), (row) =>
      [row.connection.vendor.id, row.connection.provider.id].includes(caller.id),
    );
    return sendRows(
      context,
      request,
      reply,
      '/assets/{asset_id}/usage/aggregates',
      aggregatesFor(context, caller, asset.id),
      withoutId,
    );
  });
};

export const usageRoutes = async (context: Context): Promise<void> => {
  await context.app.register(multipart, { limits: { fileSize: MAX_UPLOAD } });
  fileRoutes(context);
  recordRoutes(context);
  chunkRoutes(context);
  reconciliationRoutes(context);
  aggregateRoutes(context);
};
