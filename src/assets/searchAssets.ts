import { defineInputFields } from 'zapier-platform-core';
import { Asset } from '../connect/schemas/asset.ts';
import { assetSample } from '../samples/asset.ts';
import { limitField, readLimit } from '../zapier/findOptions.ts';
import { badValue } from '../zapier/input.ts';
import { legacyFields } from '../zapier/legacy.ts';
import { search } from '../zapier/operation.ts';
import { assetFilters, assetQuery, assetRanges } from './filters.ts';

/** Vendor or distributor: subscriptions that match all filters, newest first. */
export const searchAssets = search({
  key: 'search_assets',
  noun: 'Subscription',
  label: 'Find Subscription',
  description:
    'Finds subscriptions (assets) that match all of the given filters and returns them whole, newest first. To find the requests that made or changed them use Find Fulfillment Request.',
  inputFields: defineInputFields([
    ...assetFilters,
    ...assetRanges,
    ...limitField,
    legacyFields(['external_name']),
  ]),
  returns: Asset,
  sample: assetSample,
  run: async (connect, input) => {
    // The published app sends it; Connect has no such filter, ignores it, and returns every subscription.
    const { external_name: externalName } = input as { external_name?: unknown };
    if (externalName)
      throw badValue(
        'External Name',
        externalName,
        "the External ID instead: Connect can't search by external name",
      );
    const { rows } = await connect.assets.list({
      where: {
        ...assetQuery(input).where,
        created: { gt: input.created_after, lt: input.created_before },
        updated: { gt: input.updated_after, lt: input.updated_before },
      },
      ordering: ['-created'],
      limit: readLimit(input),
    });
    return rows;
  },
});
