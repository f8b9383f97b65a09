import { asText, type Body } from '../../body.ts';
import { forbidden, Problems, wrongState } from '../../errors.ts';
import { staying, Transitions } from '../../transitions.ts';
import { type Account, ref } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import { catalogOf } from '../catalog/store.ts';
import { type Listing, type ListingRequest, listingsOf } from './store.ts';

const TYPES = ['new', 'update', 'remove'] as const;
/** Connect's codes of listing requests are not published. */
const CODE = 'LSTR_001';

/** The listing that a request is about; a new one's comes into being with it. */
const listingOf = (world: World, caller: Account, body: Body, problems: Problems): Listing | undefined => {
  const listings = listingsOf(world);
  const id = asText(body['listing_id']);
  if (id) {
    const found = listings.listings.get(id);
    if (found?.contract.owner.id === caller.id) return found;
    problems.add('listing_id', `Listing ${id} does not exist.`);
    return undefined;
  }
  const [productId, contractId] = [asText(body['product_id']), asText(body['contract_id'])];
  const product = catalogOf(world).products.get(productId);
  const contract = catalogOf(world).contracts.get(contractId);
  if (product?.owner.id !== caller.id)
    problems.add(
      'product_id',
      productId ? `Product ${productId} does not exist.` : 'This field is required.',
    );
  if (contract?.owner.id !== caller.id)
    problems.add(
      'contract_id',
      contractId ? `Contract ${contractId} does not exist.` : 'This field is required.',
    );
  problems.raise();
  if (!product || !contract) return undefined;
  return listings.find(productId, contractId) ?? listings.add(product, contract);
};

/** A request as a vendor asks for it. @throws ApiError as Connect would. */
export const createListingRequest = (world: World, caller: Account, body: Body): ListingRequest => {
  if (caller.type !== 'vendor') throw forbidden();
  const problems = new Problems();
  const type = TYPES.find((one) => one === asText(body['type']));
  if (!type) problems.add('type', `"${asText(body['type'])}" is not a valid choice.`);
  const listing = listingOf(world, caller, body, problems);
  problems.raise();
  if (!type || !listing) throw forbidden();
  const { pending_request: open } = listing;
  if (open) throw wrongState(CODE, `Listing ${listing.id} has the open request ${open.id} already.`);
  const isListed = listing.status === 'listed';
  if (isListed === (type === 'new'))
    throw wrongState(
      CODE,
      `Listing ${listing.id} is ${listing.status}; it can't have a request of type ${type}.`,
    );
  const { by } = stamp(world, caller);
  return listingsOf(world).addRequest(listing, type, by ?? ref(caller));
};

const open = staying(['draft', 'reviewing', 'deploying'], ['vendor', 'provider']);

/** The life of a listing request. */
const life = new Transitions<'state', ListingRequest>({
  path: '/listing-requests/{id}',
  field: 'state',
  noun: 'Listing request',
  code: CODE,
  more: { assign: open, unassign: open },
});

export const ACTIONS = life.actions;

/** Carries an action out. @throws ApiError as Connect would. */
export const act = (world: World, caller: Account, request: ListingRequest, action: string): void => {
  life.carryOut(request, action, caller.type, () => {
    if (action === 'assign') request.assignee = stamp(world, caller).by;
    if (action === 'unassign') request.assignee = undefined;
  });
  listingsOf(world).touch(request);
};
