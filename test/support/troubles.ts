import type { Fault } from '../../sandbox/control.ts';
import { CUT_GRACE } from '../../src/connect/attempt.ts';
import { limits } from '../../src/connect/deadline.ts';
import { type Failure, failureOf } from './app.ts';
import type { Scenario } from './scenarios.ts';
import { Stage } from './stage.ts';
import { turnOnce } from './turnedClock.ts';

/** The faults that may befall the write of an action, and what a person sees then. */

/** A fault, and what has to come of it. */
export interface Trouble {
  readonly name: string;
  readonly fault: Partial<Fault>;
  /** The name of Zapier's error. */
  readonly kind: 'AppError' | 'ExpiredAuthError' | 'HaltedError' | 'ThrottledError';
  /** Whether the write may have been carried out, which the message has to say. */
  readonly unknown?: boolean;
  /** How long it is waited for something that doesn't come, at most, ms. */
  readonly waited?: number;
}

export const troubles: readonly Trouble[] = [
  { name: '401', fault: { status: 401 }, kind: 'ExpiredAuthError' },
  { name: '403', fault: { status: 403 }, kind: 'AppError' },
  { name: '404', fault: { status: 404 }, kind: 'AppError' },
  { name: '409', fault: { status: 409 }, kind: 'AppError' },
  { name: '422', fault: { status: 422 }, kind: 'AppError' },
  { name: '429 with Retry-After', fault: { status: 429, retryAfter: 30 }, kind: 'ThrottledError' },
  { name: '500', fault: { status: 500 }, kind: 'AppError', unknown: true },
  { name: '502 with a web page', fault: { kind: 'html', status: 502 }, kind: 'AppError', unknown: true },
  { name: 'connection cut before the write', fault: { kind: 'reset' }, kind: 'AppError', unknown: true },
  { name: 'connection cut after the write', fault: { kind: 'resetAfter' }, kind: 'AppError', unknown: true },
  { name: 'answer cut off', fault: { kind: 'truncate' }, kind: 'AppError', unknown: true, waited: CUT_GRACE },
  { name: 'no answer', fault: { kind: 'hang' }, kind: 'AppError', unknown: true, waited: limits.step },
];

/** The faults that can befall an action. */
export const troublesOf = ({ hasEmptyAnswer }: Scenario): readonly Trouble[] =>
  troubles.filter(({ fault }) => !(hasEmptyAnswer && fault.kind === 'truncate'));

export interface Outcome extends Failure {
  /** Calls that the failing run made. */
  readonly calls: number;
  /** How often the write was sent by it. */
  readonly writes: number;
  /** How often what was asked for has happened after the second run. */
  readonly results: number;
}

/** Lets a fault befall an action, and runs the action again. */
export const suffer = async ({ key, prepare }: Scenario, { fault, waited }: Trouble): Promise<Outcome> => {
  const stage = await Stage.open();
  try {
    const { input, by, hits, results, rested } = await prepare(stage);
    const { control } = stage.sandbox;
    control.calls = [];
    const struck = control.add({ kind: 'status', ...fault, ...hits, times: 1 });
    const giveUp = waited ? turnOnce(() => struck.times === 0, waited) : undefined;
    const failure = await failureOf(() => stage.run(key, by, input));
    giveUp?.();
    // A call whose connection was cut may be written down a moment later.
    await new Promise((resolve) => setTimeout(resolve, 10));
    const calls = control.calls.length;
    const writes = control.calls.filter(
      ({ method, path }) => method === hits.method && path === hits.path,
    ).length;
    await rested?.();
    await stage.run(key, by, input);
    return { ...failure, calls, writes, results: results() };
  } finally {
    await stage.sandbox.close();
  }
};
