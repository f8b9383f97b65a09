import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { requestSample } from '../samples/request.ts';
import { pollingTrigger } from '../zapier/trigger.ts';
import { byCreation, byUpdate, requestFilters, requestQuery } from './support/requestFilters.ts';

/** Vendor or distributor: fires once for each fulfillment request that matches the filters. */
export const newRequests = pollingTrigger({
  key: 'new_requests',
  noun: 'Request',
  label: 'New Fulfillment Request',
  description:
    'Triggers when a fulfillment request is created, or first reaches one of the chosen statuses. Each request fires once.',
  inputFields: requestFilters,
  returns: FulfillmentRequest,
  sample: requestSample,
  resource: (connect) => connect.requests,
  filters: requestQuery,
  // A request may reach a status long after it was created, so with a status it is the update that counts.
  timeline: (input) => (input.status?.length ? byUpdate : byCreation),
});
