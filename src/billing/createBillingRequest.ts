import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import {
  BILLING_PERIODS,
  BILLING_TYPES,
  type BillingRequest,
  MadeBillingRequest,
  type RecurringAsset,
} from '../connect/schemas/billing.ts';
import { holds } from '../fields/holds.ts';
import { subscriptionPicker } from '../fields/pickers.ts';
import { billingRequestSample } from '../samples/billing.ts';
import { checkedLater, checkId } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';
import { readBilledItems } from './support/billedItems.ts';
import { type BilledPeriod, readPeriod } from './support/period.ts';
import { sideOf } from './support/side.ts';

/** More of one period than anybody makes. */
const ENOUGH = 100;

export const attributesField = {
  key: 'attributes',
  label: 'Attributes',
  dict: true,
  helpText:
    "Values of your own system that go with it, on your own side: the attribute's name on the left, its value on the right, for example `invoice` and `INV-1`.",
} as const;

/** @throws ConnectError when there is no such subscription, or more than one. */
const subscriptionOf = async (connect: Connect, field: string, value: string): Promise<RecurringAsset> => {
  if (field === 'asset_id') return connect.recurringAssets.get(value);
  const { rows } = await connect.recurringAssets.list({ where: { external_uid: value }, limit: 2 });
  const [only, other] = rows;
  if (only && !other) return only;
  throw new ConnectError(
    'fix',
    `Connect has ${only ? 'several subscriptions' : 'no recurring subscription'} with the external UID "${value}" that this connection can see.`,
  );
};

const namesOf = (items: BillingRequest['items']) =>
  (items ?? [])
    .map(({ id }) => id)
    .sort()
    .join();

interface Wanted {
  readonly type: 'vendor' | 'provider';
  readonly period: BilledPeriod;
  readonly items: { id: string }[];
  readonly attributes: Record<string, unknown>;
}

/** Whether an attribute has a value; Connect may give a number as a text, and the parts of an object in another order. */
const isSame = (held: unknown, wanted: unknown): boolean =>
  typeof wanted === 'object' && wanted !== null
    ? holds(held, wanted)
    : String(held ?? '') === String(wanted ?? '');

/** The request by which an earlier run has billed the very same. */
const madeBefore = async (
  connect: Connect,
  assetId: string,
  { type, period, items, attributes }: Wanted,
): Promise<BillingRequest | undefined> => {
  const { rows } = await connect.billingRequests.list({
    where: { 'asset.id': assetId, type, 'period.from': period.from, 'period.to': period.to },
    ordering: ['-events.created.at'],
    limit: ENOUGH,
  });
  return rows.find((row) => {
    const held = row.attributes?.[type] ?? {};
    return (
      namesOf(row.items) === namesOf(items) &&
      Object.entries(attributes).every(([name, value]) => isSame(held[name], value))
    );
  });
};

/** An ID, or an external UID. */
const [lookUpField] = checkedLater(
  defineInputFields([
    subscriptionPicker('asset_lookup_value', {
      label: 'Subscription',
      required: true,
      helpText: 'For example `AS-0000-0000-0000`, or the external UID, as chosen above.',
    }),
  ]),
);

/** Either side: asks for something to be billed, beside what Connect makes for each period by itself. */
export const createBillingRequest = action({
  key: 'create_billing_request',
  noun: 'Billing Request',
  label: 'Create Billing Request',
  description:
    "Creates a billing request for a period of a subscription, beside those that Connect makes itself, and returns it. A vendor's is seen by both sides, a distributor's only by the distributor. If the same request is there already, that one is returned.",
  inputFields: defineInputFields([
    {
      key: 'asset_lookup_field',
      label: 'Find Subscription By',
      required: true,
      choices: { asset_id: 'Subscription ID', asset_external_uid: 'External UID' },
      default: 'asset_id',
    },
    lookUpField,
    {
      key: 'period_from',
      label: 'Period From',
      type: 'datetime',
      required: true,
      helpText: 'When the billed period begins, for example `2026-01-01`.',
    },
    {
      key: 'period_to',
      label: 'Period To',
      type: 'datetime',
      helpText: 'When it ends, for example `2026-02-01`. Or leave it empty, and give its count and unit.',
    },
    {
      key: 'period_delta',
      label: 'Period Count',
      type: 'number',
      helpText: 'How many units it is long, for example `3`. 1 when only the unit is given.',
    },
    { key: 'period_uom', label: 'Period Unit', choices: BILLING_PERIODS },
    {
      key: 'items',
      label: 'Items',
      list: true,
      helpText:
        'What is billed: IDs or MPNs of items of the subscription, for example `BACKUP-USER`. Empty: all of them.',
    },
    attributesField,
    {
      key: 'type',
      label: 'Type',
      choices: BILLING_TYPES,
      helpText:
        "Empty: that of this connection's account. Vendor: both sides see it. Distributor: the vendor never sees it.",
    },
  ]),
  returns: MadeBillingRequest,
  sample: { ...billingRequestSample, existed_before: false },
  lock: lockOn('billing request', 'asset_lookup_value'),
  run: async (connect, input) => {
    const period = readPeriod(input);
    if (input.asset_lookup_field === 'asset_id')
      checkId(lookUpField, lookUpField.label, input.asset_lookup_value);
    const [subscription, type] = await Promise.all([
      subscriptionOf(connect, input.asset_lookup_field, input.asset_lookup_value),
      sideOf(connect, input.type),
    ]);
    const items = readBilledItems(subscription, input.items);
    const attributes: Record<string, unknown> = input.attributes ?? {};
    const { id } = subscription;
    const before = await madeBefore(connect, id, { type, period, items, attributes });
    if (before) return { ...before, existed_before: true };
    const body = {
      asset: { id },
      type,
      items,
      period,
      ...(Object.keys(attributes).length ? { attributes: { [type]: attributes } } : {}),
    };
    const made = await connect.billingRequests.create(body, {
      what: `create a billing request for subscription ${id}`,
      check: 'Running this step again does no harm: a request that was made is found and not made twice.',
    });
    return { ...made, existed_before: false };
  },
});
