import { afterAll, afterEach } from '@jest/globals';
import { problemsSince } from './calls.ts';

/**
 * Loaded before every test file: each call that the App makes to a sandbox, in any test, is checked against the
 * contract. Nobody has to remember it.
 */

const check = async () => {
  const problems = await problemsSince();
  if (problems.length) throw new Error(`Calls that break the contract:\n${problems.join('\n')}`);
};
afterEach(check);
afterAll(check);
