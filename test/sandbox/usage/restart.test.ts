import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts';
import { writeSheet } from '../../../sandbox/modules/usage/sheets.ts';

/** What Connect does in the background, when the sandbox ends in the middle of it. */

const folder = mkdtempSync(join(tmpdir(), 'usage-'));
afterAll(() => rmSync(folder, { recursive: true }));

const call = async (sandbox: Sandbox, method: string, path: string, body?: object | FormData) => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: {
      authorization: sandbox.vendorKey,
      ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { id: string; status: string; errors: string[] },
  };
};
const newFile = (sandbox: Sandbox, more: object = {}) =>
  call(sandbox, 'POST', '/usage/files', {
    name: 'Usage',
    product: { id: sandbox.ids.product },
    contract: { id: sandbox.ids.contract },
    ...more,
  });
const settled = async (sandbox: Sandbox, id: string) => {
  for (let tries = 0; tries < 50; tries += 1) {
    const { body } = await call(sandbox, 'GET', `/usage/files/${id}`);
    if (!['uploading', 'processing'].includes(body.status)) return body.status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It never ended.');
};

describe('a sandbox that is stopped while it reads a file', () => {
  it('goes on with it at the next start, and writes nothing after its end', async () => {
    const stateFile = join(folder, 'state.json');
    const first = await startSandbox({ stateFile, delay: 200 });
    const { body: file } = await newFile(first);
    const form = new FormData();
    form.set(
      'usage_file',
      new Blob([new Uint8Array(await writeSheet('records', [['record_id'], ['1']]))]),
      'u.xlsx',
    );
    expect((await call(first, 'POST', `/usage/files/${file.id}/upload`, form)).status).toBe(201);
    await first.close();

    const second = await startSandbox({ stateFile, delay: 5 });
    const { body: other } = await newFile(second);
    expect(other.id).not.toBe(file.id);
    // Columns are missing, so that is what becomes of it.
    expect(await settled(second, file.id)).toBe('invalid');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await second.close();

    const third = await startSandbox({ stateFile });
    expect((await call(third, 'GET', `/usage/files/${other.id}`)).status).toBe(200);
    await third.close();
  });
});

describe('days of a period', () => {
  it.each([
    [{ from: '2026-02-30', to: '2026-03-01' }, ['period.from: Date has wrong format. Use YYYY-MM-DD.']],
    [{ from: '2026-02-01' }, ['period.to: Date has wrong format. Use YYYY-MM-DD.']],
    [{ from: '2026-02-02', to: '2026-02-01' }, ['period: The end is before the beginning.']],
  ])('%j is refused with that reason alone', async (period, errors) => {
    const sandbox = await startSandbox();
    expect(await newFile(sandbox, { period })).toMatchObject({ status: 400, body: { errors } });
    await sandbox.close();
  });
});

it('has no template of a product that one has nothing to do with', async () => {
  const sandbox = await startSandbox();
  expect((await call(sandbox, 'GET', '/usage/products/PRD-700-700-700/template')).status).toBe(404);
  await sandbox.close();
});
