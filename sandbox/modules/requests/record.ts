import type { World } from '../../world/world.ts';
import { tell } from './conversation.ts';
import type { Asset, FulfillmentRequest } from './model.ts';
import { subscriptionsOf } from './store.ts';

/** What a change of a request means for its subscription. */

const OPEN = new Set(['draft', 'tiers_setup', 'pending', 'inquiring', 'scheduled', 'revoking']);
export const isOpen = ({ status }: FulfillmentRequest): boolean => OPEN.has(status);

/** What a subscription becomes when a request of a type ends. */
const ENDS: Record<string, { approved: string; failed: string }> = {
  purchase: { approved: 'active', failed: 'terminated' },
  cancel: { approved: 'terminated', failed: 'active' },
  suspend: { approved: 'suspended', failed: 'active' },
  resume: { approved: 'active', failed: 'suspended' },
};

/** Whether a subscription was suspended by the last of its requests that say so. */
const isOnHold = (world: World, assetId: string): boolean =>
  subscriptionsOf(world)
    .requestsOf(assetId)
    .findLast(({ type, status }) => ['suspend', 'resume'].includes(type) && status === 'approved')?.type ===
  'suspend';

const settle = (world: World, request: FulfillmentRequest, asset: Asset) => {
  const end = ENDS[request.type];
  const isApproved = request.status === 'approved';
  if (isApproved) {
    asset.items = request.asset.items.map((item) => ({ ...item, old_quantity: item.quantity }));
    asset.params = request.asset.params;
    if ('id' in request.template && request.template.id)
      asset.template = { id: request.template.id, name: request.template.name };
  }
  if (end) {
    const failed = end.failed === 'active' && isOnHold(world, asset.id) ? 'suspended' : end.failed;
    asset.status = isApproved ? end.approved : failed;
  }
  // Every request of a subscription shows the state that it is in now.
  for (const one of subscriptionsOf(world).requestsOf(asset.id)) {
    if (one.asset.status === asset.status) continue;
    one.asset = { ...one.asset, status: asset.status };
    subscriptionsOf(world).requests.changed(one);
  }
};

/** Writes the change down: times, the subscription's own view of its open request, and its state. */
export const record = (world: World, request: FulfillmentRequest) => {
  request.updated = world.now();
  const asset = subscriptionsOf(world).assets.get(request.asset.id);
  if (asset) {
    if (isOpen(request))
      asset.pending_request = { id: request.id, type: request.type, status: request.status };
    else {
      asset.pending_request = undefined;
      settle(world, request, asset);
    }
    if (request.type === 'purchase' && request.status !== 'draft' && asset.status === 'draft') {
      asset.status = 'processing';
      request.asset = { ...request.asset, status: 'processing' };
    }
    asset.events = { ...asset.events, updated: { at: request.updated } };
  }
  tell(world, request);
  subscriptionsOf(world).touch(request);
};

/** Scheduled requests are pending again when their date has come, and pending ones get older. */
export const wakeUp = (world: World): void => {
  subscriptionsOf(world).age();
  for (const request of subscriptionsOf(world).due()) {
    request.status = 'pending';
    record(world, request);
  }
};
