import { defineInputFields } from 'zapier-platform-core';
import { UsageChunk, UsageChunkWithFiles } from '../connect/schemas/usage.ts';
import { usageChunkFilesSample } from '../samples/usage.ts';
import { WINDOW } from '../zapier/sweep.ts';
import { sweepingTrigger } from '../zapier/trigger.ts';
import { withChunkFile } from './support/spreadsheetPointers.ts';
import { CHUNK_STATUSES } from './support/usageFields.ts';

/** Distributor: fires once for each chunk file that matches the filters. */
export const newUsageChunks = sweepingTrigger({
  key: 'new_usage_chunks',
  noun: 'Chunk File',
  label: 'New Usage Chunk File',
  description:
    'Triggers when the chunk file of a hub is ready, which Connect makes of an accepted usage file. Its spreadsheet comes as a file. Each chunk fires once. For distributors.',
  inputFields: defineInputFields([
    {
      key: 'status',
      label: 'Status',
      list: true,
      choices: CHUNK_STATUSES,
      helpText: `Empty: Ready. Looks at ${WINDOW} chunk files with this status, those of the newest months; close what is billed, so that there are not more.`,
    },
    { key: 'hub_id', label: 'Hub ID', list: true, dynamic: 'hubs.id.name' },
  ]),
  rows: UsageChunk,
  returns: UsageChunkWithFiles,
  sample: usageChunkFilesSample,
  resource: (connect) => connect.usageChunks,
  filters: (input) => ({
    where: {
      status: { in: input.status?.length ? input.status : ['ready'] },
      'binding.hub.id': { in: input.hub_id },
    },
  }),
  // The ID of a usage file begins with its month, and there is nothing else to order chunks by.
  states: { ordering: '-usagefile.id', created: ({ events }) => events?.created?.at },
  shown: withChunkFile,
});
