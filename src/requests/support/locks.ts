import { lockOn } from '../../zapier/lock.ts';

/** Steps of one connection on one subscription run one after the other. */
export const subscriptionLock = lockOn('subscription', 'asset_id', 'asset_external_id');
