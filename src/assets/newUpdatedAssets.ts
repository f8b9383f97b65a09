import { Asset } from '../connect/schemas/asset.ts';
import { assetSample } from '../samples/asset.ts';
import { pollingTrigger } from '../zapier/trigger.ts';
import { assetFilters, assetQuery, byUpdate } from './filters.ts';

/** Vendor or distributor: fires for each subscription that is created, and again at each update. */
export const newUpdatedAssets = pollingTrigger({
  key: 'new_updated_assets',
  noun: 'Subscription',
  label: 'New or Updated Subscription',
  description:
    'Triggers when a subscription is created, and again each time that it is updated, for example activated, changed or suspended.',
  inputFields: assetFilters,
  returns: Asset,
  sample: assetSample,
  eachUpdate: true,
  resource: (connect) => connect.assets,
  filters: assetQuery,
  timeline: () => byUpdate,
});
