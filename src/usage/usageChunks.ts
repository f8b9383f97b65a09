import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { reachState, withRule } from '../connect/reachState.ts';
import { USAGE_CHUNK_STATES, UsageChunk, UsageChunkWithFiles } from '../connect/schemas/usage.ts';
import { hubPicker, usageChunkPicker, usageFilePicker } from '../fields/pickers.ts';
import { closedChunkSample, usageChunkFilesSample, usageChunkSample } from '../samples/usage.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { action } from '../zapier/operation.ts';
import { WINDOW } from '../zapier/polling/byState.ts';
import { withChunkFile } from './support/spreadsheetPointers.ts';
import { billingFields } from './support/usageFields.ts';

/** Chunk files: the parts of accepted usage files, one for each hub, for the distributor. */

const by = filtersOf<'usage/chunks'>();
const chunkField = usageChunkPicker('chunk_id', { required: true });
/** Records of a closed chunk that are looked at for their billing ID. */
const MOST_LOOKED_AT = 1_000;
const statusField = { key: 'status', label: 'Status', choices: USAGE_CHUNK_STATES } as const;

const shared = {
  noun: 'Chunk File',
  id: chunkField,
  // The ID of a usage file begins with its month, and there is nothing else to order chunks by.
  newestFirst: '-usagefile.id',
} as const;

const chunks = objectKind({
  ...shared,
  resource: (connect) => connect.usageChunks,
  returns: UsageChunkWithFiles,
  sample: usageChunkFilesSample,
  shown: withChunkFile,
});

/** Fires once for each chunk file that matches the filters. */
export const newUsageChunks = chunks.triggerByState({
  key: 'new_usage_chunks',
  label: 'New Usage Chunk File',
  description:
    'Triggers when the chunk file of a hub is ready, which Connect makes of an accepted usage file. Its spreadsheet comes as a file. Each chunk fires once. For distributors.',
  filters: [
    by.oneOf(
      'status',
      {
        ...statusField,
        helpText: `Empty: Ready. Looks at ${WINDOW} chunk files with this status, those of the newest months; close what is billed, so that there are not more.`,
      },
      { otherwise: ['ready'] },
    ),
    by.oneOf('binding.hub.id', hubPicker('hub_id')),
  ],
  states: { ordering: '-usagefile.id', created: ({ events }) => events?.created?.at },
});

export const findUsageChunk = chunks.find({
  key: 'find_usage_chunk',
  label: 'Find Usage Chunk File',
  description:
    'Finds the chunk files that Connect has made of accepted usage files, one for each hub, and returns them with their spreadsheets as files. For distributors.',
  filters: [
    by.oneOf('id', usageChunkPicker('id')),
    by.oneOf('usagefile.id', usageFilePicker('usage_file_id')),
    by.oneOf('binding.hub.id', hubPicker('hub_id')),
    by.oneOf('status', statusField),
  ],
});

export const usageChunkChoices = chunks.dropdown({
  key: 'usage_chunk_choices',
  label: 'List Usage Chunk Files',
  description: 'Triggers when a chunk file is made. It fills the dropdowns for chunk files.',
  choice: ({ id, usagefile, binding, status }) => ({
    name: `${usagefile?.name ?? 'Chunk'}, ${binding?.hub?.name ?? 'no hub'}: ${status} (${id})`,
  }),
});

/** Actions return a chunk file without its spreadsheet. */
const { stateChange } = objectKind({
  ...shared,
  resource: (connect) => connect.usageChunks,
  returns: UsageChunk,
  sample: usageChunkSample,
});

export const updateUsageChunk = action({
  key: 'update_usage_chunk',
  noun: shared.noun,
  label: 'Update Usage Chunk File',
  description:
    'Gives a chunk file the ID that it has in your own system, and returns it. For distributors. To close it use Close Usage Chunk File.',
  inputFields: [
    chunkField,
    { key: 'external_id', label: 'Chunk External ID', required: true, helpText: 'For example `BATCH-77`.' },
  ],
  returns: UsageChunk,
  sample: { ...usageChunkSample, external_id: 'BATCH-77' },
  run: (connect, { chunk_id: id, external_id }) =>
    withRule(
      'Only the distributor can change a chunk file.',
      connect.usageChunks.update(id, { external_id }),
    ),
});

/** @throws ConnectError when none of a closed chunk's records has been closed with the billing ID. */
const checkBilling = async (connect: Connect, chunk: UsageChunk, billingId: string): Promise<void> => {
  const { rows } = await connect.usageRecords.list({
    where: {
      'usagefile.id': chunk.usagefile?.id ?? undefined,
      'hub.id': chunk.binding?.hub?.id ?? undefined,
      status: 'closed',
    },
    limit: MOST_LOOKED_AT,
    pageSize: MOST_LOOKED_AT,
  });
  const others = new Set(rows.map((record) => record.external_billing_id ?? ''));
  if (!rows.length || others.has(billingId)) return;
  const [other] = [...others].filter(Boolean);
  throw new ConnectError(
    'fix',
    `Chunk file ${chunk.id} is closed already, ${other ? `with the billing ID ${other}` : 'without a billing ID'} and not with ${billingId}. Nothing was changed.`,
  );
};

export const closeUsageChunk = action({
  key: 'close_usage_chunk',
  noun: shared.noun,
  label: 'Close Usage Chunk File',
  description:
    'Closes a chunk file that is ready, with the ID under which its records were billed, and returns it. For distributors.',
  inputFields: [chunkField, ...billingFields],
  returns: UsageChunk,
  sample: closedChunkSample,
  run: async (connect, { chunk_id: id, external_billing_id, external_billing_note }) => {
    const body = { external_billing_id, ...(external_billing_note ? { external_billing_note } : {}) };
    let wasClosed = false;
    const chunk = await reachState(connect.usageChunks, {
      id,
      verb: 'close',
      target: 'closed',
      body,
      noun: 'chunk file',
      isDone: () => {
        wasClosed = true;
        return true;
      },
      rule: 'Only the distributor can close a chunk file, and only while it is ready.',
    });
    if (wasClosed) await checkBilling(connect, chunk, external_billing_id);
    return chunk;
  },
});

export const regenerateUsageChunk = stateChange({
  key: 'regenerate_usage_chunk',
  label: 'Regenerate Usage Chunk File',
  description:
    'Has Connect make the spreadsheet of a chunk file anew, for example when it is outdated or has failed, and returns the chunk file. For distributors.',
  verb: 'regenerate',
  target: 'draft',
  rule: 'Only the distributor can have a chunk file regenerated, and only while it is ready or failed.',
});
