import type { ASSET_STATES } from '../connect/schemas/asset.ts';
import type { FulfillmentRequest, PlacedRequest, REQUEST_STATES } from '../connect/schemas/request.ts';
import { assetSample } from './asset.ts';

/** The request by which the subscription of the samples was purchased. */
export const requestSample = {
  id: 'PR-3919-2310-2857-001',
  type: 'purchase',
  status: 'approved',
  asset: assetSample,
  marketplace: assetSample.marketplace,
  contract: assetSample.contract,
  note: '',
  reason: '',
  assignee: '',
  template: { id: 'TL-551-876-782', name: 'Welcome' },
  activation_key: '# Welcome to Example Cloud Backup',
  answered: false,
  created: '2026-01-14T10:04:56+00:00',
  updated: '2026-01-14T10:09:12+00:00',
} satisfies FulfillmentRequest;

type RequestState = keyof typeof REQUEST_STATES;
type SubscriptionState = keyof typeof ASSET_STATES;

/** What a subscription is while a request of a type is open; one that isn't named leaves it active. */
const MEANWHILE: Readonly<Record<string, SubscriptionState>> = {
  purchase: 'processing',
  cancel: 'terminating',
  resume: 'suspended',
};
/** What it is in once its request is over without success. */
const OVER: ReadonlySet<string> = new Set(['failed', 'revoked']);

const withoutTenant = assetSample.params.map((param) =>
  param.phase === 'fulfillment' ? { ...param, value: '' } : param,
);

/**
 * A request as it is in a state: until it is approved it has no template and no activation key, and a purchase has no
 * tenant yet.
 */
export const requestSampleIn = (status: string, type = 'purchase') => {
  if (status === 'approved') return { ...requestSample, type };
  const isNew = type === 'purchase';
  const meanwhile = status === 'draft' && isNew ? 'draft' : (MEANWHILE[type] ?? 'active');
  const after = isNew ? 'terminated' : 'active';
  return {
    ...requestSample,
    template: {},
    activation_key: '',
    type,
    status: status as RequestState,
    asset: {
      ...assetSample,
      status: OVER.has(status) ? after : meanwhile,
      ...(isNew ? { params: withoutTenant } : {}),
    },
  } satisfies FulfillmentRequest;
};

/** What a request is that was just placed by an action. */
export const placedSampleIn = (status: string, type = 'purchase') =>
  ({ ...requestSampleIn(status, type), existed_before: false }) satisfies PlacedRequest;

/** A change of the first item of the samples. */
export const changeSample = {
  ...placedSampleIn('pending', 'change'),
  asset: {
    ...placedSampleIn('pending', 'change').asset,
    items: assetSample.items.map((item) => ({ ...item, old_quantity: item.quantity, quantity: '12' })),
  },
} satisfies PlacedRequest;
