import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Asset } from '../../connect/schemas/asset.ts';
import { type FulfillmentRequest, OPEN_REQUEST_STATES } from '../../connect/schemas/request.ts';
import { findConnection } from '../../fields/connection.ts';
import type { ItemQuantity } from '../../fields/items.ts';
import { LIVE } from '../../fields/subscription.ts';
import { derivedUid } from '../../fields/uid.ts';
import { endsAll, sameQuantities } from './quantities.ts';
import { createRequestOn } from './requestOnSubscription.ts';
import type { Tiers } from './tierFields.ts';

/** A line of an order as the person gave it, and the item as Connect takes it. */
export interface OrderLine {
  readonly itemId: string;
  readonly productId: string | undefined;
  readonly item: ItemQuantity;
}

/** An order of items of one or several products. */
export interface Order {
  readonly externalId: string;
  readonly externalUid: string | undefined;
  readonly hubId: string;
  readonly environment: string | undefined;
  readonly tiers: Tiers;
  readonly lines: readonly OrderLine[];
}

/** What a product's lines lead to. */
export type Outcome =
  | { outcome: 'succeeded'; action: string; request_id: string; asset_id: string }
  | {
      outcome: 'skipped' | 'failed';
      reason: string;
      asset_id?: string;
      request_id?: string;
      unknownFate?: boolean;
    };

type Plan =
  | { do: 'purchase'; connectionId: string }
  | { do: 'change' | 'cancel'; assetId: string }
  | { do: 'nothing'; result: Outcome };

/** More subscriptions or requests under one external ID than anybody has. */
const ENOUGH = 200;

const nothing = (
  outcome: 'skipped' | 'failed',
  reason: string,
  ids: { asset_id?: string; request_id?: string } = {},
): Plan => ({
  do: 'nothing',
  result: { outcome, reason, ...ids },
});

const isOpen = (request: FulfillmentRequest) =>
  OPEN_REQUEST_STATES.some((status) => status === request.status);

/** What Connect has under the order's external ID: two calls, side by side, for all products together. */
const lookUp = async (connect: Connect, order: Order, productIds: readonly string[]) => {
  const { externalId, externalUid, hubId, environment } = order;
  const [assets, requests] = await Promise.all([
    connect.assets.list({
      where: {
        external_id: externalId,
        external_uid: externalUid,
        'hub.id': hubId,
        'connection.type': environment,
        'product.id': { in: productIds },
        status: { in: LIVE },
      },
      limit: ENOUGH,
    }),
    connect.requests.list({
      where: {
        'asset.external_id': externalId,
        'asset.external_uid': externalUid,
        'asset.connection.hub.id': hubId,
        'asset.connection.type': environment,
        'asset.product.id': { in: productIds },
        status: { in: OPEN_REQUEST_STATES },
      },
      limit: ENOUGH,
    }),
  ]);
  return { assets: assets.rows, requests: requests.rows };
};

const hasOtherCustomer = (asset: Asset, { customer }: Tiers): boolean => {
  const owner = asset.tiers?.customer?.external_id;
  return Boolean(owner) && owner !== customer.external_id;
};

/** The plan for a product that has a subscription already. */
const planExisting = (
  order: Order,
  items: ItemQuantity[],
  asset: Asset,
  open: FulfillmentRequest | undefined,
): Plan => {
  const ids = { asset_id: asset.id };
  if (hasOtherCustomer(asset, order.tiers)) {
    return nothing(
      'failed',
      `Subscription ${asset.id} with this external ID belongs to another customer (external ID ${asset.tiers?.customer?.external_id}).`,
      ids,
    );
  }
  const ends = endsAll(items, asset.items ?? []);
  if (open) {
    const same = ends
      ? open.type === 'cancel'
      : ['purchase', 'change'].includes(open.type ?? '') && sameQuantities(items, open.asset?.items ?? []);
    return same
      ? nothing('skipped', `Request ${open.id} (${open.type}) asks for this already and is ${open.status}.`, {
          ...ids,
          request_id: open.id,
        })
      : nothing(
          'failed',
          `Request ${open.id} (${open.type}) of subscription ${asset.id} is ${open.status}; it has to be finished first.`,
          { ...ids, request_id: open.id },
        );
  }
  if (asset.status === 'terminating') {
    return nothing(ends ? 'skipped' : 'failed', `Subscription ${asset.id} is being cancelled.`, ids);
  }
  if (ends) return { do: 'cancel', assetId: asset.id };
  if (sameQuantities(items, asset.items ?? [])) {
    return nothing('skipped', `Subscription ${asset.id} has these quantities already.`, ids);
  }
  return { do: 'change', assetId: asset.id };
};

const planProduct = async (
  connect: Connect,
  order: Order,
  productId: string,
  items: ItemQuantity[],
  known: { assets: Asset[]; requests: FulfillmentRequest[] },
): Promise<Plan> => {
  const [asset, ...others] = known.assets.filter((one) => one.product?.id === productId);
  if (asset && others.length) {
    const ids = [asset, ...others].map((one) => `${one.id} (${one.status})`).join(', ');
    return nothing(
      'failed',
      `Several subscriptions have this external ID: ${ids}. Give the External UID of the one that is meant.`,
    );
  }
  const open = known.requests.find(
    (one) => one.asset?.product?.id === productId && isOpen(one) && (!asset || one.asset?.id === asset.id),
  );
  if (asset) return planExisting(order, items, asset, open);
  if (open)
    return nothing('skipped', `Request ${open.id} (${open.type}) is ${open.status} already.`, {
      request_id: open.id,
    });
  if (endsAll(items, []))
    return nothing('skipped', 'The quantity is 0 and there is no subscription to cancel.');
  try {
    const { hubId, environment } = order;
    return { do: 'purchase', connectionId: await findConnection(connect, { productId, hubId, environment }) };
  } catch (error) {
    // What is wrong with this product alone; a server that fails or asks to wait concerns the whole step.
    if (error instanceof ConnectError && error.kind === 'fix' && [undefined, 404].includes(error.status)) {
      const unknown = `Product ${productId} does not exist, or this connection can't see it.`;
      return nothing('failed', error.status === 404 ? unknown : error.message);
    }
    throw error;
  }
};

const purchase = (
  connect: Connect,
  order: Order,
  productId: string,
  items: ItemQuantity[],
  connectionId: string,
) =>
  connect.requests.create(
    {
      type: 'purchase',
      asset: {
        external_id: order.externalId,
        external_uid: order.externalUid ?? derivedUid('subscription', connectionId, order.externalId),
        connection: { id: connectionId },
        product: { id: productId },
        items,
        tiers: order.tiers,
      },
    },
    {
      what: `create a purchase request for product ${productId} with the external ID ${order.externalId}`,
      check: 'Running this step again finds it, if it was.',
    },
  );

const carryOut = async (
  connect: Connect,
  order: Order,
  productId: string,
  items: ItemQuantity[],
  plan: Plan,
): Promise<Outcome> => {
  if (plan.do === 'nothing') return plan.result;
  try {
    const request =
      plan.do === 'purchase'
        ? await purchase(connect, order, productId, items, plan.connectionId)
        : await createRequestOn(connect, plan.do, plan.assetId, plan.do === 'change' ? { items } : {});
    return {
      outcome: 'succeeded',
      action: plan.do,
      request_id: request.id,
      asset_id: request.asset?.id ?? '',
    };
  } catch (error) {
    // A key that no longer works, or a server that asks to wait, concerns the whole step.
    if (error instanceof ConnectError && error.kind !== 'reconnect' && error.kind !== 'wait') {
      return { outcome: 'failed', reason: error.message, unknownFate: error.unknownFate };
    }
    throw error;
  }
};

/** A failure of the whole step, with the requests that were created before it. */
const withCreated = (error: unknown, outcomes: ReadonlyMap<string, Outcome>): unknown => {
  const created = [...outcomes.values()].flatMap((one) =>
    one.outcome === 'succeeded' ? [one.request_id] : [],
  );
  return error instanceof ConnectError && created.length
    ? error.with(
        `Created before: ${created.join(', ')}. Running this step again completes only what is missing.`,
      )
    : error;
};

/**
 * Carries out an order: for each product a purchase, a change or a cancellation, as its subscription under the order's
 * external ID needs. Looks everything up first, side by side; then creates requests one after the other.
 * @param goOn whether a failed product leaves the others to be carried out. Otherwise nothing is sent when a
 *   failure shows before the first request, and nothing more after one that shows later.
 * @returns the lines in their order, each with its outcome.
 */
export const placeOrder = async (
  connect: Connect,
  order: Order,
  goOn: boolean,
): Promise<(OrderLine & { outcome: Outcome })[]> => {
  const products = [...new Set(order.lines.map((line) => line.productId ?? ''))];
  const productIds = products.filter(Boolean);
  const itemsOf = (productId: string) =>
    order.lines.filter((line) => (line.productId ?? '') === productId).map((line) => line.item);
  const known = productIds.length ? await lookUp(connect, order, productIds) : { assets: [], requests: [] };
  const plans = new Map<string, Plan>(
    await Promise.all(
      products.map(
        async (id): Promise<[string, Plan]> => [
          id,
          id
            ? await planProduct(connect, order, id, itemsOf(id), known)
            : nothing(
                'failed',
                "The item ID doesn't tell the product. Use an ID like PRD-000-000-000-0001, or fill in Product ID.",
              ),
        ],
      ),
    ),
  );
  const hopeless = [...plans.values()].some(
    (plan) => plan.do === 'nothing' && plan.result.outcome === 'failed',
  );
  const outcomes = new Map<string, Outcome>();
  let stopped = hopeless && !goOn;
  for (const [id, plan] of plans) {
    const outcome: Outcome =
      stopped && plan.do !== 'nothing'
        ? { outcome: 'skipped', reason: 'Not sent, because another line failed.' }
        : await carryOut(connect, order, id, itemsOf(id), plan).catch((error: unknown) => {
            throw withCreated(error, outcomes);
          });
    outcomes.set(id, outcome);
    if (outcome.outcome === 'failed' && !goOn) stopped = true;
  }
  return order.lines.flatMap((line) => {
    const outcome = outcomes.get(line.productId ?? '');
    return outcome ? [{ ...line, outcome }] : [];
  });
};
