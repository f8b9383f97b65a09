import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import zapier from 'zapier-platform-core';
import App from '../../index.ts';
import { effort } from '../support/effort.ts';
import { Stage } from '../support/stage.ts';
import { type Stores, startStores } from '../support/standIns.ts';

/** Whatever stands where a poll's memory should be, parts of it wrong or all of it: the poll goes on, and remembers again. */

let stage: Stage;
let stores: Stores;
const deployKey = process.env['ZAPIER_DEPLOY_KEY'];
beforeAll(async () => {
  // A line in Zapier's log for each memory that is thrown away.
  jest.spyOn(console, 'log').mockImplementation(() => {});
  process.env['ZAPIER_DEPLOY_KEY'] = 'made-up';
  stage = await Stage.open();
  stores = await startStores();
  await stage.usageFile('pending');
  await stage.purchase();
});
afterAll(async () => {
  if (deployKey === undefined) delete process.env['ZAPIER_DEPLOY_KEY'];
  else process.env['ZAPIER_DEPLOY_KEY'] = deployKey;
  await Promise.all([stage.close(), stores.close()]);
});

type Handler = (event: object) => Promise<{ results: unknown }>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: unknown) => Handler };
const handler = createAppHandler(App);

const poll = async (key: string, meta: object = {}): Promise<unknown[]> => {
  const { results } = await handler({
    command: 'execute',
    method: `triggers.${key}.operation.perform`,
    bundle: { authData: stage.connections.vendor, inputData: {}, meta: { zap: { id: '1' }, ...meta } },
    rpc_base: stores.origin,
  });
  return results as unknown[];
};

const pathsIn = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
    : [path];
const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    1.5,
    1e300,
    -1e300,
    8.7e15,
    '',
    'x',
    '"\'',
    '\uD800',
    'x'.repeat(40_000),
    ['"\''],
    ['\uD800'],
    ['x'.repeat(40_000)],
    [''],
    Array.from({ length: 20_000 }, (_unused, at) => `PR-${at}`),
    Array.from({ length: 20_000 }, (_unused, at) => [`hash${at}`, at, 0]),
    [['hash', -1e300, 1e300]],
    [['hash', 1e300, 8e15]],
    [['PR-0000-0000-0000-001', 1e300, -1e300, '', '', 1e300]],
    [['"\'', 0, 0, '', '', 0]],
    Array.from({ length: 5_000 }, (_unused, at) => [`PR-${at}`, 1, 1, '', '', 1]),
    {},
    [],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

describe.each([
  'new_requests',
  'new_updated_requests',
  'pending_requests',
  'new_usage_files',
  'new_usage_chunks',
])('a poll of %s', (key) => {
  it('goes on with any memory', async () => {
    stores.kept.clear();
    await poll(key, { isPopulatingDedupe: true });
    await poll(key);
    const [[name, text] = ['', '']] = [...stores.kept];
    const memory: unknown = JSON.parse(text);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsIn(memory)), odd, async (path, by) => {
        stores.kept.set(name, JSON.stringify(replaced(memory, path, by)));
        expect(await poll(key)).toEqual(expect.any(Array));
        // What it keeps then is a memory again.
        expect(await poll(key)).toEqual(expect.any(Array));
      }),
      { numRuns: effort(500, 12) },
    );
  });
});
