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

/** Whatever is sent to whatever route: what can't be understood is refused as the caller's mistake, never the server's. */

type Json = Record<string, unknown>;
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

/** Bodies that are right, so that what is wrong in one part is reached. */
const RIGHT: readonly unknown[] = [
  {
    type: 'purchase',
    status: 'draft',
    note: 'note',
    marketplace: { id: 'MP-1' },
    asset: {
      id: 'AS-1',
      external_id: 'X-1',
      external_uid: 'u',
      connection: { id: 'CT-9861-7949', hub: { id: 'HB-1' }, type: 'production' },
      product: { id: 'PRD-838-787-106' },
      items: [{ mpn: 'BACKUP-USER', id: '1', global_id: 'PRD-1', quantity: '5' }],
      params: [{ id: 'admin_email', value: 'alex@example.com', structured_value: {}, value_error: '' }],
      tiers: {
        customer: {
          id: 'TA-1',
          name: 'Example',
          external_id: 'C-1',
          external_uid: 'c',
          contact_info: {
            address_line1: '1 Example Street',
            city: 'Springfield',
            country: 'US',
            contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
          },
        },
        tier1: { id: 'TA-2' },
        tier2: {},
      },
      external_attributes: {},
    },
  },
  { template_id: 'TL-551-876-782', activation_tile: 'Done', effective_date: '2026-01-01', reason: 'No.' },
  { planned_date: '2099-01-01T00:00:00Z', email: 'kim@vendor.example.com', id: 'UR-1', reason: 'No.' },
  {
    name: 'January',
    product: { id: 'PRD-838-787-106' },
    contract: { id: 'CRD-58096-38285-80856' },
    period: { from: '2026-01-01', to: '2026-01-31' },
    currency: 'EUR',
    external_id: 'jan',
    description: 'x',
    note: 'y',
    acceptance_note: 'ok',
    rejection_note: 'no',
  },
  { status: 'approved', external_billing_id: 'B-1', external_billing_note: 'n', external_id: 'chunk' },
  [{ id: 'UR-1', external_billing_id: 'B-1', external_billing_note: 'n' }],
  { id: 'AS-1', name: 'Example', limits: { users: 5, storage: 'unlimited' }, users: 10 },
  { host: 'connect', method: 'GET', path: '/x', kind: 'status', status: 500, times: 1, advance: 'P1D' },
  { manner: 'json' },
];

const pathsIn = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
    : [path];
const replaced = (value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Json;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    -1e308,
    1.5,
    9e15,
    '',
    ' ',
    '\u0000',
    '\uD800',
    '__proto__',
    'constructor',
    'toString',
    '%00',
    '../..',
    '9'.repeat(400),
    'x'.repeat(5_000),
    'P9999999999Y',
    '-271821-04-20T00:00:00Z',
    '275760-09-13',
    '0000-00-00',
    [],
    [[]],
    [null],
    {},
    { id: null },
    { id: { id: {} } },
    { length: 3 },
    { toString: 1 },
    { __proto__: null },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const wrongPart = fc
  .constantFrom(...RIGHT)
  .chain((right) =>
    fc.tuple(fc.constantFrom(...pathsIn(right)), odd).map(([path, by]) => replaced(right, path, by)),
  );

interface Sent {
  readonly type: string | undefined;
  readonly body: string | Buffer | undefined;
}
const BOUNDARY = 'limit';
const part = (name: string, file: string | undefined, content: string) =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n${content}\r\n`;
const nested = (sign: string, times: number) => sign.repeat(times);
const sent: fc.Arbitrary<Sent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .oneof(wrongPart, odd)
      .map((body) => ({ type: 'application/json', body: JSON.stringify(body) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .oneof(
        fc.string(),
        fc.constantFrom(
          '{',
          '[',
          '"',
          '{"a":',
          'nul',
          '\u0000',
          nested('[', 20_000),
          nested('{"a":', 20_000),
          `${nested('[', 20_000)}${nested(']', 20_000)}`,
        ),
      )
      .map((body) => ({ type: 'application/json', body })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom(
        undefined,
        '',
        ';',
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'application/json; charset=utf-7',
        'application/json; charset=nonsense',
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'multipart/form-data; boundary=other',
        `multipart/form-data; boundary=${BOUNDARY}`,
        'multipart/mixed; boundary=limit',
        `multipart/form-data; boundary=${'x'.repeat(300)}`,
      ),
      body: fc.oneof(
        fc.constant(undefined),
        fc.string(),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('usage_file', 'recon_file', 'upload_note', '__proto__', '', 'toString'),
        fc.constantFrom(undefined, '', 'a.xlsx', '../a', '\u0000'),
        fc.oneof(fc.string(), fc.constantFrom('PK\u0003\u0004', 'PK\u0005\u0006', '<xml')),
        fc.constantFrom(`--${BOUNDARY}--\r\n`, '', '\r\n', `--${BOUNDARY}`),
      )
      .map(([name, file, content, end]) => ({
        type: `multipart/form-data; boundary=${BOUNDARY}`,
        body: part(name, file, content) + end,
      })),
  },
);
const queries = fc.oneof(
  fc.constant(''),
  fc.string(),
  fc.constantFrom(
    'limit=-1',
    'limit=99999999999999999999',
    'offset=1e9',
    'limit=5&limit=6',
    'offset=99999999999999999999999',
    'eq(id',
    'in(id,())',
    'in(id,(a,b',
    'like(id,**)',
    'ilike(name,"*(*")',
    'like(name,"*[*")',
    'like(name,"\\\\")',
    'ordering(__proto__)',
    'ordering(constructor)',
    'select(__proto__)',
    'select(-constructor,+toString)',
    'eq(__proto__,1)',
    'eq(constructor,1)',
    'toString=1',
    'ge(created,"275760-09-13")',
    'ge(created,0000-00-00)',
    'ge(created,null())',
    'gt(created,empty())',
    '%',
    '%E0%A4%A',
    '%00',
    'sig=',
    `${nested('not(', 3_000)}`,
    `${nested('(', 3_000)}`,
    `${nested('and(', 3_000)}`,
    `${nested('a=1&', 3_000)}a=1`,
    `in(id,(${nested('1,', 7_000)}1))`,
    `eq(id,${nested('t(', 3_000)}`,
  ),
  fc
    .array(
      fc.constantFrom(
        'and(',
        'or(',
        'not(',
        'eq(',
        'in(',
        'like(',
        't(',
        'id',
        'created',
        'status',
        ',',
        ')',
        '(',
        '&',
        '=',
        '"',
        "'",
        '*',
        '\\',
        'null()',
        '1',
        '-',
        '|',
        ';',
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
);
/** What may stand in a path beside real IDs. */
const oddIds = fc.oneof(
  fc.constantFrom(
    '%00',
    '..',
    '%2e%2e',
    '%',
    '%E0%A4%A',
    '__proto__',
    'constructor',
    'x'.repeat(3_000),
    '%F0%9F%92%A9',
    "'",
    '"',
    '*',
    '%2F',
    '0',
    '-1',
    ' ',
  ),
  fc.string({ minLength: 1 }),
);

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
