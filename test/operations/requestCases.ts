import { requestSample } from '../../src/samples/request.ts';
import type { Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { FEW, list, ok, PAGE, PR, PRD, pairs, q, request, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { requestFilterPlaces, requestSearchPlaces } from './filterPlaces.ts';

/** The operations of fulfillment requests, each run once. */

const ofRequests = casesOf({
  collection: 'requests',
  sample: requestSample,
  plural: /fulfillment requests/,
  lock: 'request',
});
const lock = { request: (key: string) => `request {{bundle.inputData.${key}}}` };

const state = (
  key: string,
  idKey: string,
  verb: string,
  input: object,
  body: unknown,
  places: Places = {},
): Case => ({
  kind: 'creates',
  key,
  input: { [idKey]: PR, ...input },
  sends: [['connect', 'POST', `/requests/${PR}/${verb}`, body]],
  replies: [ok(request())],
  names: new RegExp(PR),
  places: { [idKey]: `POST /requests/$/${verb}`, ...places },
  lock: lock.request(idKey),
});

export const requestCases: readonly Case[] = [
  {
    ...ofRequests.polled('new_requests', `ordering(-updated)`),
    places: requestFilterPlaces,
  },
  {
    ...list(
      'new_updated_requests',
      `/requests?ordering(-updated)&${FEW}`,
      requestSample,
      /fulfillment requests/,
    ),
    gives: [{ ...requestSample, event_id: `${PR}@${requestSample.updated}` }],
    places: requestFilterPlaces,
  },
  {
    ...list(
      'request_event',
      `/requests?in(asset.product.id,(${q(PRD)}))&ordering(-updated)&${FEW}`,
      requestSample,
      /fulfillment requests/,
    ),
    input: { product_id: PRD },
    gives: [{ ...requestSample, event_id: `${PR}@${requestSample.updated}` }],
    places: requestFilterPlaces,
  },
  {
    ...list(
      'pending_requests',
      `/requests?eq(status,${q('pending')})&ordering(-updated)&${FEW}`,
      { ...requestSample, status: 'pending' },
      /fulfillment requests/,
    ),
    gives: [{ ...requestSample, status: 'pending', event_id: `${PR}@2026-01-14T10:09:12.000Z` }],
    places: Object.fromEntries(Object.entries(requestFilterPlaces).filter(([key]) => key !== 'status')),
  },
  ofRequests.waited('wait_for_request', 'request_id', { stores: true }),
  {
    ...list(
      'request_choices',
      `/requests?select(-activation_key,-template,-asset.items,-asset.configuration)&ordering(-created)&${PAGE}`,
      requestSample,
      /fulfillment requests/,
    ),
    gives: [
      { id: PR, name: `${PR}: purchase, approved, Example Cloud Backup, Example Customer Inc., 2009295` },
    ],
  },
  {
    ...state(
      'fill_fulfillment_params',
      'request_id',
      '',
      { params: { tenant_id: 'tenant-4711', address: '{"country":"US"}' } },
      undefined,
    ),
    // The values of a dictionary are compared with what the request says of its parameters.
    sends: [
      ['connect', 'GET', `/requests/${PR}`],
      [
        'connect',
        'PUT',
        `/requests/${PR}`,
        {
          asset: {
            params: [
              { id: 'tenant_id', value: 'tenant-4711' },
              { id: 'address', structured_value: { country: 'US' } },
            ],
          },
        },
      ],
    ],
    places: {
      request_id: ['GET /requests/$', 'PUT /requests/$'],
      params: {
        ...pairs('asset.params'),
        instead: ['asset.params.0.id: "domain"', 'asset.params.0.value: "x"'],
      },
      note: 'note',
    },
    least: { request_id: PR, params: { domain: 'x' } },
  },
  {
    ...state(
      'approve_request',
      'id',
      'approve',
      { template_id: 'TL-000-000-001', effective_date: '2026-01-31' },
      {
        template_id: 'TL-000-000-001',
        effective_date: '2026-01-31T00:00:00.000Z',
      },
      {
        // The template counts where both are given.
        template_id: ['template_id'],
        activation_tile: {
          to: ['activation_tile'],
          replaces: 'template_id',
          instead: ['template_id: "TL-000-000-001"'],
        },
        effective_date: 'effective_date',
      },
    ),
    least: { id: PR, template_id: 'TL-000-000-001' },
  },
  ofRequests.changed(
    'reject_request',
    ['request_id', 'fail'],
    { reason: 'Taken.' },
    { places: { reason: 'reason' } },
  ),
  {
    ...state(
      'inquire_request',
      'request_id',
      'inquire',
      { params: { domain: 'Taken.' }, template_id: 'TL-000-000-002', note: 'Please' },
      undefined,
    ),
    sends: [
      [
        'connect',
        'PUT',
        `/requests/${PR}`,
        { asset: { params: [{ id: 'domain', value_error: 'Taken.' }] }, note: 'Please' },
      ],
      ['connect', 'POST', `/requests/${PR}/inquire`, { template_id: 'TL-000-000-002' }],
    ],
    places: {
      request_id: ['PUT /requests/$', 'POST /requests/$/inquire'],
      template_id: { to: ['template_id'], instead: ['body: {}'] },
      note: 'note',
      params: {
        ...pairs('asset.params', 'value_error'),
        instead: ['asset.params.0.id: "domain"', 'asset.params.0.value_error: "Taken."'],
      },
    },
    least: { request_id: PR, params: { domain: 'Taken.' } },
  },
  ofRequests.changed('pend_request', ['request_id', 'pend']),
  ofRequests.changed(
    'assign_request',
    ['request_id', 'assign'],
    { email: 'kim@example.com' },
    { places: { email: 'email' } },
  ),
  ofRequests.changed('unassign_request', ['request_id', 'unassign']),
  state(
    'schedule_request',
    'id',
    'schedule',
    { planned_date: '2026-12-31T10:00:00+02:00' },
    { planned_date: '2026-12-31T08:00:00.000Z' },
    { planned_date: { to: ['planned_date'], instead: ['planned_date: "2026-12-31T08:00:00.000Z"'] } },
  ),
  ofRequests.changed(
    'revoke_request',
    ['id', 'revoke'],
    { reason: 'Withdrawn.' },
    { places: { reason: 'reason' } },
  ),
  ofRequests.changed('confirm_request', ['id', 'confirm']),
  ofRequests.changed('purchase_draft_request', ['request_id', 'purchase']),
  {
    ...state(
      'validate_draft_request',
      'request_id',
      'validate',
      { params: { domain: 'x' } },
      { asset: { params: [{ id: 'domain', value: 'x' }] } },
      {
        params: {
          to: [`GET /requests/${PR}`, ...pairs('asset.params').to],
          give: { color: 'blue' },
          instead: ['asset.params: []'],
        },
      },
    ),
    sends: [
      ['connect', 'GET', `/requests/${PR}`],
      ['connect', 'POST', `/requests/${PR}/validate`, { asset: { params: [{ id: 'domain', value: 'x' }] } }],
    ],
    storesNothing: true,
    lock: undefined,
  },
  {
    kind: 'searches',
    key: 'search_requests',
    input: {
      status: ['pending', 'Inquiring'],
      hub_name: ["O'Brien & Söhne, (EU) {{bundle.x}}"],
      vendor_name: ['A', 'B'],
      created_after: '2026-01-01',
    },
    sends: [
      [
        'connect',
        'GET',
        `/requests?in(status,(${q('pending')},${q('inquiring')}))&in(asset.connection.hub.name,(${q("O'Brien & Söhne, (EU) {{bundle.x}}")}))&gt(created,${q('2026-01-01T00:00:00.000Z')})&or(eq(asset.connection.vendor.name,${q('A')}),eq(asset.connection.vendor.name,${q('B')}))&ordering(-created)&limit=10&offset=0`,
      ],
    ],
    replies: [rows(requestSample)],
    names: /fulfillment requests/,
    places: requestSearchPlaces,
  },
];
