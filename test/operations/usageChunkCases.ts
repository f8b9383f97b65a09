import { expect } from '@jest/globals';
import { usageChunkSample, usageReconciliationSample } from '../../src/samples/usage.ts';
import type { Sent } from '../support/nocked.ts';
import type { Case } from './case.ts';
import { FEW, PAGE, q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { chunkSearchPlaces, newChunkPlaces, reconciliationSearchPlaces } from './filterPlaces.ts';
import { acting, billed, billedPlaces, finding, trigger, UF } from './usageParts.ts';

/** The operations of chunk files and reconciliations, each run once. */

const UFC = usageChunkSample.id;
const draftChunk = { ...usageChunkSample, status: 'draft' };
const ofChunks = casesOf({ collection: 'usage/chunks', sample: usageChunkSample, plural: /chunk files/ });

export const usageChunkCases: readonly Case[] = [
  trigger(
    'new_usage_chunks',
    `/usage/chunks?in(status,(${q('ready')}))&ordering(-usagefile.id)&${FEW}`,
    draftChunk,
    /chunk files/,
    { ...draftChunk, files: {} },
    newChunkPlaces,
  ),
  ofChunks.chosen('usage_chunk_choices', 'ordering(-usagefile.id)', {
    id: UFC,
    name: `Usage of January, Example Hub: ready (${UFC})`,
  }),
  acting(
    'update_usage_chunk',
    { chunk_id: UFC, external_id: 'B-1' },
    ['PUT', `/usage/chunks/${UFC}`, { external_id: 'B-1' }],
    usageChunkSample,
    new RegExp(UFC),
    { chunk_id: 'PUT /usage/chunks/$', external_id: 'external_id' },
  ),
  ofChunks.changed('close_usage_chunk', ['chunk_id', 'close'], billed, { places: billedPlaces }),
  ofChunks.changed('regenerate_usage_chunk', ['chunk_id', 'regenerate']),
  finding(
    'find_usage_chunk',
    { usage_file_id: [UF], hub_id: ['HB-0000-0001'] },
    `/usage/chunks?in(usagefile.id,(${q(UF)}))&in(binding.hub.id,(${q('HB-0000-0001')}))&ordering(-usagefile.id)&limit=10&offset=0`,
    draftChunk,
    /chunk files/,
    { ...draftChunk, files: {} } as typeof draftChunk,
    chunkSearchPlaces,
  ),
  trigger(
    'usage_reconciliation_choices',
    `/usage/reconciliations?ordering(-usagefile.id)&${PAGE}`,
    usageReconciliationSample,
    /usage reconciliations/,
    {
      id: usageReconciliationSample.id,
      name: `Usage of January: processed (${usageReconciliationSample.id})`,
    },
  ),
  {
    ...finding(
      'find_usage_reconciliation',
      { usage_file_id: UF },
      `/usage/reconciliations?eq(usagefile.id,${q(UF)})&ordering(-usagefile.id)&limit=10&offset=0`,
      usageReconciliationSample,
      /usage reconciliations/,
      {
        ...usageReconciliationSample,
        files: {
          uploaded: expect.stringContaining('"of":"reconciliation upload"'),
          processed: expect.stringContaining('"of":"reconciliation result"'),
        },
      } as unknown as typeof usageReconciliationSample,
      reconciliationSearchPlaces,
    ),
    answers: ({ path }: Sent) =>
      path.startsWith('/usage/reconciliations/')
        ? { status: 200, body: usageReconciliationSample }
        : rows(usageReconciliationSample),
  },
];
