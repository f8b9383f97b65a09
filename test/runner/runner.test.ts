import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

/** What runs the tests is the project's own in part: whatever goes wrong in a file of tests has to fail `npm test`. */

interface Outcome {
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let failed: { code?: unknown; stderr: string } | undefined;
let outcomes: Map<string, Outcome>;
/** The tests of a file, each with what became of it. */
const testsOf = (name: string) =>
  Object.fromEntries(
    (outcomes.get(name)?.assertionResults ?? []).map(({ fullName, status }) => [fullName, status]),
  );

beforeAll(async () => {
  const run = promisify(execFile)(
    'npm',
    ['test', '--silent', '--', '--testMatch', '<rootDir>/test/runner/fixtures/*.ts', '-w', '2', '--json'],
    { cwd: root, maxBuffer: 10_000_000, env: { ...process.env, FORCE_COLOR: '0' } },
  );
  const { stdout } = await run.catch((error) => {
    failed = error;
    return error as { stdout: string };
  });
  const report = JSON.parse(stdout) as { testResults: (Outcome & { name: string })[] };
  outcomes = new Map(report.testResults.map((one) => [basename(one.name, '.ts'), one]));
});

describe('npm test', () => {
  it('fails when anything in it does', () => {
    expect(failed?.code).toBe(1);
  });

  it.each([
    ['failingExpectation', { 'expects in vain': 'failed', 'holds beside it': 'passed' }],
    ['failingLater', { 'expects in vain after a while': 'failed' }],
    ['throwingBeforeAll', { 'needs what is set up': 'failed' }],
    ['rejectionNobodyAwaits', { 'leaves a rejection behind': 'failed' }],
    ['errorInATimer', { 'goes on while a timer throws': 'failed' }],
    ['neverEnding', { 'never ends': 'failed' }],
    ['onlyOne', { 'runs alone': 'failed', 'is left out': 'pending' }],
    [
      'table',
      {
        'an even number like 1': 'failed',
        'an even number like 2': 'passed',
        'an odd number like 1': 'passed',
        'an odd number like 2': 'failed',
      },
    ],
    ['failingProperty', { 'holds for all numbers but one': 'failed' }],
  ])('names what fails: %s', (name, tests) => {
    expect(testsOf(name)).toEqual(tests);
    expect(outcomes.get(name)?.status).toBe('failed');
    for (const [test, status] of Object.entries(tests)) {
      const title = test.replace(/(number) /, '$1 › ');
      expect(failed?.stderr.includes(`● ${title}\n`)).toBe(status === 'failed');
    }
  });

  it.each([
    ['throwingAfterAll', 'It could not be cleared away.'],
    ['notLoadable', 'missing.ts'],
    ['throwingWhenLoaded', 'It can not be described.'],
    ['noTests', 'Your test suite must contain at least one test.'],
  ])('fails a file as a whole and says why: %s', (name, why) => {
    const { status, message } = outcomes.get(name) ?? {};
    expect(status).toBe('failed');
    expect(message).toContain(why);
    expect(failed?.stderr).toMatch(new RegExp(`FAIL .*${name}\\.ts`));
  });

  it('passes what holds', () => {
    expect(outcomes.get('passing')?.status).toBe('passed');
    expect(testsOf('passing')).toEqual({ holds: 'passed' });
    expect(outcomes.size).toBe(14);
  });
});
