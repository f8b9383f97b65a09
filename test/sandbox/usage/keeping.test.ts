import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts';
import { accounts, apiKeyOf, type Token, tokens } from '../../../sandbox/modules/accounts/data.ts';
import { writeBook } from '../../../sandbox/modules/usage/sheets.ts';
import {
  type Any,
  accepted,
  act,
  asset,
  BACKUP,
  call,
  chunksOf,
  close,
  create,
  get,
  open,
  readAll,
  recordsOf,
  row,
  subscribe,
  table,
  until,
  upload,
} from './support.ts';

beforeAll(open);
afterAll(close);

it('shows another account nothing of all this', async () => {
  const strangers = [accounts.otherVendor, accounts.otherDistributor].map(
    (company, index): Token => ({
      id: `SU-700-00${index}-001`,
      secret: 'a-stranger',
      account: company,
      status: 'active',
      modules: ['Account', 'Subscriptions', 'Products', 'Usage'],
    }),
  );
  (tokens as Token[]).push(...strangers);
  const { id } = await accepted();
  const [record] = (await recordsOf(id)) as [Any];
  const [chunk] = (await chunksOf(id)) as [Any];
  for (const key of strangers.map(apiKeyOf)) {
    for (const list of ['files', 'records', 'chunks', 'reconciliations', 'aggregates'])
      expect([list, await call('GET', `/usage/${list}`, undefined, key)]).toMatchObject([
        list,
        { status: 200, body: [] },
      ]);
    for (const [method, path] of [
      ['GET', `/usage/files/${id}`],
      ['PUT', `/usage/files/${id}`],
      ['GET', `/usage/files/${id}/categories`],
      ...['submit', 'accept', 'reject', 'close', 'delete', 'reprocess', 'upload', 'reconciliation'].map(
        (action) => ['POST', `/usage/files/${id}/${action}`] as const,
      ),
      ['PUT', `/usage/files/${id}/approve-all`],
      ['GET', `/usage/records/${record.id}`],
      ['PUT', `/usage/records/${record.id}`],
      ['POST', `/usage/records/${record.id}/close`],
      ['GET', `/usage/chunks/${chunk.id}`],
      ['GET', `/usage/chunks/${chunk.id}/download`],
      ['POST', `/usage/chunks/${chunk.id}/close`],
      ['GET', `/assets/${asset.id}/usage/aggregates`],
    ] as const)
      expect([path, (await call(method, path, undefined, key)).status]).toEqual([path, 404]);
  }
  const [, distributor = ''] = strangers.map(apiKeyOf);
  const given = [{ id: record.id, external_billing_id: 'B' }];
  expect(await call('POST', '/usage/records/close-records', given, distributor)).toMatchObject({
    status: 206,
    body: [{ id: record.id, status: 'invalid', error_codes: expect.any(String) }],
  });
  expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved']);
});

it('is kept in the state file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'usage-state-'));
  const options = { stateFile: join(directory, 'state.json'), delay: 5 };
  const paths = (id: string) => [
    `/usage/files/${id}/categories`,
    `/usage/records?usagefile.id=${id}`,
    `/usage/chunks?usagefile.id=${id}`,
    '/usage/reconciliations',
    '/usage/aggregates',
  ];
  const read = async (id: string, at: Sandbox) =>
    Promise.all(paths(id).map(async (path) => (await call('GET', path, undefined, undefined, at)).body));

  const first = await startSandbox(options);
  const { id: subscription } = await subscribe(BACKUP, '', first);
  const { id } = await create({}, first);
  const content = await writeBook([
    { name: 'records', rows: table([row({ asset_search_value: subscription, category_id: 'c1' })]) },
    {
      name: 'categories',
      rows: [
        ['category_id', 'category_name', 'category_description'],
        ['c1', 'One', ''],
      ],
    },
  ]);
  await upload(id, content, first);
  await act('submit', id, undefined, first);
  await act('accept', id, {}, first);
  await until(
    async () =>
      (await call('GET', '/usage/chunks?status=ready', undefined, undefined, first)).body.length === 1,
  );
  const before = await read(id, first);
  const { usage_file_uri: _old, processed_file_uri: _oldProcessed, ...file } = await get(id, first);
  const draft = await create({ name: 'Draft' }, first);
  await first.close();

  const second = await startSandbox(options);
  expect(await read(id, second)).toEqual(before);
  const { usage_file_uri, processed_file_uri, ...kept } = await get(id, second);
  expect(kept).toEqual(file);
  expect(new URL(usage_file_uri).origin).toBe(new URL(second.storageUrl).origin);
  expect(Buffer.from(await (await fetch(usage_file_uri)).arrayBuffer()).equals(content)).toBe(true);
  expect(await readAll(Buffer.from(await (await fetch(processed_file_uri)).arrayBuffer()))).toHaveLength(1);
  expect(await get(draft.id, second)).toEqual(draft);
  const again = await create({ name: 'Another' }, second);
  expect([id, draft.id]).not.toContain(again.id);
  expect((await act('close', id, undefined, second)).body).toMatchObject({
    status: 'closed',
    records: { closed: 1 },
  });
  await second.close();
  rmSync(directory, { recursive: true });
});
