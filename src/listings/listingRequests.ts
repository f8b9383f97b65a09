import {
  LISTING_REQUEST_STATES,
  LISTING_REQUEST_TYPES,
  Listing,
  ListingRequest,
} from '../connect/schemas/listing.ts';
import {
  contractPicker,
  distributorPicker,
  listingPicker,
  listingRequestPicker,
  marketplacePicker,
  productPicker,
  vendorPicker,
} from '../fields/pickers.ts';
import { listingRequestSample, listingRequestSampleIn, listingSample } from '../samples/listing.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Listing requests: a vendor asks for a product to be listed in a marketplace, and the distributor does it. */

const by = filtersOf<'listing-requests'>();

/** Connect's filter knows new ones and removals alone: those that are neither are updates. */
const KNOWN_TYPES = ['new', 'remove'];
const typeField = { key: 'type', label: 'Type', choices: LISTING_REQUEST_TYPES, list: true } as const;

const requests = objectKind({
  resource: (connect) => connect.listingRequests,
  noun: 'Listing Request',
  id: listingRequestPicker('listing_request_id', { required: true }),
  lock: true,
  returns: ListingRequest,
  sample: listingRequestSample,
  sampleIn: listingRequestSampleIn,
  filters: [
    by.oneOf('state', { key: 'status', label: 'Status', choices: LISTING_REQUEST_STATES }),
    by.own([typeField], ({ type = [] }) => {
      const others = KNOWN_TYPES.filter((one) => !type.some((chosen) => chosen === one));
      if (!type.some((one) => one === 'update')) return { where: { type: { in: type } } };
      return { where: { type: { out: others } } };
    }),
    by.is('product.id', productPicker('product_id')),
    by.is('listing.marketplace.id', marketplacePicker('marketplace_id')),
    by.is('listing.contract.id', contractPicker('contract_id')),
    by.is('listing.provider.id', distributorPicker('provider_id')),
    by.is('listing.vendor.id', vendorPicker('vendor_id')),
    by.is('listing.id', listingPicker('listing_id')),
  ],
  formerFilters: ['name_id'],
  newestFirst: '-created',
  created: { field: 'created', of: ({ created, events }) => created ?? events?.created?.at },
  updated: { field: 'updated', of: ({ updated, events }) => updated ?? events?.updated?.at },
  byIds: (ids) => ({ id: { in: ids } }),
});

/** Either side: fires for each listing request, and again each time that it is updated. */
export const newListingRequests = requests.newOrUpdatedTrigger({
  key: 'new_listing_requests',
  label: 'New or Updated Listing Request',
  description:
    'Triggers when a listing request is created, and again each time that it is updated, for example submitted, deployed or completed. Choose statuses to be told of those alone.',
});

/** Either side: fires at once for each listing request of a product, and at each update. */
export const listingRequestEvent = requests.instantTrigger({
  key: 'listing_request_event',
  label: 'Listing Request Event',
  description:
    'Triggers when a listing request of one product is created or updated, within seconds, and gives it whole. For all products, or where minutes are soon enough, use New or Updated Listing Request.',
  objectClass: 'listing_request',
  product: productPicker('product_id', { required: true }),
});

export const searchListingRequest = requests.find({
  key: 'search_listing_request',
  label: 'Find Listing Request',
  description:
    'Finds listing requests that match all of the given filters and returns them whole, newest first.',
  first: [by.is('id', listingRequestPicker('id'))],
  filters: advanced([
    by.is('listing.product.name', { key: 'product_name', label: 'Product Name' }),
    by.is('listing.marketplace.name', { key: 'marketplace_name', label: 'Marketplace Name' }),
    by.is('listing.contract.name', { key: 'contract_name', label: 'Contract Name' }),
    by.is('listing.vendor.name', { key: 'vendor_name', label: 'Vendor Name' }),
    by.between('created', 'created', 'Created'),
  ]),
});

export const listingRequestChoices = requests.dropdown({
  key: 'listing_request_choices',
  label: 'List Listing Requests',
  description: 'Triggers when a listing request is created. It fills the dropdowns for listing requests.',
  choice: ({ id, type, state, product, listing }) => ({
    name: `${id}: ${[type, state, product?.name, listing?.contract?.marketplace?.name].filter(Boolean).join(', ')}`,
  }),
});

export const assignListingRequest = requests.stateChange({
  key: 'assign_listing_request',
  label: 'Assign Listing Request',
  description:
    "Assigns a listing request to the user of this connection's API key, so that others see who looks after it, and returns it.",
  verb: 'assign',
  sample: { state: 'reviewing' },
  rule: 'Only a listing request that is open can be assigned.',
});

export const unassignListingRequest = requests.stateChange({
  key: 'unassign_listing_request',
  label: 'Unassign Listing Request',
  description:
    'Takes the user off a listing request, so that others see that nobody looks after it, and returns it. To put yourself down use Assign Listing Request.',
  verb: 'unassign',
  sample: { state: 'reviewing' },
  rule: 'Only a listing request that is open can be unassigned.',
});

/** Products in marketplaces. */
const listings = objectKind({
  resource: (connect) => connect.listings,
  noun: 'Listing',
  id: listingPicker('listing_id'),
  returns: Listing,
  sample: listingSample,
  newestFirst: '-created',
});

export const listingChoices = listings.dropdown({
  key: 'listing_choices',
  label: 'List Listings',
  description: 'Triggers when a listing is created. It fills the dropdowns for listings.',
  choice: ({ id, status, product, contract }) => ({
    name: `${[product?.name, contract?.marketplace?.name].filter(Boolean).join(', ')}: ${status} (${id})`,
  }),
});

const ofListings = filtersOf<'listings'>();

export const findListing = listings.find({
  key: 'find_listing',
  label: 'Find Listing',
  description:
    'Finds listings, which are products in marketplaces, that match all of the given filters and returns them, newest first.',
  filters: [
    ofListings.oneOf('id', listingPicker('id')),
    ofListings.oneOf('status', {
      key: 'status',
      label: 'Status',
      choices: { listed: 'Listed', unlisted: 'Unlisted' },
    }),
    ofListings.oneOf('product.id', productPicker('product_id')),
    ofListings.oneOf('contract.id', contractPicker('contract_id')),
    ofListings.oneOf('marketplace.id', marketplacePicker('marketplace_id')),
  ],
});
