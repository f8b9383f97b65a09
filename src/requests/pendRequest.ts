import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { requestSample } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { requestField } from './fields.ts';

/** Either side: gives an inquiring fulfillment request back to the vendor. */
export const pendRequest = action({
  key: 'pend_request',
  noun: 'Request',
  label: 'Set Request to Pending',
  description:
    'Sets an inquiring fulfillment request to pending, once its parameters are corrected, and returns it. The vendor goes on with it.',
  inputFields: requestField('request_id'),
  returns: FulfillmentRequest,
  sample: { ...requestSample, status: 'pending' },
  run: (connect, { request_id }) =>
    connect.requests.act(request_id, 'pend', undefined, {
      what: `set fulfillment request ${request_id} to pending`,
    }),
});
