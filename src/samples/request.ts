import type { FulfillmentRequest } from '../connect/schemas/request.ts';
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
