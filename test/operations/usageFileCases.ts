import { usageFileIn, usageFileSample } from '../../src/samples/usage.ts';
import type { Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { FEW, PAGE, q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { submittedFilePlaces, usageFilePlaces, usageFileSearchPlaces } from './filterPlaces.ts';
import { acting, descriptionPlaces, FILE_LOCK, finding, REPORT_LOCK, trigger, UF } from './usageParts.ts';

/** The operations of usage files, each run once; uploads and reports have tests of their own. */

/** A file as Connect lists it before it has anything that would become a file of Zapier's. */
const bareFile = {
  id: UF,
  name: 'Usage of January',
  status: 'pending',
  events: { submitted: { at: '2026-02-01T08:05:00+00:00' } },
};

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

const ofFiles = casesOf({ collection: 'usage/files', sample: usageFileIn.accepted, plural: /usage files/ });

/** How the file of a report is looked for by its external ID. */
const LOOKED_FOR = [
  'GET /usage/files',
  '?eq(product.id,"PRD-000-000-001")',
  '?eq(contract.id,"CRD-00000-00000-00001")',
  '?eq(external_id,$)',
  '?ne(status,"deleted")',
  '?ordering(-created.at)',
  '?limit=10',
  '?offset=0',
];

export const usageFileCases: readonly Case[] = [
  ofFiles.waited('wait_for_usage_file', 'usage_file_id', { stores: true }),
  trigger(
    'new_usage_files',
    `/usage/files?in(status,(${q('pending')}))&ordering(-created.at)&${FEW}`,
    bareFile,
    /usage files/,
    { ...bareFile, files: {}, event_id: `${UF}@pending@2026-02-01T08:05:00+00:00` },
    submittedFilePlaces,
  ),
  trigger(
    'new_updated_usage_files',
    `/usage/files?ordering(-created.at)&${FEW}`,
    { ...bareFile, status: 'uploading' },
    /usage files/,
    { ...bareFile, status: 'uploading', files: {}, event_id: `${UF}@uploading` },
    usageFilePlaces,
  ),
  {
    ...trigger(
      'usage_file_event',
      `/usage/files?in(product.id,(${q('PRD-000-000-001')}))&ordering(-created.at)&${FEW}`,
      { ...bareFile, status: 'uploading' },
      /usage files/,
      { ...bareFile, status: 'uploading', files: {}, event_id: `${UF}@uploading` },
      usageFilePlaces,
    ),
    input: { product_id: 'PRD-000-000-001' },
  },
  trigger('usage_file_choices', `/usage/files?ordering(-created.at)&${PAGE}`, bareFile, /usage files/, {
    id: UF,
    name: `Usage of January: pending (${UF})`,
  }),
  {
    kind: 'creates',
    key: 'create_usage_file',
    input: {
      name: 'Usage of {{month}}',
      product_id: 'PRD-000-000-001',
      contract_id: 'CRD-00000-00000-00001',
      external_id: 'usage-1',
      period_from: '2026-01-01',
      period_to: '2026-01-31T23:00:00Z',
      currency: 'EUR',
    },
    sends: [
      [
        'connect',
        'GET',
        `/usage/files?eq(product.id,${q('PRD-000-000-001')})&eq(contract.id,${q('CRD-00000-00000-00001')})&eq(external_id,${q('usage-1')})&ne(status,${q('deleted')})&ordering(-created.at)&limit=10&offset=0`,
      ],
      [
        'connect',
        'POST',
        '/usage/files',
        {
          name: 'Usage of {{month}}',
          product: { id: 'PRD-000-000-001' },
          contract: { id: 'CRD-00000-00000-00001' },
          currency: 'EUR',
          external_id: 'usage-1',
          period: { from: '2026-01-01', to: '2026-01-31' },
        },
      ],
      // Another run may have made one side by side, which shows at once or a moment later.
      [
        'connect',
        'GET',
        `/usage/files?eq(product.id,${q('PRD-000-000-001')})&eq(contract.id,${q('CRD-00000-00000-00001')})&eq(external_id,${q('usage-1')})&ne(status,${q('deleted')})&ordering(-created.at)&limit=10&offset=0`,
      ],
      [
        'connect',
        'GET',
        `/usage/files?eq(product.id,${q('PRD-000-000-001')})&eq(contract.id,${q('CRD-00000-00000-00001')})&eq(external_id,${q('usage-1')})&ne(status,${q('deleted')})&ordering(-created.at)&limit=10&offset=0`,
      ],
    ],
    replies: [
      { status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } },
      { status: 201, body: usageFileSample },
      rows(usageFileSample),
    ],
    gives: usageFileSample,
    names: /usage files/,
    places: {
      name: 'name',
      product_id: 'product.id',
      contract_id: 'contract.id',
      // With an external ID the file is looked for before, right after it was made, and once more later.
      external_id: [...LOOKED_FOR, ...LOOKED_FOR, ...LOOKED_FOR, 'external_id'],
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
  finding(
    'find_usage_file',
    {
      external_id: 'usage-1',
      status: ['ready'],
      product_id: ['PRD-000-000-001'],
      created_before: '2026-02-01',
    },
    `/usage/files?in(product.id,(${q('PRD-000-000-001')}))&eq(external_id,${q('usage-1')})&in(status,(${q('ready')}))&lt(created.at,${q('2026-02-01T00:00:00.000Z')})&ordering(-created.at)&limit=10&offset=0`,
    bareFile,
    /usage files/,
    { ...bareFile, files: {} } as typeof bareFile,
    usageFileSearchPlaces,
  ),
];
