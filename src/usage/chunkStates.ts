import { defineInputFields } from 'zapier-platform-core';
import { reachState, withRule } from '../connect/reachState.ts';
import { UsageChunk } from '../connect/schemas/usage.ts';
import { usageChunkSample } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { billingFields, chunkField } from './support/usageFields.ts';

/** What a distributor does with the chunk file of a hub. */

const noun = 'Chunk File';

export const updateUsageChunk = action({
  key: 'update_usage_chunk',
  noun,
  label: 'Update Usage Chunk File',
  description:
    'Gives a chunk file the ID that it has in your own system, and returns it. For distributors. To close it use Close Usage Chunk File.',
  inputFields: defineInputFields([
    ...chunkField,
    {
      key: 'external_id',
      label: 'Chunk External ID',
      required: true,
      helpText: 'For example `BATCH-77`.',
    },
  ]),
  returns: UsageChunk,
  sample: { ...usageChunkSample, external_id: 'BATCH-77' },
  run: (connect, { chunk_id: id, external_id }) =>
    withRule(
      'Only the distributor can change a chunk file.',
      connect.usageChunks.update(id, { external_id }),
    ),
});

export const closeUsageChunk = action({
  key: 'close_usage_chunk',
  noun,
  label: 'Close Usage Chunk File',
  description:
    'Closes a chunk file that is ready, with the ID under which its records were billed, and returns it. For distributors.',
  inputFields: defineInputFields([...chunkField, ...billingFields]),
  returns: UsageChunk,
  sample: { ...usageChunkSample, status: 'closed' },
  run: (connect, { chunk_id: id, external_billing_id, external_billing_note }) =>
    reachState(connect.usageChunks, {
      id,
      verb: 'close',
      target: 'closed',
      body: { external_billing_id, ...(external_billing_note ? { external_billing_note } : {}) },
      what: `close chunk file ${id}`,
      noun: 'chunk file',
      rule: 'Only the distributor can close a chunk file, and only while it is ready.',
    }),
});

export const regenerateUsageChunk = action({
  key: 'regenerate_usage_chunk',
  noun,
  label: 'Regenerate Usage Chunk File',
  description:
    'Has Connect make the spreadsheet of a chunk file anew, for example when it is outdated or has failed, and returns the chunk file. For distributors.',
  inputFields: chunkField,
  returns: UsageChunk,
  sample: { ...usageChunkSample, status: 'draft' },
  run: (connect, { chunk_id: id }) =>
    reachState(connect.usageChunks, {
      id,
      verb: 'regenerate',
      target: 'draft',
      what: `regenerate chunk file ${id}`,
      noun: 'chunk file',
      rule: 'Only the distributor can have a chunk file regenerated, and only while it is ready or failed.',
    }),
});
