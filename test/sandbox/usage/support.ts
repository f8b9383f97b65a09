import { expect } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts';
import type { FileStatus } from '../../../sandbox/modules/usage/model.ts';
import { type Cell, readSheet, type SheetRow, writeSheet } from '../../../sandbox/modules/usage/sheets.ts';
import { XLSX } from '../../../sandbox/storage.ts';

/** Usage as a client that knows nothing of the sandbox sees it: over HTTP alone. */

export const BACKUP = 'PRD-838-787-106';
export const MAIL = 'PRD-276-377-545';
export const CONTRACT = 'CRD-58096-38285-80856';
export const TRAFFIC = `${BACKUP}-0003`;

export let sandbox: Sandbox;
export let asset: { id: string; external_id: string };
export let other: { id: string; external_id: string };
export let mail: { id: string };

// biome-ignore lint/suspicious/noExplicitAny: what servers answer has any form; the tests say which one they expect.
export type Any = any;
export interface Reply {
  status: number;
  range: string | null;
  body: Any;
}

export const call = async (method: string, path: string, body?: unknown, key?: string, at = sandbox) => {
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
export const asVendor = (method: string, path: string, body?: unknown, at = sandbox) =>
  call(method, path, body, at.vendorKey, at);

/** Tries until the value is there; what Connect does in the background takes its time. */
export const until = async <T>(look: () => Promise<T | undefined | false>, ms = 10_000): Promise<T> => {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

export const account = (id: string) => ({
  name: `Company ${id}`,
  external_id: id,
  contact_info: {
    address_line1: '1 Example Street',
    city: 'Springfield',
    country: 'US',
    contact: { first_name: 'Alex', last_name: 'Sample', email: 'alex@example.com' },
  },
});
export let orders = 0;
/** An active subscription. */
export const subscribe = async (
  product = BACKUP,
  tenant = '',
  at = sandbox,
  connection = product === MAIL ? 'CT-9861-7953' : 'CT-9861-7949',
) => {
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
        connection: { id: connection },
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

export let rows = 0;
export const row = (more: Record<string, Cell> = {}): SheetRow => {
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
export const mailRow = (more: Record<string, Cell> = {}): SheetRow =>
  row({
    item_search_value: 'MAIL-SENT',
    asset_search_value: mail.id,
    quantity: 3,
    amount: 12.5,
    tier: 1,
    ...more,
  });
export const table = (given: readonly SheetRow[]): Cell[][] => {
  const columns = [...new Set(given.flatMap((one) => Object.keys(one)))];
  return [columns, ...given.map((one) => columns.map((name) => one[name] ?? null))];
};
export const sheet = (given: readonly SheetRow[], name = 'records') => writeSheet(name, table(given));
export const readAll = async (content: Buffer, name = 'records'): Promise<SheetRow[]> => {
  const found: SheetRow[] = [];
  for await (const one of readSheet(content, name)) found.push(one);
  return found;
};

export const form = (field: string, content: Buffer, more: Record<string, string> = {}) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(more)) data.append(name, value);
  data.append(field, new Blob([new Uint8Array(content)], { type: XLSX }), `${field}.xlsx`);
  return data;
};

export const fileOf = (more: object = {}) => ({
  name: 'January',
  product: { id: BACKUP },
  contract: { id: CONTRACT },
  ...more,
});
export const create = async (more: object = {}, at = sandbox): Promise<Any> => {
  const { status, body } = await asVendor('POST', '/usage/files', fileOf(more), at);
  expect(status).toBe(201);
  return body;
};
export const get = async (id: string, at = sandbox): Promise<Any> =>
  (await asVendor('GET', `/usage/files/${id}`, undefined, at)).body;
export const BUSY = ['uploading', 'uploaded', 'processing'];
export const settled = (id: string, at = sandbox, ms?: number): Promise<Any> =>
  until(async () => {
    const file = await get(id, at);
    return !BUSY.includes(file.status) && file;
  }, ms);
export const upload = async (id: string, content: Buffer, at = sandbox) => {
  const answer = await asVendor('POST', `/usage/files/${id}/upload`, form('usage_file', content), at);
  expect(answer).toMatchObject({ status: 201, body: { id, status: 'uploading' } });
  return settled(id, at);
};
/** A file that was uploaded and read. */
export const reported = async (given: readonly SheetRow[] = [row()], more: object = {}) =>
  upload((await create(more)).id, await sheet(given));
export const act = (action: string, id: string, body?: unknown, at = sandbox) =>
  ['submit', 'delete', 'reprocess'].includes(action)
    ? asVendor('POST', `/usage/files/${id}/${action}`, body, at)
    : call('POST', `/usage/files/${id}/${action}`, body, undefined, at);
export const pending = async (given?: readonly SheetRow[], more?: object): Promise<Any> => {
  const file = await reported(given, more);
  expect(file.status).toBe('ready');
  return (await act('submit', file.id)).body;
};
export const accepted = async (given?: readonly SheetRow[], more?: object): Promise<Any> =>
  (await act('accept', (await pending(given, more)).id, { acceptance_note: 'Fine.' })).body;
export const recordsOf = async (id: string, query = ''): Promise<Any[]> =>
  (await call('GET', `/usage/records?usagefile.id=${id}${query}`)).body;
export const chunksOf = (id: string): Promise<Any[]> =>
  until(async () => {
    const { body } = await call('GET', `/usage/chunks?usagefile.id=${id}`);
    return body.length > 0 && body.every((one: Any) => one.status === 'ready') && body;
  });

/** A file in a state, by the shortest way; states that pass by themselves are set. */
export const fileIn = async (status: FileStatus): Promise<string> => {
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

/** Starts the sandbox of a test file, with its subscriptions. */
export const open = async (): Promise<void> => {
  sandbox = await startSandbox({ delay: 5 });
  asset = await subscribe(BACKUP, 'tenant-one');
  other = await subscribe();
  mail = await subscribe(MAIL);
};
export const close = (): Promise<void> => sandbox.close();
