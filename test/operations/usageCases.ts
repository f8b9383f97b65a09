import { expect } from '@jest/globals';
import {
  usageAggregateSample,
  usageChunkSample,
  usageFileIn,
  usageFileSample,
  usageReconciliationSample,
  usageRecordSample,
} from '../../src/samples/usage.ts';
import type { Reply, Sent } from '../support/nocked.ts';
import type { Places } from '../support/wire.ts';
import type { Case, Expected } from './cases.ts';
import { casesOf } from './casesOf.ts';
import * as shared from './places.ts';

/** The operations of the module Usage, each run once; uploads have tests of their own. */

const UF = usageFileSample.id;
const UR = usageRecordSample.id;
const UFC = usageChunkSample.id;

const q = (text: string) => `%22${encodeURIComponent(text)}%22`;
const PAGE = 'limit=100&offset=0';
const WINDOW = 'limit=3&offset=0';

const page = (row: object): Reply => ({
  status: 200,
  body: [row],
  headers: { 'content-range': 'items 0-0/1' },
});

/** A file as Connect lists it before it has anything that would become a file of Zapier's. */
const bareFile = {
  id: UF,
  name: 'Usage of January',
  status: 'pending',
  events: { submitted: { at: '2026-02-01T08:05:00+00:00' } },
};
const draftChunk = { ...usageChunkSample, status: 'draft' };

const trigger = (
  key: string,
  path: string,
  row: object,
  names: RegExp,
  gives: object,
  places: Places = {},
): Case => ({
  kind: 'triggers',
  key,
  places,
  input: {},
  sends: [['connect', 'GET', path]],
  replies: [page(row)],
  gives: [gives],
  names,
});

const finding = (
  key: string,
  input: object,
  path: string,
  row: object,
  names: RegExp,
  gives = row,
  places: Places = {},
): Case => ({
  kind: 'searches',
  key,
  places,
  input: { ...input },
  sends: [['connect', 'GET', path]],
  replies: [page(row)],
  gives: [gives],
  names,
});

const acting = (
  key: string,
  input: object,
  [method, path, body]: readonly [method: string, path: string, body?: object],
  answer: object,
  names: RegExp,
  places: Places,
  status = 200,
): Case => ({
  kind: 'creates',
  key,
  places,
  input: { ...input },
  sends: [['connect', method, path, ...(body ? [body] : [])] as unknown as Expected],
  replies: [{ status, body: answer }],
  names,
});

export const FILE_LOCK = 'usage file {{bundle.inputData.usage_file_id}}';
export const REPORT_LOCK = 'usage report {{bundle.inputData.external_id}}';

const onFile = (key: string, verb: string, input: object = {}, body?: object, places: Places = {}): Case => ({
  ...acting(
    key,
    { usage_file_id: UF, ...input },
    ['POST', `/usage/files/${UF}/${verb}`, body],
    usageFileSample,
    new RegExp(UF),
    { usage_file_id: `POST /usage/files/$/${verb}`, ...places },
    // What actions on files answer in practice.
    201,
  ),
  lock: FILE_LOCK,
});

const billedPlaces: Places = {
  external_billing_id: 'external_billing_id',
  external_billing_note: 'external_billing_note',
};
/** Either end of a period needs the other one. */
const periodPlaces: Places = {
  period_from: {
    to: ['period.from: "2026-03-02"'],
    give: '2026-03-02',
    beside: { period_from: '2026-03-01', period_to: '2026-03-31' },
    instead: ['period.from: "2026-03-01"'],
  },
  period_to: {
    to: ['period.to: "2026-03-30"'],
    give: '2026-03-30',
    beside: { period_from: '2026-03-01', period_to: '2026-03-31' },
    instead: ['period.to: "2026-03-31"'],
  },
};
export const descriptionPlaces: Places = {
  ...periodPlaces,
  currency: 'currency',
  description: 'description',
  note: 'note',
};

const billed = { external_billing_id: 'INV-1', external_billing_note: 'January' };

const ofFiles = casesOf({ collection: 'usage/files', sample: usageFileIn.accepted, plural: /usage files/ });
const ofChunks = casesOf({ collection: 'usage/chunks', sample: usageChunkSample, plural: /chunk files/ });

/** How the file of a report is looked for by its external ID. */
const LOOKED_FOR = [
  'GET /usage/files',
  '?eq(product.id,"PRD-1")',
  '?eq(contract.id,"CRD-1")',
  '?eq(external_id,$)',
  '?ne(status,"deleted")',
  '?ordering(-created.at)',
  '?limit=10',
  '?offset=0',
];

export const usageCases: readonly Case[] = [
  ofFiles.waited('wait_for_usage_file', 'usage_file_id', { stores: true }),
  trigger(
    'new_usage_files',
    `/usage/files?in(status,(${q('pending')}))&ordering(-created.at)&${WINDOW}`,
    bareFile,
    /usage files/,
    { ...bareFile, files: {}, event_id: `${UF}@pending@2026-02-01T08:05:00+00:00` },
    shared.submittedFilePlaces,
  ),
  trigger(
    'new_updated_usage_files',
    `/usage/files?ordering(-created.at)&${WINDOW}`,
    { ...bareFile, status: 'uploading' },
    /usage files/,
    { ...bareFile, status: 'uploading', files: {}, event_id: `${UF}@uploading` },
    shared.usageFilePlaces,
  ),
  {
    ...trigger(
      'usage_file_event',
      `/usage/files?in(product.id,(${q('PRD-1')}))&ordering(-created.at)&${WINDOW}`,
      { ...bareFile, status: 'uploading' },
      /usage files/,
      { ...bareFile, status: 'uploading', files: {}, event_id: `${UF}@uploading` },
      shared.usageFilePlaces,
    ),
    input: { product_id: 'PRD-1' },
  },
  trigger(
    'new_usage_chunks',
    `/usage/chunks?in(status,(${q('ready')}))&ordering(-usagefile.id)&${WINDOW}`,
    draftChunk,
    /chunk files/,
    { ...draftChunk, files: {} },
    shared.newChunkPlaces,
  ),
  trigger(
    'contracts',
    `/contracts?ordering(-events.created.at)&${PAGE}`,
    { id: 'CRD-1', name: 'Paper' },
    /contracts/,
    {
      id: 'CRD-1',
      name: 'Paper (CRD-1)',
    },
  ),
  trigger('usage_file_choices', `/usage/files?ordering(-created.at)&${PAGE}`, bareFile, /usage files/, {
    id: UF,
    name: `Usage of January: pending (${UF})`,
  }),
  ofChunks.chosen('usage_chunk_choices', 'ordering(-usagefile.id)', {
    id: UFC,
    name: `Usage of January, Example Hub: ready (${UFC})`,
  }),
  trigger(
    'usage_record_choices',
    `/usage/records?ordering(-created_time)&${PAGE}`,
    usageRecordSample,
    /usage records/,
    {
      id: UR,
      name: `Backup, traffic: 12.5, ${usageRecordSample.asset.id}, approved (${UR})`,
    },
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
    kind: 'creates',
    key: 'create_usage_file',
    input: {
      name: 'Usage of {{month}}',
      product_id: 'PRD-1',
      contract_id: 'CRD-1',
      external_id: 'usage-1',
      period_from: '2026-01-01',
      period_to: '2026-01-31T23:00:00Z',
      currency: 'EUR',
    },
    sends: [
      [
        'connect',
        'GET',
        `/usage/files?eq(product.id,${q('PRD-1')})&eq(contract.id,${q('CRD-1')})&eq(external_id,${q('usage-1')})&ne(status,${q('deleted')})&ordering(-created.at)&limit=10&offset=0`,
      ],
      [
        'connect',
        'POST',
        '/usage/files',
        {
          name: 'Usage of {{month}}',
          product: { id: 'PRD-1' },
          contract: { id: 'CRD-1' },
          currency: 'EUR',
          external_id: 'usage-1',
          period: { from: '2026-01-01', to: '2026-01-31' },
        },
      ],
      // Another run may have made one side by side.
      [
        'connect',
        'GET',
        `/usage/files?eq(product.id,${q('PRD-1')})&eq(contract.id,${q('CRD-1')})&eq(external_id,${q('usage-1')})&ne(status,${q('deleted')})&ordering(-created.at)&limit=10&offset=0`,
      ],
    ],
    replies: [
      { status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } },
      { status: 201, body: usageFileSample },
      page(usageFileSample),
    ],
    gives: usageFileSample,
    names: /usage files/,
    places: {
      name: 'name',
      product_id: 'product.id',
      contract_id: 'contract.id',
      // With an external ID the file is looked for before, and again after.
      external_id: [...LOOKED_FOR, ...LOOKED_FOR, 'external_id'],
      ...descriptionPlaces,
    },
    answers: ({ method }) =>
      method === 'GET'
        ? { status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } }
        : { status: 201, body: usageFileSample },
    lock: REPORT_LOCK,
  },
  {
    ...acting(
      'update_usage_file',
      { usage_file_id: UF, name: 'New', note: 'n', period_from: '2026-01-01', period_to: '2026-01-02' },
      [
        'PUT',
        `/usage/files/${UF}`,
        { name: 'New', note: 'n', period: { from: '2026-01-01', to: '2026-01-02' } },
      ],
      usageFileSample,
      new RegExp(UF),
      { usage_file_id: 'PUT /usage/files/$', name: 'name', external_id: 'external_id', ...descriptionPlaces },
    ),
    least: { usage_file_id: UF, name: 'New' },
    lock: FILE_LOCK,
  },
  onFile('submit_usage_file', 'submit'),
  onFile(
    'accept_usage_file',
    'accept',
    { acceptance_note: 'Good' },
    { acceptance_note: 'Good' },
    { acceptance_note: { to: ['acceptance_note'], instead: ['body: {}'] } },
  ),
  onFile(
    'reject_usage_file',
    'reject',
    { rejection_note: 'Bad' },
    { rejection_note: 'Bad' },
    { rejection_note: 'rejection_note' },
  ),
  onFile('close_usage_file', 'close'),
  onFile('reprocess_usage_file', 'reprocess'),
  onFile('delete_usage_file', 'delete'),

  {
    kind: 'creates',
    key: 'list_usage_records',
    input: { usage_file_id: UF, status: ['approved'], limit: 5, page_token: `${UF}:10:11` },
    sends: [
      [
        'connect',
        'GET',
        `/usage/records?eq(usagefile.id,${q(UF)})&in(status,(${q('approved')}))&ordering(created_time)&limit=5&offset=10`,
      ],
    ],
    replies: [{ status: 200, body: [usageRecordSample], headers: { 'content-range': 'items 10-10/11' } }],
    gives: {
      usage_file_id: UF,
      records: [usageRecordSample],
      count: 1,
      total: 11,
      totals: [{ item: 'BACKUP-TRAFFIC', rows: 1, quantity: 12.5, amount: 0 }],
      total_amount: 0,
      next_page_token: '',
    },
    names: /usage records/,
    places: {
      ...shared.recordFilterPlaces,
      limit: { to: ['?limit=$'], instead: ['?limit=1000'] },
      page_token: { to: ['?offset=10'], give: `${UF}:10:11`, instead: ['?offset=0'] },
    },
    // Nothing more comes after the first row.
    answers: ({ path }) => ({
      status: 200,
      body: [usageRecordSample],
      headers: { 'content-range': path.includes('offset=10') ? 'items 10-10/11' : 'items 0-0/1' },
    }),
  },
  acting(
    'update_usage_record',
    { record_id: UR, status: 'Rejected' },
    ['PUT', `/usage/records/${UR}`, { status: 'rejected' }],
    usageRecordSample,
    new RegExp(UR),
    { record_id: 'PUT /usage/records/$', status: { to: ['status'], instead: ['status: "rejected"'] } },
  ),
  acting(
    'close_usage_record',
    { record_id: UR, ...billed },
    ['POST', `/usage/records/${UR}/close`, billed],
    usageRecordSample,
    new RegExp(UR),
    { record_id: 'POST /usage/records/$/close', ...billedPlaces },
  ),
  {
    kind: 'creates',
    key: 'close_usage_records',
    input: {
      records: [{ id: UR }, { id: 'UR-2', record_billing_id: 'INV-2', record_billing_note: 'own' }],
      ...billed,
    },
    sends: [
      [
        'connect',
        'POST',
        '/usage/records/close-records',
        [
          { id: UR, ...billed },
          { id: 'UR-2', external_billing_id: 'INV-2', external_billing_note: 'own' },
        ],
      ],
    ],
    replies: [
      {
        status: 206,
        body: [
          { id: UR, status: 'closed' },
          { id: 'UR-2', status: 'rejected', error_codes: 'USG_000', error_details: 'Record is not approved' },
        ],
      },
    ],
    gives: {
      closed: [{ id: UR, external_billing_id: 'INV-1' }],
      refused: [{ id: 'UR-2', status: 'rejected', reason: 'Record is not approved (USG_000)' }],
      unknown: [],
      closed_count: 1,
      refused_count: 1,
      unknown_count: 0,
    },
    names: /usage records/,
    places: {
      'records[]id': '0.id',
      'records[]record_billing_id': {
        to: ['0.external_billing_id'],
        instead: ['0.external_billing_id: "INV-1"'],
      },
      'records[]record_billing_note': '0.external_billing_note',
      external_billing_id: '0.external_billing_id',
      external_billing_note: '0.external_billing_note',
    },
    least: { records: [{ id: UR }], external_billing_id: 'INV-1' },
    answers: ({ body }) => ({
      status: 206,
      body: (body as { id: string }[]).map(({ id }) => ({ id, status: 'closed' })),
    }),
  },
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
    'get_usage_records',
    { usage_file_id: UF, asset_external_id: ['O-1'], start_after: '2026-01-01', limit: '3' },
    `/usage/records?eq(usagefile.id,${q(UF)})&in(asset.external_id,(${q('O-1')}))&gt(start_date,${q('2026-01-01T00:00:00.000Z')})&ordering(created_time)&limit=3&offset=0`,
    usageRecordSample,
    /usage records/,
    usageRecordSample,
    shared.recordSearchPlaces,
  ),
  finding(
    'find_usage_file',
    { external_id: 'usage-1', status: ['ready'], product_id: ['PRD-1'], created_before: '2026-02-01' },
    `/usage/files?in(product.id,(${q('PRD-1')}))&eq(external_id,${q('usage-1')})&in(status,(${q('ready')}))&lt(created.at,${q('2026-02-01T00:00:00.000Z')})&ordering(-created.at)&limit=10&offset=0`,
    bareFile,
    /usage files/,
    { ...bareFile, files: {} } as typeof bareFile,
    shared.usageFileSearchPlaces,
  ),
  finding(
    'find_usage_chunk',
    { usage_file_id: [UF], hub_id: ['HB-1'] },
    `/usage/chunks?in(usagefile.id,(${q(UF)}))&in(binding.hub.id,(${q('HB-1')}))&ordering(-usagefile.id)&limit=10&offset=0`,
    draftChunk,
    /chunk files/,
    { ...draftChunk, files: {} } as typeof draftChunk,
    shared.chunkSearchPlaces,
  ),
  {
    kind: 'searches',
    key: 'find_usage_record',
    input: { record_id: UR },
    sends: [['connect', 'GET', `/usage/records/${UR}`]],
    replies: [{ status: 200, body: usageRecordSample }],
    gives: [usageRecordSample],
    names: new RegExp(UR),
    places: { record_id: 'GET /usage/records/$' },
    readsOne: true,
  },
  finding(
    'find_usage_aggregates',
    { asset_id: ['AS-1'], item_id: ['PRD-1-0001'] },
    `/usage/aggregates?in(asset.id,(${q('AS-1')}))&in(item.id,(${q('PRD-1-0001')}))&limit=10&offset=0`,
    usageAggregateSample,
    /usage aggregates/,
    usageAggregateSample,
    shared.aggregateSearchPlaces,
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
      shared.reconciliationSearchPlaces,
    ),
    answers: ({ path }: Sent) =>
      path.startsWith('/usage/reconciliations/')
        ? { status: 200, body: usageReconciliationSample }
        : page(usageReconciliationSample),
  },
];
