import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../../src/connect/http.ts';
import { waits } from '../../src/usage/awaitFile.ts';
import { operations } from '../support/definition.ts';
import { scenarios, suffer, troubles } from '../support/scenarios.ts';

const { step } = limits;
beforeAll(() => {
  // Long enough for an answer that is cut off to be noticed.
  limits.step = 800;
  Object.assign(waits, { pause: 30, reserve: 100 });
});
afterAll(() => {
  limits.step = step;
});

it('covers every action that changes something in Connect', () => {
  const covered = new Set(scenarios.map(({ key }) => key));
  // What only reads can leave nothing half done. Drafts are made by Connect's portal; tenants are the vendor's own and have their tests beside this one.
  const others = /_draft_request$|tenant|_lis$|create_asset_(suspend|resume)_request$|^list_/;
  const actions = operations
    .filter(({ kind, key }) => kind === 'creates' && !others.test(key))
    .map(({ key }) => key);
  expect(actions.filter((key) => !covered.has(key))).toEqual([]);
});

describe.each(scenarios.map((scenario) => [scenario.key, scenario] as const))('%s', (_key, scenario) => {
  it.each(
    troubles.map((trouble) => [trouble.name, trouble] as const),
  )('%s: fails in words, and leaves one result when it is run again', async (name, trouble) => {
    const outcome = await suffer(scenario, trouble);
    expect(outcome.kind).toBe(scenario.fails?.[name] ?? trouble.kind);
    expect(outcome.message).toMatch(/^[A-Z].*[.)]$/s);
    expect(outcome.message).not.toMatch(/[<>{}]|undefined/);
    expect(/not known whether it was carried out/.test(outcome.message)).toBe(trouble.unknown ?? false);
    expect(outcome.writes).toBe(1);
    expect(outcome.results).toBe(1);
    expect(outcome.delay).toBe(trouble.kind === 'ThrottledError' ? 30 : undefined);
  });
});
