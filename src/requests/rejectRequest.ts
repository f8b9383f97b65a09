import { defineInputFields } from 'zapier-platform-core';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { requestSample } from '../samples/request.ts';
import { action } from '../zapier/operation.ts';
import { requestField } from './fields.ts';

/** Vendor: fails a pending fulfillment request for good. */
export const rejectRequest = action({
  key: 'reject_request',
  noun: 'Request',
  label: 'Reject Request',
  description:
    "Rejects a pending fulfillment request with a reason and returns it; it can't be reopened. To ask for corrections instead use Inquire Request.",
  inputFields: defineInputFields([
    ...requestField('request_id'),
    {
      key: 'reason',
      label: 'Reason',
      type: 'text',
      required: true,
      helpText: 'What the other side gets to read, for example `The domain is taken.`',
    },
  ]),
  returns: FulfillmentRequest,
  sample: { ...requestSample, status: 'failed', reason: 'The domain is taken.' },
  run: (connect, { request_id, reason }) =>
    connect.requests.act(
      request_id,
      'fail',
      { reason },
      { what: `reject fulfillment request ${request_id}` },
    ),
});
