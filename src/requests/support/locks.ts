import { lockOn } from '../../zapier/lock.ts';

/**
 * Steps of one connection on subscriptions run one after the other: nothing in a step tells that an ID, an external ID
 * and an external UID name the same one.
 */
export const subscriptionLock = lockOn('subscriptions');

/**
 * A purchase makes a subscription of its own, so only those of one external ID run one after the other; the orders of a
 * busy store run side by side. An order that another kind of step places meanwhile has the same UID, and is found.
 */
export const purchaseLock = lockOn('purchase', 'asset_external_id');
