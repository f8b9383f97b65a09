import { writeSheet } from '../../src/spreadsheets/write.ts';
import type { Ready, Scenario } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** The actions of the module Usage, each in a world in which it can be carried out. */

type Json = Record<string, unknown>;

const acting = (
  key: string,
  verb: string,
  by: Ready['by'],
  before: Parameters<Stage['usageFile']>[0],
  statuses: readonly string[],
  input: Json = {},
): Scenario => ({
  key,
  prepare: async (stage) => {
    const id = await stage.usageFile(before);
    return {
      by,
      input: { usage_file_id: id, ...input },
      hits: { host: 'connect', method: 'POST', path: `/usage/files/${id}/${verb}` },
      results: () => (statuses.includes(stage.usageStatus(id) ?? '') ? 1 : 0),
      rested: () => stage.fileRead(id),
    };
  },
});

const recordsOf = (stage: Stage) => [...stage.sandbox.world.usage.records.all()];

/** An accepted file's first record, and the hub's chunk once it is ready. */
const accepted = async (stage: Stage) => {
  await stage.usageFile('accepted');
  const chunk = await stage.readyChunk();
  const [record] = recordsOf(stage);
  return { record, chunk };
};

const BILLED = { external_billing_id: 'INV-1' };

const onRecord = (key: string, method: string, path: string, status: string, input: Json): Scenario => ({
  key,
  prepare: async (stage) => {
    const { record } = await accepted(stage);
    return {
      by: 'store',
      input: { record_id: record?.id, records: [{ id: record?.id }], ...input },
      hits: { host: 'connect', method, path: path.replace('ID', String(record?.id)) },
      results: () => recordsOf(stage).filter((one) => one.status === status).length,
    };
  },
});

const onChunk = (
  key: string,
  method: string,
  path: string,
  input: Json,
  isDone: (chunk: { status: string; external_id: string }) => boolean,
): Scenario => ({
  key,
  prepare: async (stage) => {
    const { chunk } = await accepted(stage);
    return {
      by: 'store',
      input: { chunk_id: chunk?.id, ...input },
      hits: { host: 'connect', method, path: path.replace('ID', String(chunk?.id)) },
      results: () => (chunk && isDone(chunk) ? 1 : 0),
    };
  },
});

const report = (hits: string): Scenario => ({
  key: 'report_usage',
  prepare: async (stage) => ({
    by: 'vendor',
    input: stage.reportInput(await stage.subscription()),
    hits: { host: 'connect', method: 'POST', path: hits },
    results: () => [...stage.sandbox.world.usage.files.all()].filter((file) => file.events.uploaded).length,
  }),
  sampled: async (stage) => ({
    by: 'vendor',
    input: stage.reportInput(await stage.subscription(), { submit: true }),
  }),
});

export const usageScenarios: readonly Scenario[] = [
  report('/usage/files'),
  {
    key: 'create_usage_file',
    prepare: async (stage) => ({
      by: 'vendor',
      input: { ...stage.reportInput(await stage.subscription()), name: 'Usage' },
      hits: { host: 'connect', method: 'POST', path: '/usage/files' },
      results: () => stage.sandbox.world.usage.files.size,
    }),
  },
  {
    key: 'update_usage_file',
    prepare: async (stage) => {
      const id = await stage.usageFile('draft');
      return {
        by: 'vendor',
        input: { usage_file_id: id, name: 'New' },
        hits: { host: 'connect', method: 'PUT', path: `/usage/files/${id}` },
        results: () => [...stage.sandbox.world.usage.files.all()].filter(({ name }) => name === 'New').length,
      };
    },
    sampled: async (stage) => ({
      by: 'vendor',
      input: { usage_file_id: await stage.usageFile('ready'), name: 'New' },
    }),
  },
  {
    key: 'upload_usage_file',
    prepare: async (stage) => {
      const id = await stage.usageFile('draft');
      const content = await writeSheet('records', [
        'record_id item_search_criteria item_search_value quantity start_time_utc end_time_utc asset_search_criteria asset_search_value'.split(
          ' ',
        ),
        [
          '1',
          'item.mpn',
          'BACKUP-TRAFFIC',
          '4',
          '2026-01-01 00:00:00',
          '2026-01-31 00:00:00',
          'asset.id',
          await stage.subscription(),
        ],
      ]);
      return {
        by: 'vendor',
        input: { usage_file_id: id, file: stage.spreadsheet(content) },
        hits: { host: 'connect', method: 'POST', path: `/usage/files/${id}/upload` },
        results: () => (stage.sandbox.world.usage.files.get(id)?.events.uploaded ? 1 : 0),
      };
    },
  },
  acting('submit_usage_file', 'submit', 'vendor', 'ready', ['pending']),
  acting('accept_usage_file', 'accept', 'store', 'pending', ['accepted']),
  acting('reject_usage_file', 'reject', 'store', 'pending', ['rejected'], { rejection_note: 'No.' }),
  acting('close_usage_file', 'close', 'store', 'accepted', ['closed']),
  acting('reprocess_usage_file', 'reprocess', 'vendor', 'ready', ['uploading', 'processing', 'ready']),
  acting('delete_usage_file', 'delete', 'vendor', 'ready', ['deleted']),
  onRecord('update_usage_record', 'PUT', '/usage/records/ID', 'rejected', { status: 'rejected' }),
  onRecord('close_usage_record', 'POST', '/usage/records/ID/close', 'closed', BILLED),
  onRecord('close_usage_records', 'POST', '/usage/records/close-records', 'closed', BILLED),
  onChunk(
    'update_usage_chunk',
    'PUT',
    '/usage/chunks/ID',
    { external_id: 'B-1' },
    (chunk) => chunk.external_id === 'B-1',
  ),
  onChunk(
    'close_usage_chunk',
    'POST',
    '/usage/chunks/ID/close',
    BILLED,
    (chunk) => chunk.status === 'closed',
  ),
  onChunk('regenerate_usage_chunk', 'POST', '/usage/chunks/ID/regenerate', {}, (chunk) =>
    ['draft', 'ready'].includes(chunk.status),
  ),
  {
    key: 'upload_reconciliation',
    prepare: async (stage) => {
      const { record } = await accepted(stage);
      const content = await writeSheet('records', [
        ['record_id', 'external_billing_id'],
        [record?.id ?? '', 'INV-1'],
      ]);
      return {
        by: 'store',
        input: { file: stage.spreadsheet(content) },
        hits: { host: 'connect', method: 'POST', path: '/usage/reconciliations' },
        // A second upload of the same file is a second reconciliation, which finds nothing to close any more.
        results: () => Math.min(1, stage.sandbox.world.usage.reconciliations.size),
      };
    },
  },
];
