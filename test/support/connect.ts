import zapier, { type ZObject } from 'zapier-platform-core';
import { Connect } from '../../src/connect/connect.ts';
import { Deadline } from '../../src/connect/deadline.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import { Wire } from '../../src/connect/wire.ts';

const run = zapier.createAppTester({ version: '1.0.0', platformVersion: zapier.version });

/**
 * Lets something use Connect over Zapier's own `z.request`, inside of Zapier's handler. What it throws comes out as it
 * is: core would add its log to the message of an error that isn't one of Zapier's.
 */
export const withConnect = async <T>(
  origin: string,
  use: (connect: Connect) => Promise<T>,
  { apiKey = 'ApiKey SU-1:secret', budget }: { apiKey?: string; budget?: number } = {},
): Promise<T> => {
  const outcome: { value?: T; error?: unknown } = {};
  await run(
    async (z: ZObject) => {
      const wire = new Wire(z, new Deadline(budget));
      const connect = new Connect(wire, { endpoint: `${origin}/public/v1`, apiKey });
      try {
        outcome.value = await use(connect);
      } catch (error) {
        outcome.error = error;
      } finally {
        wire.close();
      }
      return {};
    },
    { authData: {}, inputData: { secret: 'must-not-appear' } },
  );
  if (outcome.error) throw outcome.error;
  return outcome.value as T;
};

/** What a run fails with. Core hands the error on as it is, or as a copy with its name and message. */
export const errorOf = async (run: Promise<unknown>): Promise<ConnectError> => {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectError) return error;
  throw new Error(`expected a ConnectError, not ${String(error)}`);
};
