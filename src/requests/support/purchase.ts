import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { FulfillmentRequest, PlacedRequest } from '../../connect/schemas/request.ts';
import { findConnection } from '../../fields/connection.ts';
import { filteredEnvironment, isOfEnvironment } from '../../fields/environments.ts';
import type { ItemQuantity } from '../../fields/items.ts';
import type { ParameterValue } from '../../fields/params.ts';
import { checkOnce, checkOrdersSomething } from '../../fields/productItems.ts';
import { derivedUid } from '../../fields/uid.ts';
import { differences } from './quantities.ts';
import {
  findAccounts,
  isParty,
  type Parties,
  recognised,
  shownAccount,
  shownParty,
  tiersOf,
} from './tiers.ts';

/** What is ordered, by whom and where. */
export interface Purchase {
  readonly productId: string;
  readonly hubId: string;
  readonly environment: string | undefined;
  readonly marketplaceId: string | undefined;
  readonly externalId: string;
  readonly externalUid: string | undefined;
  readonly items: readonly ItemQuantity[];
  /** Reads them, beside the other look-ups: what the product says of them may have to be asked for. */
  readonly readParams: () => Promise<readonly ParameterValue[]>;
  readonly parties: Parties;
  readonly note: string | undefined;
  /** A draft waits to be placed. */
  readonly isDraft: boolean;
  /** Whether any live order under the external ID is as good as this one. */
  readonly takesAny: boolean;
}

/** More orders of one product under one external ID than anybody has. */
const ENOUGH = 100;

/** The purchases that made (or are about to make) live subscriptions of a product under an external ID, newest first. */
const findPurchases = async (
  connect: Connect,
  { productId, hubId, environment, externalId, externalUid }: Purchase,
): Promise<FulfillmentRequest[]> => {
  const { rows } = await connect.requests.list({
    where: {
      type: 'purchase',
      status: { out: ['failed', 'revoked'] },
      'asset.product.id': productId,
      'asset.connection.hub.id': hubId,
      'asset.connection.type': filteredEnvironment(environment),
      'asset.external_id': externalId,
      // Without one it is derived, and any subscription under the external ID may be the one.
      'asset.external_uid': externalUid,
    },
    ordering: ['-created'],
    limit: ENOUGH,
  });
  return rows.filter(
    ({ asset }) => asset?.status !== 'terminated' && isOfEnvironment(environment, asset?.connection),
  );
};

/** An order that was made before, for messages. */
const shown = ({ id, status, asset }: FulfillmentRequest): string =>
  `request ${id} (${status}), subscription ${asset?.id} (${asset?.status})`;

const refused = (text: string): ConnectError => new ConnectError('fix', `Nothing was ordered: ${text}`);

/**
 * The order that was made before, if this one is the same: of the same customer, with the same items.
 * @throws ConnectError when the customer has ordered something else under the external ID, saying what differs.
 */
const madeBefore = (
  rows: readonly FulfillmentRequest[],
  { productId, externalId, externalUid, items, isDraft, takesAny }: Purchase,
  { customer }: Parties,
): FulfillmentRequest | undefined => {
  const own = rows.filter(({ asset }) => isParty(customer, asset?.tiers?.customer));
  // A draft is no order yet: what was placed comes before it.
  const isPlaced = ({ status }: FulfillmentRequest) => status !== 'draft';
  const orders = isDraft ? own : [...own.filter(isPlaced), ...own.filter((one) => !isPlaced(one))];
  const isSame = ({ asset }: FulfillmentRequest) => differences(items, asset?.items ?? []).length === 0;
  const [first] = orders;
  const taken = takesAny ? first : orders.find(isSame);
  if (taken && !isDraft && !isPlaced(taken)) {
    throw refused(
      `it stands there as a draft already, ${shown(taken)}. To order it use Place Draft Request with ${taken.id}.`,
    );
  }
  if (taken) return taken;
  if (first) {
    const has = isPlaced(first) ? 'has ordered' : 'has a draft of';
    throw refused(
      `${shownParty(customer)} ${has} product ${productId} under the external ID ${externalId} already, by ${shown(first)}, with other quantities (${differences(items, first.asset?.items ?? []).join('; ')}). ${
        isPlaced(first)
          ? 'To change a subscription use Create Change Request; for one more, give an external ID of its own.'
          : 'To order what it holds use Place Draft Request; for one more, give an external ID of its own.'
      }`,
    );
  }
  const [other] = rows;
  if (externalUid && other) {
    throw refused(
      `product ${productId} has been ordered under the external ID ${externalId} and the external UID ${externalUid} already, by ${shown(other)}, for another customer: ${shownAccount(other.asset?.tiers?.customer)} there, ${shownParty(customer)} here.`,
    );
  }
  return undefined;
};

/** The UID of a subscription that has none of its own: by where it is ordered, as what, and for whom. */
export const subscriptionUid = (connectionId: string, externalId: string, { customer }: Parties): string =>
  derivedUid('subscription', connectionId, externalId, ...customer.identity);

/**
 * Orders a product, or drafts the order; one that was made before is found and not made twice.
 * @returns the request, and whether it existed before.
 * @throws ConnectError when another order stands under the external ID, or Connect refuses this one.
 */
export const placePurchase = async (connect: Connect, purchase: Purchase): Promise<PlacedRequest> => {
  const { productId, hubId, environment, marketplaceId, externalId, items, isDraft, note } = purchase;
  const [connectionId, existing, accounts, params] = await Promise.all([
    findConnection(connect, { productId, hubId, environment, marketplaceId }),
    findPurchases(connect, purchase),
    findAccounts(connect, hubId, purchase.parties),
    purchase.readParams(),
    checkOnce(connect, productId, items),
    checkOrdersSomething(connect, productId, items),
  ]);
  const parties = recognised(purchase.parties, accounts);
  const before = madeBefore(existing, purchase, parties);
  if (before) return { ...before, existed_before: true };
  try {
    const made = await connect.requests.create(
      {
        type: 'purchase',
        ...(isDraft ? { status: 'draft' } : {}),
        asset: {
          external_id: externalId,
          external_uid: purchase.externalUid ?? subscriptionUid(connectionId, externalId, parties),
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
        what: `create a ${isDraft ? 'draft' : 'purchase'} request for product ${productId} with the external ID ${externalId}`,
        check:
          'Running this step again does no harm: an order that was placed is found and not placed twice.',
      },
    );
    return { ...made, existed_before: false };
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
    // Another run may have placed it since; a look-up that fails too must not hide why Connect refused.
    const now = await findPurchases(connect, purchase).catch(() => []);
    const meanwhile = madeBefore(now, purchase, parties);
    if (!meanwhile) throw error;
    return { ...meanwhile, existed_before: true };
  }
};
