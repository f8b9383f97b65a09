import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { effort } from '../support/effort.ts';

/** `npm run sandbox` as a process of its own. */

const cli = fileURLToPath(new URL('../../sandbox/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Running {
  readonly about: Record<string, string>;
  readonly process: ChildProcess;
  stop(): Promise<number | null>;
}

/** The printed JSON line, or the exit code and message of a run that ended at once. */
const run = (...args: string[]) =>
  new Promise<Running | { code: number | null; message: string }>((resolve) => {
    const child = spawn(process.execPath, [cli, ...args]);
    let [out, message] = ['', ''];
    const ended = new Promise<number | null>((end) => child.once('close', end));
    child.stderr.on('data', (text) => {
      message += text;
    });
    child.stdout.on('data', (text) => {
      out += text;
      if (!out.includes('\n')) return;
      const stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      resolve({ about: JSON.parse(out) as Record<string, string>, process: child, stop });
    });
    void ended.then((code) => resolve({ code, message }));
  });
const start = async (...args: string[]): Promise<Running> => {
  const started = await run(...args);
  if ('code' in started) throw new Error(started.message);
  return started;
};
const count = async ({ about }: Running) => {
  const answer = await fetch(`${about['url']}/requests?limit=0`, {
    headers: { authorization: about['vendorKey'] ?? '' },
  });
  return answer.headers.get('content-range');
};

describe('npm run sandbox', () => {
  it('prints one JSON line and runs until stopped', async () => {
    const sandbox = await start('--quiet');
    expect(Object.keys(sandbox.about)).toEqual(
      expect.arrayContaining(['url', 'vendorKey', 'distributorKey', 'tenantUrl', 'tenantToken']),
    );
    expect(await count(sandbox)).toBe('items 0-0/0');
    expect(await sandbox.stop()).toBe(0);
  });

  it('has kept each change that it has answered, also when it is killed', async () => {
    const state = join(folder, 'killed.json');
    const first = await start('--quiet', '--state', state, '--seed', '20');
    const { url, distributorKey, tenantUrl, tenantToken } = first.about;
    const tier = {
      name: 'Example Customer',
      external_id: 'C-1',
      contact_info: {
        address_line1: '1 Example Street',
        city: 'Springfield',
        country: 'US',
        contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
      },
    };
    for (let made = 0; made < 8; made += 1) {
      const requested = await fetch(`${url}/requests`, {
        method: 'POST',
        headers: { authorization: distributorKey ?? '', 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'purchase',
          asset: {
            external_id: `ORDER-${made}`,
            connection: { id: 'CT-9861-7949' },
            product: { id: 'PRD-838-787-106' },
            items: [{ mpn: 'BACKUP-USER', quantity: '1' }],
            params: [{ id: 'admin_email', value: 'alex@example.com' }],
            tiers: { customer: tier, tier1: tier },
          },
        }),
      });
      expect(requested.status).toBe(201);
      const created = await fetch(`${tenantUrl}/tenant`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tenantToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id: `AS-${made}` }),
      });
      expect(created.status).toBe(201);
    }
    const ended = new Promise((resolve) => first.process.once('close', resolve));
    first.process.kill('SIGKILL');
    await ended;
    const second = await start('--quiet', '--state', state);
    expect(await count(second)).toBe('items 0-0/28');
    for (let made = 0; made < 8; made += 1) {
      const found = await fetch(`${second.about['tenantUrl']}/tenant/AS-${made}`, {
        headers: { authorization: `Bearer ${tenantToken}` },
      });
      expect(found.status).toBe(200);
    }
    await second.stop();
  });

  it('has kept changes of every kind when it is killed right after them', async () => {
    const state = join(folder, 'kinds.json');
    const first = await start('--quiet', '--state', state, '--seed', '5');
    const asked = async (
      { about }: Running,
      method: string,
      at: 'url' | 'tenantUrl' | 'controlUrl',
      path: string,
      body?: unknown,
    ) => {
      const key = at === 'tenantUrl' ? `Bearer ${about['tenantToken']}` : (about['vendorKey'] ?? '');
      const answer = await fetch(`${about[at]}${path}`, {
        method,
        headers: {
          authorization: key,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(answer.status).toBeLessThan(300);
      return answer.json().catch(() => undefined) as Promise<Record<string, string>>;
    };
    const file = {
      name: 'January',
      product: { id: 'PRD-838-787-106' },
      contract: { id: 'CRD-58096-38285-80856' },
    };
    const { id } = await asked(first, 'POST', 'url', '/usage/files', file);
    const other = await asked(first, 'POST', 'url', '/usage/files', file);
    await asked(first, 'POST', 'url', `/usage/files/${other['id']}/delete`);
    await asked(first, 'PUT', 'url', `/usage/files/${id}`, { note: 'Changed.' });
    await asked(first, 'POST', 'tenantUrl', '/tenant', { id: 'AS-1' });
    await asked(first, 'POST', 'controlUrl', '/tenants', { manner: 'later' });
    await asked(first, 'PUT', 'tenantUrl', '/tenant/AS-1/disable');
    const ended = new Promise((resolve) => first.process.once('close', resolve));
    first.process.kill('SIGKILL');
    await ended;
    const second = await start('--quiet', '--state', state);
    expect(await asked(second, 'GET', 'url', `/usage/files/${id}`)).toMatchObject({ note: 'Changed.' });
    expect(await asked(second, 'GET', 'url', `/usage/files/${other['id']}`)).toMatchObject({
      status: 'deleted',
    });
    expect(await asked(second, 'GET', 'controlUrl', '/tenants')).toEqual({ manner: 'later' });
    expect(await asked(second, 'GET', 'tenantUrl', '/tenant/AS-1')).toMatchObject({ status: 'active' });
    await asked(second, 'POST', 'controlUrl', '/clock', { advance: 'PT2M' });
    second.process.kill('SIGKILL');
    const third = await start('--quiet', '--state', state);
    expect(await asked(third, 'GET', 'tenantUrl', '/tenant/AS-1')).toMatchObject({ status: 'suspended' });
    await third.stop();
  });

  it('keeps its state between runs, and gives no ID twice', async () => {
    const state = join(folder, 'state.json');
    const first = await start('--quiet', '--state', state, '--seed', '50');
    expect(await count(first)).toBe('items 0-0/50');
    const create = ({ about }: Running, id: string) =>
      fetch(`${about['tenantUrl']}/tenant`, {
        method: 'POST',
        headers: { authorization: `Bearer ${about['tenantToken']}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id }),
      });
    await create(first, 'AS-1');
    await first.stop();
    const kept = JSON.parse(readFileSync(state, 'utf8')) as {
      tables: { requests: object[] };
      digits: number;
    };
    expect(kept.tables.requests).toHaveLength(50);
    // The same flags again: nothing is seeded on top of what is there.
    const second = await start('--quiet', '--state', state, '--seed', '50');
    expect(await count(second)).toBe('items 0-0/50');
    const tenant = await fetch(`${second.about['tenantUrl']}/tenant/AS-1`, {
      headers: { authorization: `Bearer ${second.about['tenantToken']}` },
    });
    expect(tenant.status).toBe(200);
    await second.stop();
  });

  const refused = [
    [['--port', 'x'], 2, /--port takes a whole number/],
    [['--seed', '-1'], 2, /seed/],
    [['--nothing'], 2, /npm run sandbox/],
  ] as const;
  // Each takes a process.
  it.each(refused.slice(0, effort(refused.length, 1)))('refuses %j', async (args, code, message) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code });
    expect((ended as { message: string }).message).toMatch(message);
  });

  it('says that a state file holds something else', async () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{"a":1}');
    const ended = (await run('--state', file)) as { code: number; message: string };
    expect(ended.code).toBe(1);
    expect(ended.message).toContain('is not a state that a sandbox has written');
  });

  it('says that its port is taken', async () => {
    const first = await start('--quiet');
    const { port } = new URL(first.about['url'] ?? '');
    const ended = (await run('--port', port)) as { code: number; message: string };
    expect(ended.code).toBe(1);
    expect(ended.message).toContain(`Port ${port} (or one of the next two) is taken`);
    await first.stop();
  });
});
