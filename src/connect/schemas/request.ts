import * as z from 'zod';
import { assetPart } from './asset.ts';
import { flag, id, object, part, reference, text, time } from './fieldTypes.ts';

/** A fulfillment request: what `/requests` gives. */
export const FulfillmentRequest = object({
  id: id('Request ID'),
  type: text('Request Type'),
  status: text('Request Status'),
  asset: assetPart,
  marketplace: reference('Marketplace'),
  contract: reference('Contract'),
  note: text(),
  reason: text('Rejection Reason'),
  assignee: z
    .union([z.looseObject({ id: text(), name: text(), email: text() }), z.string()])
    .nullish()
    .meta({ label: 'Assignee' }),
  template: reference('Template'),
  activation_key: text(),
  params_form_url: text('Parameters Form URL'),
  previous_approved_request: part({ id: text() }, 'Previous Approved Request'),
  answered: flag(),
  effective_date: time(),
  planned_date: time(),
  created: time(),
  updated: time(),
});
export type FulfillmentRequest = z.infer<typeof FulfillmentRequest>;
