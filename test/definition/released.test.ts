import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  breakingChanges,
  type Definition,
  promotionProblems,
  releaseProblems,
  type Step,
  versionNeeded,
} from '../../scripts/breaking.ts';
import { describeApp } from '../support/described.ts';

const released = JSON.parse(
  readFileSync(new URL('../../released/definition.json', import.meta.url), 'utf8'),
) as Definition;

describe('the App, after the version that is released', () => {
  it('breaks no Zap under its number', async () => {
    expect(promotionProblems(released, await describeApp())).toEqual([]);
  });

  it('would not go through without one of its actions', async () => {
    const now = await describeApp();
    const { approve_request: _taken, ...creates } = now.creates;
    const [sentence] = promotionProblems(released, { ...now, version: released.version, creates });
    expect(sentence).toMatch(/^Action "approve_request" is gone\..* needs version \d+\.0\.0\.$/);
  });

  it('is described with the inputs that appear once others are filled in', async () => {
    const { creates, triggers } = await describeApp();
    expect(creates['create_asset_purchase_request']?.inputs).toMatchObject({
      asset_external_id: { type: 'string', required: true },
      t2_external_id: { conditional: true },
      'line_items[]quantity': { type: 'string' },
    });
    expect(triggers['new_requests']).toMatchObject({
      type: 'polling',
      inputs: { status: { type: 'string list' } },
    });
  });
});

/** A made-up App small enough to be changed by hand. */
const before: Definition = {
  version: '25.3.1',
  authentication: {
    type: 'custom',
    fields: { api_key: { type: 'password', required: true }, endpoint: { type: 'string' } },
  },
  triggers: { new_orders: { type: 'polling', inputs: { status: { type: 'string list' } } } },
  creates: {
    create_order: {
      inputs: {
        note: { type: 'text' },
        tiers: { type: 'string', default: true },
        'items[]quantity': { type: 'integer', required: true },
        extra: { type: 'json', schema: { type: 'object' } },
      },
    },
  },
  searches: { find_order: { inputs: { reference: { type: 'string' } } } },
  searchOrCreates: ['find_order'],
};

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
const authenticated = (change: Partial<Definition['authentication']>): Definition => ({
  ...before,
  authentication: { ...before.authentication, ...change },
});
const { fields } = before.authentication;
const order = before.creates['create_order'] as Step;
const ordering = (inputs: Step['inputs']): Definition => ({
  ...before,
  creates: { create_order: { inputs: { ...order.inputs, ...inputs } } },
});

describe.each<[rule: string, after: Definition, sentence: string]>([
  [
    'a removed trigger',
    { ...before, triggers: {} },
    'Trigger "new_orders" is gone. Keep it, and hide it with display.hidden.',
  ],
  [
    'a removed action',
    { ...before, creates: {} },
    'Action "create_order" is gone. Keep it, and hide it with display.hidden.',
  ],
  [
    'a removed search',
    { ...before, searches: {} },
    'Search "find_order" is gone. Keep it, and hide it with display.hidden.',
  ],
  [
    'a removed search or create',
    { ...before, searchOrCreates: [] },
    'Search or create "find_order" is gone.',
  ],
  [
    'another type of authentication',
    authenticated({ type: 'session' }),
    'The authentication was of the type "custom" and is now "session".',
  ],
  [
    'a removed authentication field',
    authenticated({ fields: without(fields, 'endpoint') }),
    'The authentication field "endpoint" is gone. Keep it, and ignore what it holds.',
  ],
  [
    'a new required authentication field',
    authenticated({ fields: { ...fields, region: { type: 'string', required: true } } }),
    'The authentication field "region" is new and required without a default.',
  ],
  [
    'an authentication field made required',
    authenticated({ fields: { ...fields, endpoint: { type: 'string', required: true } } }),
    'The authentication field "endpoint" was optional and is now required without a default.',
  ],
  [
    'another type of an authentication field',
    authenticated({ fields: { ...fields, endpoint: { type: 'password' } } }),
    'The authentication field "endpoint" was of the type "string" and is now "password".',
  ],
  [
    'polling that became a hook',
    { ...before, triggers: { new_orders: { type: 'hook', inputs: { status: { type: 'string list' } } } } },
    'Trigger "new_orders" was of the type "polling" and is now "hook".',
  ],
  [
    'a removed input',
    { ...before, creates: { create_order: { inputs: without(order.inputs, 'note') } } },
    'Action "create_order": the input "note" is gone. Keep it, and ignore what it holds.',
  ],
  [
    'a removed column of line items',
    { ...before, creates: { create_order: { inputs: without(order.inputs, 'items[]quantity') } } },
    'Action "create_order": the input "items[]quantity" is gone. Keep it, and ignore what it holds.',
  ],
  [
    'an optional input made required without a default',
    ordering({ note: { type: 'text', required: true } }),
    'Action "create_order": the input "note" was optional and is now required without a default.',
  ],
  [
    'a new required input without a default',
    ordering({ currency: { type: 'string', required: true } }),
    'Action "create_order": the input "currency" is new and required without a default.',
  ],
  [
    'another type of an input',
    ordering({ note: { type: 'string list' } }),
    'Action "create_order": the input "note" was of the type "text" and is now "string list".',
  ],
  [
    'another schema of a JSON input',
    ordering({ extra: { type: 'json', schema: { type: 'array' } } }),
    'Action "create_order": the input "extra" has another JSON schema.',
  ],
])('%s', (_rule, after, sentence) => {
  it('is said in a sentence, with the version that it needs', () => {
    expect(promotionProblems(before, after)).toEqual([
      `${sentence} This breaks what was made with 25.3.1, so it needs version 26.0.0.`,
    ]);
    expect(releaseProblems(before, { ...after, version: '25.4.0' })).toEqual(
      promotionProblems(before, after),
    );
  });

  it('is allowed once the major version has grown', () => {
    const next = { ...after, version: '26.0.0' };
    expect(promotionProblems(before, next)).toEqual([]);
    expect(releaseProblems(before, next)).toEqual([]);
  });
});

describe.each<[change: string, after: Definition, needed: string]>([
  ['nothing that forms show', before, '25.3.2'],
  ['a new operation', { ...before, searches: { ...before.searches, find_file: { inputs: {} } } }, '25.4.0'],
  ['a new optional input', ordering({ currency: { type: 'string' } }), '25.4.0'],
  [
    'a new required input with a default',
    ordering({ currency: { type: 'string', required: true, default: true } }),
    '25.4.0',
  ],
  [
    'a required input that a new choice brings',
    ordering({ t2_id: { type: 'string', required: true, conditional: true } }),
    '25.4.0',
  ],
  [
    'an optional input made required with a default',
    ordering({ tiers: { type: 'string', required: true, default: true } }),
    '25.3.2',
  ],
  ['a required input made optional', ordering({ 'items[]quantity': { type: 'integer' } }), '25.3.2'],
])('%s', (_change, after, needed) => {
  it(`breaks nothing and needs ${needed}`, () => {
    expect(breakingChanges(before, after)).toEqual([]);
    expect(versionNeeded(before, after)).toBe(needed);
    expect(releaseProblems(before, { ...after, version: needed })).toEqual([]);
    expect(releaseProblems(before, { ...after, version: '25.3.1' })).toEqual([
      `Version 25.3.1 is released. What there is now needs version ${needed} or higher, and package.json says 25.3.1.`,
    ]);
  });
});
