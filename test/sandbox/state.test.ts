import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { writeSheet } from '../../sandbox/modules/usage/sheets.ts';

/** The state file: also one that an earlier version wrote. */

const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
const stateFile = join(folder, 'state.json');
let saved: Record<string, unknown>;
let assetId: string;

const get = async (at: Sandbox, path: string, key = at.vendorKey) => {
  const answer = await fetch(`${at.url}${path}`, { headers: { authorization: key } });
  return (await answer.json()) as Record<string, unknown>[];
};

beforeAll(async () => {
  const first = await startSandbox({ stateFile, seed: 20 });
  assetId = [...first.world.assets.all()][0]?.id ?? '';
  const { storage, files } = first.world.usage;
  storage.put('UF-2026-01-0000-0001.xlsx', await writeSheet('records', [['record_id']]));
  files.insert({
    id: 'UF-2026-01-0000-0001',
    name: 'January',
    status: 'ready',
    vendor: { id: 'VA-392-495', name: 'Example Vendor' },
    provider: { id: 'PA-425-033', name: 'Example Distributor' },
  } as Parameters<typeof files.insert>[0]);
  first.tenants.create({ id: assetId });
  await first.close();
  saved = JSON.parse(readFileSync(stateFile, 'utf8')) as Record<string, unknown>;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The same state as the first version wrote it. */
const asFirst = () => {
  const tables = saved['tables'] as Record<string, unknown>;
  const { last } = saved['clock'] as { last: number };
  return {
    world: {
      requests: tables['requests'],
      assets: tables['assets'],
      tierAccounts: tables['tierAccounts'],
      clock: last,
      digits: saved['digits'],
      usage: {
        files: tables['usageFiles'],
        records: tables['usageRecords'],
        chunks: tables['usageChunks'],
        reconciliations: tables['usageReconciliations'],
        categories: tables['usageCategories'],
        storage: tables['storage'],
      },
    },
    tenants: tables['tenants'],
  };
};

const without = (...names: string[]) => {
  const tables = Object.entries(saved['tables'] as object).filter(([name]) => !names.includes(name));
  return { ...saved, tables: Object.fromEntries(tables) };
};

const load = async (state: unknown): Promise<Sandbox> => {
  writeFileSync(stateFile, JSON.stringify(state));
  return startSandbox({ stateFile });
};

describe('a state file', () => {
  it.each([
    ['of this version', () => saved],
    ['of the first version', asFirst],
  ])('%s is loaded, all of it', async (_name, state) => {
    const sandbox = await load(state());
    expect(await get(sandbox, '/requests')).toHaveLength(20);
    const { customer } = sandbox.world.assets.get(assetId)?.tiers ?? {};
    expect(await get(sandbox, `/tier/accounts/${customer?.id}`)).toMatchObject({ id: customer?.id });
    const [file] = await get(sandbox, '/usage/files');
    expect(file).toMatchObject({ id: 'UF-2026-01-0000-0001', status: 'ready' });
    expect((await fetch(String(file?.['usage_file_uri']))).status).toBe(200);
    expect(sandbox.tenants.find(assetId)).toMatchObject({ subscription_id: assetId });
    // New IDs are none of those that were given out.
    const before = new Set([...sandbox.world.requests.all()].map(({ id }) => id));
    sandbox.world.seed(20);
    expect(sandbox.world.requests.size).toBe(before.size + 20);
    await sandbox.close();
  });

  it('of the first version is written again in the form of this one', async () => {
    const sandbox = await load(asFirst());
    sandbox.world.seed(1);
    await sandbox.close();
    const { tables, ...rest } = JSON.parse(readFileSync(stateFile, 'utf8')) as typeof saved;
    expect(Object.keys(tables as object)).toEqual(Object.keys(saved['tables'] as object));
    expect(rest).toMatchObject({ version: 2, clock: { ahead: 0 } });
  });

  it('of a version that lacked some tables leaves these empty', async () => {
    const sandbox = await load(without('usageFiles', 'usageRecords', 'storage', 'tenants', 'tierAccounts'));
    expect(await get(sandbox, '/usage/files')).toEqual([]);
    expect(await get(sandbox, '/requests')).toHaveLength(20);
    expect(sandbox.tenants.save()).toEqual([]);
    expect((await get(sandbox, '/products')).length).toBeGreaterThan(0);
    await sandbox.close();
  });

  it('that holds something else is refused in a sentence', async () => {
    for (const text of ['[', '{}', '{"world": 1}', 'null', JSON.stringify({ ...saved, version: 3 })]) {
      writeFileSync(stateFile, text);
      await expect(startSandbox({ stateFile })).rejects.toThrow(/is not a state that a sandbox has written/);
    }
  });
});
