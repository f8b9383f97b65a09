import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { connectionsOf } from '../../demo/subscription.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { signed } from '../../sandbox/modules/webhooks/sign.ts';
import { isFull } from '../support/effort.ts';
import { project, runScript, staged } from '../support/staged.ts';

/** Calls the handler that Zapier would call, in a process of its own: a call for each line, and a line for what it gives. */
const RUNNER = `
import { createInterface } from 'node:readline';
import { handler } from './zapierwrapper.js';
console.log = () => {};
for await (const line of createInterface({ input: process.stdin })) {
  const { results } = await handler({ command: 'execute', ...JSON.parse(line) });
  process.stdout.write(JSON.stringify(results) + '\\n');
}
process.exit(0);
`;

/** Node 22, which Zapier runs and the tests run on, and the Node that a person's own npm runs on. */
const ownNode = process.env['npm_node_execpath'] ?? process.execPath;
const versionOf = (node: string) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
const nodes = new Map([process.execPath, ownNode].map((node) => [versionOf(node), node]));

/** The package as it would be pushed, unpacked. @returns the names of its files. */
const unpackInto = (folder: string): string[] => {
  runScript('package.ts');
  const files = unzipSync(readFileSync(join(project, 'build/build.zip')));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, content);
  }
  return Object.keys(files);
};

describe('the package that would be pushed', () => {
  let folder: string;
  let names: string[] = [];

  beforeAll(async () => {
    folder = isFull ? mkdtempSync(join(tmpdir(), 'connect-for-zapier-zip-')) : await staged();
    if (isFull) names = unpackInto(folder);
    writeFileSync(join(folder, 'run.mjs'), RUNNER);
  }, 240_000);
  afterAll(() => {
    if (isFull) rmSync(folder, { recursive: true, force: true });
  });

  // The zip itself is made in CI alone: it takes longer than a hundred tests.
  if (isFull) {
    it('holds what ships, and nothing of the sandbox, the tests or the development tools', () => {
      expect(names).toContain('dist/index.js');
      expect(
        names.filter((name) =>
          /^(sandbox|test|demo|bench|scripts)\/|node_modules\/(jest|fastify|typescript|nock)\//.test(name),
        ),
      ).toEqual([]);
    });

    it('is small: 1.1 MB, without what core can do without and what is bundled', () => {
      expect(readFileSync(join(project, 'build/build.zip')).byteLength).toBeLessThan(1_100_000);
      expect(
        names.filter((name) =>
          /node_modules\/(?:@types|encoding|iconv-lite|libphonenumber-js|i18n-iso-countries|csv-parse|zod)\/.*\.(?:js|json)$/.test(
            name,
          ),
        ),
      ).toEqual([]);
    });
  }

  it('installs few packages beside core’s own', () => {
    const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dependencies?: Record<string, string> }>;
    };
    const under = (name: string, found = new Set<string>()): Set<string> => {
      if (found.has(name)) return found;
      found.add(name);
      for (const next of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}))
        under(next, found);
      return found;
    };
    const own = Object.keys(packages['']?.dependencies ?? {}).filter(
      (name) => name !== 'zapier-platform-core',
    );
    expect(new Set(own.flatMap((name) => [...under(name)])).size).toBeLessThanOrEqual(8);
  });

  it('brings the licences of the libraries that are bundled', () => {
    const text = readFileSync(join(folder, 'dist/THIRD_PARTY_LICENSES'), 'utf8');
    // The maps of what was bundled, which tell where each part is from, don't ship.
    const built = join(isFull ? project : folder, 'dist');
    const sources = readdirSync(built)
      .filter((name) => name.endsWith('.map'))
      .flatMap(
        (name) => (JSON.parse(readFileSync(join(built, name), 'utf8')) as { sources: string[] }).sources,
      );
    const libraries = new Set(
      sources.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
    );
    expect([...libraries]).toContain('zod');
    for (const name of libraries) {
      const [, part = ''] = text.split(`\n${name} `);
      expect(part).toMatch(/^\d+\.\d+\.\d+.* \((?:MIT|ISC|Apache-2\.0|BSD-\d-Clause)\)\n/);
      expect(part.split('-'.repeat(80))[0]).toMatch(/copyright/i);
    }
  });

  describe.each([...nodes])('on Node %s', (_version, node) => {
    let sandbox: Sandbox;
    let child: ChildProcessWithoutNullStreams;
    let answers: AsyncIterator<string>;
    let complaints = '';
    beforeAll(async () => {
      sandbox = await startSandbox({ strict: true });
      child = spawn(node, ['run.mjs'], { cwd: folder });
      answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      child.stderr.on('data', (text) => {
        complaints += text;
      });
    });
    afterAll(async () => {
      child.stdin.end();
      await sandbox.close();
    });

    const run = async (
      method: string,
      by: 'store' | 'vendor',
      inputData: object,
      more: object = {},
    ): Promise<unknown> => {
      const bundle = { authData: connectionsOf(sandbox)[by], inputData, meta: {}, ...more };
      child.stdin.write(`${JSON.stringify({ method, bundle })}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(complaints);
      return JSON.parse(value);
    };

    it('orders a subscription, with a phone number and a country to read', async () => {
      const input = JSON.parse(readFileSync(join(project, 'docs/examples/purchase.json'), 'utf8')) as object;
      const request = await run('creates.create_asset_purchase_request.operation.perform', 'store', input);
      expect(request).toMatchObject({
        type: 'purchase',
        status: 'pending',
        asset: { external_id: 'ORDER-1001' },
      });
      const [asset] = [...sandbox.world.assets.all()];
      expect(asset?.tiers.tier1.contact_info).toMatchObject({
        country: 'US',
        contact: { phone_number: { country_code: '+1', area_code: '217' } },
      });
    });

    it('finds the request by its trigger', async () => {
      expect(
        await run('triggers.new_requests.operation.perform', 'vendor', { status: ['pending'] }),
      ).toMatchObject([{ type: 'purchase' }]);
    });

    it('is told of it, by a webhook that comes and goes', async () => {
      const hook = (what: string, more: object) =>
        run(`triggers.request_event.operation.${what}`, 'vendor', { product_id: sandbox.ids.product }, more);
      const targetUrl = 'http://127.0.0.1:9/hooks/4711';
      const subscribeData = (await hook('performSubscribe', { targetUrl })) as Record<string, string>;
      const [webhook] = [...sandbox.world.webhooks.webhooks.all()];
      expect(webhook).toMatchObject({ id: subscribeData['id'], external_url: targetUrl });
      const token = signed(subscribeData['jwt_secret'] ?? '', Date.now());
      const cleanedRequest = {
        webhook_id: subscribeData['id'],
        object_class: 'fulfillment_request',
        product_id: sandbox.ids.product,
      };
      const delivered = (secret: string) =>
        hook('perform', {
          subscribeData,
          cleanedRequest,
          rawRequest: { headers: { 'Http-Authorization': `Bearer ${secret}` }, content: '' },
        });
      const input = JSON.parse(readFileSync(join(project, 'docs/examples/purchase.json'), 'utf8')) as object;
      const order = { ...input, asset_external_id: 'ORDER-1003' };
      await run('creates.create_asset_purchase_request.operation.perform', 'store', order);
      expect(await delivered(`${token}x`)).toEqual([]);
      expect(await delivered(token)).toMatchObject([{ asset: { external_id: 'ORDER-1003' } }]);
      await hook('performUnsubscribe', { targetUrl, subscribeData });
      expect(sandbox.world.webhooks.webhooks.size).toBe(0);
    });

    it('places requests for an order of several products', async () => {
      const {
        product_id: _product,
        line_items: _lines,
        ...accounts
      } = JSON.parse(readFileSync(join(project, 'docs/examples/purchase.json'), 'utf8')) as Record<
        string,
        unknown
      >;
      const input = {
        ...accounts,
        asset_external_id: 'ORDER-1002',
        items: ['PRD-276-377-545-0001', 'PRD-838-787-106-0001'].map((id) => ({ item_id: id, quantity: 2 })),
      };
      expect(
        await run('creates.create_asset_requests_from_order.operation.perform', 'store', input),
      ).toMatchObject({ external_id: 'ORDER-1002', succeeded_count: 2, failed_count: 0 });
    });

    it('creates a tenant in the vendor’s system', async () => {
      expect(
        await run('creates.create_tenant.operation.perform', 'vendor', { asset_id: 'AS-0000-0000-0001' }),
      ).toMatchObject({ status: 'active', subscription_id: 'AS-0000-0000-0001' });
    });

    it('reports usage, with the parts that are loaded only then', async () => {
      const example = readFileSync(join(project, 'docs/examples/report.json'), 'utf8');
      const report = await run(
        'creates.report_usage.operation.perform',
        'vendor',
        JSON.parse(example) as object,
      );
      expect(report).toMatchObject({ status: 'pending', records_sent: 2 });
      const csv =
        'Item;Subscription External ID;Quantity;Usage Start;Usage End\nBACKUP-TRAFFIC;ORDER-1001;1,5;2026-01-01;2026-01-31\n';
      const { storage } = sandbox.world.usage;
      storage.put('rows.csv', Buffer.from(csv), 'rows.csv', 'text/csv');
      const fromFile = {
        ...(JSON.parse(example) as object),
        external_id: 'usage-csv',
        records: undefined,
        file: storage.link('rows.csv'),
      };
      expect(await run('creates.report_usage.operation.perform', 'vendor', fromFile)).toMatchObject({
        status: 'pending',
        records_sent: 1,
      });
    });
  });
});
