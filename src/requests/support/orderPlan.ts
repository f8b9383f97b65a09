import type { Asset } from '../../connect/schemas/asset.ts';
import type { FulfillmentRequest } from '../../connect/schemas/request.ts';
import type { ItemQuantity } from '../../fields/items.ts';
import type { ParameterValue } from '../../fields/params.ts';
import type { Facts } from './orderLookup.ts';
import { endsAll, sameQuantities } from './quantities.ts';
import { isParty, type Parties, shownAccount } from './tiers.ts';

/** What a product's lines lead to. */
export interface Outcome {
  /** `not_sent`: there was no time, or another line had failed. */
  readonly outcome: 'succeeded' | 'skipped' | 'failed' | 'not_sent';
  /** What was asked for: a purchase, a change or a cancellation. */
  readonly action?: string;
  readonly request_id?: string;
  readonly request_status?: string;
  readonly asset_id?: string;
  readonly reason?: string;
  /** Whether a failed line may have been carried out. */
  readonly unknownFate?: boolean;
}

/** What has to be done for a product. */
export type Plan =
  | { readonly do: 'purchase'; readonly connectionId: string; readonly params: readonly ParameterValue[] }
  | { readonly do: 'change' | 'cancel'; readonly asset: Asset }
  | { readonly do: 'nothing'; readonly result: Outcome };

const nothing = (
  outcome: 'skipped' | 'failed',
  reason: string,
  ids: { asset_id?: string; request_id?: string; request_status?: string } = {},
): Plan => ({ do: 'nothing', result: { outcome, reason, ...ids } });

/** Why a request waits for a correction, as its parameters say. */
const errorsOf = ({ asset }: FulfillmentRequest): string =>
  (asset?.params ?? [])
    .flatMap(({ id, value_error: problem }) => (problem ? [`${id}: ${problem}`] : []))
    .join(' ');

/** What a person has to know of a request that Connect did not just hand to the vendor. */
export const waitsFor = (request: FulfillmentRequest): string | undefined =>
  request.status === 'inquiring'
    ? [`Request ${request.id} is inquiring: it waits for a correction.`, errorsOf(request)]
        .filter(Boolean)
        .join(' ')
    : undefined;

const ofRequest = (request: FulfillmentRequest) => ({
  request_id: request.id,
  ...(request.status ? { request_status: request.status } : {}),
});

/** The plan for a product of which an open request asks for something. */
const planBeside = (open: FulfillmentRequest, isSame: boolean, asset: Asset | undefined): Plan => {
  const ids = { ...ofRequest(open), ...(asset ? { asset_id: asset.id } : {}) };
  if (open.status === 'draft')
    return nothing(
      'failed',
      `Request ${open.id} for it is only a draft. To order it use Place Draft Request.`,
      ids,
    );
  if (isSame)
    return nothing(
      'skipped',
      [`Request ${open.id} (${open.type}) asks for this already and is ${open.status}.`, waitsFor(open)]
        .filter(Boolean)
        .join(' '),
      ids,
    );
  const whose = asset ? ` of subscription ${asset.id}` : '';
  return nothing(
    'failed',
    `Request ${open.id} (${open.type})${whose} is ${open.status}; it has to be finished first.`,
    ids,
  );
};

/** The plan for a product that has a subscription already. */
const planExisting = (
  { customer }: Parties,
  items: readonly ItemQuantity[],
  asset: Asset,
  open: FulfillmentRequest | undefined,
): Plan => {
  const ids = { asset_id: asset.id };
  const owner = asset.tiers?.customer;
  if (owner?.id && !isParty(customer, owner)) {
    return nothing(
      'failed',
      `Subscription ${asset.id} with this external UID belongs to another customer, ${shownAccount(owner)}.`,
      ids,
    );
  }
  const ends = endsAll(items, asset.items ?? []);
  if (open) {
    const isSame = ends
      ? open.type === 'cancel'
      : ['purchase', 'change'].includes(open.type ?? '') && sameQuantities(items, open.asset?.items ?? []);
    return planBeside(open, isSame, asset);
  }
  if (asset.status === 'terminating') {
    return nothing(ends ? 'skipped' : 'failed', `Subscription ${asset.id} is being cancelled.`, ids);
  }
  if (ends) return { do: 'cancel', asset };
  if (sameQuantities(items, asset.items ?? [])) {
    return nothing('skipped', `Subscription ${asset.id} has these quantities already.`, ids);
  }
  return { do: 'change', asset };
};

/**
 * What the lines of a product need: a purchase, a change, a cancellation, or nothing.
 * @param isWhole whether all lines of the product could be read: what may be left out ends no subscription.
 */
export const planProduct = (
  facts: Facts,
  productId: string,
  items: readonly ItemQuantity[],
  isWhole: boolean,
): Plan => {
  const [asset, ...others] = facts.assets.filter((one) => one.product?.id === productId);
  if (asset && others.length) {
    const ids = [asset, ...others].map((one) => `${one.id} (${one.status})`).join(', ');
    return nothing(
      'failed',
      `Several subscriptions have this external ID: ${ids}. Give the External UID of the one that is meant.`,
    );
  }
  const open = facts.requests.find(
    (one) => one.asset?.product?.id === productId && (!asset || one.asset?.id === asset.id),
  );
  if (asset) {
    const plan = planExisting(facts.parties, items, asset, open);
    return plan.do === 'cancel' && !isWhole
      ? nothing(
          'failed',
          `Subscription ${asset.id} is not cancelled, because another line of this product could not be read.`,
          { asset_id: asset.id },
        )
      : plan;
  }
  if (open) return planBeside(open, sameQuantities(items, open.asset?.items ?? []), undefined);
  if (endsAll(items, []))
    return nothing('skipped', 'The quantity is 0 and there is no subscription to cancel.');
  const { connection, params = [] } = facts.products.get(productId) ?? {};
  if (!connection || 'problem' in connection)
    return nothing('failed', connection?.problem ?? `Connect said nothing of product ${productId}.`);
  if ('problem' in params) return nothing('failed', params.problem);
  return { do: 'purchase', connectionId: connection.id, params };
};
