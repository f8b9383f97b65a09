import type * as z from 'zod/mini';
import type { MadeAccount, TierAccount, TierAccountWithVersions } from '../connect/schemas/tierAccount.ts';
import { tiersSample } from './tiers.ts';

/** The customer of the samples, as an account of its own. */
export const tierAccountSample = {
  ...tiersSample.customer,
  type: 'customer',
  version: 1,
  environment: 'production',
  scopes: ['customer'],
  hub: { id: 'HB-1346-8670', name: 'Example Hub' },
  owner: { id: 'PA-425-033', name: 'Example Distributor' },
  tax_id: '',
  events: {
    created: { at: '2026-01-14T10:04:54+00:00' },
    updated: { at: '2026-01-14T10:04:54+00:00' },
  },
} satisfies TierAccount;

/** The same after its name was changed. */
export const tierAccountWithVersionsSample = {
  ...tierAccountSample,
  version: 2,
  versions: [
    {
      ...tiersSample.customer,
      version: 1,
      name: 'Example Customer Ltd.',
      tax_id: '',
      events: tierAccountSample.events,
    },
  ],
} satisfies z.infer<typeof TierAccountWithVersions>;

export const madeAccountSample = { ...tierAccountSample, existed_before: false } satisfies MadeAccount;
