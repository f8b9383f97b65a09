import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import {
  LISTING_REQUEST_TYPES,
  MadeListingRequest,
  OPEN_LISTING_STATES,
} from '../connect/schemas/listing.ts';
import { contractPicker, listingPicker, productPicker } from '../fields/pickers.ts';
import { listingRequestSampleIn } from '../samples/listing.ts';
import { missing } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

interface Named {
  readonly listing_id?: string | undefined;
  readonly product_id?: string | undefined;
  readonly contract_id?: string | undefined;
}

/** What is to be listed, as Connect takes it. @throws ConnectError for what is missing. */
const placeOf = (
  type: string,
  { listing_id, product_id, contract_id }: Named,
): Readonly<Record<string, string>> => {
  if (type !== 'new' && listing_id) return { listing_id };
  const other = type === 'new' ? '' : ', or the Listing ID alone';
  if (!product_id) throw missing('Product ID', `the product${other}`);
  if (!contract_id) throw missing('Contract ID', `the distribution contract of the marketplace${other}`);
  return { product_id, contract_id };
};

/** The request by which an earlier run has asked for the same, while it is open. */
const openRequest = async (connect: Connect, type: string, place: Readonly<Record<string, string>>) => {
  const { rows } = await connect.listingRequests.list({
    where: {
      'listing.id': place['listing_id'],
      'listing.product.id': place['product_id'],
      'listing.contract.id': place['contract_id'],
      state: { in: OPEN_LISTING_STATES },
    },
    ordering: ['-created'],
    limit: 10,
  });
  return rows.find((row) => row.type === type);
};

/** Vendor: asks for a product to be listed in a marketplace, or no longer. */
export const createListingRequest = action({
  key: 'create_listing_request',
  noun: 'Listing Request',
  label: 'Create Listing Request',
  description:
    'Creates the draft of a request to list a product under a distribution contract, to update its listing or to remove it, and returns it. For vendors. To hand it to the distributor use Change Listing Request with Submit. If such a request is open already, that one is returned.',
  inputFields: defineInputFields([
    { key: 'type', label: 'Type', required: true, choices: LISTING_REQUEST_TYPES },
    productPicker('product_id', { helpText: 'For example `PRD-000-000-000`. For new listings.' }),
    contractPicker('contract_id', {
      helpText: 'The contract under which it is sold, for example `CRD-00000-00000-00000`. For new listings.',
    }),
    listingPicker('listing_id', {
      helpText: 'For example `LST-000-000-000`. For updates and removals, in place of product and contract.',
    }),
    {
      key: 'note',
      label: 'Note',
      type: 'text',
      helpText: 'For the distributor, for example `Ready for Q3`.',
    },
  ]),
  returns: MadeListingRequest,
  sample: { ...listingRequestSampleIn('draft'), existed_before: false },
  lock: lockOn('new listing request', 'product_id', 'contract_id', 'listing_id'),
  run: async (connect, { type, note, ...named }) => {
    const place = placeOf(type, named);
    const before = await openRequest(connect, type, place);
    if (before) return { ...before, existed_before: true };
    const made = await connect.listingRequests.create(
      { type, ...place, ...(note ? { note } : {}) },
      {
        what: `create a listing request for ${place['listing_id'] ?? `product ${place['product_id']}`}`,
        check: 'Running this step again does no harm: a request that was made is found and not made twice.',
      },
    );
    return { ...made, existed_before: false };
  },
});
