import { defineInputFields } from 'zapier-platform-core';
import { ConnectError } from '../connect/errors.ts';
import { OrderResult } from '../connect/schemas/order.ts';
import { orderLines } from '../fields/items.ts';
import { readListedParams } from '../fields/parameterValues.ts';
import { itemPicker, marketplacePicker, productPicker } from '../fields/pickers.ts';
import { tiersSample } from '../samples/tiers.ts';
import { badValue, checkedLater } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import { subscriptionLock } from './support/locks.ts';
import { noteField } from './support/noteField.ts';
import { type PlacedLine, placeOrder } from './support/order.ts';
import type { Outcome } from './support/orderPlan.ts';
import { placeFields } from './support/placeFields.ts';
import { tierFields } from './support/tierFields.ts';
import { readParties, tiersOf } from './support/tiers.ts';

const lineSample = {
  item_id: 'PRD-838-787-106-0001',
  quantity: '10',
  product_id: 'PRD-838-787-106',
  outcome: 'succeeded',
  action: 'purchase',
  request_id: 'PR-3919-2310-2857-001',
  request_status: 'pending',
  asset_id: 'AS-3919-2310-2857',
};

/** Distributor: turns one order into the purchases, changes and cancellations that it means. */
export const createAssetRequestsFromOrder = action({
  key: 'create_asset_requests_from_order',
  noun: 'Order',
  label: 'Create Requests From Order',
  description:
    'Turns an order of several items into requests: for each product a purchase, a change or (when all quantities are 0) a cancellation, as its subscription needs. Returns which lines succeeded, were skipped, failed or were not sent, and why. For distributors. Running it again completes only what is missing.',
  inputFields: defineInputFields([
    ...placeFields,
    marketplacePicker('marketplace_id', {
      helpText: 'For example `MP-00000`. Left empty, Connect takes the one of the contract.',
    }),
    {
      key: 'asset_external_id',
      label: 'Order External ID',
      required: true,
      helpText:
        'The ID of the order in your own system, for example `ORDER-1001`; its subscriptions get it as their external ID. Orders of two customers with one ID are two orders.',
    },
    {
      key: 'asset_external_uid',
      label: 'Subscription External UID',
      helpText: 'Tells subscriptions with the same external ID apart.',
    },
    {
      key: 'items',
      label: 'Items',
      children: checkedLater(
        defineInputFields([
          itemPicker('item_id', {
            helpText: 'For example `PRD-000-000-000-0001`, or an MPN together with Product ID.',
          }),
          {
            key: 'quantity',
            label: 'Quantity',
            helpText: 'The total, for example `5`; `0` to remove the item.',
          },
          productPicker('product_id', { helpText: "Needed when the item's ID doesn't tell it." }),
        ]),
      ),
    },
    {
      key: 'other_lines',
      label: 'Lines Without a Product of Connect',
      choices: { fail: 'Are failures', skip: 'Are passed over' },
      default: 'fail',
      helpText:
        'What becomes of lines such as shipping, of which neither the Item ID nor Product ID tells a product.',
    },
    {
      key: 'continue_on_failure',
      label: 'Go On When a Line Fails',
      type: 'boolean',
      default: 'false',
      helpText:
        'If yes, the step succeeds and lists the lines that failed or were not sent. If no, it fails, and says what was created before.',
    },
    {
      key: 'params',
      label: 'Ordering Parameters',
      dict: true,
      helpText:
        "They go with purchases. The parameter's ID on the left, its value on the right, for example `admin_email` and `alex@example.com`; each product gets those that it has. For one product alone write its ID before the parameter: `PRD-000-000-000 admin_email`.",
    },
    {
      key: 'external_attributes',
      label: 'External Attributes',
      dict: true,
      helpText:
        "They go with changes and cancellations: the attribute's name on the left, its value on the right.",
    },
    noteField,
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
    not_sent: [],
    succeeded_count: 1,
    skipped_count: 0,
    failed_count: 0,
    not_sent_count: 0,
    tiers: tiersSample,
  },
  lock: subscriptionLock,
  run: async (connect, input) => {
    const lines = orderLines(input.items);
    const products = new Set(lines.map(({ productId }) => productId).filter(Boolean));
    if (input.asset_external_uid && products.size > 1)
      throw badValue(
        'Subscription External UID',
        input.asset_external_uid,
        'none for an order of several products: each subscription has one of its own',
      );
    const parties = await readParties(input);
    const { asset_external_id: externalId, hub_id: hubId, continue_on_failure: goesOn = false } = input;
    const placed = await placeOrder(connect, {
      externalId,
      externalUid: input.asset_external_uid,
      hubId,
      environment: input.environment,
      marketplaceId: input.marketplace_id,
      parties,
      params: readListedParams('Ordering Parameters', input.params),
      attributes: input.external_attributes,
      note: input.note,
      lines,
      goesOn,
      skipsOthers: input.other_lines === 'skip',
    });
    const those = (outcome: Outcome['outcome']) => placed.filter(({ result }) => result.outcome === outcome);
    const [succeeded, skipped, failed, unsent] = [
      those('succeeded'),
      those('skipped'),
      those('failed'),
      those('not_sent'),
    ];
    const isNothingSent = unsent.length > 0 && succeeded.length === 0 && failed.length === 0;
    if ((failed.length + unsent.length > 0 && !goesOn) || isNothingSent)
      throw failure(succeeded, failed, unsent);
    return {
      id: externalId,
      external_id: externalId,
      hub: { id: hubId },
      items: placed.map(shown),
      succeeded: succeeded.map(shown),
      skipped: skipped.map(shown),
      failed: failed.map(shown),
      not_sent: unsent.map(shown),
      succeeded_count: succeeded.length,
      skipped_count: skipped.length,
      failed_count: failed.length,
      not_sent_count: unsent.length,
      tiers: tiersOf(parties),
    };
  },
});

/** A line as a later step sees it. */
const shown = ({ itemId, quantity, productId, result }: PlacedLine) => {
  const { unknownFate: _forTheMessage, ...outcome } = result;
  return { item_id: itemId, quantity, product_id: productId, ...outcome };
};

const AGAIN = 'Running this step again completes only what is missing.';

const failure = (
  succeeded: readonly PlacedLine[],
  failed: readonly PlacedLine[],
  unsent: readonly PlacedLine[],
): ConnectError => {
  const of = (lines: readonly PlacedLine[], why: (line: PlacedLine) => string) =>
    `${lines.length}. ${lines.map(why).join(' ')}`;
  const problems = [
    failed.length &&
      `Lines of the order that failed: ${of(failed, ({ itemId, result }) => `${itemId || 'A line without an item'}: ${result.reason}`)}`,
    // After a failure nothing else is sent, which needs no saying line by line.
    !failed.length &&
      `Lines of the order that were not sent, because the time that Zapier gives a step was nearly over: ${unsent.length} (${unsent.map(({ itemId }) => itemId).join(', ')}).`,
  ].filter(Boolean);
  const created = [...new Set(succeeded.map(({ result }) => result.request_id))];
  const isUnknown = failed.some(({ result }) => result.unknownFate);
  const done = created.length
    ? `Created before: ${created.join(', ')}. ${AGAIN}`
    : isUnknown
      ? AGAIN
      : `Nothing was created.${failed.length ? '' : ` ${AGAIN}`}`;
  return new ConnectError('fix', `${problems.join(' ')} ${done}`, { unknownFate: isUnknown });
};
