import { Asset } from '../connect/schemas/asset.ts';
import { assetSample } from '../samples/asset.ts';
import { pollingTrigger } from '../zapier/trigger.ts';
import { assetFilters, assetQuery, byCreation, byUpdate } from './filters.ts';

/** Vendor or distributor: fires once for each subscription that matches the filters. */
export const newAssets = pollingTrigger({
  key: 'new_assets',
  noun: 'Subscription',
  label: 'New Subscription',
  description:
    'Triggers when a subscription is created, or first reaches the chosen status. Each subscription fires once.',
  inputFields: assetFilters,
  returns: Asset,
  sample: assetSample,
  resource: (connect) => connect.assets,
  filters: assetQuery,
  // A subscription reaches a status after it was created, so with a status it is the update that counts.
  timeline: (input) => (input.status ? byUpdate : byCreation),
});
