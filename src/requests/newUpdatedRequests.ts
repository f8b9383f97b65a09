import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { requestSample } from '../samples/request.ts';
import { pollingTrigger } from '../zapier/trigger.ts';
import { byUpdate, requestFilters, requestQuery } from './support/requestFilters.ts';

/** Vendor or distributor: fires for each fulfillment request that is created, and again at each update. */
export const newUpdatedRequests = pollingTrigger({
  key: 'new_updated_requests',
  noun: 'Request',
  label: 'New or Updated Fulfillment Request',
  description:
    'Triggers when a fulfillment request is created, and again each time that it is updated, for example approved or failed.',
  inputFields: requestFilters,
  returns: FulfillmentRequest,
  sample: requestSample,
  eachUpdate: true,
  resource: (connect) => connect.requests,
  filters: requestQuery,
  timeline: () => byUpdate,
});
