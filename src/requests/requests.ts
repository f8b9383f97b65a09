import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { productPicker, requestPicker } from '../fields/pickers.ts';
import { requestSample, requestSampleIn } from '../samples/request.ts';
import { filtersOf } from '../zapier/filter.ts';
import { advanced } from '../zapier/groups.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { pendingEntries } from './support/pendingEntries.ts';
import { openRequests, requestFilters } from './support/requestFilters.ts';

/** Fulfillment requests, of both sides. */

const by = filtersOf<'requests'>();

export const requests = objectKind({
  resource: (connect) => connect.requests,
  noun: 'Request',
  id: requestPicker('request_id', { required: true, altersDynamicFields: true }),
  lock: true,
  returns: FulfillmentRequest,
  sample: requestSample,
  sampleIn: requestSampleIn,
  filters: requestFilters,
  newestFirst: '-created',
  created: { field: 'created', of: (request) => request.created },
  updated: { field: 'updated', of: (request) => request.updated },
  byIds: (ids) => ({ id: { in: ids } }),
});

/** Fires each time that a fulfillment request becomes pending. */
export const pendingRequests = requests.entryTrigger({
  key: 'pending_requests',
  label: 'Fulfillment Request Pending',
  description:
    'Triggers when a fulfillment request becomes pending, so that the vendor has to process it: when it is placed, and again each time that it comes back from an inquiry. Use it before Provision Request.',
  sample: requestSampleIn('pending'),
  // Requests of all statuses are followed: that one has left is seen there alone.
  without: 'status',
  state: { status: 'pending' },
  entries: pendingEntries,
});

/** Fires once for each fulfillment request that matches the filters. */
export const newRequests = requests.newTrigger({
  key: 'new_requests',
  label: 'New Fulfillment Request',
  description:
    'Triggers when a fulfillment request is first seen: when it is created or placed, or first reaches one of the chosen statuses. Each request fires once. To process requests use Fulfillment Request Pending.',
  open: openRequests,
});

/** Fires for each fulfillment request that is created, and again at each update. */
export const newUpdatedRequests = requests.newOrUpdatedTrigger({
  key: 'new_updated_requests',
  label: 'New or Updated Fulfillment Request',
  description:
    'Triggers when a fulfillment request is created, and again each time that it is updated, for example approved or failed.',
});

/** Fires at once for each fulfillment request of a product that is created, and at each update. */
export const requestEvent = requests.instantTrigger({
  key: 'request_event',
  label: 'Fulfillment Request Event',
  description:
    'Triggers when a fulfillment request of one product is created or updated, within seconds, and gives it whole. For all products, or where minutes are soon enough, use New or Updated Fulfillment Request.',
  objectClass: 'fulfillment_request',
  product: productPicker('product_id', { required: true }),
});

/** Fulfillment requests that match all filters, newest first. */
export const searchRequests = requests.find({
  key: 'search_requests',
  label: 'Find Fulfillment Request',
  description:
    'Finds fulfillment requests that match all of the given filters and returns them whole, newest first. To find the subscription itself use Find Subscription.',
  filters: [
    by.is('asset.external_id', { key: 'asset_external_id', label: 'Subscription External ID' }),
    ...advanced([by.between('created', 'created', 'Created'), by.between('updated', 'updated', 'Updated')]),
  ],
});

export const requestChoices = requests.dropdown({
  key: 'request_choices',
  label: 'List Fulfillment Requests',
  description: 'Triggers when a fulfillment request is created. It fills the dropdowns for requests.',
  // Names are all that is shown, and leaving these parts out makes Connect much faster.
  query: { select: ['-activation_key', '-template', '-asset.items', '-asset.configuration'] },
  choice: ({ id, type, status, asset }) => ({
    name: `${id}: ${[type, status, asset?.product?.name, asset?.tiers?.customer?.name, asset?.external_id].filter(Boolean).join(', ')}`,
  }),
});
