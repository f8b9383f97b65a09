import { assetChoices, newAssets, newUpdatedAssets, searchAssets } from './subscriptions.ts';

/** Subscriptions. */

export const triggers = [newAssets, newUpdatedAssets];

export const dropdowns = [assetChoices];

export const searches = [searchAssets];
