import * as z from 'zod/mini';
import type { Connect } from '../../src/connect/connect.ts';

/** Kinds of objects whose calls answer in every form that Connect has. */

export const Row = z.looseObject({ id: z.string(), status: z.nullish(z.string()) });
export const tierRequests = (connect: Connect) =>
  connect.of({
    collection: 'tier/config-requests',
    noun: 'tier configuration request',
    module: 'Tier Configurations',
    schema: Row,
  });
export const listingRequests = (connect: Connect) =>
  connect.of({ collection: 'listing-requests', noun: 'listing request', module: 'Listings', schema: Row });
export const accountRequests = (connect: Connect) =>
  connect.of({
    collection: 'tier/account-requests',
    noun: 'tier account request',
    module: 'Tier Accounts',
    schema: Row,
  });
export const tierAccounts = (connect: Connect) =>
  connect.of({ collection: 'tier/accounts', noun: 'tier account', module: 'Tier Accounts', schema: Row });

/** What the contract doesn't have doesn't compile: the type check fails if one of these lines is right. */
export const refusedByTheCompiler = (connect: Connect) => [
  // @ts-expect-error: there is no such action
  () => connect.requests.act('PR-1', 'aprove'),
  // @ts-expect-error: an action of another kind of object
  () => connect.requests.act('PR-1', 'reprocess'),
  // @ts-expect-error: an upload sends a file
  () => connect.usageFiles.act('UF-1', 'upload'),
  // @ts-expect-error: the approval of a fulfillment request answers the request
  () => connect.requests.actFor('PR-1', 'approve', Row),
  // @ts-expect-error: an action without a body has no object to give
  () => tierRequests(connect).actFor('TCR-1', 'fail', Row),
  // @ts-expect-error: this creation answers a list
  () => accountRequests(connect).create({}),
  // @ts-expect-error: this one answers the object
  () => connect.requests.createSeveral({}),
  // @ts-expect-error: assets come from requests alone
  () => connect.assets.create({}),
  // @ts-expect-error: assets are changed by requests alone
  () => connect.assets.update('AS-1', {}),
  // @ts-expect-error: requests stay
  () => connect.requests.delete('PR-1'),
  // @ts-expect-error: the contract has no such file
  () => connect.usageChunks.download('UFC-1', 'uploadedfile'),
  // @ts-expect-error: no action on many requests
  () => connect.requests.actOnMany('close-records', [], Row),
];
