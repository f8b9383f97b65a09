import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { missingParams } from '../catalog/params.ts';
import { catalogOf } from '../catalog/store.ts';
import type { TierAccount, TierConfigRequest } from '../tiers/model.ts';
import { areSetUp, setUpTiers } from '../tiers/setup.ts';
import type { Asset, FulfillmentRequest } from './model.ts';
import { record } from './record.ts';
import { subscriptionsOf } from './store.ts';

/** Where a purchase goes once it is placed: to its resellers' configurations first, then to whoever is next. */

const isAccount = (tier: Asset['tiers']['tier2']): tier is TierAccount => Boolean(tier['id']);

const resellersOf = ({ tiers: { tier1, tier2 } }: Pick<Asset, 'tiers'>) => ({
  tier1,
  ...(isAccount(tier2) ? { tier2 } : {}),
});

/** The status that follows. Required parameters without a value are marked. */
const next = (world: World, asset: Pick<Asset, 'product' | 'connection' | 'tiers' | 'params'>) => {
  const offer = catalogOf(world).offer(asset.product.id);
  if (offer && !areSetUp(world, offer, asset.connection.id, resellersOf(asset))) return 'tiers_setup';
  const missing = missingParams(asset.params, 'ordering');
  asset.params = asset.params.map((param) =>
    missing.includes(param) ? { ...param, value_error: 'This field is required.' } : param,
  );
  return missing.length ? 'inquiring' : 'pending';
};

/** Places a purchase. @returns its status. */
export const placed = (
  world: World,
  distributor: Account,
  asset: Pick<Asset, 'product' | 'connection' | 'tiers' | 'params'>,
): string => {
  const offer = catalogOf(world).offer(asset.product.id);
  const connection = catalogOf(world).connection(asset.connection.id);
  if (offer && connection) setUpTiers(world, distributor, offer, connection, resellersOf(asset));
  return next(world, asset);
};

const isOf = ({ configuration }: TierConfigRequest, { asset }: FulfillmentRequest): boolean => {
  const account = configuration.tier_level === 1 ? asset.tiers.tier1 : asset.tiers.tier2;
  return (
    asset.connection.id === configuration.connection.id &&
    'id' in account &&
    account.id === configuration.account.id
  );
};

/** Purchases that waited for a configuration go on, or fail with it. */
export const goOn = (world: World, ended: TierConfigRequest): void => {
  if (ended.type !== 'setup') return;
  for (const request of subscriptionsOf(world)
    .inSetup()
    .filter((one) => isOf(ended, one))) {
    if (ended.status === 'failed') {
      request.status = 'failed';
      request.reason = `The tier configuration request ${ended.id} has failed.`;
      request.answered = true;
    } else request.status = next(world, request.asset);
    const asset = subscriptionsOf(world).assets.get(request.asset.id);
    if (asset) asset.params = request.asset.params;
    if (request.status !== 'tiers_setup') record(world, request);
  }
};
