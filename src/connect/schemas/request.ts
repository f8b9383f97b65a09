import type * as z from 'zod/mini';
import { assetPart } from './asset.ts';
import { asked, flag, id, object, part, reference, state, text, time } from './fieldTypes.ts';
import { ofRequest } from './singleValues.ts';
import { assignee } from './subscriptionParts.ts';

/** The states of a fulfillment request. */
export const REQUEST_STATES = {
  draft: 'Draft',
  tiers_setup: 'Tiers Setup',
  pending: 'Pending',
  inquiring: 'Inquiring',
  approved: 'Approved',
  failed: 'Failed',
  scheduled: 'Scheduled',
  revoking: 'Revoking',
  revoked: 'Revoked',
} as const;

/** States in which a request still waits for somebody. */
export const OPEN_REQUEST_STATES = [
  'draft',
  'tiers_setup',
  'pending',
  'inquiring',
  'scheduled',
  'revoking',
] as const satisfies readonly (keyof typeof REQUEST_STATES)[];

/** A fulfillment request: what `/requests` gives. */
export const FulfillmentRequest = object(() => ({
  id: id('Request ID'),
  type: text('Request Type'),
  status: state(REQUEST_STATES, 'Request Status'),
  asset: assetPart(),
  marketplace: reference('Marketplace'),
  contract: reference('Contract'),
  note: text(),
  reason: text('Rejection Reason'),
  assignee: assignee(),
  template: reference('Template'),
  activation_key: text(),
  params_form_url: text('Parameters Form URL'),
  previous_approved_request: part({ id: text() }, 'Previous Approved Request'),
  answered: flag(),
  effective_date: time(),
  planned_date: time(),
  ...ofRequest(),
  created: time(),
  updated: time(),
}));
export type FulfillmentRequest = z.infer<typeof FulfillmentRequest>;

/** A request that an action asked for. */
export const PlacedRequest = asked(FulfillmentRequest);
export type PlacedRequest = z.infer<typeof PlacedRequest>;
