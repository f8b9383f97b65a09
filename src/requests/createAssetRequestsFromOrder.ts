import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { OrderResult } from '../connect/schemas/order.ts';
import { givenItems, orderLines } from '../fields/items.ts';
import { itemPicker, productPicker } from '../fields/pickers.ts';
import { tiersSample } from '../samples/tiers.ts';
import { badValue, missing } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { placeOrder } from './support/order.ts';
import { placeFields } from './support/placeFields.ts';
import { readTiers, tierFields } from './support/tierFields.ts';

const lineSample = {
  item_id: 'PRD-838-787-106-0001',
  quantity: '10',
  product_id: 'PRD-838-787-106',
  outcome: 'succeeded',
  action: 'purchase',
  request_id: 'PR-3919-2310-2857-001',
  asset_id: 'AS-3919-2310-2857',
};

/** Distributor: turns one order into the purchases, changes and cancellations that it means. */
export const createAssetRequestsFromOrder = action({
  key: 'create_asset_requests_from_order',
  noun: 'Order',
  label: 'Create Requests From Order',
  description:
    'Turns an order of several items into requests: for each product a purchase, a change or (when all quantities are 0) a cancellation, as its subscription needs. Returns which lines succeeded, were skipped or failed, and why. For distributors. Running it again completes only what is missing.',
  inputFields: defineInputFields([
    ...placeFields,
    {
      key: 'asset_external_id',
      label: 'Order External ID',
      required: true,
      helpText:
        'The ID of the order in your own system, for example `ORDER-1001`; its subscriptions get it as their external ID.',
    },
    {
      key: 'asset_external_uid',
      label: 'Subscription External UID',
      helpText: 'Tells subscriptions with the same external ID apart.',
    },
    {
      key: 'items',
      label: 'Items',
      children: [
        itemPicker('item_id', {
          required: true,
          helpText: 'For example `PRD-000-000-000-0001`, or an MPN together with Product ID.',
        }),
        {
          key: 'quantity',
          label: 'Quantity',
          required: true,
          helpText: 'The total, for example `5`; `0` to remove the item.',
        },
        productPicker('product_id', { helpText: "Needed when the item's ID doesn't tell it." }),
      ],
    },
    {
      key: 'continue_on_failure',
      label: 'Go On When a Line Fails',
      type: 'boolean',
      default: 'false',
      helpText:
        'If yes, the step succeeds and lists the failed lines. If no, it fails, and says what was created before.',
    },
    ...tierFields,
  ]),
  returns: OrderResult,
  sample: {
    id: 'ORDER-1001',
    external_id: 'ORDER-1001',
    hub: { id: 'HB-1346-8670' },
    items: [lineSample],
    succeeded: [lineSample],
    skipped: [],
    failed: [],
    succeeded_count: 1,
    skipped_count: 0,
    failed_count: 0,
    tiers: tiersSample,
  },
  lock: subscriptionLock,
  run: async (connect, input) => {
    if (givenItems(input).length === 0) throw missing('Items', 'at least one item and its quantity');
    const lines = orderLines(input.items);
    const products = new Set(lines.map(({ productId }) => productId));
    if (input.asset_external_uid && products.size > 1)
      throw badValue(
        'Subscription External UID',
        input.asset_external_uid,
        'none for an order of several products: each subscription has one of its own',
      );
    const tiers = await readTiers(input);
    const { asset_external_id: externalId, hub_id: hubId, continue_on_failure: goOn = false } = input;
    const placed = await placeOrder(
      connect,
      {
        externalId,
        externalUid: input.asset_external_uid,
        hubId,
        environment: input.environment,
        tiers,
        lines,
      },
      goOn,
    );
    const items: (Line & { outcome: string })[] = placed.map(({ itemId, productId, item, outcome }) => ({
      item_id: itemId,
      quantity: String(item.quantity),
      product_id: productId,
      ...outcome,
    }));
    const those = (outcome: string) => items.filter((line) => line.outcome === outcome);
    const shown = (lines: Line[]) => lines.map(({ unknownFate: _forTheMessage, ...line }) => line);
    const [succeeded, skipped, failed] = [those('succeeded'), those('skipped'), those('failed')];
    if (failed.length && !goOn) throw failure(succeeded, failed);
    return {
      id: externalId,
      external_id: externalId,
      hub: { id: hubId },
      items: shown(items),
      succeeded: shown(succeeded),
      skipped: shown(skipped),
      failed: shown(failed),
      succeeded_count: succeeded.length,
      skipped_count: skipped.length,
      failed_count: failed.length,
      tiers,
    };
  },
});

interface Line {
  item_id: string;
  request_id?: string;
  reason?: string;
  unknownFate?: boolean;
}

const AGAIN = 'Running this step again completes only what is missing.';

const failure = (succeeded: readonly Line[], failed: readonly Line[]): ConnectError => {
  const reasons = failed.map((line) => `${line.item_id}: ${line.reason}`).join(' ');
  const created = [...new Set(succeeded.map((line) => line.request_id))];
  const isUnknown = failed.some((line) => line.unknownFate);
  const done = created.length
    ? `Created before: ${created.join(', ')}. ${AGAIN}`
    : isUnknown
      ? AGAIN
      : 'Nothing was created.';
  return new ConnectError('fix', `Lines of the order that failed: ${failed.length}. ${reasons} ${done}`, {
    unknownFate: isUnknown,
  });
};
