import { lockOn } from '../../zapier/lock.ts';

/**
 * Steps of one connection on subscriptions run one after the other: nothing in a step tells that an ID, an external ID
 * and an external UID name the same one.
 */
export const subscriptionLock = lockOn('subscriptions');
