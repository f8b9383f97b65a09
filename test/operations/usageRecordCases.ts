import { usageAggregateSample, usageRecordSample } from '../../src/samples/usage.ts';
import type { Case } from './case.ts';
import { PAGE, q } from './caseParts.ts';
import { aggregateSearchPlaces, recordFilterPlaces, recordSearchPlaces } from './filterPlaces.ts';
import { acting, billed, billedPlaces, finding, trigger, UF } from './usageParts.ts';

/** The operations of usage records and aggregates, each run once. */

const UR = usageRecordSample.id;

export const usageRecordCases: readonly Case[] = [
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
      ...recordFilterPlaces,
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
      records: [
        { id: UR },
        { id: 'UR-2026-01-0000-0000-0000-0002', record_billing_id: 'INV-2', record_billing_note: 'own' },
      ],
      ...billed,
    },
    sends: [
      [
        'connect',
        'POST',
        '/usage/records/close-records',
        [
          { id: UR, ...billed },
          {
            id: 'UR-2026-01-0000-0000-0000-0002',
            external_billing_id: 'INV-2',
            external_billing_note: 'own',
          },
        ],
      ],
    ],
    replies: [
      {
        status: 206,
        body: [
          { id: UR, status: 'closed' },
          {
            id: 'UR-2026-01-0000-0000-0000-0002',
            status: 'rejected',
            error_codes: 'USG_000',
            error_details: 'Record is not approved',
          },
        ],
      },
    ],
    gives: {
      closed: [{ id: UR, external_billing_id: 'INV-1' }],
      refused: [
        {
          id: 'UR-2026-01-0000-0000-0000-0002',
          status: 'rejected',
          reason: 'Record is not approved (USG_000)',
        },
      ],
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
      // It takes the place of the note for all.
      'records[]record_billing_note': { to: ['0.external_billing_note'], isAlone: true },
      external_billing_id: '0.external_billing_id',
      external_billing_note: '0.external_billing_note',
    },
    least: { records: [{ id: UR }], external_billing_id: 'INV-1' },
    answers: ({ body }) => ({
      status: 206,
      body: (body as { id: string }[]).map(({ id }) => ({ id, status: 'closed' })),
    }),
  },
  finding(
    'get_usage_records',
    { usage_file_id: UF, asset_external_id: ['O-1'], start_after: '2026-01-01', limit: '3' },
    `/usage/records?eq(usagefile.id,${q(UF)})&in(asset.external_id,(${q('O-1')}))&gt(start_date,${q('2026-01-01T00:00:00.000Z')})&ordering(created_time)&limit=3&offset=0`,
    usageRecordSample,
    /usage records/,
    usageRecordSample,
    recordSearchPlaces,
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
    { asset_id: ['AS-0000-0000-0001'], item_id: ['PRD-1-0001'] },
    `/usage/aggregates?in(asset.id,(${q('AS-0000-0000-0001')}))&in(item.id,(${q('PRD-1-0001')}))&limit=10&offset=0`,
    usageAggregateSample,
    /usage aggregates/,
    usageAggregateSample,
    aggregateSearchPlaces,
  ),
];
