import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waits } from '../../src/usage/support/awaitFile.ts';
import { effort } from './effort.ts';
import { cellOf, documentedOutcome, documentedSentence } from './outcomes.ts';
import { scenarios as all, type Scenario, shownInWords } from './scenarios.ts';
import { suffer, type Trouble, troublesOf } from './troubles.ts';
import { holdClock, releaseClock } from './turnedClock.ts';

/** A fault in so many is tried with a scenario. */
const EACH = effort(1, 12);
/** In CI all that can befall a scenario; elsewhere some of it, each fault with other scenarios. One has them all always. */
const triedOn = (scenario: Scenario): readonly Trouble[] =>
  troublesOf(scenario).filter(
    (_trouble, place) => scenario.key === shownInWords || (place + all.indexOf(scenario)) % EACH === 0,
  );

/** Tests each scenario under the faults. */
export const testFaults = (scenarios: readonly Scenario[]): void => {
  const { pause } = waits;
  beforeAll(() => {
    holdClock();
    waits.pause = 15;
  });
  afterAll(() => {
    releaseClock();
    waits.pause = pause;
  });

  describe.each(scenarios.map((scenario) => [scenario.key, scenario] as const))('%s', (_key, scenario) => {
    it.each(
      triedOn(scenario).map((trouble) => [trouble.name, trouble] as const),
    )('%s: fails in words, and leaves one result when it is run again', async (name, trouble) => {
      const outcome = await suffer(scenario, trouble);
      expect(outcome.kind).toBe(scenario.fails?.[name] ?? trouble.kind);
      expect(outcome.message).toMatch(/^[A-Z].*[.)]$/s);
      expect(outcome.message).not.toMatch(/[<>{}]|undefined/);
      expect(/not known whether it was carried out/.test(outcome.message)).toBe(trouble.unknown ?? false);
      expect(outcome.writes).toBe(1);
      expect(outcome.results).toBe(1);
      // `npm run docs` writes the page.
      expect(cellOf(outcome)).toBe(documentedOutcome(scenario.key, name));
      if (scenario.key === shownInWords) expect(outcome.message).toBe(documentedSentence(name));
      expect(outcome.delay).toBe(trouble.kind === 'ThrottledError' ? 30 : undefined);
    });
  });
};
