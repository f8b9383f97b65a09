import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contract } from '../../../contract/check.ts';
import { readContract } from '../../../contract/openapi.ts';
import type { Call } from '../../../sandbox/control.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts';
import { type Cell, REQUIRED, writeBook, writeSheet } from '../../../sandbox/modules/usage/sheets.ts';
import { type Any, BACKUP, CONTRACT, form, MAIL, until } from './support.ts';

/** Whether what the sandbox takes and answers about usage is what Connect's description says, through a whole life. */

let sandbox: Sandbox;
const description = readContract();

const call = async (key: string, method: string, path: string, body?: unknown): Promise<Any> => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: {
      authorization: key,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
};
const vendor = (method: string, path: string, body?: unknown) => call(sandbox.vendorKey, method, path, body);
const store = (method: string, path: string, body?: unknown) =>
  call(sandbox.distributorKey, method, path, body);

const subscribe = async (product: string): Promise<string> => {
  const isMail = product === MAIL;
  const account = {
    name: 'Company',
    external_id: 'C-1',
    contact_info: {
      address_line1: '1 Example Street',
      city: 'Springfield',
      country: 'US',
      contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
    },
  };
  const { id, asset } = await store('POST', '/requests', {
    type: 'purchase',
    asset: {
      external_id: `UC-${product}`,
      external_uid: `uc-${product}`,
      connection: { id: isMail ? 'CT-9861-7953' : 'CT-9861-7949' },
      items: [{ mpn: isMail ? 'MAIL-BOX' : 'BACKUP-USER', quantity: 5 }],
      params: isMail ? [] : [{ id: 'admin_email', value: 'alex@example.com' }],
      tiers: { customer: account, tier1: account },
    },
  });
  if (!isMail)
    await vendor('PUT', `/requests/${id}`, { asset: { params: [{ id: 'tenant_id', value: 'T-1' }] } });
  await vendor('POST', `/requests/${id}/approve`, {
    template_id: isMail ? 'TL-686-991-072' : sandbox.ids.template,
  });
  return asset.id;
};

const HEADERS = [...REQUIRED, 'record_note', 'category_id', 'amount', 'tier', 'v.region'];
const line = (id: string, asset: string, mpn: string, quantity: Cell, ...more: Cell[]): Cell[] => {
  const times = ['2026-01-05 00:00:00', '2026-01-05 23:59:59'];
  return [id, 'item.mpn', mpn, quantity, ...times, 'asset.id', asset, ...more];
};
const book = (...lines: Cell[][]) =>
  writeBook([
    { name: 'records', rows: [HEADERS, ...lines] },
    {
      name: 'categories',
      rows: [
        ['category_id', 'category_name', 'category_description'],
        ['c1', 'First', 'The first'],
        ['c2', 'Second', ''],
      ],
    },
  ]);

const file = (product: string, more: object = {}) => ({
  name: 'January',
  product: { id: product },
  contract: { id: CONTRACT },
  ...more,
});
const upload = async (id: string, content: Buffer): Promise<Any> => {
  await vendor('POST', `/usage/files/${id}/upload`, form('usage_file', content));
  return until(async () => {
    const now = await vendor('GET', `/usage/files/${id}`);
    return ['ready', 'invalid'].includes(now.status) && now;
  });
};
const readyChunk = (id: string): Promise<Any> =>
  until(async () => {
    const [chunk] = await store('GET', `/usage/chunks?usagefile.id=${id}&status=ready`);
    return chunk;
  });
/** Everything that is to be read of a file, by both sides. */
const readAll = async (id: string) => {
  for (const by of [vendor, store]) {
    await by('GET', `/usage/files/${id}`);
    await by('GET', `/usage/files/${id}/categories?ordering(-name)`);
    for (const record of await by('GET', `/usage/records?usagefile.id=${id}&ordering(-usage_start_time)`))
      await by('GET', `/usage/records/${record.id}`);
  }
};

/** A file that ends closed, record by record, after it was invalid and rejected. */
const liveLong = async (asset: string) => {
  const period = { from: '2026-01-01', to: '2026-01-31' };
  const { id } = await vendor(
    'POST',
    '/usage/files',
    file(BACKUP, { period, note: 'n', description: 'd', currency: 'USD', external_id: 'X-1' }),
  );
  await vendor('GET', `/usage/files/${id}`);
  await vendor('PUT', `/usage/files/${id}`, { note: 'm', period, currency: 'EUR', external_id: null });
  const bad = await upload(
    id,
    await book(
      line('r1', asset, 'NO-SUCH', -1, 'note', 'c9', 'x', 7),
      line('r2', asset, 'BACKUP-TRAFFIC', 1),
    ),
  );
  expect(bad.status).toBe('invalid');
  await readAll(id);
  await vendor('POST', `/usage/files/${id}/reprocess`);
  await until(async () => (await vendor('GET', `/usage/files/${id}`)).status === 'invalid');
  const lines = [1, 2, 3, 4].map((number) =>
    line(`r${number}`, asset, 'BACKUP-TRAFFIC', number / 4, 'note', 'c1', 2.5, 1, 'eu'),
  );
  expect(await upload(id, await book(...lines))).toMatchObject({ status: 'ready' });
  await vendor('POST', `/usage/files/${id}/submit`);
  await store('POST', `/usage/files/${id}/reject`, { rejection_note: 'No.' });
  await readAll(id);
  expect(await upload(id, await book(...lines))).toMatchObject({ status: 'ready' });
  await vendor('POST', `/usage/files/${id}/submit`);
  const [first, second, third, fourth] = await store('GET', `/usage/records?usagefile.id=${id}`);
  await store('PUT', `/usage/records/${first.id}`, { status: 'rejected' });
  await readAll(id);
  await store('POST', `/usage/files/${id}/accept`, { acceptance_note: 'Yes.' });
  await store('PUT', `/usage/files/${id}/approve-all`);
  await readyChunk(id);
  const bill = { external_billing_id: 'B-1', external_billing_note: 'n' };
  await store('POST', `/usage/records/${second.id}/close`, bill);
  await store('POST', '/usage/records/close-records', [
    { id: third.id, ...bill },
    { id: first.id, ...bill },
    { id: fourth.id },
    { id: 'UR-0', ...bill },
  ]);
  await readAll(id);
  await store('POST', `/usage/files/${id}/close`);
  await readAll(id);
};

/** Files of the schema tr, closed by chunk and by reconciliation. */
const liveShort = async (asset: string) => {
  for (const way of ['chunk', 'reconciliation', 'file']) {
    const { id } = await vendor('POST', '/usage/files', file(MAIL));
    const lines = [0, 1, 2].map((tier) => line(`t${tier}`, asset, 'MAIL-SENT', 3, null, 'c2', 1.25, tier));
    expect(await upload(id, await book(...lines))).toMatchObject({ status: 'ready', schema: 'tr' });
    await vendor('POST', `/usage/files/${id}/submit`);
    await store('POST', `/usage/files/${id}/accept`, {});
    const chunk = await readyChunk(id);
    await store('GET', `/usage/chunks/${chunk.id}`);
    await store('PUT', `/usage/chunks/${chunk.id}`, { external_id: 'C-1' });
    await store('POST', `/usage/chunks/${chunk.id}/regenerate`);
    await readyChunk(id);
    await store('GET', `/usage/chunks/${chunk.id}/download`);
    if (way === 'chunk')
      await store('POST', `/usage/chunks/${chunk.id}/close`, { external_billing_id: 'B-2' });
    else {
      const records = await store('GET', `/usage/records?usagefile.id=${id}&limit=2`);
      const content = await writeSheet('records', [
        ['record_id', 'external_billing_id', 'external_billing_note'],
        ...records.map((record: Any) => [record.id, 'B-3', 'n']),
      ]);
      if (way === 'file')
        await store('POST', `/usage/files/${id}/reconciliation`, form('recon_file', content));
      else await store('POST', '/usage/reconciliations', form('recon_file', content, { upload_note: 'May' }));
      const [{ id: reconciliation }] = await until(async () => {
        const found = await store('GET', `/usage/reconciliations?usagefile.id=${id}`);
        return found.length > 0 && found[0].notes.processing && found;
      });
      for (const path of ['', '/uploadedfile', '/processedfile'])
        await store('GET', `/usage/reconciliations/${reconciliation}${path}`);
    }
    await readAll(id);
  }
  await store('POST', '/usage/reconciliations', form('recon_file', Buffer.from('no spreadsheet')));
  await until(async () =>
    (await store('GET', '/usage/reconciliations')).some((one: Any) => one.status === 'failed'),
  );
};

/** Lists by all that they take, and what is refused. */
const ask = async (asset: string) => {
  for (const by of [vendor, store]) {
    for (const query of [
      `/usage/files?product.id=${BACKUP}&in(status,(ready,closed))&ordering(-created.at,id)&limit=5&offset=0`,
      '/usage/files?ge(created.at,2026-01-01T00:00:00Z)&schema=tr&ilike(name,jan*)',
      '/usage/files?eq(external_id,null())',
      `/usage/records?asset.id=${asset}&ge(start_date,2026-01-01)&lt(start_date,2026-02-01)&ordering(status)`,
      '/usage/records?ne(status,closed)&usagefile.schema=qt&limit=2&offset=1',
      '/usage/chunks?binding.hub.id=HB-1346-8670&ordering(-usagefile.id)',
      '/usage/reconciliations?binding.hub.id=HB-1346-8670&ordering(usagefile.id)',
      '/usage/aggregates?item.type=PPU&limit=10',
      `/assets/${asset}/usage/aggregates`,
      `/usage/products/${BACKUP}/template`,
    ])
      await by('GET', query);
  }
  const { id } = await vendor('POST', '/usage/files', file(BACKUP));
  await vendor('POST', '/usage/files', {});
  await store('POST', '/usage/files', file(BACKUP));
  await store('GET', `/usage/files/${id}`);
  await vendor('PUT', `/usage/files/${id}`, { period: { from: '2026-02-01', to: '2026-01-01' } });
  await vendor('POST', `/usage/files/${id}/upload`, form('wrong', Buffer.from('x')));
  for (const action of ['submit', 'reprocess', 'accept', 'reject', 'close'])
    await vendor('POST', `/usage/files/${id}/${action}`);
  expect(await upload(id, Buffer.from('no spreadsheet'))).toMatchObject({ status: 'invalid' });
  for (const action of ['submit', 'delete', 'reprocess', 'accept', 'reject', 'close'])
    await store('POST', `/usage/files/${id}/${action}`);
  await store('PUT', `/usage/files/${id}/approve-all`);
  await vendor('POST', `/usage/files/${id}/delete`);
  await vendor('GET', `/usage/files/${id}`);
  for (const path of ['files', 'records', 'chunks', 'reconciliations'])
    await store('GET', `/usage/${path}/X-0`);
  const [record] = await store('GET', '/usage/records?status=closed&limit=1');
  await store('POST', `/usage/records/${record.id}/close`, { external_billing_id: 'B' });
  await vendor('PUT', `/usage/records/${record.id}`, { status: 'valid' });
  const [chunk] = await store('GET', '/usage/chunks?status=closed');
  await store('POST', `/usage/chunks/${chunk.id}/close`, { external_billing_id: 'B' });
  await store('POST', `/usage/chunks/${chunk.id}/regenerate`);
  await vendor('POST', '/usage/reconciliations', form('recon_file', Buffer.from('x')));
  await store('POST', '/usage/reconciliations', form('wrong', Buffer.from('x')));
  await call(sandbox.invalidKey, 'GET', '/usage/files');
};

describe('usage keeps the contract of Connect', () => {
  let calls: Call[];

  beforeAll(async () => {
    sandbox = await startSandbox({ strict: true, delay: 5 });
    const [backup, mail] = [await subscribe(BACKUP), await subscribe(MAIL)];
    sandbox.control.calls = [];
    await liveLong(backup);
    await liveShort(mail);
    await ask(mail);
    calls = sandbox.control.calls;
  });
  afterAll(() => sandbox.close());

  it('in every call and every answer', () => {
    // These bodies are wrong on purpose.
    const isMeant = (text: string) => text.includes(' answer ') || text.includes(' status ');
    const problems = calls.flatMap((one) =>
      contract()
        .problems(one)
        .filter((text) => one.status < 400 || isMeant(text)),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  it('with the bodies of all calls at hand, so that none was left out', () => {
    // The control keeps those of the last 500 calls.
    expect(calls.length).toBeLessThan(500);
    expect(calls.filter((one) => one.status === 200 && one.answer === null).map(({ path }) => path)).toEqual(
      calls
        .filter(({ path }) => /\/(download|uploadedfile|processedfile)$/.test(path))
        .map(({ path }) => path),
    );
  });

  it('at every operation of usage, and in all kinds of answers', () => {
    const statuses = [...new Set(calls.map(({ status }) => status))].sort();
    expect(statuses).toEqual([200, 201, 206, 400, 401, 403, 404]);
    const templates = Object.keys(description.paths).filter((path) => path.startsWith('/usage'));
    const shape = (path: string) =>
      path.replaceAll(/\{\w+\}|\/[A-Z]{2,3}-[\dX-]+/g, (part) => (part[0] === '/' ? '/*' : '*'));
    const wanted = templates.flatMap((path) =>
      Object.keys(description.paths[path] ?? {})
        .filter((method) => /^(get|post|put|delete)$/.test(method))
        .map((method) => `${method.toUpperCase()} ${shape(path)}`),
    );
    const done = new Set(
      calls.filter(({ status }) => status < 400).map(({ method, path }) => `${method} ${shape(path)}`),
    );
    expect(wanted.filter((one) => !done.has(one))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(25);
  });
});
