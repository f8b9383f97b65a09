import { clock } from '../../connect/clock.ts';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { PlacedRequest } from '../../connect/schemas/request.ts';
import type { ItemQuantity, OrderLine } from '../../fields/items.ts';
import { namedTwice } from '../../fields/productItems.ts';
import { badValue } from '../../zapier/input.ts';
import { type Facts, lookUp, type OrderTerms, strayParam } from './orderLookup.ts';
import { type Outcome, type Plan, planProduct, waitsFor } from './orderPlan.ts';
import { subscriptionUid } from './purchase.ts';
import { createRequestOn } from './requestOnSubscription.ts';
import { sideBySide } from './sideBySide.ts';
import { tiersOf } from './tiers.ts';

/** An order of items of one or several products. */
export interface Order extends OrderTerms {
  readonly lines: readonly OrderLine[];
  /** Whether a failed line leaves the others to be carried out. */
  readonly goesOn: boolean;
  /** Whether lines that tell no product of Connect, such as shipping, are passed over. */
  readonly skipsOthers: boolean;
}

/** Writes at once; each is of a product, and so of a subscription, of its own. */
const MOST_WRITES = 5;
/** No write is started with less time left than its answer may take, ms. */
const TO_HEAR = 8_000;
/** How much longer than the slowest write before it a write may take. */
const SLACK = 1.5;

/** A line, and what became of it. */
export type PlacedLine = OrderLine & { readonly result: Outcome };

/** One product of the order, its readable items, and what has to be done for it. */
interface Work {
  readonly productId: string;
  readonly items: readonly ItemQuantity[];
  readonly plan: Plan;
}

const failed = (reason: string): Outcome => ({ outcome: 'failed', reason });
const UNSENT: Outcome = { outcome: 'not_sent', reason: 'Not sent, because another line failed.' };
const TOO_LATE: Outcome = {
  outcome: 'not_sent',
  reason:
    'Not sent, because the time that Zapier gives a step was nearly over. Running this step again sends it.',
};
const NO_PRODUCT =
  "The item ID doesn't tell the product. Use an ID like PRD-000-000-000-0001, or fill in Product ID.";

/** What is known of a line before Connect is asked. */
const read = ({ problem, productId, itemId }: OrderLine, { skipsOthers }: Order): Outcome | undefined => {
  if (skipsOthers && !productId)
    return {
      outcome: 'skipped',
      reason: `${itemId ? `${itemId} tells` : 'The line tells'} no product of Connect.`,
    };
  if (problem) return failed(problem);
  return productId ? undefined : failed(NO_PRODUCT);
};

/** @throws ConnectError when a parameter belongs to none of the products. */
const checkParams = ({ params }: Order, { products }: Facts): void => {
  const stray = strayParam(params, products);
  if (stray)
    throw badValue('Ordering Parameters', stray.id, 'ordering parameters of the products in the order');
};

const purchase = (
  connect: Connect,
  { externalId, externalUid, marketplaceId, note }: Order,
  { parties }: Facts,
  { productId, items }: Work,
  { connectionId, params }: Extract<Plan, { do: 'purchase' }>,
): Promise<PlacedRequest> =>
  connect.requests.create(
    {
      type: 'purchase',
      asset: {
        external_id: externalId,
        external_uid: externalUid ?? subscriptionUid(connectionId, externalId, parties),
        connection: { id: connectionId },
        product: { id: productId },
        items,
        params,
        tiers: tiersOf(parties),
      },
      ...(marketplaceId ? { marketplace: { id: marketplaceId } } : {}),
      ...(note ? { note } : {}),
    },
    {
      what: `create a purchase request for product ${productId} with the external ID ${externalId}`,
      check: 'Running this step again finds it, if it was.',
    },
  );

const send = (connect: Connect, order: Order, facts: Facts, work: Work, plan: Plan) => {
  const { attributes, note } = order;
  if (plan.do === 'nothing') throw new TypeError('There is nothing to send.');
  if (plan.do === 'purchase') return purchase(connect, order, facts, work, plan);
  const { id } = plan.asset;
  const given = { external_attributes: attributes, note };
  const items = plan.do === 'change' ? { items: [...work.items] } : {};
  return createRequestOn(connect, plan.do, { id, asset: plan.asset }, { ...given, ...items });
};

/** What another step has placed since the look-up, where it is just what is needed. A look-up that fails too hides nothing. */
const placedSince = async (
  connect: Connect,
  order: Order,
  { productId, items }: Work,
): Promise<Outcome | undefined> => {
  const facts = await lookUp(connect, order, [productId], () => items).catch(() => undefined);
  const plan = facts && planProduct(facts, productId, items, true);
  return plan?.do === 'nothing' && plan.result.outcome === 'skipped' ? plan.result : undefined;
};

const carryOut = async (connect: Connect, order: Order, facts: Facts, work: Work): Promise<Outcome> => {
  const { plan } = work;
  try {
    const request = await send(connect, order, facts, work, plan);
    const reason = waitsFor(request);
    return {
      outcome: 'succeeded',
      action: plan.do,
      request_id: request.id,
      ...(request.status ? { request_status: request.status } : {}),
      asset_id: request.asset?.id ?? '',
      ...(reason ? { reason } : {}),
    };
  } catch (error) {
    // A key that no longer works, or a server that asks to wait, concerns the whole step.
    if (error instanceof ConnectError && error.kind !== 'reconnect' && error.kind !== 'wait') {
      const since =
        plan.do === 'purchase' && error.isRefusal ? await placedSince(connect, order, work) : undefined;
      return since ?? { ...failed(error.message), unknownFate: error.unknownFate };
    }
    throw error;
  }
};

/** A failure of the whole step, with the requests that were created before it. */
const withCreated = (error: unknown, outcomes: ReadonlyMap<string, Outcome>): unknown => {
  const created = [...outcomes.values()].flatMap(({ outcome, request_id: id }) =>
    outcome === 'succeeded' && id ? [id] : [],
  );
  return error instanceof ConnectError && created.length
    ? error.with(
        `Created before: ${created.join(', ')}. Running this step again completes only what is missing.`,
      )
    : error;
};

/** Sends what is planned, side by side, while there is time to hear the answers. */
const carryOutAll = async (
  connect: Connect,
  order: Order,
  facts: Facts,
  works: readonly Work[],
): Promise<Map<string, Outcome>> => {
  const outcomes = new Map<string, Outcome>();
  let slowest = 0;
  let stops = false;
  const one = async (work: Work): Promise<void> => {
    const started = clock.now();
    const isLate = connect.deadline.left < Math.max(TO_HEAR, slowest * SLACK);
    const outcome = stops ? UNSENT : isLate ? TOO_LATE : await carryOut(connect, order, facts, work);
    slowest = Math.max(slowest, clock.now() - started);
    outcomes.set(work.productId, outcome);
    if (outcome.outcome === 'failed' && !order.goesOn) stops = true;
  };
  // An account that Connect doesn't know is made by the first purchase; side by side, each would make it.
  const { customer, tier1, tier2 } = facts.parties;
  const makesAccounts = [customer, tier1, tier2].some((party) => party?.isNew);
  const isFirst = (work: Work) => makesAccounts && work.plan.do === 'purchase';
  const first = works.findIndex(isFirst);
  const alone = first < 0 ? [] : works.slice(first, first + 1);
  try {
    await sideBySide(alone, 1, one);
    await sideBySide(
      works.filter((work) => !alone.includes(work)),
      MOST_WRITES,
      one,
    );
  } catch (error) {
    throw withCreated(error, outcomes);
  }
  return outcomes;
};

/**
 * Carries out an order: for each product a purchase, a change or a cancellation, as its customer's subscription under
 * the order's external ID needs. Looks everything up first, side by side; then creates the requests, side by side.
 * When the order doesn't go on, nothing is sent if a failure shows before the first request, and nothing more is
 * started after one that shows later.
 * @returns the lines in their order, each with what became of it.
 */
export const placeOrder = async (connect: Connect, order: Order): Promise<PlacedLine[]> => {
  const results = new Map<OrderLine, Outcome>();
  for (const line of order.lines) {
    const known = read(line, order);
    if (known) results.set(line, known);
  }
  const readable = (productId: string) =>
    order.lines.flatMap((line) =>
      line.item && line.productId === productId && !results.has(line) ? [{ line, item: line.item }] : [],
    );
  const productIds = [
    ...new Set(order.lines.flatMap((line) => (results.has(line) ? [] : (line.productId ?? [])))),
  ];
  const unread = new Set(
    order.lines.flatMap((line) => (results.get(line)?.outcome === 'failed' ? (line.productId ?? []) : [])),
  );
  for (const productId of productIds) unread.delete(productId);
  const works: Work[] = [];
  let facts: Facts | undefined;
  if (productIds.length) {
    const itemsOf = (id: string) => readable(id).map(({ item }) => item);
    facts = await lookUp(connect, order, productIds, itemsOf, [...unread]);
    checkParams(order, facts);
    for (const productId of productIds) {
      const { twice } = facts.products.get(productId) ?? {};
      for (const { line, item } of readable(productId)) {
        const other = twice?.get(item);
        if (other) results.set(line, failed(namedTwice(item, other).message));
      }
      const items = readable(productId).map(({ item }) => item);
      const isWhole = !order.lines.some(
        (line) => line.productId === productId && results.get(line)?.outcome === 'failed',
      );
      works.push({ productId, items, plan: planProduct(facts, productId, items, isWhole) });
    }
  }
  const settled = new Map(
    works.flatMap(({ productId, plan }) => (plan.do === 'nothing' ? [[productId, plan.result]] : [])),
  );
  const isHopeless = [...results.values(), ...settled.values()].some(({ outcome }) => outcome === 'failed');
  const open = works.filter(({ plan }) => plan.do !== 'nothing');
  const sent =
    facts && (order.goesOn || !isHopeless)
      ? await carryOutAll(connect, order, facts, open)
      : new Map<string, Outcome>();
  return order.lines.map((line) => {
    const productId = line.productId ?? '';
    const result = results.get(line) ?? settled.get(productId) ?? sent.get(productId) ?? UNSENT;
    return { ...line, result };
  });
};
