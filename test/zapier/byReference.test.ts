import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import zapier from 'zapier-platform-core';
import App from '../../index.ts';
import { type Definition, prepareCopied } from '../../src/zapier/byReference.ts';

/** As core's own modules ask for it. */
const { prepareApp } = createRequire(import.meta.url)('zapier-platform-core/src/tools/schema') as {
  prepareApp: (definition: Definition) => Definition;
};
const { serializeApp, validateApp } = createRequire(import.meta.url)(
  'zapier-platform-core/src/tools/schema',
) as Record<'serializeApp' | 'validateApp', (made: Definition) => unknown>;
const { createAppHandler } = zapier as unknown as {
  createAppHandler: (app: object) => (event: object) => Promise<{ results: unknown }>;
};
const whole = App as unknown as Definition;
const KINDS = ['triggers', 'creates', 'searches'] as const;

describe('core makes an App of the definition', () => {
  it('that is the same as with copies, for the editor and for Zapier’s checks', () => {
    expect(serializeApp(prepareApp(whole))).toEqual(serializeApp(prepareCopied(whole)));
    expect(validateApp(prepareApp(whole))).toEqual([]);
  });

  it('without a copy of any operation, call after call', () => {
    for (const kind of KINDS) {
      const made = prepareApp(whole)[kind] ?? {};
      expect(Object.keys(made)).toEqual(Object.keys(whole[kind] ?? {}));
      for (const [key, operation] of Object.entries(whole[kind] ?? {})) expect(made[key]).toBe(operation);
    }
  });

  it('that nobody can change', () => {
    const made = prepareApp(whole);
    for (const kind of KINDS) {
      expect(Object.isFrozen(made[kind])).toBe(true);
      for (const operation of Object.values(made[kind] ?? {})) expect(Object.isFrozen(operation)).toBe(true);
    }
  });

  it('at a call that doesn’t look at what the operation says of itself', async () => {
    let reads = 0;
    const operation = {
      perform: () => ({ id: 1 }),
      get inputFields() {
        reads += 1;
        return [];
      },
    };
    const handler = createAppHandler({
      flags: { skipHttpPatch: true },
      creates: { one: Object.freeze({ key: 'one', operation }) },
    });
    const { results } = await handler({
      command: 'execute',
      method: 'creates.one.operation.perform',
      bundle: {},
    });
    expect(results).toEqual({ id: 1 });
    expect(reads).toBe(0);
  });

  it('whatever an operation is called', () => {
    const name = { key: 'name', operation: { perform: () => [] } };
    const length = { key: 'length', operation: { perform: () => [] } };
    expect(prepareApp({ creates: { name, length } }).creates).toEqual({ name, length });
  });

  it('with copies where it has to put something into the operations', () => {
    const source = { key: 'one', operation: { perform: { source: 'return [];' } } };
    const made = prepareApp({ triggers: { one: source } });
    expect(made.triggers?.['one']).not.toBe(source);
    expect(made.triggers?.['one']?.operation?.perform).toBeInstanceOf(Function);

    const linked = { key: 'two', operation: { perform: () => [], resource: 'thing' } };
    const resources = { thing: { key: 'thing', noun: 'Thing', sample: { id: 1 } } };
    expect(prepareApp({ resources, creates: { two: linked } }).creates?.['two']).toMatchObject({
      operation: { sample: { id: 1 } },
    });
    expect(linked.operation).not.toHaveProperty('sample');
  });
});
