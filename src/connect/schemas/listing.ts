import type * as z from 'zod/mini';
import { once } from '../once.ts';
import { asked, event, id, object, part, reference, state, text, time } from './fieldTypes.ts';

/** The states of a listing request. */
export const LISTING_REQUEST_STATES = {
  draft: 'Draft',
  reviewing: 'Reviewing',
  deploying: 'Deploying',
  completed: 'Completed',
  canceled: 'Canceled',
} as const;

/** States in which a listing request still waits for somebody. */
export const OPEN_LISTING_STATES = [
  'draft',
  'reviewing',
  'deploying',
] as const satisfies readonly (keyof typeof LISTING_REQUEST_STATES)[];

export const LISTING_REQUEST_TYPES = { new: 'New', update: 'Update', remove: 'Remove' } as const;

const product = once(() => part({ id: text(), name: text(), status: text() }, 'Product'));
const shape = once(() => ({
  status: text('Listing Status'),
  contract: part(
    { id: text(), name: text(), type: text(), marketplace: reference('Marketplace') },
    'Contract',
  ),
  vendor: reference('Vendor'),
  provider: reference('Distributor'),
}));

/** A product in a marketplace: what `/listings` gives. */
export const Listing = object(() => ({
  id: id('Listing ID'),
  ...shape(),
  product: product(),
  created: time(),
  updated: time(),
}));
export type Listing = z.infer<typeof Listing>;

/** A request to list a product, to change its listing or to end it: what `/listing-requests` gives. */
export const ListingRequest = object(() => ({
  id: id('Listing Request ID'),
  type: text('Listing Request Type'),
  state: state(LISTING_REQUEST_STATES),
  product: product(),
  listing: part({ id: text(), ...shape() }, 'Listing'),
  creator: reference('Creator'),
  assignee: reference('Assignee'),
  created: time(),
  updated: time(),
  events: part({ created: event('Event Created'), updated: event('Event Updated') }, ''),
}));
export type ListingRequest = z.infer<typeof ListingRequest>;

/** A listing request that an action asked for. */
export const MadeListingRequest = asked(ListingRequest);
