import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import type { LenientPage } from '../connect/kind.ts';
import type { FulfillmentRequest } from '../connect/schemas/request.ts';
import type { TierConfigRequest } from '../connect/schemas/tiers.ts';
import { WaitingRequest } from '../connect/schemas/waiting.ts';
import { productPicker } from '../fields/pickers.ts';
import type { Input } from '../zapier/filter.ts';
import { WINDOW } from '../zapier/polling/byState.ts';
import { type Listing, triggerByState } from '../zapier/trigger.ts';

/** Requests that nobody has worked on for too long, by the zones of Connect's service level indicators. */

const KINDS = {
  fulfillment: 'Fulfillment Requests',
  tier_config: 'Tier Configuration Requests',
} as const;
const ZONES = { '1': 'Zone 1: Getting Late', '2': 'Zone 2: Overdue' } as const;

const fields = defineInputFields([
  {
    key: 'requests',
    label: 'Requests',
    choices: KINDS,
    helpText: 'Empty: fulfillment requests. For both kinds make two Zaps.',
  },
  {
    key: 'zone',
    label: 'Zone',
    choices: ZONES,
    helpText: `From which zone of the service level on a request is told of; the days of each zone are set in Connect. Empty: 1. Looks at the ${WINDOW} requests that came into the zone last.`,
  },
  productPicker('product_id', { list: true }),
]);

/** Who works on it: Connect gives an object, or an empty text. */
const assigneeOf = (assignee: FulfillmentRequest['assignee']): string | undefined =>
  typeof assignee === 'object' && assignee ? (assignee.email ?? assignee.name ?? undefined) : undefined;

/** Another object by its ID and name alone. */
const ref = (part: { id?: string | null; name?: string | null } | null | undefined) =>
  part && { id: part.id, name: part.name };

const ofFulfillment =
  (zone: number) =>
  ({
    id,
    type,
    status,
    asset,
    marketplace,
    assignee,
    created,
    updated,
  }: FulfillmentRequest): WaitingRequest => ({
    id,
    kind: 'fulfillment',
    type,
    status,
    zone,
    product: ref(asset?.product),
    account: ref(asset?.tiers?.customer),
    marketplace: ref(marketplace),
    subscription_id: asset?.id,
    external_id: asset?.external_id,
    assignee: assigneeOf(assignee),
    created,
    updated,
  });

const ofTierConfig =
  (zone: number) =>
  ({ id, type, status, configuration, assignee, events }: TierConfigRequest): WaitingRequest => ({
    id,
    kind: 'tier_config',
    type,
    status,
    zone,
    product: ref(configuration?.product),
    account: ref(configuration?.account),
    marketplace: ref(configuration?.marketplace),
    assignee: assigneeOf(assignee),
    created: events?.created?.at,
    updated: events?.updated?.at,
  });

const shownAs = <Row>(
  { rows, ...rest }: LenientPage<Row>,
  shown: (row: Row) => WaitingRequest,
): LenientPage<WaitingRequest> => ({ ...rest, rows: rows.map(shown) });

/** The requests in a zone or beyond it; those that came there last come first. */
const waiting = (connect: Connect, input: Input): Listing<'requests', WaitingRequest> => {
  const zone = Number(input['zone'] ?? 1);
  const given: unknown = input['product_id'];
  const products = Array.isArray(given) ? given.map(String) : [];
  const isTier = input['requests'] === 'tier_config';
  const { requests, tierConfigRequests } = connect;
  const inZone = { 'sli.zone': { ge: zone } } as const;
  const page = async ({ limit, offset = 0 }: { limit: number; offset?: number }) =>
    isTier
      ? shownAs(
          await tierConfigRequests.page({
            where: { ...inZone, 'configuration.product.id': { in: products } },
            ordering: ['sli.days'],
            limit,
            offset,
          }),
          ofTierConfig(zone),
        )
      : shownAs(
          await requests.page({
            where: { ...inZone, 'asset.product.id': { in: products } },
            select: ['-activation_key', '-template', '-asset.items', '-asset.configuration'],
            ordering: ['sli.days'],
            limit,
            offset,
          }),
          ofFulfillment(zone),
        );
  return { noun: isTier ? tierConfigRequests.noun : requests.noun, page, list: page };
};

/** Fires once for each request and zone. */
export const requestsAtRisk = triggerByState({
  key: 'requests_at_risk',
  noun: 'Request',
  label: 'Request Waiting Too Long',
  description:
    'Triggers when a request has waited so long that it comes into a zone of the service level, once for each request and zone, so that somebody can be reminded.',
  inputFields: fields,
  returns: WaitingRequest,
  sample: {
    id: 'PR-7957-9623-8221-001',
    kind: 'fulfillment',
    type: 'purchase',
    status: 'pending',
    zone: 1,
    product: { id: 'PRD-838-787-106', name: 'Example Cloud Backup' },
    account: { id: 'TA-7581-5990-4741', name: 'Example Customer Inc.' },
    marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
    subscription_id: 'AS-7957-9623-8221',
    external_id: 'ORDER-1001',
    assignee: 'kim@vendor.example.com',
    created: '2026-01-12T09:00:00+00:00',
    updated: '2026-01-12T09:00:00+00:00',
  },
  listing: waiting,
  query: () => ({}),
  states: { ordering: 'sli.days', of: ({ zone }) => `zone${zone}` },
});
