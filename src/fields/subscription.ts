import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import type { ASSET_STATES, Asset } from '../connect/schemas/asset.ts';
import { missing } from '../zapier/input.ts';
import { subscriptionPicker } from './pickers.ts';

/** How a person names a subscription: by its ID, or by the ID that their own system gave it. */
export const subscriptionFields = defineInputFields([
  subscriptionPicker('asset_id', {
    altersDynamicFields: true,
    helpText: 'For example `AS-0000-0000-0000`. Or leave it empty and give the external ID.',
  }),
  {
    key: 'asset_external_id',
    label: 'Subscription External ID',
    helpText:
      'The ID that your own system gave the subscription when it was purchased. Used when Subscription ID is empty.',
  },
  {
    key: 'asset_external_uid',
    label: 'Subscription External UID',
    helpText: 'Tells subscriptions with the same external ID apart.',
  },
]);

interface Named {
  asset_id?: string | undefined;
  asset_external_id?: string | undefined;
  asset_external_uid?: string | undefined;
}

/** States of subscriptions that have not ended. */
export const LIVE = [
  'active',
  'suspended',
  'processing',
  'terminating',
] as const satisfies readonly (keyof typeof ASSET_STATES)[];
/** More with one external ID than anybody has. */
const ENOUGH = 100;
/** How many a message names. */
const NAMED = 5;

/** A subscription that was named; whole where it had to be looked up. */
export interface FoundSubscription {
  readonly id: string;
  readonly asset?: Asset;
}

const shown = ({ id, status, product, tiers }: Asset): string => {
  const { name, external_id: externalId } = tiers?.customer ?? {};
  const customer = [name, externalId && `external ID ${externalId}`].filter(Boolean).join(', ');
  return `${id} (${[status, product?.name ?? 'unknown product', customer && `customer ${customer}`].filter(Boolean).join(', ')})`;
};

/**
 * The subscription that a person named. By external ID, live subscriptions come before ended ones.
 * One call at most, and none when the ID itself is given.
 * @throws ConnectError when none or several match, saying what was searched and what was found.
 */
export const findSubscription = async (connect: Connect, named: Named): Promise<FoundSubscription> => {
  if (named.asset_id) return { id: named.asset_id };
  const { asset_external_id: externalId, asset_external_uid: externalUid } = named;
  if (!externalId && !externalUid) {
    throw missing(
      'Subscription ID',
      'the ID of the subscription, for example AS-0000-0000-0000, or its external ID',
    );
  }
  const { rows } = await connect.assets.list({
    where: { external_id: externalId, external_uid: externalUid },
    ordering: ['-created'],
    limit: ENOUGH,
  });
  const live = rows.filter((row) => LIVE.some((status) => status === row.status));
  const candidates = live.length ? live : rows;
  const searched = [
    externalId && `external ID "${externalId}"`,
    externalUid && `external UID "${externalUid}"`,
  ]
    .filter(Boolean)
    .join(' and ');
  const [only, ...others] = candidates;
  if (!only)
    throw new ConnectError(
      'fix',
      `Connect has no subscription with the ${searched} that this connection can see.`,
    );
  if (others.length) {
    const found = candidates.slice(0, NAMED).map(shown).join('; ');
    throw new ConnectError(
      'fix',
      `Connect has several subscriptions with the ${searched}: ${found}. Give the Subscription ID or the External UID of the one that you mean.`,
    );
  }
  return { id: only.id, asset: only };
};
