import { describe, expect, it } from '@jest/globals';
import App from '../../index.ts';
import { OBJECT_CLASSES } from '../../src/connect/schemas/webhook.ts';
import { type Operation, operations, staticFields } from '../support/definition.ts';

/** What holds for every trigger that Connect calls. */

const hooks = operations.filter(({ operation }) => operation.type === 'hook');
const trigger = (key: string): Operation => {
  const found = operations.find((one) => one.kind === 'triggers' && one.key === key);
  if (!found) throw new Error(`There is no trigger ${key}.`);
  return found;
};

/** The instant triggers that give whole objects, the field of their product, and the triggers that find the same by polls. */
const SISTERS = [
  ['request_event', 'product_id', 'new_updated_requests'],
  ['tier_config_request_event', 'configuration_product_id', 'new_updated_tier_config_requests'],
  ['tier_account_request_event', 'product_id', 'new_updated_tier_account_requests'],
  ['billing_request_event', 'asset_product_id', 'new_updated_billing_requests'],
  ['listing_request_event', 'product_id', 'new_listing_requests'],
  ['usage_file_event', 'product_id', 'new_updated_usage_files'],
] as const;

it('there is one for each class of objects, and one for all', () => {
  expect(hooks.map(({ key }) => key).sort()).toEqual(
    [...SISTERS.map(([key]) => key), 'new_product_event'].sort(),
  );
  expect(trigger('new_product_event').operation.inputFields).toContainEqual(
    expect.objectContaining({ key: 'object_class', choices: OBJECT_CLASSES }),
  );
});

// Publishing rule D006.
it.each(hooks.map(({ key }) => [key] as const))('%s subscribes, unsubscribes and has a list', (key) => {
  const { operation } = (App.triggers as Record<string, { operation: object }>)[key] ?? {};
  for (const part of ['perform', 'performList', 'performSubscribe', 'performUnsubscribe'])
    expect(operation).toHaveProperty(part, expect.any(Function));
});

it('nothing else is a hook: Zaps with a trigger that polls would not go on', () => {
  for (const [, , sister] of SISTERS) expect(trigger(sister).operation.type).toBe('polling');
});

describe.each(SISTERS)('%s', (key, product, sister) => {
  const [one, other] = [trigger(key), trigger(sister)];

  it('has the fields, filters and labels of its sister, but for the product, which it has to know', () => {
    const described = (operation: Operation) =>
      staticFields(operation)
        .filter((field) => field.key !== product)
        // A status that is chosen does the same in both, and is said with fewer words.
        .map(({ helpText, ...field }) => (field.key === 'status' ? field : { ...field, helpText }));
    expect(described(one)).toEqual(described(other));
    expect(staticFields(one)[0]).toMatchObject({ key: product, required: true });
    expect(staticFields(one)[0]).not.toHaveProperty('list', true);
  });

  it('gives what its sister gives', () => {
    expect(one.operation.sample).toEqual(other.operation.sample);
    expect(one.operation.outputFields).toEqual(other.operation.outputFields);
    expect(one.noun).toBe(other.noun);
  });
});
