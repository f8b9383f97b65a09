import { type Call, observers } from '../../sandbox/control.ts';

/** Each call that the App makes to a sandbox, in any test, for the check against the contract. */

/** How the App names itself; calls that tests make by hand may be wrong on purpose. */
export const AGENT = 'CloudBlue-Connect-for-Zapier';
const calls: Call[] = [];
observers.add((call) => {
  if (call.agent === AGENT) calls.push(call);
});

/** What is wrong with the calls since the last time, each problem once. */
export const problemsSince = async (): Promise<string[]> => {
  const made = calls.splice(0);
  if (!made.length) return [];
  // Reading the contract takes time that most test files don't need.
  const { contract } = await import('../../contract/check.ts');
  return [...new Set(made.flatMap((call) => contract().problems(call)))];
};
