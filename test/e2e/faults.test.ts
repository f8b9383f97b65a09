import { expect, it } from '@jest/globals';
import { operations } from '../support/definition.ts';
import { testFaults } from '../support/faults.ts';
import { fulfillmentScenarios, scenarios } from '../support/scenarios.ts';
import { tenantScenarios } from '../support/tenantScenarios.ts';

it('covers every action that changes something in Connect', () => {
  const covered = new Set(scenarios.map(({ key }) => key));
  // What only reads can leave nothing half done. Drafts are made by Connect's portal.
  const others = /_draft_request$|_lis$|create_asset_(suspend|resume)_request$|^list_/;
  const actions = operations
    .filter(({ kind, key }) => kind === 'creates' && !others.test(key))
    .map(({ key }) => key);
  expect(actions.filter((key) => !covered.has(key))).toEqual([]);
});

testFaults([...fulfillmentScenarios, ...tenantScenarios]);
