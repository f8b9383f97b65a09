import { expect, it } from '@jest/globals';
import { documented } from '../support/outcomes.ts';
import { scenarios, shownInWords } from '../support/scenarios.ts';
import { troubles } from '../support/troubles.ts';
import { allCases } from './allCases.ts';

/** Which actions are tried under faults; `test/e2e` does it. Apart from it, because the table brings nock with it. */

const keys = scenarios.map(({ key }) => key);

it('every action that stores something is tried under every fault', () => {
  const storing = allCases.filter(
    ({ kind, sends, stores, storesNothing, isLegacy }) =>
      kind === 'creates' &&
      !storesNothing &&
      !isLegacy &&
      (stores || (sends?.some(([, verb]) => verb !== 'GET') ?? true)),
  );
  expect(storing.map(({ key }) => key).sort()).toEqual([...keys].sort());
});

it('the page of outcomes has every action under every fault', () => {
  const faults = troubles.map(({ name }) => name);
  expect(documented()).toEqual({ actions: keys, faults, sentences: faults, shown: [shownInWords] });
});
