import type { FastifyRequest } from 'fastify';
import { asObject } from '../../body.ts';
import { one, param, sendList } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import type { Account } from '../../world/model.ts';
import { conversationsOf } from '../conversations/store.ts';
import { ACTIONS, act, createListingRequest } from './given.ts';
import { type Listing, type ListingRequest, listingsOf } from './store.ts';

const sees = ({ contract }: Listing, { id }: Account) => [contract.owner.id, contract.issuer.id].includes(id);
/** A distributor doesn't see what a vendor has never submitted. */
const seesRequest = ({ listing, state, isSubmitted }: ListingRequest, caller: Account) =>
  sees(listing, caller) && (caller.type === 'vendor' || state !== 'draft' || isSubmitted === true);
/** … nor the listing that it is for. */
const seesListing = (row: Listing, caller: Account) =>
  sees(row, caller) && (row.status === 'listed' || caller.type === 'vendor' || !row.pending_request);

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const { listings, requests } = listingsOf(world);
  const find = (request: FastifyRequest) =>
    one(requests, param(request, 'id'), (row) => seesRequest(row, callerOf(request)));

  conversationsOf(world).about(listings, seesListing);
  conversationsOf(world).about(requests, seesRequest);
  app.get('/listings', (request, reply) => sendList(context, request, reply, listings, seesListing));
  app.get('/listings/:id', async (request) =>
    listings.shown(one(listings, param(request, 'id'), (row) => seesListing(row, callerOf(request)))),
  );
  app.get('/listing-requests', (request, reply) => sendList(context, request, reply, requests, seesRequest));
  app.post('/listing-requests', async (request, reply) =>
    reply
      .code(201)
      .send(requests.shown(createListingRequest(world, callerOf(request), asObject(request.body)))),
  );
  app.get('/listing-requests/:id', async (request) => requests.shown(find(request)));
  for (const action of ACTIONS) {
    app.post(`/listing-requests/:id/${action}`, async (request, reply) => {
      act(world, callerOf(request), find(request), action);
      return reply.send();
    });
  }
};

/** Listings and their requests. */
export const listings: SandboxModule = {
  name: 'listings',
  paths: { '/listings': 'Listings', '/listing-requests': 'Listings' },
  open: listingsOf,
  routes,
};
