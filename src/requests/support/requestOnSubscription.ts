import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { type FulfillmentRequest, OPEN_REQUEST_STATES } from '../../connect/schemas/request.ts';
import type { ItemQuantity } from '../../fields/items.ts';
import { type ParameterValue, readAttributes } from '../../fields/params.ts';
import { changesJust } from './quantities.ts';

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

/** The request of a subscription that still waits for somebody; Connect allows one. */
export const openRequestOf = async (
  connect: Connect,
  assetId: string,
): Promise<FulfillmentRequest | undefined> => {
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
const hasAttributes = (
  { asset }: FulfillmentRequest,
  attributes: readonly { id: string; value: string }[],
): boolean => {
  const given = asset?.['external_attributes'];
  // Connect writes `{}` where there are none.
  const held = (Array.isArray(given) ? given : []) as { id?: unknown; value?: unknown }[];
  return attributes.every(({ id, value }) => held.some((one) => one.id === id && one.value === value));
};

/** Whether a request holds the values that would be sent. */
const hasParams = ({ asset }: FulfillmentRequest, params: readonly ParameterValue[]): boolean =>
  params.every((wanted) => {
    const param = asset?.params?.find(({ id }) => id === wanted.id);
    return 'value' in wanted
      ? String(param?.value ?? '') === wanted.value
      : JSON.stringify(param?.structured_value) === JSON.stringify(wanted.structured_value);
  });

/**
 * Creates a request on an existing subscription. When Connect refuses because the very same request is open already
 * (an earlier run made it, and its answer was lost), that one is the result.
 * @param given what goes with the request: items of a change, parameters of an adjustment, external attributes.
 * @returns the request as Connect gives it.
 */
export const createRequestOn = async (
  connect: Connect,
  type: string,
  assetId: string,
  {
    items,
    params,
    external_attributes,
  }: { items?: ItemQuantity[]; params?: ParameterValue[]; external_attributes?: unknown },
): Promise<FulfillmentRequest> => {
  const attributes = readAttributes(external_attributes);
  const asset = {
    id: assetId,
    ...(items ? { items } : {}),
    ...(params ? { params } : {}),
    ...(attributes.length ? { external_attributes: attributes } : {}),
  };
  try {
    return await connect.requests.create(
      { type, asset },
      {
        what: `create a ${type} request for subscription ${assetId}`,
        check: 'Running this step again does no harm: a request that was made is found and not made twice.',
      },
    );
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.isRefusal) throw error;
    // A look-up that fails too must not hide why Connect refused.
    const open = await openRequestOf(connect, assetId).catch(() => undefined);
    const done = open ? undefined : await doneBefore(connect, type, assetId).catch(() => undefined);
    if (done) return done;
    if (!open) throw error;
    const isSame =
      open.type === type &&
      (!items || changesJust(items, open.asset?.items ?? [])) &&
      hasAttributes(open, attributes) &&
      (!params || hasParams(open, params));
    if (isSame) return open;
    throw error.with(
      `Request ${open.id} (${open.type}) of this subscription is ${open.status}; it has to be finished first.`,
    );
  }
};
