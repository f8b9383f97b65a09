import type { Case } from './case.ts';
import { purchaseCases, purchaseInput } from './purchaseCases.ts';
import { requestCases } from './requestCases.ts';
import { subscriptionCases } from './subscriptionCases.ts';

/** Keys of the published app that run the code of other operations: what they take differs, and what they send doesn't. */

const of = (key: string): Case => {
  const found = [...purchaseCases, ...requestCases, ...subscriptionCases].find((one) => one.key === key);
  if (!found) throw new Error(`There is no case ${key}.`);
  return found;
};
const without = <T extends object>(given: T | undefined, ...keys: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([key]) => !keys.includes(key)));

const purchase = of('create_asset_purchase_request');
const change = of('create_asset_change_request');
const cancel = of('create_asset_cancel_request');
const suspend = of('create_asset_suspend_resume_request');
const inquire = of('inquire_request');
const fill = of('fill_fulfillment_params');

const { line_items: lines } = purchaseInput;
/** Items as lines under the key that is a dictionary in today's actions. */
const itemPlaces = {
  'items[]item_id': purchase.places?.['line_items[]item_id'] ?? [],
  'items[]quantity': purchase.places?.['line_items[]quantity'] ?? [],
};
const isAttribute = ([path]: readonly [string, unknown]) => path.startsWith('external_attributes[]');
const attributePlaces = Object.fromEntries(Object.entries(cancel.places ?? {}).filter(isAttribute));

const ofType = (key: string, type: string): Case => ({
  ...suspend,
  key,
  input: without(suspend.input, 'request_type'),
  sends: [['connect', 'POST', '/requests', { type, asset: { id: suspend.input['asset_id'] } }]],
  places: without(suspend.places, 'request_type') as Case['places'] & object,
  least: without(suspend.least, 'request_type'),
});

const twins: readonly Case[] = [
  {
    ...purchase,
    key: 'create_asset_purchase_request_lis',
    input: { ...without(purchaseInput, 'line_items'), items: lines },
    least: { ...without(purchase.least, 'line_items'), items: lines },
    places: {
      ...(without(purchase.places, 'line_items[]item_id', 'line_items[]quantity', 'items') as Case['places']),
      ...itemPlaces,
    },
  },
  {
    ...change,
    key: 'create_asset_change_request_lis',
    input: {
      asset_id: change.input['asset_id'],
      items: [
        { item_id: 'PRD-838-787-106-0001', quantity: '12' },
        { item_id: 'PRD-838-787-106-0002', quantity: '2.5' },
      ],
      external_attributes: [{ param_id: 'order', value: '7' }],
      note: change.input['note'],
    },
    least: { asset_id: change.input['asset_id'], items: lines },
    places: {
      ...(without(
        change.places,
        'line_items[]item_id',
        'line_items[]quantity',
        'items',
        'external_attributes',
      ) as Case['places']),
      ...itemPlaces,
      ...attributePlaces,
    },
  },
  {
    ...inquire,
    key: 'inquire_request_lis',
    input: { ...inquire.input, params: [{ id: 'domain', value_error: 'Taken.' }] },
    least: { request_id: inquire.input['request_id'], params: [{ id: 'domain', value_error: 'Taken.' }] },
    places: {
      ...(without(inquire.places, 'params') as Case['places']),
      'params[]id': 'asset.params.0.id',
      'params[]value_error': 'asset.params.0.value_error',
    },
  },
  {
    ...fill,
    key: 'fill_fulfillment_params_lis',
    input: {
      ...fill.input,
      params: [
        { id: 'tenant_id', value: 'tenant-4711' },
        { id: 'address', value: '{"country":"US"}' },
      ],
    },
    least: { request_id: fill.input['request_id'], params: [{ id: 'domain', value: 'x' }] },
    places: {
      ...(without(fill.places, 'params') as Case['places']),
      'params[]id': 'asset.params.0.id',
      'params[]value': 'asset.params.0.value',
    },
  },
  ofType('create_asset_suspend_request', 'suspend'),
  ofType('create_asset_resume_request', 'resume'),
];

export const legacyCases: readonly Case[] = twins.map((one) => ({ ...one, isLegacy: true }));
