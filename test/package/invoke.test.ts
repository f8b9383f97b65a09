import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

/** Zapier's own command line tool, as the README shows it. */

const project = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** `npm run invoke -- …`; the connection comes by the variables that the README puts into `.env`. */
const invoke = (key: string, ...args: string[]) =>
  new Promise<unknown>((resolve, reject) => {
    const [command = '', ...given] = (scripts['invoke'] ?? '').split(' ');
    execFile(
      `${project}node_modules/.bin/${command}`,
      [...given, ...args],
      {
        cwd: project,
        env: {
          ...process.env,
          PATH: `${project}node_modules/.bin:${process.env['PATH']}`,
          DISABLE_ZAPIER_ANALYTICS: '1',
          authData_api_key: key,
          authData_endpoint: sandbox.url,
        },
      },
      (error, stdout, stderr) => {
        const json = /^[[{][\s\S]*/m.exec(stdout)?.[0];
        if (error || !json) reject(new Error(`${stdout}\n${stderr}`));
        else resolve(JSON.parse(json));
      },
    );
  });

describe('npm run invoke', () => {
  it('tests a connection, creates, triggers and searches', async () => {
    const key = sandbox.distributorKey;
    expect(await invoke(key, 'auth', 'test')).toMatchObject({ id: 'PA-425-033' });
    expect(
      await invoke(key, 'create', 'create_asset_purchase_request', '-i', '@docs/examples/purchase.json'),
    ).toMatchObject({ type: 'purchase', status: 'pending' });
    expect(await invoke(key, 'trigger', 'new_requests')).toMatchObject([{ type: 'purchase' }]);
    expect(await invoke(key, 'search', 'search_assets', '-i', '{"external_id":"ORDER-1001"}')).toMatchObject([
      { external_id: 'ORDER-1001' },
    ]);
    expect(
      await invoke(sandbox.vendorKey, 'create', 'report_usage', '-i', '@docs/examples/report.json'),
    ).toMatchObject({ status: 'pending' });
  }, 240_000);
});
