import { defineInputFields } from 'zapier-platform-core';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { requestSample } from '../samples/request.ts';
import { limitField, rangeFields, readLimit } from '../zapier/findOptions.ts';
import { search } from '../zapier/operation.ts';
import { requestFilters, requestQuery } from './support/requestFilters.ts';

/** Vendor or distributor: fulfillment requests that match all filters, newest first. */
export const searchRequests = search({
  key: 'search_requests',
  noun: 'Request',
  label: 'Find Fulfillment Request',
  description:
    'Finds fulfillment requests that match all of the given filters and returns them whole, newest first. To find the subscription itself use Find Subscription.',
  inputFields: defineInputFields([
    ...requestFilters,
    { key: 'asset_external_id', label: 'Subscription External ID' },
    ...rangeFields('created', 'Created'),
    ...rangeFields('updated', 'Updated'),
    ...limitField,
  ]),
  returns: FulfillmentRequest,
  sample: requestSample,
  run: async (connect, input) => {
    const { where, anyOf } = requestQuery(input);
    const { rows } = await connect.requests.list({
      where: {
        ...where,
        'asset.external_id': input.asset_external_id,
        created: { gt: input.created_after, lt: input.created_before },
        updated: { gt: input.updated_after, lt: input.updated_before },
      },
      anyOf,
      ordering: ['-created'],
      limit: readLimit(input),
    });
    return rows;
  },
});
