import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { Asset } from '../../connect/schemas/asset.ts';
import {
  type FulfillmentRequest,
  OPEN_REQUEST_STATES,
  type PlacedRequest,
} from '../../connect/schemas/request.ts';
import { withArticle } from '../../connect/text.ts';
import type { ItemQuantity } from '../../fields/items.ts';
import { hasParams } from '../../fields/parameterValues.ts';
import { type ParameterValue, readAttributes } from '../../fields/params.ts';
import type { FoundSubscription } from '../../fields/subscription.ts';
import { changesJust, sameQuantities } from './quantities.ts';

export const attributesHelp =
  "Values of your own system that go with the request: the attribute's name on the left, its value on the right.";

/** External attributes as line items, as the published app takes them. */
export const attributeLines = defineInputFields([
  {
    key: 'external_attributes',
    label: 'External Attributes',
    children: [
      { key: 'param_id', label: 'Attribute Name', helpText: attributesHelp },
      { key: 'value', label: 'Attribute Value' },
    ],
  },
]);

/** What goes with a request on a subscription. */
interface Given {
  readonly items?: ItemQuantity[];
  readonly params?: ParameterValue[];
  readonly attributes: readonly { id: string; value: string }[];
}

/** The request of a subscription that still waits for somebody; Connect allows one. */
const openRequestOf = async (connect: Connect, assetId: string): Promise<FulfillmentRequest | undefined> => {
  const { rows } = await connect.requests.list({
    where: { 'asset.id': assetId, status: { in: OPEN_REQUEST_STATES } },
    ordering: ['-created'],
    limit: 1,
  });
  return rows[0];
};

/** What a subscription is once a request of a type is approved: then the same request is refused, and needn't be made. */
const OUTCOMES: Readonly<Record<string, string>> = {
  suspend: 'suspended',
  resume: 'active',
  cancel: 'terminated',
};

/** The request that has brought a subscription where a new one of its type would bring it. */
const doneBefore = async (
  connect: Connect,
  type: string,
  assetId: string,
): Promise<FulfillmentRequest | undefined> => {
  if (!OUTCOMES[type]) return undefined;
  const { rows } = await connect.requests.list({
    where: { 'asset.id': assetId, status: 'approved' },
    ordering: ['-created'],
    limit: 1,
  });
  const [last] = rows;
  return last?.type === type && last.asset?.status === OUTCOMES[type] ? last : undefined;
};

/** Whether a request holds the attributes that would be sent. */
const hasAttributes = ({ asset }: FulfillmentRequest, { attributes }: Given): boolean => {
  const given = asset?.['external_attributes'];
  // Connect writes `{}` where there are none.
  const held = (Array.isArray(given) ? given : []) as { id?: unknown; value?: unknown }[];
  return attributes.every(({ id, value }) => held.some((one) => one.id === id && one.value === value));
};

/** Whether a request asks for the very same. */
const asksForTheSame = (request: FulfillmentRequest, given: Given): boolean =>
  (!given.items || changesJust(given.items, request.asset?.items ?? [])) &&
  (!given.params || hasParams(request.asset, given.params)) &&
  hasAttributes(request, given);

/** Whether a subscription is already as the request would make it. */
const isAsWanted = (asset: Asset, { items = [], params = [] }: Given): boolean =>
  asset.status !== 'terminated' && sameQuantities(items, asset.items ?? []) && hasParams(asset, params);

/**
 * The request by which an earlier run made a subscription what this one would make it. Connect would take the same
 * change once more, so it is looked for before anything is sent; one call when the subscription isn't so yet.
 */
const carriedOut = async (
  connect: Connect,
  type: string,
  { id, asset }: FoundSubscription,
  given: Given,
): Promise<FulfillmentRequest | undefined> => {
  if (!given.items && !given.params) return undefined;
  if (!isAsWanted(asset ?? (await connect.assets.get(id)), given)) return undefined;
  const { rows } = await connect.requests.list({
    where: { 'asset.id': id, type, status: 'approved' },
    ordering: ['-created'],
    limit: 1,
  });
  return rows.find((request) => asksForTheSame(request, given));
};

/**
 * Creates a request on an existing subscription. When an earlier run made the very same, that one is the result:
 * it is open still, or it was approved meanwhile.
 * @param given what goes with the request: items of a change, parameters of an adjustment, external attributes, a note.
 * @returns the request as Connect gives it, and whether it existed before.
 */
export const createRequestOn = async (
  connect: Connect,
  type: string,
  subscription: FoundSubscription,
  {
    items,
    params,
    external_attributes,
    note,
  }: {
    items?: ItemQuantity[];
    params?: ParameterValue[];
    external_attributes?: unknown;
    note?: string | undefined;
  },
): Promise<PlacedRequest> => {
  const { id: assetId } = subscription;
  const attributes = readAttributes(external_attributes);
  const given: Given = { ...(items ? { items } : {}), ...(params ? { params } : {}), attributes };
  const before = await carriedOut(connect, type, subscription, given);
  if (before) return { ...before, existed_before: true };
  const asset = {
    id: assetId,
    ...(items ? { items } : {}),
    ...(params ? { params } : {}),
    ...(attributes.length ? { external_attributes: attributes } : {}),
  };
  try {
    const made = await connect.requests.create(
      { type, asset, ...(note ? { note } : {}) },
      {
        what: `create ${withArticle(`${type} request`)} for subscription ${assetId}`,
        check: 'Running this step again does no harm: a request that was made is found and not made twice.',
      },
    );
    return { ...made, existed_before: false };
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
    // A look-up that fails too must not hide why Connect refused.
    const open = await openRequestOf(connect, assetId).catch(() => undefined);
    const done = open ? undefined : await doneBefore(connect, type, assetId).catch(() => undefined);
    if (done) return { ...done, existed_before: true };
    if (!open) throw error;
    if (open.type === type && asksForTheSame(open, given)) return { ...open, existed_before: true };
    throw error.with(
      `Request ${open.id} (${open.type}) of this subscription is ${open.status}; it has to be finished first.`,
    );
  }
};
