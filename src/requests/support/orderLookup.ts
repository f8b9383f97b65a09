import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Asset } from '../../connect/schemas/asset.ts';
import { type FulfillmentRequest, OPEN_REQUEST_STATES } from '../../connect/schemas/request.ts';
import { findConnection } from '../../fields/connection.ts';
import { filteredEnvironment, isOfEnvironment } from '../../fields/environments.ts';
import type { ItemQuantity } from '../../fields/items.ts';
import { knownIn } from '../../fields/knownParameters.ts';
import { fitted } from '../../fields/parameterValues.ts';
import { asGiven, type GivenParameter, type ParameterValue } from '../../fields/params.ts';
import { sameItems } from '../../fields/productItems.ts';
import { LIVE } from '../../fields/subscription.ts';
import { sideBySide } from './sideBySide.ts';
import { findAccounts, isParty, type Parties, recognised } from './tiers.ts';

/** Where and for whom an order is placed, and what goes with its requests. */
export interface OrderTerms {
  readonly externalId: string;
  readonly externalUid: string | undefined;
  readonly hubId: string;
  readonly environment: string | undefined;
  readonly marketplaceId: string | undefined;
  readonly parties: Parties;
  readonly params: readonly GivenParameter[];
  readonly attributes: unknown;
  readonly note: string | undefined;
}

/** What an order needs to know of one of its products. */
export interface ProductFacts {
  /** The connection through which it is sold, or why there is none. */
  readonly connection: { readonly id: string } | { readonly problem: string };
  /** Items that stand in the order under two names, each with the other one. */
  readonly twice: ReadonlyMap<ItemQuantity, string>;
  /** Those of the order's parameters that are the product's, or why they can't go with a purchase. */
  readonly params: readonly ParameterValue[] | { readonly problem: string };
}

/** What Connect has for an order. */
export interface Facts {
  readonly parties: Parties;
  /** Live subscriptions under the order's external ID, and requests that still wait for somebody. */
  readonly assets: readonly Asset[];
  readonly requests: readonly FulfillmentRequest[];
  readonly products: ReadonlyMap<string, ProductFacts>;
}

/** More subscriptions or requests under one external ID, or parameters of one product, than anybody has. */
const ENOUGH = 500;
const NOT_ORDERED = 'None of its lines can be read.';
/** Products whose look-ups are made at once: more than an order has. */
const MOST_READS = 100;

/** What is wrong with this product alone; a server that fails or asks to wait concerns the whole step. */
const problemOf = (productId: string, error: unknown): string | undefined => {
  if (!(error instanceof ConnectError) || error.kind !== 'fix') return undefined;
  if (error.status === 404) return `Product ${productId} does not exist, or this connection can't see it.`;
  return error.status === undefined ? error.message : undefined;
};

const connectionOf = async (
  connect: Connect,
  productId: string,
  { hubId, environment, marketplaceId }: OrderTerms,
): Promise<ProductFacts['connection']> => {
  try {
    return { id: await findConnection(connect, { productId, hubId, environment, marketplaceId }) };
  } catch (error) {
    const problem = problemOf(productId, error);
    if (problem) return { problem };
    throw error;
  }
};

/** `PRD-000-000-000 admin_email`: a parameter of one of several products. */
const OF_PRODUCT = /^(PRD(?:-\d+){3})[\s.:/]+(\S.*)$/s;

/** A parameter of an order: whose it is, unless it is for all products, and what that product calls it. */
const scoped = (param: GivenParameter): { product: string | undefined; param: GivenParameter } => {
  const [, product, id] = OF_PRODUCT.exec(param.id) ?? [];
  return { product, param: id ? { ...param, id } : param };
};

/** The order's parameters that may be a product's: those for it alone, and those for all that have them. */
const meantFor = (productId: string, params: readonly GivenParameter[]) => {
  const all = params.map(scoped);
  const own = all.filter(({ product }) => product === productId).map(({ param }) => param);
  const common = all
    .filter(({ product, param }) => !product && !own.some((one) => one.id === param.id))
    .map(({ param }) => param);
  return { own, common };
};

/** An order's first parameter that none of its products has; one that can't be asked may have any. */
export const strayParam = (
  params: readonly GivenParameter[],
  products: Facts['products'],
): GivenParameter | undefined =>
  params.find((given) => {
    const { product, param } = scoped(given);
    return ![...products].some(
      ([id, { params: own }]) =>
        (!product || product === id) && ('problem' in own || own.some((one) => one.id === param.id)),
    );
  });

/**
 * The order's parameters that a product has, with values as it keeps them. One call, and none without parameters.
 * @param isOnly whether it is the only product, so that all parameters are meant for it.
 */
const paramsOf = async (
  connect: Connect,
  productId: string,
  params: readonly GivenParameter[],
  isOnly: boolean,
): Promise<ProductFacts['params']> => {
  const { own, common } = meantFor(productId, params);
  if (own.length + common.length === 0) return [];
  const isCertain = isOnly || common.length === 0;
  try {
    const { rows } = await connect.productParameters(productId).list({
      where: { phase: 'ordering', scope: 'asset' },
      limit: ENOUGH,
    });
    const known = knownIn(rows);
    return await fitted([...own, ...(isOnly ? common : common.filter(({ id }) => known.has(id)))], known);
  } catch (error) {
    // Whose they are is plain, and whether they are right Connect says when they are ordered.
    if (isCertain && error instanceof ConnectError && (error.status === 403 || error.status === 404))
      return [...own, ...common].map(asGiven);
    // A value that can't be used is a mistake in a field of the order, and not in a line.
    const isUnknown = error instanceof ConnectError && error.status === 404;
    const problem = isUnknown ? problemOf(productId, error) : undefined;
    if (problem) return { problem };
    throw error;
  }
};

/**
 * What Connect has for an order of products, in one round: two calls for all of them, one for the accounts, and one for
 * each product's connection; more only for items under two names and for parameters.
 * @param itemsOf the items of a product.
 * @param others products of which nothing is ordered now, and whose the parameters may be.
 */
export const lookUp = async (
  connect: Connect,
  order: OrderTerms,
  productIds: readonly string[],
  itemsOf: (productId: string) => readonly ItemQuantity[],
  others: readonly string[] = [],
): Promise<Facts> => {
  const { externalId, externalUid, hubId, environment, params } = order;
  const isOnly = productIds.length + others.length === 1;
  const [assets, requests, accounts, products, unordered] = await Promise.all([
    connect.assets.list({
      where: {
        external_id: externalId,
        external_uid: externalUid,
        'hub.id': hubId,
        'connection.type': filteredEnvironment(environment),
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
        'asset.connection.type': filteredEnvironment(environment),
        'asset.product.id': { in: productIds },
        status: { in: OPEN_REQUEST_STATES },
      },
      limit: ENOUGH,
    }),
    findAccounts(connect, hubId, order.parties),
    sideBySide(productIds, MOST_READS, async (id) => {
      const [connection, twice, own] = await Promise.all([
        connectionOf(connect, id, order),
        sameItems(connect, id, itemsOf(id)),
        paramsOf(connect, id, params, isOnly),
      ]);
      return [id, { connection, twice, params: own }] as const;
    }),
    sideBySide(others, MOST_READS, async (id) => {
      const own = await paramsOf(connect, id, params, isOnly);
      return [id, { connection: { problem: NOT_ORDERED }, twice: new Map(), params: own }] as const;
    }),
  ]);
  const parties = recognised(order.parties, accounts);
  // Two customers with one external ID have two orders; a UID of its own names one subscription, whose ever it is.
  const isOwn = (asset: Pick<Asset, 'tiers'> | null | undefined) =>
    externalUid !== undefined || isParty(parties.customer, asset?.tiers?.customer);
  return {
    parties,
    assets: assets.rows.filter((asset) => isOwn(asset) && isOfEnvironment(environment, asset.connection)),
    requests: requests.rows.filter(
      ({ asset }) => isOwn(asset) && isOfEnvironment(environment, asset?.connection),
    ),
    products: new Map<string, ProductFacts>([...unordered, ...products]),
  };
};
