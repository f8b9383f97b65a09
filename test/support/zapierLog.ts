import { expect, jest } from '@jest/globals';
import zapier from 'zapier-platform-core';
import type { AuthData } from '../../demo/zap.ts';
import App from '../../index.ts';
import { KEY, stopServing, TENANT_TOKEN } from './nocked.ts';
import { type Scripted, startServer } from './server.ts';

/** All that Zapier gets to log of a step: its log goes to a server of the test and to the console, as it does at Zapier. */

export type Json = Record<string, unknown>;
export const PASSWORD = 'hunter2-S3cr3t!';
export const SIGNATURE = 'c2lnbmF0dXJlLW9mLWEtbGluaw';
export const LINK = `https://storage.example.com/usage.xlsx?sv=2025&sig=${SIGNATURE}&X-Amz-Signature=amz${SIGNATURE}`;
export const API_SECRET = KEY.split(':')[1] ?? '';
export const SECRETS = [API_SECRET, TENANT_TOKEN, PASSWORD, SIGNATURE];

export let sink: Scripted;
let printed: string[] = [];
const endpoint = process.env['LOGGING_ENDPOINT'];

/** Begins to keep what Zapier gets to log, and what is printed. */
export const openLog = async (): Promise<void> => {
  sink = await startServer((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  );
  process.env['LOGGING_ENDPOINT'] = `${sink.origin}/input`;
  for (const method of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      printed.push(args.map(String).join(' '));
    });
  }
};

/** Leaves the process as it was. */
export const closeLog = async (): Promise<void> => {
  if (endpoint === undefined) delete process.env['LOGGING_ENDPOINT'];
  else process.env['LOGGING_ENDPOINT'] = endpoint;
  jest.restoreAllMocks();
  await sink.close();
};
export const forget = () => {
  stopServing();
  sink.received.length = 0;
  printed = [];
};

type Handler = (event: Json) => Promise<unknown>;
// The types of core leave out what Zapier itself calls.
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: unknown) => Handler };
export const handler = createAppHandler(App);

const hooks = new Set(
  Object.values(App.triggers as Record<string, { key: string; operation: { type?: string } }>)
    .filter(({ operation }) => operation.type === 'hook')
    .map(({ key }) => key),
);
/** What the editor runs, for instant triggers. */
export const methodOf = (kind: string, key: string): string =>
  `${kind}.${key}.operation.${hooks.has(key) ? 'performList' : 'perform'}`;

/** Runs a method as Zapier does. @returns all that was logged and printed, and what a person is told of a failure. */
export const logOf = async (
  handler: Handler,
  method: string,
  authData: AuthData,
  inputData: Json,
  more: Json = {},
): Promise<string> => {
  const event = {
    command: 'execute',
    method,
    bundle: { authData, inputData, meta: {}, ...more },
    callback_url: 'https://hooks.example.com/callbacks/1',
    token: 'log-token',
    logToStdout: true,
    detailedLogToStdout: true,
  };
  const failure = await handler(event).then(
    () => '',
    (error: unknown) => String(error),
  );
  return [...sink.received.map(({ body }) => body), ...printed, failure].join('\n');
};

export const expectNoSecret = (log: string, secrets: readonly string[] = SECRETS) => {
  for (const secret of secrets) {
    expect(log).not.toContain(secret);
    expect(log).not.toContain(encodeURIComponent(secret));
    expect(log).not.toContain(Buffer.from(secret).toString('base64'));
  }
};
