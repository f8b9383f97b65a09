import { changeStateListingRequest } from './changeStateListingRequest.ts';
import { createListingRequest } from './createListingRequest.ts';
import {
  assignListingRequest,
  findListing,
  listingChoices,
  listingRequestChoices,
  listingRequestEvent,
  newListingRequests,
  searchListingRequest,
  unassignListingRequest,
} from './listingRequests.ts';

/** Listings: products in marketplaces, and the requests that bring them there. */

export const triggers = [newListingRequests, listingRequestEvent];

export const dropdowns = [listingRequestChoices, listingChoices];

export const actions = [
  createListingRequest,
  changeStateListingRequest,
  assignListingRequest,
  unassignListingRequest,
];

export const searches = [searchListingRequest, findListing];
