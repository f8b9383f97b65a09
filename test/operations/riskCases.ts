import { requestSample } from '../../src/samples/request.ts';
import { oneOf } from '../support/wire.ts';
import type { Case } from './case.ts';
import { casesOf } from './casesOf.ts';

const SELECT = 'select(-activation_key,-template,-asset.items,-asset.configuration)';
const { id, type, status, asset, marketplace, created, updated } = requestSample;

/** Requests that wait too long. */
export const riskCases: readonly Case[] = [
  casesOf({ collection: 'requests', sample: requestSample, plural: /fulfillment requests/ }).watched(
    'requests_at_risk',
    `ge(sli.zone,1)&${SELECT}&ordering(sli.days)`,
    {
      gives: [
        {
          id,
          kind: 'fulfillment',
          type,
          status,
          zone: 1,
          product: { id: asset.product.id, name: asset.product.name },
          account: { id: asset.tiers.customer.id, name: asset.tiers.customer.name },
          marketplace: { id: marketplace.id, name: marketplace.name },
          subscription_id: asset.id,
          external_id: asset.external_id,
          assignee: undefined,
          created,
          updated,
          event_id: `${id}@zone1`,
        },
      ],
      places: {
        requests: {
          to: ['GET /tier/config-requests'],
          give: 'tier_config',
          instead: ['GET /requests', `?${SELECT}`],
        },
        zone: { to: ['?ge(sli.zone,2)'], give: '2', instead: ['?ge(sli.zone,1)'] },
        product_id: oneOf('asset.product.id'),
      },
    },
  ),
];
