import { tierAccountSample } from '../../src/samples/tierAccount.ts';
import {
  tierConfigRequestIn,
  tierConfigRequestSample,
  tierConfigSample,
} from '../../src/samples/tierRequests.ts';
import type { Reply } from '../support/nocked.ts';
import type { Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { created, ok, PAGE, q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { ofTierPlaces } from './places.ts';

/** What is done with what products keep of tier accounts. */

const TC = tierConfigSample.id;
const TCR = tierConfigRequestSample.id;
const PRD = tierConfigSample.product.id;

const TA = tierAccountSample.id;

const ofConfigRequests = casesOf({
  collection: 'tier/config-requests',
  sample: tierConfigRequestSample,
  plural: /tier configuration requests/,
  lock: 'tier configuration request',
});
const read = ['connect', 'GET', `/tier/config-requests/${TCR}`] as const;

/** A state change whose answer isn't the request, which is read again. */
const changed = (
  key: string,
  [idKey, verb]: readonly [idKey: string, verb: string],
  body?: Readonly<Record<string, unknown>>,
  { answer = { status: 204 }, ...more }: { answer?: Reply; places?: Places } & Partial<Case> = {},
): Case => {
  const one = ofConfigRequests.changed(key, [idKey, verb], body, more);
  return {
    ...one,
    sends: [...(more.sends ?? one.sends), read],
    replies: [answer, ok(tierConfigRequestSample)],
    places: {
      [idKey]: [`POST /tier/config-requests/$/${verb}`, 'GET /tier/config-requests/$'],
      ...more.places,
    },
  };
};

const pairs = (value = 'value') => ({
  to: ['params.0.id: "color"', `params.0.${value}: "blue"`],
  give: { color: 'blue' },
});
const domain = { instead: ['params.0.id: "domain"', 'params.0.value: "x"'] };

const filling: Case = {
  ...ofConfigRequests.changed('fill_tier_params', ['request_id', '']),
  input: { request_id: TCR, params: { reseller_id: 'r-1' }, notes: 'Known.' },
  // The values of a dictionary are compared with what the request says of its parameters.
  sends: [
    read,
    [
      'connect',
      'PUT',
      `/tier/config-requests/${TCR}`,
      { params: [{ id: 'reseller_id', value: 'r-1' }], notes: 'Known.' },
    ],
  ],
  places: {
    request_id: ['GET /tier/config-requests/$', 'PUT /tier/config-requests/$'],
    params: { ...pairs(), ...domain },
    notes: 'notes',
  },
  least: { request_id: TCR, params: { domain: 'x' } },
};

const inquiring: Case = {
  ...ofConfigRequests.changed('inquire_tier_config_request', ['request_id', 'inquire']),
  input: { request_id: TCR, note: 'Please.', params: { reseller_email: 'Not known.' } },
  sends: [
    [
      'connect',
      'PUT',
      `/tier/config-requests/${TCR}`,
      { params: [{ id: 'reseller_email', value_error: 'Not known.' }], notes: 'Please.' },
    ],
    ['connect', 'POST', `/tier/config-requests/${TCR}/inquire`],
    read,
  ],
  replies: [ok(tierConfigRequestSample), { status: 204 }, ok(tierConfigRequestSample)],
  places: {
    request_id: [
      'PUT /tier/config-requests/$',
      'POST /tier/config-requests/$/inquire',
      'GET /tier/config-requests/$',
    ],
    note: 'notes',
    params: {
      ...pairs('value_error'),
      instead: ['params.0.id: "domain"', 'params.0.value_error: "x"'],
    },
  },
  least: { request_id: TCR, params: { domain: 'x' } },
};

const pending = tierConfigRequestIn('pending');
const asking: Case = {
  kind: 'creates',
  key: 'create_update_tier_config_request',
  input: { config_id: TC, params: { reseller_email: 'new@example.com' }, notes: 'Moved.' },
  sends: [
    ['connect', 'GET', `/tier/configs/${TC}`],
    [
      'connect',
      'POST',
      '/tier/config-requests',
      {
        type: 'update',
        configuration: { id: TC },
        params: [{ id: 'reseller_email', value: 'new@example.com' }],
        notes: 'Moved.',
      },
    ],
  ],
  replies: [ok(tierConfigSample), created(pending)],
  gives: { ...pending, existed_before: false },
  names: /tier configuration/,
  places: {
    config_id: {
      to: [`GET /tier/configs/$`, 'configuration.id', 'type: "update"'],
      instead: [
        'GET /tier/configs',
        `?eq(product.id,"${PRD}")`,
        `?eq(account.id,"${TA}")`,
        '?eq(tier_level,1)',
        '?limit=100',
        '?offset=0',
        `GET /products/${PRD}/parameters`,
        '?eq(scope,"tier1")',
        '?limit=100',
        '?offset=0',
        `configuration.product.id: "${PRD}"`,
        `configuration.account.id: "${TA}"`,
        'configuration.tier_level: 1',
        'type: "setup"',
      ],
    },
    product_id: ['?eq(product.id,$)', 'GET /products/$/parameters', 'configuration.product.id'],
    account_id: ['?eq(account.id,$)', 'configuration.account.id'],
    tier_level: {
      to: ['?eq(tier_level,2)', '?eq(scope,"tier2")', 'configuration.tier_level: 2'],
      give: '2',
      instead: ['?eq(tier_level,1)', '?eq(scope,"tier1")', 'configuration.tier_level: 1'],
    },
    hub_id: [
      `GET /products/${PRD}/connections`,
      '?eq(hub.id,$)',
      '?limit=100',
      '?offset=0',
      '?eq(connection.id,"CT-0000-0000-0001")',
      'configuration.connection.id: "CT-0000-0000-0001"',
    ],
    environment: { to: ['?eq(connection.type,$)'], give: 'test' },
    params: { ...pairs(), ...domain },
    notes: 'notes',
    draft: { to: ['status: "draft"'], give: 'true' },
  },
  least: { product_id: PRD, account_id: TA, tier_level: '1', params: { domain: 'x' } },
  answers: ({ method, path }) => {
    if (method === 'POST') return created(pending);
    if (path.includes('/connections')) return rows({ id: 'CT-0000-0000-0001', type: 'production' });
    return path.startsWith('/tier/configs/') ? ok(tierConfigSample) : rows();
  },
  lock: 'tier configurations',
};

/** The published app's twins with line items. */
const withLines = (one: Case, value: 'value' | 'value_error'): Case => {
  const { params: _dictionary, ...places } = one.places ?? {};
  const lines = (given: unknown) => Object.entries(given ?? {}).map(([id, text]) => ({ id, [value]: text }));
  return {
    ...one,
    key: `${one.key}_lis`,
    input: { ...one.input, params: lines(one.input['params']) },
    least: { ...one.least, params: lines(one.least?.['params']) },
    places: { ...places, 'params[]id': 'params.0.id', [`params[]${value}`]: `params.0.${value}` },
    isLegacy: true,
  };
};

export const tierConfigActionCases: readonly Case[] = [
  {
    ...ofConfigRequests.chosen('tier_templates', '', {}),
    input: { request_id: TCR },
    sends: [
      read,
      [
        'connect',
        'GET',
        `/products/${PRD}/templates?eq(scope,${q('tier1')})&eq(type,${q('fulfillment')})&${PAGE}`,
      ],
    ],
    replies: [ok(tierConfigRequestSample), rows({ id: 'TL-000-000-001', title: 'Setup', name: 'Setup' })],
    gives: [{ id: 'TL-000-000-001', title: 'Setup (TL-000-000-001)', name: 'Setup' }],
    names: /tier configuration request/,
    places: ofTierPlaces(`GET /products/${PRD}/templates`, '?eq(scope,"tier1")', '?eq(type,"fulfillment")'),
    least: {},
    needsSome: true,
  },
  asking,
  filling,
  inquiring,
  changed(
    'approve_tier_config_request',
    ['id', 'approve'],
    { template: { id: 'TL-000-000-001' } },
    {
      answer: ok({
        template: { id: 'TL-000-000-001', representation: 'Ready.' },
        effective_date: '2026-01-31',
      }),
      input: { id: TCR, template_id: 'TL-000-000-001' },
      places: { template_id: 'template.id', effective_date: 'effective_date' },
    },
  ),
  changed(
    'fail_tier_config_request',
    ['request_id', 'fail'],
    { reason: 'Not known.' },
    { places: { reason: 'reason' } },
  ),
  changed('pend_tier_config_request', ['request_id', 'pend']),
  changed(
    'assign_tier_config_request',
    ['request_id', 'assign'],
    { email: 'kim@example.com' },
    { places: { email: 'email' } },
  ),
  changed('unassign_tier_config_request', ['request_id', 'unassign']),
  ofConfigRequests.changed('submit_tier_config_request', ['request_id', 'submit']),
  {
    ...ofConfigRequests.changed('validate_tier_config_request', ['request_id', 'validate']),
    input: { request_id: TCR, params: { domain: 'x' } },
    sends: [
      read,
      [
        'connect',
        'POST',
        `/tier/config-requests/${TCR}/validate`,
        { params: [{ id: 'domain', value: 'x' }] },
      ],
    ],
    places: {
      request_id: 'POST /tier/config-requests/$/validate',
      params: {
        to: [`GET /tier/config-requests/${TCR}`, ...pairs().to],
        give: { color: 'blue' },
        instead: ['params: []'],
      },
    },
    storesNothing: true,
    lock: undefined,
  },
  withLines(asking, 'value'),
  withLines(filling, 'value'),
  withLines(inquiring, 'value_error'),
];
