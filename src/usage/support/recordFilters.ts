import { USAGE_RECORD_STATES } from '../../connect/schemas/usage.ts';
import { itemPicker, subscriptionPicker } from '../../fields/pickers.ts';
import { filtersOf } from '../../zapier/filter.ts';

const by = filtersOf<'usage/records'>();

/** What the records of a usage file can be narrowed down by. */
export const recordFilters = [
  by.oneOf('status', { key: 'status', label: 'Record Status', choices: USAGE_RECORD_STATES }),
  by.oneOf('asset.id', subscriptionPicker('asset_id')),
  by.oneOf('asset.external_id', { key: 'asset_external_id', label: 'Subscription External ID' }),
  by.oneOf('item.id', itemPicker('item_id', { label: 'Item' })),
  by.between('start_date', 'start', 'Usage Start'),
  by.between('end_date', 'end', 'Usage End'),
];
