import { defineInputFields } from 'zapier-platform-core';
import { reachState } from '../connect/reachState.ts';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { activationTemplatePicker, requestPicker } from '../fields/pickers.ts';
import { requestSample } from '../samples/request.ts';
import { missing } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

/** Vendor: approves a pending fulfillment request; its subscription becomes active, changed, suspended or ended. */
export const approveRequest = action({
  key: 'approve_request',
  noun: 'Request',
  label: 'Approve Request',
  description:
    'Approves a pending fulfillment request with a template and returns it. For vendors. Required fulfillment parameters have to be set before, with Set Request Parameters. To refuse a request use Reject Request.',
  inputFields: defineInputFields([
    requestPicker('id', { required: true, altersDynamicFields: true }),
    activationTemplatePicker('template_id', {
      helpText:
        "The message that the customer gets, for example `TL-000-000-000`. The list shows the templates of the request's product.",
    }),
    {
      key: 'activation_tile',
      label: 'Activation Message',
      type: 'text',
      helpText: 'Used when no template is chosen: a message in Markdown.',
    },
    {
      key: 'effective_date',
      label: 'Effective Date',
      type: 'datetime',
      helpText: 'From when on the request counts, for example `2026-01-31T00:00:00Z`. Now, when empty.',
    },
  ]),
  returns: FulfillmentRequest,
  lock: lockOn('request', 'id'),
  sample: requestSample,
  run: (connect, { id, template_id, activation_tile, effective_date }) => {
    if (!template_id && !activation_tile)
      throw missing('Template ID', 'a template, or an Activation Message instead');
    const message = template_id ? { template_id } : { activation_tile };
    const body = { ...message, ...(effective_date ? { effective_date } : {}) };
    return reachState(connect.requests, { id, verb: 'approve', target: 'approved', body, noun: 'request' });
  },
});
