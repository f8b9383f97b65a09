import { madeAccountSample, tierAccountSample } from '../../src/samples/tierAccount.ts';
import {
  accountRequestSample,
  tierConfigRequestIn,
  tierConfigRequestSample,
  tierConfigSample,
  toldVendorsSample,
} from '../../src/samples/tierRequests.ts';
import type { Reply, Sent } from '../support/nocked.ts';
import type { Places } from '../support/wire.ts';
import type { Case } from './cases.ts';
import { casesOf } from './casesOf.ts';
import * as shared from './places.ts';

/** The actions on tiers: what is done with accounts, and with what products keep of them. */

const TA = tierAccountSample.id;
const TC = tierConfigSample.id;
const TCR = tierConfigRequestSample.id;
const PRD = tierConfigSample.product.id;
const HUB = tierAccountSample.hub.id;

const q = (text: string) => `%22${encodeURIComponent(text)}%22`;
const PAGE = 'limit=100&offset=0';
const ok = (body: unknown): Reply => ({ status: 200, body });
const created = (body: unknown): Reply => ({ status: 201, body });
const rows = (...list: unknown[]): Reply => ({
  status: 200,
  body: list,
  headers: { 'content-range': `items 0-${Math.max(0, list.length - 1)}/${list.length}` },
});

// Accounts

const account = {
  external_id: tierAccountSample.external_id,
  external_uid: tierAccountSample.external_uid,
  name: tierAccountSample.name,
  contact_info: tierAccountSample.contact_info,
};
/** The account of the samples, as a person fills it in. */
const filled = {
  external_id: account.external_id,
  external_uid: account.external_uid,
  company_name: account.name,
  address1: '1 Example Street',
  address2: 'Floor 2',
  city: 'Springfield',
  state: 'Illinois',
  postal_code: '62701',
  country: 'United States',
  first_name: 'Alex',
  last_name: 'Sample',
  email: 'alex.sample@example.com',
  phone: '+1 217 555 0100',
};
const sameAccount = `/tier/accounts?eq(external_id,${q(account.external_id)})&eq(hub.id,${q(HUB)})&eq(type,${q('customer')})&${PAGE}`;
/** It is looked for before, and read afterwards. */
const twice = (...lines: string[]) => [...lines, ...lines];

/** Connect, which knows an account once it was written, and shows it once. */
const writing = () => {
  let written: object | undefined;
  return ({ method, body }: Sent): Reply => {
    if (method === 'POST') {
      written = { ...tierAccountSample, ...(body as object) };
      return created(body);
    }
    const found = written ? rows(written) : rows();
    written = undefined;
    return found;
  };
};

const creating: Case = {
  kind: 'creates',
  key: 'create_tier_account',
  input: { type: 'Customer', hub_id: HUB, ...filled, tax_number: 'US-1', environment: 'test' },
  sends: [
    ['connect', 'GET', sameAccount],
    [
      'connect',
      'POST',
      '/tier/accounts',
      { type: 'customer', hub: { id: HUB }, ...account, tax_id: 'US-1', environment: 'test' },
    ],
    ['connect', 'GET', sameAccount],
  ],
  replies: [rows(), created({ type: 'customer', ...account }), rows(tierAccountSample)],
  gives: madeAccountSample,
  names: /tier accounts/,
  places: {
    ...shared.accountPartPlaces('', account),
    type: { to: [...twice('?eq(type,$)'), 'type'], give: 'reseller' },
    hub_id: [...twice('?eq(hub.id,$)'), 'hub.id'],
    external_id: [...twice('?eq(external_id,$)'), 'external_id'],
    company_name: 'name',
    parent_id: 'parent.id',
    environment: 'environment',
  },
  least: { type: 'customer', hub_id: HUB, ...filled },
  answers: writing(),
  lock: 'tier account {{bundle.inputData.external_id}}',
};

/** What of an account stays as it is when only its name is changed. */
const renamed = { ...account, name: 'New Ltd.' };
const changing = (
  key: string,
  idKey: string,
  more: Pick<Case, 'sends' | 'replies' | 'places'> & Partial<Case>,
) => ({
  kind: 'creates' as const,
  key,
  input: { [idKey]: TA, company_name: 'New Ltd.' },
  names: /tier account/,
  least: { [idKey]: TA, company_name: 'New Ltd.' },
  lock: `tier account {{bundle.inputData.${idKey}}}`,
  ...more,
});

const accountCases: readonly Case[] = [
  creating,
  changing('update_tier_account', 'account_id', {
    sends: [
      ['connect', 'GET', `/tier/accounts/${TA}`],
      ['connect', 'PUT', `/tier/accounts/${TA}`, renamed],
      ['connect', 'GET', `/tier/accounts/${TA}`],
    ],
    replies: [ok(tierAccountSample), ok(renamed), ok({ ...tierAccountSample, name: 'New Ltd.' })],
    places: {
      ...shared.accountPartPlaces('', account),
      account_id: ['GET /tier/accounts/$', 'PUT /tier/accounts/$', 'GET /tier/accounts/$'],
      company_name: 'name',
      parent_id: 'parent.id',
    },
    answers: () => ok(tierAccountSample),
  }),
  changing('create_tier_account_request', 'id', {
    sends: [
      ['connect', 'GET', `/tier/accounts/${TA}`],
      ['connect', 'POST', '/tier/account-requests', { type: 'update', account: { id: TA, ...renamed } }],
    ],
    replies: [ok(tierAccountSample), created([accountRequestSample])],
    gives: { ...toldVendorsSample, requests: [accountRequestSample] },
    places: {
      ...shared.accountPartPlaces('account.', account),
      id: ['GET /tier/accounts/$', 'account.id'],
      company_name: 'account.name',
    },
    answers: ({ method }) => (method === 'GET' ? ok(tierAccountSample) : created([accountRequestSample])),
  }),
];

const ofAccountRequests = casesOf({
  collection: 'tier/account-requests',
  sample: accountRequestSample,
  plural: /tier account requests/,
});

// Configurations

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
      '?eq(connection.id,"CT-1")',
      'configuration.connection.id: "CT-1"',
    ],
    environment: { to: ['?eq(connection.type,$)'], give: 'test' },
    params: { ...pairs(), ...domain },
    notes: 'notes',
    draft: { to: ['status: "draft"'], give: 'true' },
  },
  least: { product_id: PRD, account_id: TA, tier_level: '1', params: { domain: 'x' } },
  answers: ({ method, path }) => {
    if (method === 'POST') return created(pending);
    if (path.includes('/connections')) return rows({ id: 'CT-1', type: 'production' });
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

export const tierActionCases: readonly Case[] = [
  ...accountCases,
  ofAccountRequests.changed('accept_tier_account_request', ['id', 'accept']),
  ofAccountRequests.changed(
    'ignore_tier_account_request',
    ['id', 'ignore'],
    { reason: 'Not used.' },
    { places: { reason: 'reason' } },
  ),
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
    replies: [ok(tierConfigRequestSample), rows({ id: 'TL-1', title: 'Setup', name: 'Setup' })],
    gives: [{ id: 'TL-1', title: 'Setup (TL-1)', name: 'Setup' }],
    names: /tier configuration request/,
    places: shared.ofTierPlaces(
      `GET /products/${PRD}/templates`,
      '?eq(scope,"tier1")',
      '?eq(type,"fulfillment")',
    ),
    least: {},
    needsSome: true,
  },
  asking,
  filling,
  inquiring,
  changed(
    'approve_tier_config_request',
    ['id', 'approve'],
    { template: { id: 'TL-1' } },
    {
      answer: ok({ template: { id: 'TL-1', representation: 'Ready.' }, effective_date: '2026-01-31' }),
      input: { id: TCR, template_id: 'TL-1' },
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
