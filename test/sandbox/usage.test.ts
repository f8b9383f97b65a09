import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { accounts, apiKeyOf, type Token, tokens } from '../../sandbox/modules/accounts/data.ts';
import { FILE_STATUSES, type FileStatus } from '../../sandbox/modules/usage/model.ts';
import {
  type Cell,
  COLUMNS,
  REQUIRED,
  readSheet,
  type SheetRow,
  writeBook,
  writeSheet,
} from '../../sandbox/modules/usage/sheets.ts';
import { XLSX } from '../../sandbox/storage.ts';

/** Usage as a client that knows nothing of the sandbox sees it: over HTTP alone. */

const BACKUP = 'PRD-838-787-106';
const MAIL = 'PRD-276-377-545';
const CONTRACT = 'CRD-58096-38285-80856';
const TRAFFIC = `${BACKUP}-0003`;

let sandbox: Sandbox;
let asset: { id: string; external_id: string };
let other: { id: string; external_id: string };
let mail: { id: string };

// biome-ignore lint/suspicious/noExplicitAny: what servers answer has any form; the tests say which one they expect.
type Any = any;
interface Reply {
  status: number;
  range: string | null;
  body: Any;
}

const call = async (method: string, path: string, body?: unknown, key?: string, at = sandbox) => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${at.url}${path}`, {
    method,
    headers: {
      authorization: key ?? at.distributorKey,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const content = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? '';
  return {
    status: answer.status,
    range: answer.headers.get('content-range'),
    body: type.includes('json') ? JSON.parse(String(content)) : content,
  } satisfies Reply;
};
const asVendor = (method: string, path: string, body?: unknown, at = sandbox) =>
  call(method, path, body, at.vendorKey, at);

/** Tries until the value is there; what Connect does in the background takes its time. */
const until = async <T>(look: () => Promise<T | undefined | false>, ms = 10_000): Promise<T> => {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const account = (id: string) => ({
  name: `Company ${id}`,
  external_id: id,
  contact_info: {
    address_line1: '1 Example Street',
    city: 'Springfield',
    country: 'US',
    contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
  },
});
let orders = 0;
/** An active subscription. */
const subscribe = async (product = BACKUP, tenant = '', at = sandbox) => {
  orders += 1;
  const isMail = product === MAIL;
  const { body, status } = await call(
    'POST',
    '/requests',
    {
      type: 'purchase',
      asset: {
        external_id: `US-${orders}`,
        external_uid: `us-uid-${orders}`,
        connection: { id: isMail ? 'CT-9861-7953' : 'CT-9861-7949' },
        items: [{ mpn: isMail ? 'MAIL-BOX' : 'BACKUP-USER', quantity: 5 }],
        params: isMail ? [] : [{ id: 'admin_email', value: 'alex@example.com' }],
        tiers: { customer: account('C-1'), tier1: account('T-1') },
      },
    },
    undefined,
    at,
  );
  expect(status).toBe(201);
  if (!isMail) {
    const params = [{ id: 'tenant_id', value: tenant || `tenant-${orders}` }];
    await asVendor('PUT', `/requests/${body.id}`, { asset: { params } }, at);
  }
  const template_id = isMail ? 'TL-686-991-072' : at.ids.template;
  const approved = await asVendor('POST', `/requests/${body.id}/approve`, { template_id }, at);
  expect(approved.status).toBe(200);
  return { id: body.asset.id as string, external_id: `US-${orders}` };
};

let rows = 0;
const row = (more: Record<string, Cell> = {}): SheetRow => {
  rows += 1;
  return {
    record_id: `r-${rows}`,
    item_search_criteria: 'item.mpn',
    item_search_value: 'BACKUP-TRAFFIC',
    quantity: 1.5,
    start_time_utc: '2026-01-05 00:00:00',
    end_time_utc: '2026-01-05 23:59:59',
    asset_search_criteria: 'asset.id',
    asset_search_value: asset.id,
    ...more,
  };
};
/** Of the schema tr. */
const mailRow = (more: Record<string, Cell> = {}): SheetRow =>
  row({
    item_search_value: 'MAIL-SENT',
    asset_search_value: mail.id,
    quantity: 3,
    amount: 12.5,
    tier: 1,
    ...more,
  });
const table = (given: readonly SheetRow[]): Cell[][] => {
  const columns = [...new Set(given.flatMap((one) => Object.keys(one)))];
  return [columns, ...given.map((one) => columns.map((name) => one[name] ?? null))];
};
const sheet = (given: readonly SheetRow[], name = 'records') => writeSheet(name, table(given));
const readAll = async (content: Buffer, name = 'records'): Promise<SheetRow[]> => {
  const found: SheetRow[] = [];
  for await (const one of readSheet(content, name)) found.push(one);
  return found;
};

const form = (field: string, content: Buffer, more: Record<string, string> = {}) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(more)) data.append(name, value);
  data.append(field, new Blob([new Uint8Array(content)], { type: XLSX }), `${field}.xlsx`);
  return data;
};

const fileOf = (more: object = {}) => ({
  name: 'January',
  product: { id: BACKUP },
  contract: { id: CONTRACT },
  ...more,
});
const create = async (more: object = {}, at = sandbox): Promise<Any> => {
  const { status, body } = await asVendor('POST', '/usage/files', fileOf(more), at);
  expect(status).toBe(201);
  return body;
};
const get = async (id: string, at = sandbox): Promise<Any> =>
  (await asVendor('GET', `/usage/files/${id}`, undefined, at)).body;
const BUSY = ['uploading', 'uploaded', 'processing'];
const settled = (id: string, at = sandbox, ms?: number): Promise<Any> =>
  until(async () => {
    const file = await get(id, at);
    return !BUSY.includes(file.status) && file;
  }, ms);
const upload = async (id: string, content: Buffer, at = sandbox) => {
  const answer = await asVendor('POST', `/usage/files/${id}/upload`, form('usage_file', content), at);
  expect(answer).toMatchObject({ status: 201, body: { id, status: 'uploading' } });
  return settled(id, at);
};
/** A file that was uploaded and read. */
const reported = async (given: readonly SheetRow[] = [row()], more: object = {}) =>
  upload((await create(more)).id, await sheet(given));
const act = (action: string, id: string, body?: unknown, at = sandbox) =>
  ['submit', 'delete', 'reprocess'].includes(action)
    ? asVendor('POST', `/usage/files/${id}/${action}`, body, at)
    : call('POST', `/usage/files/${id}/${action}`, body, undefined, at);
const pending = async (given?: readonly SheetRow[], more?: object): Promise<Any> => {
  const file = await reported(given, more);
  expect(file.status).toBe('ready');
  return (await act('submit', file.id)).body;
};
const accepted = async (given?: readonly SheetRow[], more?: object): Promise<Any> =>
  (await act('accept', (await pending(given, more)).id, { acceptance_note: 'Fine.' })).body;
const recordsOf = async (id: string, query = ''): Promise<Any[]> =>
  (await call('GET', `/usage/records?usagefile.id=${id}${query}`)).body;
const chunksOf = (id: string): Promise<Any[]> =>
  until(async () => {
    const { body } = await call('GET', `/usage/chunks?usagefile.id=${id}`);
    return body.length > 0 && body.every((one: Any) => one.status === 'ready') && body;
  });

/** A file in a state, by the shortest way; states that pass by themselves are set. */
const fileIn = async (status: FileStatus): Promise<string> => {
  const ways: Partial<Record<FileStatus, () => Promise<{ id: string }>>> = {
    draft: () => create(),
    invalid: () => reported([row({ quantity: 'many' })]),
    ready: () => reported(),
    pending: () => pending(),
    rejected: async () => (await act('reject', (await pending()).id)).body,
    accepted: () => accepted(),
    closed: async () => (await act('close', (await accepted()).id)).body,
    deleted: async () => (await act('delete', (await create()).id)).body,
  };
  const way = ways[status];
  const { id } = await (way ?? create)();
  if (!way) {
    const kept = sandbox.world.usage.files.get(id);
    if (!kept) throw new Error(id);
    kept.status = status;
    sandbox.world.usage.files.changed(kept);
  }
  expect((await get(id)).status).toBe(status);
  return id;
};

beforeAll(async () => {
  sandbox = await startSandbox({ delay: 5 });
  asset = await subscribe(BACKUP, 'tenant-one');
  other = await subscribe();
  mail = await subscribe(MAIL);
});
afterAll(() => sandbox.close());

describe('a usage file is made', () => {
  it('by the vendor, as a draft', async () => {
    const file = await create({
      description: 'First',
      note: 'n',
      external_id: 'X-1',
      currency: 'EUR',
      period: { from: '2026-01-01', to: '2026-01-31' },
    });
    expect(file).toMatchObject({
      id: expect.stringMatching(/^UF-\d{4}-\d{2}-\d{4}-\d{4}$/),
      name: 'January',
      description: 'First',
      note: 'n',
      external_id: 'X-1',
      currency: 'EUR',
      status: 'draft',
      schema: 'qt',
      period: { from: '2026-01-01', to: '2026-01-31' },
      vendor: { id: accounts.vendor.id },
      provider: { id: accounts.distributor.id },
      marketplace: { id: sandbox.ids.marketplace },
      contract: { id: CONTRACT },
      product: { id: BACKUP },
      stats: { uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0, billed: 0 },
      records: { valid: 0, invalid: 0, closed: 0 },
      events: { created: { at: expect.any(String), by: { id: expect.any(String) } } },
    });
    for (const link of ['usage_file_uri', 'processed_file_uri', 'reconciliation_file_uri'])
      expect(file).not.toHaveProperty(link);
    expect(await get(file.id)).toEqual(file);
  });

  it('with the schema of its product, and the currency of its marketplace', async () => {
    expect(await create({ product: { id: MAIL } })).toMatchObject({ schema: 'tr', currency: 'USD' });
  });

  it('with its texts cut', async () => {
    const long = 'x'.repeat(300);
    const { name, description, note } = await create({ name: long, description: long, note: long });
    expect([name, description, note].map((text) => text.length)).toEqual([100, 200, 200]);
  });

  it('not with mistakes: all of them are told', async () => {
    const { status, body } = await asVendor('POST', '/usage/files', {
      product: { id: 'PRD-000-000-000' },
      contract: { id: CONTRACT },
      period: { from: '1.1.2026', to: '2026-13-01' },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error_code: 'VAL_001',
      errors: expect.arrayContaining([
        'name: This field is required.',
        'product: Product PRD-000-000-000 does not exist.',
        expect.stringMatching(/^period\.from: /),
        expect.stringMatching(/^period\.to: /),
      ]),
    });
  });

  it.each([
    ['another vendor’s product', { product: { id: 'PRD-700-700-700' } }, /^product: .*does not exist/],
    ['no product', { product: undefined }, /^product: /],
    ['an unknown contract', { contract: { id: 'CRD-0' } }, /^contract: .*CRD-0/],
    ['no contract', { contract: undefined }, /^contract: /],
    [
      'a contract under which the product is not sold',
      { product: { id: MAIL }, contract: { id: 'CRD-58096-38285-80857' } },
      /^contract: /,
    ],
    [
      'a period that ends before it begins',
      { period: { from: '2026-02-01', to: '2026-01-01' } },
      /^period: /,
    ],
    ['half a period', { period: { from: '2026-02-01' } }, /^period\.to: /],
    ['an empty name', { name: '' }, /^name: /],
  ])('not with %s', async (_name, more, text) => {
    const { status, body } = await asVendor('POST', '/usage/files', fileOf(more));
    expect(status).toBe(400);
    expect(body.error_code).toBe('VAL_001');
    expect(body.errors[0]).toMatch(text);
  });

  it('not by the distributor, nor with a key without the permission', async () => {
    expect((await call('POST', '/usage/files', fileOf())).status).toBe(403);
    expect((await call('POST', '/usage/files', fileOf(), sandbox.unpermittedKey)).status).toBe(403);
    expect((await call('GET', '/usage/files', undefined, sandbox.unpermittedKey)).status).toBe(403);
    expect((await call('GET', '/usage/files', undefined, sandbox.invalidKey)).status).toBe(401);
  });
});

describe('a draft', () => {
  it('is hidden from the distributor until something was uploaded', async () => {
    const { id } = await create();
    const listed = async () => (await call('GET', `/usage/files?id=${id}`)).body;
    expect((await call('GET', `/usage/files/${id}`)).status).toBe(404);
    expect(await listed()).toEqual([]);
    expect((await asVendor('GET', `/usage/files?id=${id}`)).body).toMatchObject([{ id, status: 'draft' }]);
    await upload(id, await sheet([row()]));
    expect((await call('GET', `/usage/files/${id}`)).body).toMatchObject({ id, status: 'ready' });
    expect(await listed()).toMatchObject([{ id }]);
  });

  it('is changed by PUT; what is not given stays', async () => {
    const { id } = await create({ note: 'old', external_id: 'X' });
    const period = { from: '2026-01-01', to: '2026-01-31' };
    const put = await asVendor('PUT', `/usage/files/${id}`, {
      name: 'B',
      description: 'd',
      period,
      currency: 'EUR',
    });
    const wanted = { name: 'B', description: 'd', period, currency: 'EUR', note: 'old', external_id: 'X' };
    expect(put).toMatchObject({ status: 200, body: wanted });
    expect(
      await asVendor('PUT', `/usage/files/${id}`, { note: 'n'.repeat(201), external_id: null }),
    ).toMatchObject({
      body: { ...wanted, note: 'n'.repeat(200), external_id: null },
    });
    expect(
      await asVendor('PUT', `/usage/files/${id}`, { period: { from: 'x', to: '2026-01-31' } }),
    ).toMatchObject({
      status: 400,
      body: {
        error_code: 'VAL_001',
        errors: expect.arrayContaining([expect.stringMatching(/^period\.from: /)]),
      },
    });
    expect(await get(id)).toMatchObject({ period });
  });
});

describe('an upload', () => {
  it('without its file, or with it under another name, is answered 400', async () => {
    const { id } = await create();
    for (const data of [form('file', await sheet([row()])), form('recon_file', await sheet([row()]))]) {
      expect(await asVendor('POST', `/usage/files/${id}/upload`, data)).toMatchObject({
        status: 400,
        body: { error_code: 'VAL_001', errors: ['usage_file: No file was submitted.'] },
      });
    }
    const text = new FormData();
    text.append('usage_file', 'a text');
    expect((await asVendor('POST', `/usage/files/${id}/upload`, text)).status).toBe(400);
    expect((await get(id)).status).toBe('draft');
  });

  it('of another content type is answered 415', async () => {
    const { id } = await create();
    expect(await asVendor('POST', `/usage/files/${id}/upload`, { usage_file: 'x' })).toMatchObject({
      status: 415,
      body: { errors: [expect.any(String)] },
    });
    const answer = await fetch(`${sandbox.url}/usage/files/${id}/upload`, {
      method: 'POST',
      headers: { authorization: sandbox.vendorKey, 'content-type': XLSX },
      body: new Uint8Array(await sheet([row()])),
    });
    expect(answer.status).toBe(415);
    expect((await get(id)).status).toBe('draft');
  });

  it('is kept byte for byte', async () => {
    const content = await sheet([row()]);
    const { id } = await create();
    const { usage_file_uri } = await upload(id, content);
    const answer = await fetch(usage_file_uri);
    expect(answer.headers.get('content-type')).toContain(XLSX);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
  });

  it('to a file that is not there is answered 404', async () => {
    const data = form('usage_file', await sheet([row()]));
    expect((await asVendor('POST', '/usage/files/UF-2026-01-0000-0000/upload', data)).status).toBe(404);
  });
});

describe('the life of a usage file', () => {
  it('goes from uploading over processing to ready, or invalid', async () => {
    const slow = await startSandbox({ delay: 120 });
    const seen = async (id: string) => {
      const states: string[] = [];
      await until(async () => {
        const { status } = await get(id, slow);
        if (states.at(-1) !== status) states.push(status);
        return !BUSY.includes(status);
      });
      return states;
    };
    const { id: subscription } = await subscribe(BACKUP, '', slow);
    const { id } = await create({}, slow);
    for (const [quantity, end] of [
      [1, 'ready'],
      [-1, 'invalid'],
    ] as const) {
      const content = await sheet([row({ asset_search_value: subscription, quantity })]);
      await asVendor('POST', `/usage/files/${id}/upload`, form('usage_file', content), slow);
      expect((await seen(id)).filter((one) => one !== 'uploaded')).toEqual(['uploading', 'processing', end]);
    }
    await slow.close();
  });

  it('goes on over pending and accepted to closed, with its counts, notes and events', async () => {
    const ready = await reported([row(), row()]);
    const { id } = ready;
    const both = { valid: 2, invalid: 0, closed: 0 };
    expect(ready).toMatchObject({
      status: 'ready',
      records: both,
      stats: { uploaded: 2, validated: 2, pending: 0, accepted: 0, closed: 0, billed: 0 },
    });
    expect(await act('submit', id)).toMatchObject({
      status: 201,
      body: { id, status: 'pending', stats: { pending: 2, accepted: 0 }, records: both },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['valid', 'valid']);
    expect(await act('accept', id, { acceptance_note: 'Fine.' })).toMatchObject({
      status: 201,
      body: {
        id,
        status: 'accepted',
        acceptance_note: 'Fine.',
        stats: { pending: 0, accepted: 2, closed: 0 },
      },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    const closed = await act('close', id);
    expect([200, 201]).toContain(closed.status);
    expect(closed.body).toMatchObject({
      id,
      status: 'closed',
      stats: { uploaded: 2, validated: 2, pending: 0, closed: 2 },
      records: { closed: 2 },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['closed', 'closed']);
    const { events } = await get(id);
    const order = ['created', 'uploaded', 'submitted', 'accepted', 'closed'];
    expect(Object.keys(events).sort()).toEqual([...order].sort());
    const times = order.map((name) => events[name].at);
    expect(times).toEqual([...times].sort());
    expect(events.submitted.by.id).toBe(events.created.by.id);
    expect(events.accepted.by.id).not.toBe(events.created.by.id);
  });

  it('can be taken back by the distributor with a note, uploaded again, and then accepted', async () => {
    const { id } = await pending();
    expect(await act('reject', id, { rejection_note: 'x'.repeat(201) })).toMatchObject({
      status: 201,
      body: { status: 'rejected', rejection_note: 'x'.repeat(200), events: { rejected: { by: {} } } },
    });
    expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['rejected']);
    const [before] = await recordsOf(id);
    expect(await upload(id, await sheet([row(), row()]))).toMatchObject({
      status: 'ready',
      records: { valid: 2 },
    });
    const after = await recordsOf(id);
    expect(after).toHaveLength(2);
    expect(after.map(({ record_id }) => record_id)).not.toContain(before.record_id);
    expect((await act('submit', id)).body.status).toBe('pending');
    expect((await act('accept', id)).body.status).toBe('accepted');
  });

  it('starts anew after invalid, and from ready, with other rows in the place of the old ones', async () => {
    const { id, ...file } = await reported([row({ quantity: 'x' }), row()]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 1, invalid: 1 } });
    expect(file.error_detail).not.toBe('');
    expect(await upload(id, await sheet([row()]))).toMatchObject({
      status: 'ready',
      error_detail: '',
      records: { valid: 1, invalid: 0 },
    });
    expect(await recordsOf(id)).toHaveLength(1);
    expect(await upload(id, await sheet([row(), row(), row()]))).toMatchObject({ status: 'ready' });
    expect(await recordsOf(id)).toHaveLength(3);
  });

  it('is processed again, as when what a row names has come to be', async () => {
    const { id, status } = await reported([
      row({ asset_search_criteria: 'parameter.tenant_id', asset_search_value: 'tenant-later' }),
    ]);
    expect(status).toBe('invalid');
    await subscribe(BACKUP, 'tenant-later');
    const again = await act('reprocess', id);
    expect([200, 201]).toContain(again.status);
    expect(BUSY).toContain(again.body.status);
    expect(await settled(id)).toMatchObject({ status: 'ready', records: { valid: 1, invalid: 0 } });
    await act('reprocess', id);
    expect(await settled(id)).toMatchObject({ status: 'ready' });
    expect(await recordsOf(id)).toHaveLength(1);
  });

  it('ends when it is deleted, with its records', async () => {
    const { id } = await reported();
    const deleted = await act('delete', id);
    expect([200, 201]).toContain(deleted.status);
    expect(deleted.body).toMatchObject({ status: 'deleted', events: { deleted: { by: {} } } });
    expect(await recordsOf(id)).toEqual([]);
    expect((await asVendor('DELETE', `/usage/files/${id}`)).status).toBe(405);
  });
});

const OPEN: FileStatus[] = ['draft', 'invalid', 'ready', 'rejected'];
interface Rule {
  readonly by: 'vendor' | 'distributor';
  readonly from: readonly FileStatus[];
  readonly method?: string;
  readonly field?: string;
}
const RULES: Record<string, Rule> = {
  '': { by: 'vendor', from: OPEN, method: 'PUT' },
  upload: { by: 'vendor', from: OPEN, field: 'usage_file' },
  reprocess: { by: 'vendor', from: ['invalid', 'ready'] },
  submit: { by: 'vendor', from: ['ready'] },
  delete: { by: 'vendor', from: OPEN },
  accept: { by: 'distributor', from: ['pending'] },
  reject: { by: 'distributor', from: ['pending'] },
  close: { by: 'distributor', from: ['accepted'] },
  'approve-all': { by: 'distributor', from: ['accepted'], method: 'PUT' },
  reconciliation: { by: 'distributor', from: ['accepted'], field: 'recon_file' },
};
const attempt = async (action: string, id: string, by: Rule['by']) => {
  const { method = 'POST', field } = RULES[action] ?? {};
  const content = await sheet([row()]);
  const body = field ? form(field, content) : action === '' ? { note: 'n' } : undefined;
  const path = `/usage/files/${id}${action && `/${action}`}`;
  return by === 'vendor' ? asVendor(method, path, body) : call(method, path, body);
};

describe('what may not be done', () => {
  it.each(FILE_STATUSES.map((status) => [status]))('with a file that is %s, by its state', async (status) => {
    const id = await fileIn(status);
    for (const [action, { by, from }] of Object.entries(RULES)) {
      // Whether approve-all is possible before acceptance is not known for sure.
      if (from.includes(status) || (action === 'approve-all' && status === 'pending')) continue;
      const answer = await attempt(action, id, by);
      // A draft is not there for the distributor.
      const wanted = by === 'distributor' && status === 'draft' ? 404 : 400;
      expect([action, status, answer.status]).toEqual([action, status, wanted]);
      expect(answer.body).toEqual({ error_code: expect.any(String), errors: [expect.any(String)] });
    }
    expect((await get(id)).status).toBe(status);
  });

  it.each(Object.entries(RULES))('"%s" by the other side', async (action, { by, from }) => {
    for (const status of from) {
      const id = await fileIn(status);
      const answer = await attempt(action, id, by === 'vendor' ? 'distributor' : 'vendor');
      expect([status, answer.status]).toEqual([status, status === 'draft' ? 404 : 403]);
      expect((await get(id)).status).toBe(status);
    }
  });

  it.each(Object.entries(RULES))('but "%s" may in its own states', async (action, { by, from }) => {
    for (const status of from) {
      const id = await fileIn(status);
      const answer = await attempt(action, id, by);
      expect([status, [200, 201].includes(answer.status)]).toEqual([status, true]);
      await settled(id);
    }
  });
});

describe('a spreadsheet', () => {
  it('has to have all required columns, and says which are missing', async () => {
    const { quantity: _quantity, end_time_utc: _end, ...rest } = row();
    const file = await reported([rest]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 0, invalid: 0 } });
    expect(file.error_detail).toContain('quantity');
    expect(file.error_detail).toContain('end_time_utc');
    expect(file.error_detail).not.toContain('record_id');
  });

  it('has to be one', async () => {
    const { id } = await create();
    for (const content of [
      Buffer.from('a;b;c\n1;2;3\n'),
      Buffer.from('PK\x03\x04 broken'),
      Buffer.alloc(0),
    ]) {
      const { status, error_detail } = await upload(id, content);
      expect(status).toBe('invalid');
      expect(error_detail).not.toBe('');
    }
  });

  it('has to have rows', async () => {
    const { id } = await create();
    for (const content of [
      await writeSheet('records', [[...REQUIRED]]),
      await writeSheet('records', []),
      await writeSheet('other', table([row()])),
    ]) {
      const { status, error_detail } = await upload(id, content);
      expect(status).toBe('invalid');
      expect(error_detail).toMatch(/rows/);
    }
  });

  it('may have its sheet named usage_records', async () => {
    const { id } = await create();
    expect(await upload(id, await sheet([row()], 'usage_records'))).toMatchObject({
      status: 'ready',
      records: { valid: 1 },
    });
  });

  it('is read by its headers: in any order, with others among them, and blank rows', async () => {
    const one = row({ quantity: 7.25, record_note: 'a note', unknown: 'x', 'v.region': 'eu' });
    const columns = Object.keys(one).reverse();
    const content = await writeSheet('records', [
      columns,
      columns.map(() => null),
      columns.map((name) => one[name] ?? null),
      columns.map(() => null),
    ]);
    const { id } = await create();
    expect(await upload(id, content)).toMatchObject({ status: 'ready', records: { valid: 1 } });
    expect(await recordsOf(id)).toMatchObject([
      {
        record_id: one['record_id'],
        record_note: 'a note',
        usage: 7.25,
        params: [{ parameter_name: 'region', parameter_value: 'eu' }],
      },
    ]);
  });

  it('may have its sheets in any order; those that inform are not read', async () => {
    const { id } = await create();
    const content = await writeBook([
      { name: 'instructions', rows: [['Read me']] },
      { name: 'records', rows: table([row({ category_id: 'c1' })]) },
      {
        name: 'general',
        rows: [
          ['attribute_id', 'attribute_value'],
          ['report_name', 'x'],
        ],
      },
      {
        name: 'categories',
        rows: [
          ['category_id', 'category_name', 'category_description'],
          ['c1', 'First', 'The first'],
          ['c2', 'Second', ''],
        ],
      },
    ]);
    expect(await upload(id, content)).toMatchObject({ status: 'ready' });
    expect(await recordsOf(id)).toMatchObject([{ category: { id: 'c1', name: 'First' } }]);
    expect(await call('GET', `/usage/files/${id}/categories`)).toMatchObject({
      status: 200,
      range: 'items 0-1/2',
      body: [
        { id: 'c1', name: 'First', description: 'The first' },
        { id: 'c2', name: 'Second' },
      ],
    });
    expect(await asVendor('GET', `/usage/files/${id}/categories?id=c2&limit=5`)).toMatchObject({
      body: [{ id: 'c2' }],
    });
  });

  it('finds items and subscriptions by each of their criteria', async () => {
    const { id, status } = await reported([
      row(),
      row({ item_search_criteria: 'item.global_id', item_search_value: TRAFFIC }),
      row({ item_search_criteria: 'item.local_id', item_search_value: TRAFFIC.replaceAll('-', '_') }),
      row({ asset_search_criteria: 'parameter.tenant_id', asset_search_value: 'tenant-one' }),
    ]);
    expect(status).toBe('ready');
    expect((await recordsOf(id)).map((one) => [one.item.id, one.asset.id])).toEqual(
      Array(4).fill([TRAFFIC, asset.id]),
    );
  });

  it('takes cells as texts, numbers and times', async () => {
    const { id, status } = await reported([
      row({ quantity: '12.50' }),
      row({ quantity: 12.5, start_time_utc: new Date('2026-01-05T10:00:00Z') }),
    ]);
    expect(status).toBe('ready');
    expect(await recordsOf(id)).toMatchObject([
      { usage: 12.5 },
      { usage: 12.5, start_date: '2026-01-05T10:00:00+00:00' },
    ]);
  });

  it('may have all columns of the template', async () => {
    const empty = Object.fromEntries(COLUMNS.map((name) => [name, null]));
    expect(await reported([{ ...empty, ...row() }])).toMatchObject({ status: 'ready' });
  });

  const required = REQUIRED.map((column) => [column]);
  it.each(required)('is not valid with a row without %s', async (column) => {
    const file = await reported([row(), row({ [column]: null })]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 1, invalid: 1 } });
    const [record] = await recordsOf(file.id, '&status=invalid');
    expect(record.error_details).toContain(`${column} is required.`);
  });

  const period = { period: { from: '2026-01-01', to: '2026-01-31' } };
  it.each<[string, Record<string, Cell>, string | undefined, RegExp, object?]>([
    ['an unknown item', { item_search_value: 'NO-SUCH' }, 'USG_011', /NO-SUCH/],
    ['an item that is reserved', { item_search_value: 'BACKUP-USER' }, 'USG_011', /BACKUP-USER/],
    ['an item of another product', { item_search_value: 'MAIL-SENT' }, 'USG_011', /MAIL-SENT/],
    ['an unknown criterion of items', { item_search_criteria: 'item.name' }, undefined, /item\.name/],
    ['an unknown subscription', { asset_search_value: 'AS-0' }, undefined, /AS-0/],
    [
      'an unknown criterion of subscriptions',
      { asset_search_criteria: 'asset.name' },
      undefined,
      /asset\.name/,
    ],
    [
      'a parameter that no subscription has so',
      { asset_search_criteria: 'parameter.tenant_id', asset_search_value: 'nobody' },
      undefined,
      /nobody/,
    ],
    ['a quantity that is no number', { quantity: 'many' }, undefined, /quantity many/],
    ['a quantity below zero', { quantity: -1 }, undefined, /quantity -1/],
    ['more decimals than the item has', { quantity: 1.234 }, undefined, /1\.234.*decimals/],
    ['a time of another form', { start_time_utc: '05.01.2026' }, undefined, /start_time_utc 05\.01\.2026/],
    ['a time with a zone', { end_time_utc: '2026-01-05T10:00:00Z' }, undefined, /end_time_utc/],
    ['an hour that there is not', { start_time_utc: '2026-01-05 25:00:00' }, undefined, /start_time_utc/],
    ['a month that there is not', { start_time_utc: '2026-13-05 10:00:00' }, undefined, /start_time_utc/],
    ['an end before the start', { end_time_utc: '2026-01-04 00:00:00' }, undefined, /after end_time_utc/],
    ['a start before the period', { start_time_utc: '2025-12-31 23:59:59' }, undefined, /outside/, period],
    ['an end after the period', { end_time_utc: '2026-02-01 00:00:00' }, undefined, /outside/, period],
    ['a category that is not in the sheet', { category_id: 'c9' }, undefined, /c9/],
    ['an amount that is no number', { amount: 'much' }, undefined, /amount much/],
    ['a tier that there is not', { tier: 3 }, undefined, /tier 3/],
  ])('is not valid with %s', async (_name, wrong, code, text, more = {}) => {
    const file = await reported([row(), row(wrong)], more);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 1, invalid: 1 } });
    expect(await recordsOf(file.id)).toMatchObject([
      { status: 'valid' },
      {
        status: 'invalid',
        error_codes: code ?? expect.stringMatching(/^USG_\d{3}$/),
        error_details: expect.stringMatching(text),
      },
    ]);
  });

  it('takes the first and last second of the period', async () => {
    expect(
      await reported(
        [row({ start_time_utc: '2026-01-01 00:00:00', end_time_utc: '2026-01-31 23:59:59' })],
        period,
      ),
    ).toMatchObject({ status: 'ready' });
  });

  it('is not valid with a record_id twice', async () => {
    const file = await reported([row({ record_id: 'same' }), row({ record_id: 'same' }), row()]);
    expect(file).toMatchObject({ status: 'invalid', records: { valid: 2, invalid: 1 } });
    expect((await recordsOf(file.id)).map(({ status }) => status)).toEqual(['valid', 'invalid', 'valid']);
  });

  it('of the schema tr needs an amount and a tier in each row', async () => {
    const tr = { product: { id: MAIL } };
    const good = await reported(
      [0, 1, 2].map((tier) => mailRow({ tier, amount: 0.1 * tier })),
      tr,
    );
    expect(good).toMatchObject({ schema: 'tr', status: 'ready' });
    expect((await recordsOf(good.id)).map(({ tier, usagefile }) => [tier, usagefile.schema])).toEqual([
      [0, 'tr'],
      [1, 'tr'],
      [2, 'tr'],
    ]);
    const bad = await reported(
      [mailRow({ amount: null }), mailRow({ tier: null }), mailRow({ tier: 3 }), mailRow({ quantity: 1.5 })],
      tr,
    );
    expect(bad).toMatchObject({ status: 'invalid', records: { valid: 0, invalid: 4 } });
    const details = (await recordsOf(bad.id)).map((one) => one.error_details);
    expect(details).toEqual([
      expect.stringMatching(/amount/),
      expect.stringMatching(/tier/),
      expect.stringMatching(/tier 3/),
      expect.stringMatching(/decimals/),
    ]);
  });

  it('tells of all that is wrong with a row', async () => {
    const { id } = await reported([
      row({ item_search_value: 'NO', asset_search_value: 'NO', quantity: 'NO' }),
    ]);
    const [{ error_codes, error_details }] = (await recordsOf(id)) as [Any];
    expect(error_codes.split(', ')).toHaveLength(3);
    expect(error_details).toMatch(/Item NO.*asset\.id NO.*quantity NO/);
  });

  it('comes back processed, with each row and its errors', async () => {
    const given = [row(), row({ item_search_value: 'NO-SUCH' }), row({ quantity: -2 })];
    const { processed_file_uri } = await reported(given);
    const found = await readAll(Buffer.from(await (await fetch(processed_file_uri)).arrayBuffer()));
    expect(found.map((one) => one['record_id'])).toEqual(given.map((one) => one['record_id']));
    expect(found.map((one) => one['status'])).toEqual(['valid', 'invalid', 'invalid']);
    expect(found[0]?.['error_codes'] || '').toBe('');
    expect(found[1]).toMatchObject({
      error_codes: 'USG_011',
      error_details: expect.stringContaining('NO-SUCH'),
    });
    expect(found[2]).toMatchObject({ error_details: expect.stringContaining('quantity') });
  });

  it('of 200 000 rows ends ready, with all of them', async () => {
    const count = 200_000;
    const big = await startSandbox({ delay: 5 });
    const { id: subscription } = await subscribe(BACKUP, '', big);
    function* lines(): Generator<Cell[]> {
      yield [...REQUIRED];
      const day = ['2026-01-05 00:00:00', '2026-01-05 23:59:59'];
      for (let index = 0; index < count; index += 1)
        yield [
          `b-${index}`,
          'item.mpn',
          'BACKUP-TRAFFIC',
          (index % 100) / 4,
          ...day,
          'asset.id',
          subscription,
        ];
    }
    const { id } = await create({}, big);
    const content = await writeSheet('records', lines());
    const sent = await asVendor('POST', `/usage/files/${id}/upload`, form('usage_file', content), big);
    expect(sent.status).toBe(201);
    expect(await settled(id, big, 100_000)).toMatchObject({
      status: 'ready',
      stats: { uploaded: count, validated: count },
      records: { valid: count, invalid: 0 },
    });
    const list = await asVendor(
      'GET',
      `/usage/records?usagefile.id=${id}&limit=2&offset=${count - 2}`,
      undefined,
      big,
    );
    expect(list.range).toBe(`items ${count - 2}-${count - 1}/${count}`);
    expect(list.body).toMatchObject([
      { record_id: `b-${count - 2}` },
      { record_id: `b-${count - 1}`, usage: 24.75 },
    ]);
    await big.close();
  }, 120_000);
});

describe('the links to spreadsheets', () => {
  it('lead to another origin, work without a key, and refuse one', async () => {
    const { usage_file_uri, processed_file_uri } = await reported();
    for (const link of [usage_file_uri, processed_file_uri]) {
      expect(new URL(link).origin).toBe(new URL(sandbox.storageUrl).origin);
      expect(new URL(link).origin).not.toBe(new URL(sandbox.url).origin);
      expect((await fetch(link)).status).toBe(200);
      const refused = await fetch(link, { headers: { authorization: sandbox.vendorKey } });
      expect(refused.status).toBe(400);
      const forged = new URL(link);
      forged.searchParams.set('sig', 'x');
      expect((await fetch(forged)).status).toBe(403);
      forged.search = '';
      expect((await fetch(forged)).status).toBe(403);
    }
  });

  it('end after a while; asked again, Connect gives new ones', async () => {
    const { id, usage_file_uri } = await reported();
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + 24 * 3_600_000);
    try {
      expect((await fetch(usage_file_uri)).status).toBe(403);
      const fresh = (await get(id)).usage_file_uri;
      expect(fresh).not.toBe(usage_file_uri);
      expect((await fetch(fresh)).status).toBe(200);
    } finally {
      clock.mockRestore();
    }
  });

  it('are there for the distributor too, and for the template of a product', async () => {
    const { id } = await pending();
    const { usage_file_uri } = (await call('GET', `/usage/files/${id}`)).body;
    expect((await fetch(usage_file_uri)).status).toBe(200);
    for (const ask of [asVendor, call]) {
      const { status, body } = await ask('GET', `/usage/products/${BACKUP}/template`);
      expect(status).toBe(200);
      expect(new URL(body.template_link).origin).toBe(new URL(sandbox.storageUrl).origin);
      const content = Buffer.from(await (await fetch(body.template_link)).arrayBuffer());
      // Headers alone are no rows, so the columns are seen once a row stands below them.
      expect(await readAll(content)).toEqual([]);
      const { id: empty } = await create();
      expect(await upload(empty, content)).toMatchObject({ status: 'invalid' });
    }
    expect((await asVendor('GET', '/usage/products/PRD-000-000-000/template')).status).toBe(404);
  });
});

describe('usage files are listed', () => {
  it('by status, name, product and time, in an order, page by page', async () => {
    const name = `Listed ${Date.now()}`;
    const first = await create({ name });
    const second = await create({ name, product: { id: MAIL } });
    await act('delete', second.id);
    const list = async (query: string) => {
      const { status, body, range } = await asVendor(
        'GET',
        `/usage/files?name=${encodeURIComponent(`"${name}"`)}${query}`,
      );
      expect(status).toBe(200);
      return [range, ...body.map((one: Any) => one.id)];
    };
    expect(await list('')).toEqual(['items 0-1/2', first.id, second.id]);
    expect(await list('&ordering(-created.at)')).toEqual(['items 0-1/2', second.id, first.id]);
    expect(await list('&ordering(status)')).toEqual(['items 0-1/2', second.id, first.id]);
    expect(await list('&status=draft')).toEqual(['items 0-0/1', first.id]);
    expect(await list('&in(status,(draft,deleted))&limit=1&offset=1')).toEqual(['items 1-1/2', second.id]);
    expect(await list(`&product.id=${MAIL}`)).toEqual(['items 0-0/1', second.id]);
    expect(await list('&schema=tr')).toEqual(['items 0-0/1', second.id]);
    expect(await list(`&gt(created.at,${first.events.created.at})`)).toEqual(['items 0-0/1', second.id]);
    expect(await list(`&le(created.at,${first.events.created.at})`)).toEqual(['items 0-0/1', first.id]);
    for (const query of ['status=open', 'created.at=2026-01-01', 'ordering(name)', 'ordering(note)'])
      expect([query, (await asVendor('GET', `/usage/files?${query}`)).status]).toEqual([query, 400]);
  });
});

describe('records', () => {
  it('have the form of Connect', async () => {
    const { id, name } = await reported([row({ record_note: 'n', quantity: 2.25 })]);
    const [record] = await recordsOf(id);
    expect(record).toMatchObject({
      id: expect.stringMatching(/^UR-\d{4}-\d{2}-\d{4}-\d{4}-\d{4}-\d{4}$/),
      status: 'valid',
      usagefile: { id, name, schema: 'qt', currency: 'USD' },
      product_id: BACKUP,
      start_date: '2026-01-05T00:00:00+00:00',
      end_date: '2026-01-05T23:59:59+00:00',
      item: {
        id: TRAFFIC,
        local_id: TRAFFIC.replaceAll('-', '_'),
        mpn: 'BACKUP-TRAFFIC',
        unit: 'GB',
        type: 'PPU',
      },
      item_id: TRAFFIC,
      resource_local_id: TRAFFIC.replaceAll('-', '_'),
      asset: asset,
      asset_id: asset.id,
      asset_external_id: asset.external_id,
      usage: 2.25,
      multiplier: 1,
      category: null,
      tier: null,
      amount: null,
      params: [],
    });
    expect(await asVendor('GET', `/usage/records/${record.id}`)).toMatchObject({ status: 200, body: record });
    expect((await call('GET', `/usage/records/${record.id}`)).body).toEqual(record);
    expect((await call('GET', '/usage/records/UR-2026-01-0000-0000-0000-0000')).status).toBe(404);
  });

  describe('are listed', () => {
    let id: string;
    const day = (number: number, more: Record<string, Cell> = {}) => {
      const date = `2026-01-${String(number).padStart(2, '0')}`;
      return row({
        record_id: `d${number}`,
        start_time_utc: `${date} 10:00:00`,
        end_time_utc: `${date} 11:00:00`,
        ...more,
      });
    };
    beforeAll(async () => {
      const file = await reported([
        day(3),
        day(1, { asset_search_value: other.id }),
        day(2, { quantity: 'x' }),
        day(5),
        day(4, { asset_search_value: other.id }),
      ]);
      id = file.id;
    });
    const list = async (query: string) => (await recordsOf(id, `&${query}`)).map((one) => one.record_id);

    it.each([
      ['limit=100', 'd3 d1 d2 d5 d4'],
      ['status=invalid', 'd2'],
      ['ne(status,invalid)', 'd3 d1 d5 d4'],
      ['in(status,(valid,approved))', 'd3 d1 d5 d4'],
      ['status=closed', ''],
      ['asset.id=OTHER', 'd1 d4'],
      ['asset_id=OTHER', 'd1 d4'],
      ['out(asset.id,(OTHER))', 'd3 d2 d5'],
      ['asset.external_id=EXTERNAL', 'd1 d4'],
      [`item.id=${TRAFFIC}`, 'd3 d1 d2 d5 d4'],
      [`item_id=${TRAFFIC}`, 'd3 d1 d2 d5 d4'],
      ['item.id=PRD-0', ''],
      [`product.id=${BACKUP}`, 'd3 d1 d2 d5 d4'],
      ['hub.id=HB-1346-8670', 'd3 d1 d2 d5 d4'],
      ['usagefile.schema=qt', 'd3 d1 d2 d5 d4'],
      ['ge(start_date,2026-01-03T10:00:00Z)', 'd3 d5 d4'],
      ['gt(start_date,2026-01-03T10:00:00Z)', 'd5 d4'],
      ['ge(start_date,2026-01-02)&lt(start_date,2026-01-04)', 'd3 d2'],
      ['ge(start_date,2026-01-03T12:00:00%2B02:00)&le(start_date,2026-01-03T10:00:00)', 'd3'],
      ['le(end_date,2026-01-02T11:00:00Z)', 'd1 d2'],
      ['ordering(usage_start_time)', 'd1 d2 d3 d4 d5'],
      ['ordering(-usage_start_time)', 'd5 d4 d3 d2 d1'],
      ['ordering(-created_time)', 'd4 d5 d2 d1 d3'],
      ['ordering(status,usage_start_time)', 'd2 d1 d3 d4 d5'],
      ['ordering(-usage_start_time)&limit=2&offset=1', 'd4 d3'],
      ['limit=2&offset=4', 'd4'],
      ['limit=0', ''],
    ])('by %s', async (query, wanted) => {
      const asked = query.replace('OTHER', other.id).replace('EXTERNAL', other.external_id);
      const found = await list(asked);
      // Rows of one file have one time of creation, or their own: both orders are right.
      if (query.includes('created_time')) expect([...found].sort()).toEqual(wanted.split(' ').sort());
      else expect(found.join(' ')).toBe(wanted);
    });

    it('with the total of what was found', async () => {
      const page = await call('GET', `/usage/records?usagefile.id=${id}&status=valid&limit=2&offset=1`);
      expect(page.range).toBe('items 1-2/4');
      expect((await call('GET', `/usage/records?usage_file=${id}&limit=0`)).range).toBe('items 0-0/5');
    });

    it('not by what the list does not take', async () => {
      for (const query of [
        'ordering(usage)',
        'ordering(asset.id)',
        'status=open',
        'start_date=soon',
        'like(start_date,2026*)',
      ])
        expect([query, (await call('GET', `/usage/records?${query}`)).status]).toEqual([query, 400]);
    });
  });

  describe('are changed by the distributor alone', () => {
    it('to another status', async () => {
      const { id } = await pending([row(), row()]);
      const [first, second] = (await recordsOf(id)) as [Any, Any];
      const put = (record: Any, status: unknown) => call('PUT', `/usage/records/${record.id}`, { status });
      expect(await put(first, 'rejected')).toMatchObject({
        status: 200,
        body: { id: first.id, status: 'rejected' },
      });
      expect(await put(second, 'approved')).toMatchObject({ status: 200, body: { status: 'approved' } });
      expect((await get(id)).stats).toMatchObject({ pending: 0, accepted: 1 });
      expect((await put(first, 'open')).status).toBe(400);
      expect((await put(first, undefined)).status).toBe(400);
      expect((await put(first, 'closed')).status).toBe(400);
      expect(await put(first, 'approved')).toMatchObject({ status: 200 });
      expect((await asVendor('PUT', `/usage/records/${first.id}`, { status: 'rejected' })).status).toBe(403);
      expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    });

    it('one rejected by itself stays so when its file is accepted, and is in no chunk', async () => {
      const { id } = await pending([row(), row({ record_id: 'good-one' })]);
      const [first] = (await recordsOf(id)) as [Any];
      await call('PUT', `/usage/records/${first.id}`, { status: 'rejected' });
      expect((await act('accept', id)).body).toMatchObject({ stats: { accepted: 1 } });
      expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['rejected', 'approved']);
      const [chunk] = (await chunksOf(id)) as [Any];
      const { body } = await call('GET', `/usage/chunks/${chunk.id}/download`);
      expect(await readAll(body)).toHaveLength(1);
    });

    it('all of a file at once', async () => {
      const { id } = await accepted([row(), row()]);
      const answer = await call('PUT', `/usage/files/${id}/approve-all`);
      expect(answer).toMatchObject({ status: 200, body: { id, status: 'accepted' } });
      expect((await recordsOf(id)).map(({ status }) => status)).toEqual(['approved', 'approved']);
    });

    it('to closed, with the ID of the bill', async () => {
      const { id } = await accepted([row(), row()]);
      const [first, second] = (await recordsOf(id)) as [Any, Any];
      const close = (body: object) => call('POST', `/usage/records/${first.id}/close`, body);
      expect((await close({})).status).toBe(400);
      expect(
        (await asVendor('POST', `/usage/records/${first.id}/close`, { external_billing_id: 'B' })).status,
      ).toBe(403);
      expect(await close({ external_billing_id: 'B-1', external_billing_note: 'paid' })).toMatchObject({
        status: 200,
        body: {
          status: 'closed',
          external_billing_id: 'B-1',
          external_billing_note: 'paid',
          closed_at: expect.any(String),
          closed_by: expect.any(String),
        },
      });
      expect(await close({ external_billing_id: 'B-2' })).toMatchObject({
        status: 400,
        body: { error_code: expect.any(String) },
      });
      expect((await get(id)).stats).toMatchObject({ accepted: 2, closed: 1, billed: 1 });
      expect((await call('GET', `/usage/records/${second.id}`)).body.status).toBe('approved');
    });

    it('to closed only when they were approved', async () => {
      const { id } = await pending();
      const [{ id: record }] = (await recordsOf(id)) as [Any];
      const close = () => call('POST', `/usage/records/${record}/close`, { external_billing_id: 'B' });
      expect((await close()).status).toBe(400);
      await act('reject', id);
      expect((await close()).status).toBe(400);
    });

    it('to closed many at once, with an outcome for each', async () => {
      const { id } = await accepted([row(), row(), row(), row()]);
      const [a, b, c, d] = (await recordsOf(id)) as [Any, Any, Any, Any];
      await call('PUT', `/usage/records/${c.id}`, { status: 'rejected' });
      const given = [
        { id: a.id, external_billing_id: 'B-1', external_billing_note: 'n' },
        { id: b.id },
        { id: c.id, external_billing_id: 'B-1' },
        { id: 'UR-0', external_billing_id: 'B-1' },
        { id: a.id, external_billing_id: 'B-2' },
      ];
      expect((await asVendor('POST', '/usage/records/close-records', given)).status).toBe(403);
      const refused = (of: string, status: string) => ({
        id: of,
        status,
        error_codes: expect.stringMatching(/^USG_/),
        error_details: expect.any(String),
      });
      const answer = await call('POST', '/usage/records/close-records', given);
      expect(answer.status).toBe(206);
      expect(answer.body).toEqual([
        { id: a.id, status: 'closed' },
        refused(b.id, 'approved'),
        refused(c.id, 'rejected'),
        refused('UR-0', 'invalid'),
        refused(a.id, 'closed'),
      ]);
      expect(await recordsOf(id)).toMatchObject([
        { status: 'closed', external_billing_id: 'B-1', external_billing_note: 'n' },
        { status: 'approved' },
        { status: 'rejected' },
        { id: d.id, status: 'approved' },
      ]);
      expect((await get(id)).stats).toMatchObject({ closed: 1, billed: 1 });
      expect(
        (await call('POST', `/usage/records/${b.id}/close-records`, { external_billing_id: 'B' })).status,
      ).toBe(404);
    });
  });
});

describe('chunks', () => {
  it('appear once a file is accepted, one for each hub, and become ready', async () => {
    const split = await startSandbox({ delay: 60 });
    const [one, two] = [await subscribe(BACKUP, '', split), await subscribe(BACKUP, '', split)];
    // No marketplace of the seeded world has two hubs.
    const moved = split.world.assets.get(two.id);
    const hub = { id: 'HB-2457-9781', name: 'Second Hub' };
    if (moved) moved.connection = { ...moved.connection, hub };
    const { id } = await create({}, split);
    const given = [one, two, two].map((to) => row({ asset_search_value: to.id }));
    await upload(id, await sheet(given), split);
    await act('submit', id, undefined, split);
    const list = async (query = '') =>
      (await call('GET', `/usage/chunks?usagefile.id=${id}${query}`, undefined, undefined, split))
        .body as Any[];
    expect(await list()).toEqual([]);
    await act('accept', id, {}, split);
    expect((await list()).map(({ status }) => status)).toEqual(['draft', 'draft']);
    const [draft] = (await list()) as [Any];
    for (const [method, action] of [
      ['POST', 'close'],
      ['POST', 'regenerate'],
      ['GET', 'download'],
    ] as const) {
      const body = action === 'close' ? { external_billing_id: 'B' } : undefined;
      const answer = await call(method, `/usage/chunks/${draft.id}/${action}`, body, undefined, split);
      expect([action, answer.status]).toEqual([action, 400]);
    }
    const ready = await until(async () => {
      const found = await list('&status=ready');
      return found.length === 2 && found;
    });
    expect(ready.map((chunk) => [chunk.binding.hub.id, chunk.stats.accepted]).sort()).toEqual([
      ['HB-1346-8670', 1],
      ['HB-2457-9781', 2],
    ]);
    for (const chunk of ready) {
      expect(chunk.id).toMatch(/^UFC-\d{4}-\d{2}-\d{4}-\d{4}-\d{3}$/);
      expect(chunk).toMatchObject({
        usagefile: { id },
        provider: { id: accounts.distributor.id },
        outdated: false,
      });
    }
    expect(await list(`&binding.hub.id=${hub.id}`)).toHaveLength(1);
    expect(await list(`&provider.id=${accounts.otherDistributor.id}`)).toEqual([]);
    expect(await list('&ordering(-usagefile.id)')).toHaveLength(2);
    await split.close();
  });

  it('are downloaded, named, made anew and closed by the distributor', async () => {
    const { id } = await accepted([row({ quantity: 2.5, record_note: 'n' }), row()]);
    const [{ id: chunk }] = (await chunksOf(id)) as [Any];
    const download = await call('GET', `/usage/chunks/${chunk}/download`);
    expect(download.status).toBe(200);
    const records = await recordsOf(id);
    expect(await readAll(download.body)).toMatchObject([
      { record_id: records[0].id, item_mpn: 'BACKUP-TRAFFIC', quantity: 2.5, asset_id: asset.id },
      { record_id: records[1].id },
    ]);
    expect(await call('PUT', `/usage/chunks/${chunk}`, { external_id: 'C-1' })).toMatchObject({
      status: 200,
      body: { id: chunk, external_id: 'C-1' },
    });
    expect((await call('PUT', `/usage/chunks/${chunk}`, {})).status).toBe(400);
    expect(await call('POST', `/usage/chunks/${chunk}/regenerate`)).toMatchObject({
      status: 200,
      body: { id: chunk, status: 'draft' },
    });
    expect(await chunksOf(id)).toMatchObject([{ id: chunk, status: 'ready', external_id: 'C-1' }]);
    expect((await call('POST', `/usage/chunks/${chunk}/close`, {})).status).toBe(400);
    const bill = { external_billing_id: 'B-7', external_billing_note: 'paid' };
    expect(await call('POST', `/usage/chunks/${chunk}/close`, bill)).toMatchObject({
      status: 200,
      body: { status: 'closed', stats: { closed: 2, billed: 2 } },
    });
    expect(await recordsOf(id)).toMatchObject(Array(2).fill({ status: 'closed', ...bill }));
    expect((await call('POST', `/usage/chunks/${chunk}/close`, bill)).status).toBe(400);
    expect((await call('POST', `/usage/chunks/${chunk}/regenerate`)).status).toBe(400);
    expect((await call('GET', `/usage/chunks/${chunk}/download`)).status).toBe(200);
  });

  it('are not there before acceptance, nor after a rejection', async () => {
    const { id } = await pending();
    await act('reject', id);
    expect((await call('GET', `/usage/chunks?usagefile.id=${id}`)).body).toEqual([]);
    expect((await call('GET', '/usage/chunks/UFC-2026-01-0000-0000-001')).status).toBe(404);
  });

  it('are nothing of the vendor’s', async () => {
    const { id } = await accepted();
    const [{ id: chunk }] = (await chunksOf(id)) as [Any];
    expect((await asVendor('GET', `/usage/chunks?usagefile.id=${id}`)).body).toEqual([]);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { external_id: 'x' }],
      ['POST', '/close', { external_billing_id: 'x' }],
      ['POST', '/regenerate', undefined],
      ['GET', '/download', undefined],
    ] as const)
      expect([403, 404]).toContain((await asVendor(method, `/usage/chunks/${chunk}${path}`, body)).status);
    expect((await call('GET', `/usage/chunks/${chunk}`)).body).toMatchObject({
      status: 'ready',
      external_id: '',
    });
  });
});

describe('a reconciliation', () => {
  const done = (id: string): Promise<Any> =>
    until(async () => {
      const { body } = await call('GET', `/usage/reconciliations/${id}`);
      return ['processed', 'failed'].includes(body.status) && body.notes.processing !== '' && body;
    });

  it('closes the records that it names with an ID of a bill', async () => {
    const { id } = await accepted([row(), row(), row()]);
    const [{ id: chunk }] = (await chunksOf(id)) as [Any];
    const given = await readAll((await call('GET', `/usage/chunks/${chunk}/download`)).body);
    const content = await sheet([
      { ...given[0], external_billing_id: 'B-1', external_billing_note: 'first' },
      { ...given[1], external_billing_id: '' },
      { record_id: 'UR-0', external_billing_id: 'B-3' },
    ]);
    const sent = await call(
      'POST',
      '/usage/reconciliations',
      form('recon_file', content, { upload_note: 'May' }),
    );
    expect(sent).toMatchObject({ status: 201, body: { status: 'uploaded', notes: { uploaded: 'May' } } });
    expect(await done(sent.body.id)).toMatchObject({
      status: 'processed',
      usagefile: { id },
      partusagefile: { id: chunk },
      binding: { hub: { id: sandbox.ids.hub } },
    });
    expect(await recordsOf(id)).toMatchObject([
      { status: 'closed', external_billing_id: 'B-1', external_billing_note: 'first' },
      { status: 'approved' },
      { status: 'approved' },
    ]);
    expect((await get(id)).stats).toMatchObject({ accepted: 3, closed: 1, billed: 1 });
    const path = `/usage/reconciliations/${sent.body.id}`;
    const uploaded = await call('GET', `${path}/uploadedfile`);
    expect(uploaded.body.equals(content)).toBe(true);
    const processed = await readAll((await call('GET', `${path}/processedfile`)).body);
    expect(processed.map((one) => [one['record_id'], one['status'] || ''])).toEqual([
      [given[0]?.['record_id'], 'closed'],
      [given[1]?.['record_id'], 'approved'],
      ['UR-0', ''],
    ]);
    expect(processed.map((one) => Boolean(one['error_details']))).toEqual([false, true, true]);
    const { reconciliation_file_uri } = (await call('GET', `/usage/files/${id}`)).body;
    expect((await fetch(reconciliation_file_uri)).status).toBe(200);
    const list = (query: string) => call('GET', `/usage/reconciliations?${query}`);
    for (const query of [`usagefile.id=${id}`, `partusagefile.id=${chunk}`])
      expect((await list(query)).body).toMatchObject([{ id: sent.body.id }]);
    expect((await list(`usagefile.id=${id}&partusagefile.provider.id=PA-0`)).body).toEqual([]);
  });

  it('can be given to a file, whose records alone it closes', async () => {
    const [mine, another] = [await accepted([row(), row()]), await accepted()];
    const [[first], [foreign]] = [await recordsOf(mine.id), await recordsOf(another.id)];
    const content = await sheet([
      { record_id: first.id, external_billing_id: 'B-1' },
      { record_id: foreign.id, external_billing_id: 'B-1' },
    ]);
    const sent = await call('POST', `/usage/files/${mine.id}/reconciliation`, form('recon_file', content));
    expect([200, 201]).toContain(sent.status);
    expect(sent.body.id).toBe(mine.id);
    await until(async () => (await get(mine.id)).records.closed === 1);
    expect((await recordsOf(another.id)).map(({ status }) => status)).toEqual(['approved']);
  });

  it('that names nothing, or is no spreadsheet, fails', async () => {
    for (const content of [
      Buffer.from('no'),
      await sheet([{ record_id: 'UR-0', external_billing_id: 'B' }]),
    ]) {
      const { body } = await call('POST', '/usage/reconciliations', form('recon_file', content));
      const { status, error } = await done(body.id);
      expect(status).toBe('failed');
      expect(error.detail).not.toBe('');
    }
  });

  it('needs its file, and the distributor', async () => {
    const data = () => sheet([row()]).then((content) => form('recon_file', content));
    const wrong = form('usage_file', await sheet([row()]));
    expect(await call('POST', '/usage/reconciliations', wrong)).toMatchObject({
      status: 400,
      body: { errors: ['recon_file: No file was submitted.'] },
    });
    expect((await asVendor('POST', '/usage/reconciliations', await data())).status).toBe(403);
    expect((await asVendor('GET', '/usage/reconciliations')).body).toEqual([]);
    expect((await call('GET', '/usage/reconciliations/URF-0')).status).toBe(404);
    const { body } = await call('POST', '/usage/reconciliations', await data());
    for (const path of ['', '/uploadedfile', '/processedfile'])
      expect((await asVendor('GET', `/usage/reconciliations/${body.id}${path}`)).status).toBe(404);
    await done(body.id);
  });
});

describe('aggregates', () => {
  it('add up what was accepted, for each item and subscription', async () => {
    const [one, two] = [await subscribe(), await subscribe()];
    const [post, letter] = [await subscribe(MAIL), await subscribe(MAIL)];
    const of = (id: string, quantity: number) => row({ asset_search_value: id, quantity });
    const sums = async (query: string): Promise<Any[]> =>
      (await call('GET', `/usage/aggregates?${query}`)).body;
    await reported([of(one.id, 50)]);
    await pending([of(one.id, 60)]);
    expect(await sums(`asset.id=${one.id}`)).toEqual([]);
    await accepted([of(one.id, 0.1), of(one.id, 0.2), of(two.id, 4)]);
    const second = await accepted([of(one.id, 1)]);
    await act('close', second.id);
    await accepted(
      [
        mailRow({ asset_search_value: post.id, amount: 0.1 }),
        mailRow({ asset_search_value: post.id, amount: 0.2 }),
        mailRow({ asset_search_value: letter.id, amount: 5 }),
      ],
      { product: { id: MAIL } },
    );
    expect(await sums(`asset.id=${one.id}`)).toMatchObject([
      { item: { id: TRAFFIC }, asset: { id: one.id }, usage: 1.3, accepted: 3, currency: 'USD' },
    ]);
    expect(await sums(`asset.id=${two.id}&item.id=${TRAFFIC}`)).toMatchObject([{ usage: 4, accepted: 1 }]);
    expect(await sums(`asset.id=${post.id}`)).toMatchObject([
      { item: { mpn: 'MAIL-SENT' }, usage: 6, amount: 0.3, accepted: 2 },
    ]);
    const many = `in(asset.id,(${[one.id, two.id, post.id, letter.id].join(',')}))`;
    expect(await sums(many)).toHaveLength(4);
    expect(await sums(`${many}&item.type=PPU`)).toHaveLength(4);
    expect((await call('GET', `/usage/aggregates?${many}&limit=1&offset=1`)).range).toBe('items 1-1/4');
    expect((await call('GET', `/assets/${one.id}/usage/aggregates`)).body).toMatchObject([{ usage: 1.3 }]);
    expect((await asVendor('GET', `/assets/${two.id}/usage/aggregates`)).body).toMatchObject([{ usage: 4 }]);
    expect((await call('GET', '/assets/AS-0/usage/aggregates')).status).toBe(404);
  });
});

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
