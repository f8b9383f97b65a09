import { changeStateListingRequest } from './changeStateListingRequest.ts';
import { createListingRequest } from './createListingRequest.ts';
import {
  assignListingRequest,
  findListing,
  listingChoices,
  listingRequestChoices,
  newListingRequests,
  searchListingRequest,
} from './listingRequests.ts';

/** Listings: products in marketplaces, and the requests that bring them there. */

export const triggers = [newListingRequests];

export const dropdowns = [listingRequestChoices, listingChoices];

export const actions = [createListingRequest, changeStateListingRequest, assignListingRequest];

export const searches = [searchListingRequest, findListing];
