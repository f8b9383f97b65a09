import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import type { Where } from '../../connect/rql.ts';
import { rangeFields } from '../../zapier/findOptions.ts';
import { RECORD_STATUSES } from './usageFields.ts';

/** What the records of a usage file can be narrowed down by. */
export const recordFilters = defineInputFields([
  { key: 'status', label: 'Record Status', list: true, choices: RECORD_STATUSES },
  { key: 'asset_id', label: 'Subscription ID', list: true, dynamic: 'asset_choices.id.name' },
  { key: 'asset_external_id', label: 'Subscription External ID', list: true },
  {
    key: 'item_id',
    label: 'Item',
    list: true,
    helpText: 'The ID of an item, for example `PRD-000-000-000-0001`.',
  },
  ...rangeFields('start', 'Usage Start'),
  ...rangeFields('end', 'Usage End'),
]);

/** The filters of {@link recordFilters} in Connect's names. */
export const recordWhere = (input: InferInputData<typeof recordFilters>): Where<'usage/records'> => ({
  status: { in: input.status },
  'asset.id': { in: input.asset_id },
  'asset.external_id': { in: input.asset_external_id },
  'item.id': { in: input.item_id },
  start_date: { gt: input.start_after, lt: input.start_before },
  end_date: { gt: input.end_after, lt: input.end_before },
});
