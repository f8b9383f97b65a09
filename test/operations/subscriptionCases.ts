import { assetSample } from '../../src/samples/asset.ts';
import type { Place, Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import {
  AS,
  created,
  FEW,
  ITEM,
  list,
  ok,
  PAGE,
  pairs,
  q,
  request,
  rows,
  SUBSCRIPTION_LOCK,
} from './caseParts.ts';
import { assetFilterPlaces, assetSearchPlaces } from './filterPlaces.ts';
import { itemPlaces } from './purchaseCases.ts';

/** The operations of subscriptions, each run once. */

/** A subscription may be named by other IDs, and is looked up then. */
const FOUND = 'AS-9000-9000-9000';
const found = (filter: string, looks: boolean): Place => ({
  to: [
    'GET /assets',
    `?eq(${filter},$)`,
    '?ordering(-created)',
    '?limit=100',
    '?offset=0',
    `asset.id: "${FOUND}"`,
  ],
  replaces: 'asset_id',
  instead: [`asset.id: "${AS}"`, ...(looks ? [`GET /assets/${AS}`] : [])],
});
/** A subscription that has nothing yet of what requests ask for. */
const EMPTY = { ...assetSample, items: [], params: [] };
/** @param looks whether the subscription is read before, if it wasn't when it was looked up. */
const namedPlaces = (looks: boolean): Places => ({
  asset_id: looks ? ['GET /assets/$', 'asset.id'] : 'asset.id',
  asset_external_id: found('external_id', looks),
  asset_external_uid: found('external_uid', looks),
});
/** One of the line items of attributes has its name, the other its value. */
const attributePlaces: Places = {
  'external_attributes[]param_id': {
    to: ['asset.external_attributes.0.id'],
    beside: { external_attributes: [{ param_id: 'why', value: 'moved' }] },
  },
  'external_attributes[]value': {
    to: ['asset.external_attributes.0.value'],
    beside: { external_attributes: [{ param_id: 'why', value: 'moved' }] },
  },
};
const oneItem = [{ item_id: ITEM, quantity: '10' }];

const onSubscription = (
  key: string,
  input: object,
  body: object,
  places: Places = {},
  least: object = {},
  /** Whether it looks first if the subscription is already as the request would make it. */
  looks = false,
): Case => ({
  kind: 'creates',
  key,
  input: { asset_id: AS, ...input },
  sends: [
    ...(looks ? [['connect', 'GET', `/assets/${AS}`] as const] : []),
    ['connect', 'POST', '/requests', body],
  ],
  replies: [...(looks ? [ok(EMPTY)] : []), created(request())],
  gives: { ...request(), existed_before: false },
  names: new RegExp(AS),
  places: { ...namedPlaces(looks), ...places },
  least: { asset_id: AS, ...least },
  answers: ({ method, path }) => {
    if (method !== 'GET') return created(request());
    return path.startsWith('/assets?') ? rows({ ...EMPTY, id: FOUND }) : ok(EMPTY);
  },
  lock: SUBSCRIPTION_LOCK,
});

export const subscriptionCases: readonly Case[] = [
  {
    ...list('new_assets', `/assets?ordering(-updated)&${FEW}`, assetSample, /subscriptions/),
    places: assetFilterPlaces,
  },
  {
    ...list('new_updated_assets', `/assets?ordering(-updated)&${FEW}`, assetSample, /subscriptions/),
    gives: [{ ...assetSample, event_id: `${AS}@${assetSample.events.updated.at}` }],
    places: assetFilterPlaces,
  },
  {
    ...list(
      'asset_choices',
      `/assets?select(-items,-configuration)&ordering(-created)&${PAGE}`,
      assetSample,
      /subscriptions/,
    ),
    gives: [{ id: AS, name: `${AS}: active, Example Cloud Backup, Example Customer Inc., 2009295` }],
  },
  onSubscription(
    'create_asset_change_request',
    {
      line_items: [{ item_id: ITEM, quantity: '12' }],
      items: { 'PRD-838-787-106-0002': '2.5' },
      external_attributes: { order: '7' },
      note: 'Order 1002',
    },
    {
      type: 'change',
      asset: {
        id: AS,
        items: [
          { global_id: ITEM, quantity: 12 },
          { global_id: 'PRD-838-787-106-0002', quantity: 2.5 },
        ],
        external_attributes: [{ id: 'order', value: '7' }],
      },
      note: 'Order 1002',
    },
    { ...itemPlaces, external_attributes: pairs('asset.external_attributes'), note: 'note' },
    { line_items: oneItem },
    true,
  ),
  onSubscription(
    'create_asset_cancel_request',
    { external_attributes: [{ param_id: 'why', value: 'moved' }] },
    { type: 'cancel', asset: { id: AS, external_attributes: [{ id: 'why', value: 'moved' }] } },
    { ...attributePlaces, note: 'note' },
  ),
  onSubscription(
    'create_asset_suspend_resume_request',
    { request_type: 'Suspend' },
    { type: 'suspend', asset: { id: AS } },
    { request_type: 'type', ...attributePlaces, note: 'note' },
    { request_type: 'suspend' },
  ),
  onSubscription(
    'create_asset_adjustment_request',
    { params: { domain: 'example.com' } },
    {
      type: 'adjustment',
      asset: { id: AS, params: [{ id: 'domain', value: 'example.com' }] },
    },
    {
      params: {
        ...pairs('asset.params'),
        instead: ['asset.params.0.id: "domain"', 'asset.params.0.value: "example.com"'],
      },
    },
    { params: { domain: 'example.com' } },
    true,
  ),
  {
    kind: 'searches',
    key: 'search_assets',
    input: { external_id: 'ORDER-1001', customer_name_contains: '100% *star*', limit: '1' },
    sends: [
      [
        'connect',
        'GET',
        `/assets?eq(external_id,${q('ORDER-1001')})&ilike(tiers.customer.name,${q('*100% \\*star\\**')})&ordering(-created)&limit=1&offset=0`,
      ],
    ],
    replies: [rows(assetSample)],
    names: /subscriptions/,
    places: assetSearchPlaces,
  },
];
