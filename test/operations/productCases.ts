import {
  actionSample,
  connectionSample,
  contractSample,
  hubSample,
  itemSample,
  marketplaceSample,
  parameterSample,
  partnerSample,
  productSample,
  templateSample,
  userSample,
} from '../../src/samples/catalog.ts';
import type { Sent } from '../support/nocked.ts';
import { equal, oneOf, type Place, type Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { ofProduct as answersOfProduct } from './dropdownCases.ts';
import { found, ofProductPlaces, part, ranges } from './places.ts';

/** The catalogue and accounts: what the ID fields of all forms link to. */

const PRD = productSample.id;
const AS = 'AS-7957-9623-8221';

/** A name that Connect can't filter by: the first objects of the list are looked at. */
const byName = (give: string): Place => ({ to: ['?limit=1000'], give, instead: ['?limit=10'] });

/** The cases of what belongs to a product. */
const ofProduct = <Sample extends { readonly id: string }>(name: string, sample: Sample, plural: RegExp) => {
  const collection = `products/${PRD}/${name}`;
  const cases = casesOf({ collection, sample, plural });
  return {
    found: (key: string, query: string, places: Places): Case =>
      cases.found(key, query, {
        input: { product_id: PRD },
        places: { product_id: `GET /products/$/${name}`, ...places, ...found },
        answers: ({ path }: Sent) =>
          path.startsWith(`/${collection}/`) ? { status: 200, body: sample } : rows(sample),
      }),
    /** One of them, by its ID alone. */
    byId: {
      to: [`GET /${collection}/$`],
      instead: [`GET /${collection}`, '?limit=10', '?offset=0'],
    },
  };
};

/** A dropdown of what belongs to a product. */
const chosen = (key: string, name: string, sample: { readonly id: string }, shown: string): Case => ({
  ...casesOf({ collection: `products/${PRD}/${name}`, sample, plural: new RegExp(`product ${name}`) }).chosen(
    key,
    '',
    { id: sample.id, name: shown },
  ),
  input: { product_id: PRD },
  places: ofProductPlaces([name]),
  least: {},
  answers: answersOfProduct,
});

const ofTemplates = ofProduct('templates', templateSample, /product templates/);
const ofActions = ofProduct('actions', actionSample, /product actions/);

/** A dropdown of vendors, distributors or both: the account itself, and its partners. */
const ofPartners = (key: string, filter: string, own: boolean): Case => ({
  kind: 'triggers',
  key,
  input: {},
  sends: [
    ['connect', 'GET', '/accounts?limit=1&offset=0'],
    ['connect', 'GET', `/partners?${filter}ordering(name)&limit=100&offset=0`],
  ],
  replies: [
    rows({ id: 'VA-000-001', name: 'Own' }),
    rows({ id: 'PA-000-002', name: 'Other' }, { id: 'PA-000-003' }),
  ],
  gives: [
    ...(own ? [{ id: 'VA-000-001', name: 'Own (VA-000-001)' }] : []),
    { id: 'PA-000-002', name: 'Other (PA-000-002)' },
    { id: 'PA-000-003', name: 'PA-000-003' },
  ],
  names: /accounts|partners/,
  atOnce: 2,
});

const connection = {
  id: 'CT-0000-0000-0001',
  type: 'test',
  product: { id: PRD, name: 'Backup' },
  hub: { id: hubSample.id, name: 'Hub' },
};

const connectedProduct: Place = {
  to: ['GET /products/$/connections', '?limit=100', '?offset=0'],
  give: 'PRD-900-900-900',
  instead: 'fails',
};
const connectedHub: Place = {
  to: ['GET /hubs/$/connections', '?limit=100', '?offset=0'],
  give: 'HB-9000-9000',
  instead: 'fails',
};

export const productCases: readonly Case[] = [
  ofPartners('account_choices', '', true),
  ofPartners('vendor_choices', 'eq(type,%22vendor%22)&', true),
  ofPartners('distributor_choices', 'eq(type,%22provider%22)&', false),
  {
    ...casesOf({
      collection: `products/${PRD}/connections`,
      sample: connection,
      plural: /connections/,
    }).chosen('connection_choices', '', {
      id: 'CT-0000-0000-0001',
      name: 'Backup at Hub: test (CT-0000-0000-0001)',
    }),
    input: { product_id: PRD },
    least: {},
    places: {
      product_id: connectedProduct,
      asset_product_id: connectedProduct,
      hub_id: connectedHub,
      asset_hub_id: connectedHub,
    },
  },
  casesOf({ collection: 'products', sample: productSample, plural: /products/ }).found(
    'find_product',
    'ordering(-events.created.at)',
    {
      places: {
        id: oneOf('id'),
        name: part('name'),
        status: oneOf('status'),
        vendor_id: oneOf('owner.id'),
        external_id: equal('external_id'),
        ...ranges('updated', 'events.updated.at'),
        ...found,
      },
    },
  ),
  ofProduct('items', itemSample, /product items/).found('find_product_item', '', {
    item_id: oneOf('id'),
    mpn: oneOf('mpn'),
    name: part('display_name'),
    type: oneOf('type'),
    status: oneOf('status'),
  }),
  ofProduct('parameters', parameterSample, /product parameters/).found(
    'find_product_parameter',
    'ordering(position)',
    {
      name: oneOf('name'),
      title: part('title'),
      phase: oneOf('phase'),
      scope: oneOf('scope'),
      required: { to: ['?eq(constraints.required,true)'] },
    },
  ),
  ofTemplates.found('find_product_template', '', {
    template_id: ofTemplates.byId,
    scope: oneOf('scope'),
    type: oneOf('type'),
    name: byName('welcome'),
  }),
  ofProduct('connections', connectionSample, /product connections/).found('find_connection', '', {
    hub_id: oneOf('hub.id'),
    environment: { to: ['?limit=1000'], give: ['production'], instead: ['?limit=10'] },
  }),
  {
    ...ofActions.found('find_product_action', '', {
      action_id: ofActions.byId,
      scope: oneOf('scope'),
      name: byName('sign'),
      asset_id: {
        to: [`GET /products/${PRD}/actions/${actionSample.id}/actionLink`, `?asset_id=${AS}`],
        give: AS,
      },
      tier_config_id: {
        to: [`GET /products/${PRD}/actions/ACT-838-787-106-002/actionLink`, '?tier_config_id=TC-000-000-001'],
        give: 'TC-000-000-001',
      },
    }),
    input: { product_id: PRD, asset_id: AS },
    least: { product_id: PRD },
    sends: [
      ['connect', 'GET', `/products/${PRD}/actions?limit=10&offset=0`],
      ['connect', 'GET', `/products/${PRD}/actions/${actionSample.id}/actionLink?asset_id=${AS}`],
    ],
    replies: [rows(actionSample), { status: 200, body: { link: 'https://example.com/sso?jwt=1' } }],
    gives: [{ ...actionSample, link: 'https://example.com/sso?jwt=1' }],
    answers: ({ path }) => {
      if (path.includes('/actionLink'))
        return { status: 200, body: { link: 'https://example.com/sso?jwt=1' } };
      if (path.startsWith(`/products/${PRD}/actions/`)) return { status: 200, body: actionSample };
      return rows(actionSample, { ...actionSample, id: 'ACT-838-787-106-002', scope: 'tier1' });
    },
  },
  casesOf({ collection: 'hubs', sample: hubSample, plural: /hubs/ }).found(
    'find_hub',
    'ordering(-events.created.at)',
    { places: { id: oneOf('id'), name: part('name'), instance_id: equal('instance.id'), ...found } },
  ),
  casesOf({ collection: 'marketplaces', sample: marketplaceSample, plural: /marketplaces/ }).found(
    'find_marketplace',
    'ordering(name)',
    {
      places: {
        id: oneOf('id'),
        name: part('name'),
        provider_id: oneOf('owner.id'),
        hub_id: oneOf('hubs.id'),
        ...found,
      },
    },
  ),
  casesOf({ collection: 'contracts', sample: contractSample, plural: /contracts/ }).found(
    'find_contract',
    'ordering(-events.created.at)',
    {
      places: {
        id: oneOf('id'),
        status: oneOf('status'),
        marketplace_id: oneOf('marketplace.id'),
        name: byName('Distribution'),
        ...found,
      },
    },
  ),
  casesOf({ collection: 'partners', sample: partnerSample, plural: /partners/ }).found(
    'find_account',
    'ordering(name)',
    {
      places: {
        among: {
          to: ['GET /accounts'],
          give: 'own',
          instead: ['GET /partners', '?ordering(name)'],
        },
        id: oneOf('id'),
        name: part('name'),
        type: equal('type'),
        ...found,
      },
    },
  ),
  chosen(
    'product_template_choices',
    'templates',
    templateSample,
    `Welcome: fulfillment, asset, ${templateSample.id}`,
  ),
  chosen('product_action_choices', 'actions', actionSample, `Sign In (${actionSample.id})`),
  {
    kind: 'searches',
    key: 'find_user',
    input: {},
    sends: [
      ['connect', 'GET', '/accounts?limit=1&offset=0'],
      ['connect', 'GET', '/accounts/VA-000-001/users?ordering(name)&limit=10&offset=0'],
    ],
    replies: [rows({ id: 'VA-000-001', name: 'Vendor' }), rows(userSample)],
    names: /accounts/,
    needsSome: true,
    places: {
      email: oneOf('email'),
      name: part('name'),
      user_id: oneOf('id'),
      ...found,
    },
  },
  {
    kind: 'searches',
    key: 'find_activation_message',
    input: { request_id: 'PR-0000-0000-0000-001' },
    sends: [['connect', 'GET', '/requests/PR-0000-0000-0000-001/render']],
    replies: [
      { status: 200, body: '# Welcome', headers: { 'content-type': 'text/markdown; charset=utf-8' } },
    ],
    gives: [{ id: 'PR-0000-0000-0000-001', message: '# Welcome', format: 'markdown' }],
    names: /PR-0000-0000-0000-001/,
    readsOne: true,
    accept: 'text/markdown, text/*;q=0.9, */*;q=0.5',
    places: {
      request_id: { to: ['GET /requests/$/render'], instead: 'fails' },
      asset_id: { to: ['GET /assets/$/render'], instead: 'fails' },
    },
    least: {},
  },
];
