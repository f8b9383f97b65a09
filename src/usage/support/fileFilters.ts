import type { InferInputData } from 'zapier-platform-core';
import type { Where } from '../../connect/rql.ts';
import type { UsageFile } from '../../connect/schemas/usage.ts';
import type { States } from '../../zapier/trigger.ts';
import type { fileFilters } from './usageFields.ts';

/** The filters of `fileFilters` in Connect's names. */
export const fileWhere = (input: InferInputData<typeof fileFilters>): Where<'usage/files'> => ({
  'product.id': { in: input.product_id },
  'vendor.id': { in: input.vendor_id },
  'provider.id': { in: input.provider_id },
  'contract.id': { in: input.contract_id },
  'marketplace.id': { in: input.marketplace_id },
  environment: { in: input.environment },
});

/** The event that put a file into its state; a file may get there again, as after a rejection. */
const reachedBy = ({ status, events }: UsageFile): string | null | undefined => {
  if (status === 'draft') return events?.created?.at;
  if (status === 'pending') return events?.submitted?.at;
  if (status === 'accepted') return events?.accepted?.at;
  if (status === 'rejected') return events?.rejected?.at;
  if (status === 'closed') return events?.closed?.at;
  if (status === 'deleted') return events?.deleted?.at;
  return events?.uploaded?.at;
};

/** Connect can order usage files by their creation alone; each state that one reaches is an event. */
export const byStatus: States<'usage/files', UsageFile> = {
  ordering: '-created.at',
  created: ({ events }) => events?.created?.at,
  of: (file) => [file.status, reachedBy(file)].filter(Boolean).join('@'),
};
