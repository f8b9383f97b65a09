import { madeAccountSample, tierAccountSample } from '../../src/samples/tierAccount.ts';
import { accountRequestSample, toldVendorsSample } from '../../src/samples/tierRequests.ts';
import type { Reply, Sent } from '../support/nocked.ts';
import { accountPartPlaces } from './accountPlaces.ts';
import type { Case } from './case.ts';
import { created, ok, PAGE, q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';

/** What is done with tier accounts, and with what vendors are told of them. */

const TA = tierAccountSample.id;
const HUB = tierAccountSample.hub.id;

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
    ...accountPartPlaces('', account),
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
const { type, environment } = tierAccountSample;
const PARENT = { id: 'TA-1111-2222-3333' };
const told = { type, parent: PARENT, ...account, name: 'New Ltd.' };
const renamed = { ...told, environment };
/** An account below another one. */
const child = { ...tierAccountSample, parent: { ...PARENT, name: 'Example Distribution Ltd.' } };
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

const ofAccountRequests = casesOf({
  collection: 'tier/account-requests',
  sample: accountRequestSample,
  plural: /tier account requests/,
});

export const tierAccountActionCases: readonly Case[] = [
  creating,
  changing('update_tier_account', 'account_id', {
    sends: [
      ['connect', 'GET', `/tier/accounts/${TA}`],
      ['connect', 'PUT', `/tier/accounts/${TA}`, renamed],
      ['connect', 'GET', `/tier/accounts/${TA}`],
    ],
    replies: [ok(child), ok(renamed), ok({ ...tierAccountSample, name: 'New Ltd.' })],
    places: {
      ...accountPartPlaces('', account),
      account_id: ['GET /tier/accounts/$', 'PUT /tier/accounts/$', 'GET /tier/accounts/$'],
      company_name: 'name',
      parent_id: 'parent.id',
    },
    answers: () => ok(tierAccountSample),
  }),
  changing('create_tier_account_request', 'id', {
    sends: [
      ['connect', 'GET', `/tier/accounts/${TA}`],
      ['connect', 'POST', '/tier/account-requests', { type: 'update', account: { id: TA, ...told } }],
    ],
    replies: [ok(child), created([accountRequestSample])],
    gives: { ...toldVendorsSample, requests: [accountRequestSample] },
    places: {
      ...accountPartPlaces('account.', account),
      id: ['GET /tier/accounts/$', 'account.id'],
      company_name: 'account.name',
    },
    answers: ({ method }) => (method === 'GET' ? ok(tierAccountSample) : created([accountRequestSample])),
  }),
  ofAccountRequests.changed('accept_tier_account_request', ['id', 'accept']),
  ofAccountRequests.changed(
    'ignore_tier_account_request',
    ['id', 'ignore'],
    { reason: 'Not used.' },
    { places: { reason: 'reason' } },
  ),
];
