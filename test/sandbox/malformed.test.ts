import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { connectServer } from '../../sandbox/connect.ts';
import { Control } from '../../sandbox/control.ts';
import { modules } from '../../sandbox/modules/index.ts';
import { tenantServer } from '../../sandbox/modules/tenants/server.ts';
import { tenantsOf } from '../../sandbox/modules/tenants/store.ts';
import { World } from '../../sandbox/world/world.ts';
import { effort } from '../support/effort.ts';
import { unserved } from '../support/endpoints.ts';
import { Stage } from '../support/stage.ts';
import { oddIds, queries, type Sent, sent } from './malformedCalls.ts';

/** Whatever is sent to whatever route: what can't be understood is refused as the caller's mistake, never the server's. */

interface Route {
  readonly host: 'connect' | 'tenant';
  readonly method: string;
  readonly path: string;
}

/** Every route that the servers really have. */
const routesOf = async (): Promise<Route[]> => {
  const world = new World(1);
  for (const module of modules) module.open(world);
  const control = new Control();
  const servers = [
    ['connect', connectServer(world, control, { strict: true, delay: 1 })],
    ['tenant', tenantServer(world, tenantsOf(world), control, 'token')],
  ] as const;
  const found: Route[] = [];
  for (const [host, server] of servers) {
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD') found.push({ host, method: one, path: url });
    });
    await server.ready();
    await server.close();
  }
  return found;
};

let stage: Stage;
let routes: Route[];
let known: Record<string, string[]>;
beforeAll(async () => {
  stage = await Stage.open();
  stage.sandbox.world.seed(60);
  const files = [];
  for (const status of ['accepted', 'pending', 'ready', 'draft'] as const)
    files.push(await stage.usageFile(status).catch(() => ''));
  await stage.tenant();
  const { world } = stage.sandbox;
  const ids = (rows: Iterable<{ id: string }>) => [...rows].map(({ id }) => id).slice(0, 60);
  known = {
    requests: ids(world.requests.all()),
    assets: ids(world.assets.all()),
    files: ids(world.usage.files.all()),
    records: ids(world.usage.records.all()),
    chunks: ids(world.usage.chunks.all()),
    products: [stage.sandbox.ids.product],
    accounts: ['VA-392-495', 'PA-425-033'],
    tenant: ['tenant-4711', 'AS-1'],
  };
  // What isn't served says so, whatever is sent.
  const left = new Set(await unserved());
  routes = (await routesOf()).filter(
    ({ method, path }) =>
      !left.has(`${method} ${path.replace('/public/v1', '').replaceAll(/:(\w+)/g, '{$1}')}`),
  );
});
afterAll(() => stage.close());

const send = (method: string, url: string, headers: Record<string, string>, body: Sent['body']) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const path = url.slice(url.indexOf('/', 8));
    // Node frames no body of DELETE by itself.
    const framed = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = { ...headers, ...framed };
    const outgoing = httpRequest(
      { hostname, port, method, path, headers: sent, agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Node's client sends no other characters in a path. */
const sendable = (text: string) =>
  text.replaceAll(/[^\x21-\x7E]|[#?/]/g, (sign) => encodeURIComponent(sign.toWellFormed()));

const places = fc.record({
  route: fc.nat(),
  pick: fc.nat(),
  oddId: fc.option(oddIds, { nil: undefined, freq: 4 }),
  key: fc.constantFrom('store', 'vendor'),
  query: queries,
  given: sent,
});

describe('a call that makes no sense', () => {
  it("is refused as the caller's mistake on every route", async () => {
    const { sandbox } = stage;
    const tried = new Set<string>();
    await fc.assert(
      fc.asyncProperty(places, async ({ route, pick, oddId, key, query, given }) => {
        const { host, method, path } = routes[route % routes.length] ?? {
          host: 'connect',
          method: 'GET',
          path: '/',
        };
        tried.add(`${method} ${host} ${path}`);
        const filled = path.replaceAll(/([\w-]+)\/:(\w+)/g, (_whole, kind: string) => {
          const ids = known[kind] ?? [];
          return `${kind}/${oddId === undefined && ids.length ? ids[pick % ids.length] : sendable(oddId ?? 'X')}`;
        });
        const origin = host === 'connect' ? new URL(sandbox.url).origin : sandbox.tenantUrl;
        const authorization =
          host === 'tenant'
            ? `Bearer ${sandbox.tenantToken}`
            : key === 'store'
              ? sandbox.distributorKey
              : sandbox.vendorKey;
        const { status, text } = await send(
          method,
          `${origin}${filled}${query && `?${sendable(query)}`}`,
          { authorization, ...(given.type === undefined ? {} : { 'content-type': given.type }) },
          method === 'GET' ? undefined : given.body,
        );
        // What faults were set by chance must not answer for the server.
        sandbox.control.faults = [];
        if (status >= 500) throw new Error(`${status} ${text}`);
        // Node itself refuses headers that are too long (431), before the server sees them.
        if (status >= 400 && status !== 431 && host === 'connect' && path.startsWith('/public'))
          expect(JSON.parse(text)).toEqual({ error_code: expect.any(String), errors: expect.any(Array) });
      }),
      { numRuns: effort(20_000, 2_500) },
    );
    expect(tried.size).toBe(
      new Set(routes.map(({ host, method, path }) => `${method} ${host} ${path}`)).size,
    );
  });
});
