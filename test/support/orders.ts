import type { Stage } from './stage.ts';

/** Orders of a shop: Create Requests From Order, and what comes of it. */

export const placeOrder = (stage: Stage, items: object[], more: object = {}) => {
  const {
    line_items: _lines,
    params: _params,
    environment: _environment,
    ...accounts
  } = stage.purchaseInput();
  return stage.run('create_asset_requests_from_order', 'store', {
    ...accounts,
    environment: 'production',
    items,
    ...more,
  });
};

/** What became of each line. */
export const outcomes = (result: Record<string, unknown>) =>
  (result['items'] as { item_id: string; outcome: string; action?: string; reason?: string }[]).map(
    ({ item_id, outcome, action }) => [item_id, outcome, action].filter(Boolean).join(' '),
  );

/** Approves what is open, so that it is a subscription. */
export const activate = async (stage: Stage) => {
  for (const { id, asset } of [...stage.sandbox.world.requests.all()]) {
    if (stage.request(id)?.status !== 'pending') continue;
    const template = asset.product.id === 'PRD-276-377-545' ? 'TL-686-991-072' : 'TL-551-876-782';
    await stage.run('approve_request', 'vendor', { id, template_id: template });
  }
};
