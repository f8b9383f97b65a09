import type * as z from 'zod/mini';
import { once } from '../once.ts';
import { anything, event, id, list, object, part, reference, state, text, time } from './fieldTypes.ts';
import { ofSubscription } from './singleValues.ts';
import { connection, items, params, productReference, tiers } from './subscriptionParts.ts';

/** The states of a subscription. */
export const ASSET_STATES = {
  draft: 'Draft',
  processing: 'Processing',
  active: 'Active',
  suspended: 'Suspended',
  terminating: 'Terminating',
  terminated: 'Terminated',
} as const;

const shape = once(() => ({
  status: state(ASSET_STATES),
  external_id: text(),
  external_uid: text(),
  external_name: text(),
  product: productReference(),
  connection: connection(),
  marketplace: reference('Marketplace'),
  contract: reference('Contract'),
  tiers: tiers(),
  items: items(),
  params: params(),
  configuration: part(
    { params: list({ id: text('Configuration ID'), value: anything('Configuration Value') }, '') },
    '',
  ),
  events: part({ created: event('Created'), updated: event('Updated') }, ''),
}));

/** A subscription as a part of its request. */
export const assetPart = once(() => part({ id: text('Subscription ID'), ...shape() }, 'Subscription'));

/** A subscription: what `/assets` gives. */
export const Asset = object(() => ({
  id: id('Subscription ID'),
  ...shape(),
  ...ofSubscription(),
  renewal_expiration_date: time(),
  pending_request: part({ id: text(), type: text(), status: text() }, 'Pending Request'),
}));
export type Asset = z.infer<typeof Asset>;
