import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { effort } from '../support/effort.ts';
import { project, staged } from '../support/staged.ts';

/** Zapier's own command line tool, as the README shows it. */

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};

let sandbox: Sandbox;
// Of its own: Zapier's tool removes files where it runs.
const folder = mkdtempSync(join(tmpdir(), 'connect-for-zapier-invoke-'));
beforeAll(async () => {
  const built = await staged();
  cpSync(join(built, 'package.json'), join(folder, 'package.json'));
  for (const name of ['dist', 'node_modules']) symlinkSync(join(built, name), join(folder, name), 'dir');
  symlinkSync(join(project, 'docs'), join(folder, 'docs'), 'dir');
  sandbox = await startSandbox();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run invoke -- …`; the connection comes by the variables that the README puts into `.env`. */
const invoke = (key: string, ...args: string[]) =>
  new Promise<unknown>((resolve, reject) => {
    const [command = '', ...given] = (scripts['invoke'] ?? '').split(' ');
    execFile(
      `${project}node_modules/.bin/${command}`,
      [...given, ...args],
      {
        cwd: folder,
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

/** What is done, and what comes back; in CI all of it. */
const CALLS: readonly (readonly [
  name: string,
  by: 'distributorKey' | 'vendorKey',
  args: string[],
  gives: object,
])[] = [
  [
    'creates',
    'distributorKey',
    ['create', 'create_asset_purchase_request', '-i', '@docs/examples/purchase.json'],
    { type: 'purchase', status: 'pending' },
  ],
  ['triggers', 'distributorKey', ['trigger', 'new_requests'], [{ type: 'purchase' }]],
  ['tests a connection', 'distributorKey', ['auth', 'test'], { id: 'PA-425-033' }],
  [
    'searches',
    'distributorKey',
    ['search', 'search_assets', '-i', '{"external_id":"ORDER-1001"}'],
    [{ external_id: 'ORDER-1001' }],
  ],
  [
    'reports usage',
    'vendorKey',
    ['create', 'report_usage', '-i', '@docs/examples/report.json'],
    { status: 'pending' },
  ],
];

describe('npm run invoke', () => {
  it.each(CALLS.slice(0, effort(CALLS.length, 1)))('%s', async (_name, by, args, gives) => {
    expect(await invoke(sandbox[by], ...args)).toMatchObject(gives);
  });
});
