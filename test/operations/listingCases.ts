import { listingRequestSample, listingSample } from '../../src/samples/listing.ts';
import type { Reply } from '../support/nocked.ts';
import { equal, oneOf, type Place, type Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { q } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { found, ranges } from './places.ts';

/** The operations of listings, each run once. */

const LSTR = listingRequestSample.id;
const LST = listingSample.id;

const OPEN = ['draft', 'reviewing', 'deploying'];
const none: Reply = { status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } };

const ofRequests = casesOf({
  collection: 'listing-requests',
  sample: listingRequestSample,
  plural: /listing requests/,
  lock: 'listing request',
});
const ofListings = casesOf({ collection: 'listings', sample: listingSample, plural: /listings/ });

const requestPlaces: Places = {
  status: oneOf('state'),
  type: { to: [oneOf('type')], give: ['remove'] },
  product_id: equal('product.id'),
  marketplace_id: equal('listing.marketplace.id'),
  contract_id: equal('listing.contract.id'),
  provider_id: equal('listing.provider.id'),
  vendor_id: equal('listing.vendor.id'),
  listing_id: equal('listing.id'),
};

/** Where a new request is looked for, and where it is made. */
const product = ['?eq(listing.product.id,$)', 'product_id'];
const contract = ['?eq(listing.contract.id,$)', 'contract_id'];
const listing: Place = {
  to: ['?eq(listing.id,$)', 'listing_id'],
  beside: { type: 'update' },
  instead: [
    '?eq(listing.product.id,"PRD-000-000-001")',
    '?eq(listing.contract.id,"CRD-00000-00000-00001")',
    'product_id: "PRD-000-000-001"',
    'contract_id: "CRD-00000-00000-00001"',
  ],
};
const made = { ...listingRequestSample, state: 'draft' };

export const listingCases: readonly Case[] = [
  ofRequests.polled('new_listing_requests', 'ordering(-updated)', {
    places: requestPlaces,
    gives: [{ ...listingRequestSample, event_id: `${LSTR}@${listingRequestSample.updated}` }],
  }),
  ofRequests.polled('listing_request_event', `eq(product.id,${q('PRD-000-000-001')})&ordering(-updated)`, {
    input: { product_id: 'PRD-000-000-001' },
    places: requestPlaces,
    gives: [{ ...listingRequestSample, event_id: `${LSTR}@${listingRequestSample.updated}` }],
  }),
  ofRequests.found('search_listing_request', 'ordering(-created)', {
    places: {
      ...requestPlaces,
      id: equal('id'),
      product_name: equal('listing.product.name'),
      marketplace_name: equal('listing.marketplace.name'),
      contract_name: equal('listing.contract.name'),
      vendor_name: equal('listing.vendor.name'),
      ...ranges('created'),
      ...found,
    },
  }),
  ofRequests.chosen('listing_request_choices', 'ordering(-created)', {
    id: LSTR,
    name: `${LSTR}: new, completed, Example Cloud Backup, Example Marketplace`,
  }),
  ofListings.chosen('listing_choices', 'ordering(-created)', {
    id: LST,
    name: `Example Cloud Backup, Example Marketplace: listed (${LST})`,
  }),
  ofListings.found('find_listing', 'ordering(-created)', {
    places: {
      id: oneOf('id'),
      status: { to: [oneOf('status')], give: ['listed'] },
      product_id: oneOf('product.id'),
      contract_id: oneOf('contract.id'),
      marketplace_id: oneOf('marketplace.id'),
      ...found,
    },
  }),
  {
    kind: 'creates',
    key: 'create_listing_request',
    input: {
      type: 'new',
      product_id: 'PRD-000-000-001',
      contract_id: 'CRD-00000-00000-00001',
      note: 'Ready.',
    },
    sends: [
      [
        'connect',
        'GET',
        `/listing-requests?eq(listing.product.id,${q('PRD-000-000-001')})&eq(listing.contract.id,${q('CRD-00000-00000-00001')})&in(state,(${OPEN.map(q).join(',')}))&ordering(-created)&limit=10&offset=0`,
      ],
      [
        'connect',
        'POST',
        '/listing-requests',
        { type: 'new', product_id: 'PRD-000-000-001', contract_id: 'CRD-00000-00000-00001', note: 'Ready.' },
      ],
    ],
    replies: [none, { status: 201, body: made }],
    gives: { ...made, existed_before: false },
    names: /listing requests|product PRD-000-000-001/,
    places: {
      type: { to: ['type'], give: 'remove' },
      product_id: product,
      contract_id: contract,
      listing_id: listing,
      note: 'note',
    },
    least: { type: 'new', product_id: 'PRD-000-000-001', contract_id: 'CRD-00000-00000-00001' },
    answers: ({ method }) => (method === 'GET' ? none : { status: 201, body: made }),
    lock: 'new listing request {{bundle.inputData.product_id}}{{bundle.inputData.contract_id}}{{bundle.inputData.listing_id}}',
  },
  {
    kind: 'creates',
    key: 'change_state_listing_request',
    input: { id: LSTR, action: 'deploy' },
    sends: [
      ['connect', 'POST', `/listing-requests/${LSTR}/deploy`],
      ['connect', 'GET', `/listing-requests/${LSTR}`],
    ],
    replies: [{ status: 200 }, { status: 200, body: listingRequestSample }],
    names: new RegExp(LSTR),
    places: {
      id: ['POST /listing-requests/$/deploy', 'GET /listing-requests/$'],
      action: {
        to: [`POST /listing-requests/${LSTR}/refine`],
        instead: [`POST /listing-requests/${LSTR}/deploy`],
      },
    },
    lock: 'listing request {{bundle.inputData.id}}',
    answersNothing: true,
  },
  ofRequests.changed('assign_listing_request', ['listing_request_id', 'assign'], undefined, {
    sends: [
      ['connect', 'POST', `/listing-requests/${LSTR}/assign`],
      ['connect', 'GET', `/listing-requests/${LSTR}`],
    ],
    replies: [{ status: 200 }, { status: 200, body: listingRequestSample }],
    answersNothing: true,
    places: {
      listing_request_id: ['POST /listing-requests/$/assign', 'GET /listing-requests/$'],
    },
  }),
  ofRequests.changed('unassign_listing_request', ['listing_request_id', 'unassign'], undefined, {
    sends: [
      ['connect', 'POST', `/listing-requests/${LSTR}/unassign`],
      ['connect', 'GET', `/listing-requests/${LSTR}`],
    ],
    replies: [{ status: 200 }, { status: 200, body: listingRequestSample }],
    answersNothing: true,
    places: {
      listing_request_id: ['POST /listing-requests/$/unassign', 'GET /listing-requests/$'],
    },
  }),
];
