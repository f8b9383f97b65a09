import { beforeAll, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { operations } from '../support/definition.ts';
import { isFull } from '../support/effort.ts';
import { scenarios } from '../support/scenarios.ts';
import { Stage } from '../support/stage.ts';

/** What the editor shows of an action before it was run is what the action leads to. */

type Json = Record<string, unknown>;

/** Actions whose sample can't be held against what they lead to. */
const OTHERWISE: Readonly<Record<string, string>> = {
  reprocess_usage_file: 'Connect goes on by itself and may be a step further already',
};

const partOf = (object: Json, key: string): Json => {
  const part = object[key];
  return typeof part === 'object' && part !== null ? (part as Json) : {};
};

/** What of an object depends on its state. */
const stateOf = (object: Json) => ({
  state: object['state'] ?? object['status'],
  subscription: partOf(object, 'asset')['status'],
  template: Boolean(partOf(object, 'template')['id']) && 'activation_key' in object,
  activation: Boolean(object['activation_key']),
  reason: Boolean(object['reason']),
  tenant: Boolean(object['tenant_id']),
  events: Object.keys(partOf(object, 'events')).sort(),
});

const told = scenarios.filter(({ key }) => !(key in OTHERWISE));
/** All of them in CI, some of them elsewhere. */
const some = isFull ? told : told.filter((_one, place) => place % 5 === 0);

beforeAll(() => {
  waits.pause = 20;
});

describe('the sample of', () => {
  it.each(
    some.map((one) => [one.key, one] as const),
  )('%s is in the state that the action leads to', async (key, { prepare, sampled = prepare }) => {
    const stage = await Stage.open();
    try {
      const { input, by } = await sampled(stage);
      const result = await stage.run(key, by, input);
      const sample = operations.find((one) => one.kind === 'creates' && one.key === key)?.operation.sample;
      const [shown, real] = [stateOf(sample as Json), stateOf(result)];
      // Nothing is shown that hasn't happened.
      expect(real.events).toEqual(expect.arrayContaining(shown.events));
      expect({ ...shown, events: [] }).toEqual({ ...real, events: [] });
    } finally {
      await stage.close();
    }
  });
});
