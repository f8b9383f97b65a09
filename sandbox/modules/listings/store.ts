import type { Json } from '../../rql/values.ts';
import { type Reference, ref } from '../../world/model.ts';
import { storeOf, type World } from '../../world/world.ts';
import type { Contract, Product } from '../catalog/model.ts';
import { SINCE } from '../catalog/parts.ts';
import { catalogOf } from '../catalog/store.ts';

/** A product under a contract; not listed before its first request is completed. */
export interface Listing {
  readonly id: string;
  status: 'listed' | 'unlisted';
  readonly product: Product;
  readonly contract: Contract;
  readonly created: string;
  updated: string;
  pending_request?: { id: string; type: ListingRequest['type']; status: string };
}

export interface ListingRequest {
  readonly id: string;
  readonly type: 'new' | 'update' | 'remove';
  state: 'draft' | 'reviewing' | 'deploying' | 'completed' | 'canceled';
  readonly listing: Listing;
  readonly creator: Reference;
  assignee?: Reference | undefined;
  /** The distributor has seen it. */
  isSubmitted?: true;
  readonly created: string;
  updated: string;
}

const shownProduct = ({ id, icon, name, status, version }: Product) => ({ id, icon, name, status, version });

const shownListing = ({ product, contract, ...listing }: Listing): Json => ({
  ...listing,
  contract: {
    id: contract.id,
    type: contract.type,
    name: contract.name,
    marketplace: ref(contract.marketplace),
  },
  product: shownProduct(product),
  vendor: ref(contract.owner),
  provider: ref(contract.issuer),
});

const shownRequest = ({ listing, isSubmitted: _seen, ...request }: ListingRequest): Json => {
  const { pending_request: _pending, ...shown } = listing;
  return { ...request, product: shownProduct(listing.product), listing: shownListing(shown) };
};

type SavedListing = Omit<Listing, 'product' | 'contract'> & { product: string; contract: string };
type SavedRequest = Omit<ListingRequest, 'listing'> & { listing: string };

/** Products in marketplaces, and the requests that bring them there. What is sold from the beginning is listed. */
class Listings {
  readonly listings;
  readonly requests;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.listings = world.table<Listing>('/listings', { compose: shownListing });
    this.requests = world.table<ListingRequest>('/listing-requests', { compose: shownRequest });
    let number = 0;
    for (const { product, contract, type } of catalogOf(world).connectionsOf(() => true)) {
      if (type !== 'production' || this.find(product.id, contract.id)) continue;
      number += 1;
      this.#seed(`LST-316-530-${String(number).padStart(3, '0')}`, product.id, contract.id);
    }
    world.keep('listings', {
      save: () =>
        [...this.listings.all()].map(({ product, contract, ...more }) => ({
          ...more,
          product: product.id,
          contract: contract.id,
        })),
      load: (saved) => this.#load(saved as SavedListing[]),
    });
    world.keep('listingRequests', {
      save: () => [...this.requests.all()].map(({ listing, ...more }) => ({ ...more, listing: listing.id })),
      load: (saved) => this.#loadRequests(saved as SavedRequest[]),
    });
  }

  find(productId: string, contractId: string): Listing | undefined {
    return [...this.listings.all()].find(
      ({ product, contract }) => product.id === productId && contract.id === contractId,
    );
  }

  /** A listing that doesn't show its product yet. */
  add(product: Product, contract: Contract): Listing {
    const at = this.#world.now();
    const id = this.#world.digits.groups('LST', 3, 3, 3);
    const listing: Listing = { id, status: 'unlisted', product, contract, created: at, updated: at };
    this.listings.insert(listing);
    return listing;
  }

  addRequest(listing: Listing, type: ListingRequest['type'], creator: Reference): ListingRequest {
    const before = [...this.requests.all()].filter((one) => one.listing === listing).length;
    const at = this.#world.now();
    const id = `${listing.id.replace('LST', 'LSTR')}-${String(before + 1).padStart(3, '0')}`;
    const request: ListingRequest = { id, type, state: 'draft', listing, creator, created: at, updated: at };
    this.requests.insert(request);
    this.touch(request);
    return request;
  }

  /** To be called after a request was changed in place: writes down what it means for its listing. */
  touch(request: ListingRequest): void {
    const { listing, state, type } = request;
    request.updated = this.#world.now();
    if (state !== 'draft') request.isSubmitted = true;
    const isOpen = state !== 'completed' && state !== 'canceled';
    if (isOpen) listing.pending_request = { id: request.id, type, status: state };
    else {
      // An absent key is not the same as one without a value.
      delete listing.pending_request;
      if (state === 'completed') listing.status = type === 'remove' ? 'unlisted' : 'listed';
      listing.updated = request.updated;
    }
    for (const one of this.requests.all()) if (one.listing === listing) this.requests.changed(one);
    this.listings.changed(listing);
    this.#world.onChange();
  }

  /** What is sold from the beginning, with the request that had listed it. */
  #seed(id: string, productId: string, contractId: string): void {
    const { products, contracts } = catalogOf(this.#world);
    const [product, contract] = [products.get(productId), contracts.get(contractId)];
    if (!product || !contract) return;
    const listing: Listing = { id, status: 'listed', product, contract, created: SINCE, updated: SINCE };
    this.listings.insert(listing);
    this.requests.insert({
      id: `${id.replace('LST', 'LSTR')}-001`,
      type: 'new',
      state: 'completed',
      listing,
      creator: ref(contract.signee),
      created: SINCE,
      updated: SINCE,
    });
  }

  #load(saved: readonly SavedListing[]): void {
    const { products, contracts } = catalogOf(this.#world);
    this.listings.replace(
      saved.flatMap((row) => {
        const [product, contract] = [products.get(row.product), contracts.get(row.contract)];
        return product && contract ? [{ ...row, product, contract }] : [];
      }),
    );
  }

  #loadRequests(saved: readonly SavedRequest[]): void {
    this.requests.replace(
      saved.flatMap((row) => {
        const listing = this.listings.get(row.listing);
        return listing ? [{ ...row, listing }] : [];
      }),
    );
  }
}

export const listingsOf = storeOf((world) => new Listings(world));
