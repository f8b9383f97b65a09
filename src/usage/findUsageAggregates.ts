import { UsageAggregate } from '../connect/schemas/usage.ts';
import { itemPicker, subscriptionPicker } from '../fields/pickers.ts';
import { usageAggregateSample } from '../samples/usage.ts';
import { fieldsOf, filtersOf, queryOf } from '../zapier/filter.ts';
import { limitField, readLimit } from '../zapier/findOptions.ts';
import { search } from '../zapier/operation.ts';

const by = filtersOf<'usage/aggregates'>();

const filters = [
  by.oneOf('asset.id', subscriptionPicker('asset_id')),
  by.is('asset.external_uid', { key: 'asset_external_uid', label: 'Subscription External UID' }),
  by.oneOf('item.id', itemPicker('item_id', { label: 'Item' })),
];

/** Either side: usage added up by Connect. */
export const findUsageAggregates = search({
  key: 'find_usage_aggregates',
  noun: 'Usage Aggregate',
  label: 'Find Usage Aggregates',
  description:
    'Finds what subscriptions have used of items in all accepted usage files, added up by Connect. To see the single records use Get Usage Records.',
  inputFields: [...fieldsOf(filters), ...limitField],
  returns: UsageAggregate,
  sample: usageAggregateSample,
  run: async (connect, input) => {
    const query = queryOf(filters, input);
    const { rows } = await connect.usageAggregates.list({ ...query, limit: readLimit(input) });
    // Zapier knows results by an ID, and Connect gives aggregates none.
    return rows.map((row) => ({ id: `${row.item?.id} ${row.asset?.id}`, ...row }));
  },
});
