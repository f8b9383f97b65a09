import type { LISTING_REQUEST_STATES, Listing, ListingRequest } from '../connect/schemas/listing.ts';
import { assetSample } from './asset.ts';

const { product, marketplace, contract, connection } = assetSample;

/** The product of the samples in its marketplace. */
export const listingSample = {
  id: 'LST-316-530-321',
  status: 'listed',
  contract: { ...contract, type: 'distribution', marketplace },
  product,
  vendor: connection.vendor,
  provider: connection.provider,
  created: '2026-01-05T17:00:42+00:00',
  updated: '2026-01-05T17:05:02+00:00',
} satisfies Listing;

const { product: _product, created: _created, updated: _updated, ...listing } = listingSample;

/** The request that listed it. */
export const listingRequestSample = {
  id: 'LSTR-316-530-321-001',
  type: 'new',
  state: 'completed',
  product,
  listing,
  creator: { id: 'UR-841-574-187', name: 'Robin Sample' },
  assignee: { id: 'UR-539-008-555', name: 'Alex Sample' },
  created: '2026-01-05T17:00:42+00:00',
  updated: '2026-01-05T17:05:02+00:00',
} satisfies ListingRequest;

/** A request as it is in a state: until it is completed, its product isn't listed. */
export const listingRequestSampleIn = (state: string) =>
  ({
    ...listingRequestSample,
    state: state as keyof typeof LISTING_REQUEST_STATES,
    listing: { ...listing, status: state === 'completed' ? 'listed' : 'unlisted' },
  }) satisfies ListingRequest;
