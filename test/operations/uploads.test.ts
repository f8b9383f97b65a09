import { afterEach, describe, expect, it } from '@jest/globals';
import { usageFileSample, usageReconciliationSample } from '../../src/samples/usage.ts';
import { readRows } from '../../src/spreadsheets/read.ts';
import { writeSheet } from '../../src/spreadsheets/write.ts';
import { app } from '../support/app.ts';
import { type Received, type Scripted, startServer } from '../support/server.ts';

/** What the operations that send files send, byte for byte, and to whom. */

type Json = Record<string, unknown>;
const KEY = 'ApiKey SU-111-222-333:0123456789abcdef';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let servers: Scripted[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

/** A host of files that has one. */
const fileHost = async (content: Uint8Array) => {
  const server = await startServer((response) => response.writeHead(200).end(content));
  servers.push(server);
  return server;
};

/** Connect, answering by path. */
const connect = async (answers: Record<string, unknown>) => {
  const server = await startServer((response, { method, url }) => {
    const path = url.replace('/public/v1', '').split('?')[0];
    const body = answers[`${method} ${path}`];
    const headers = {
      'content-type': 'application/json',
      ...(Array.isArray(body)
        ? { 'content-range': `items 0-${Math.max(0, body.length - 1)}/${body.length}` }
        : {}),
    };
    response
      .writeHead(body === undefined ? 404 : method === 'POST' ? 201 : 200, headers)
      .end(JSON.stringify(body ?? {}));
  });
  servers.push(server);
  return server;
};

const run = (key: string, { origin }: Scripted, input: Json) =>
  app.create(key, { api_key: KEY, endpoint: `${origin}/public/v1` }, input);

/** The parts of a form: name, file name, type and bytes. */
const partsOf = ({ headers, bytes }: Received) => {
  const [, boundary = ''] = /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '') ?? [];
  const text = bytes.toString('latin1');
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const [, name = ''] = /name="([^"]*)"/.exec(head) ?? [];
      const [, file] = /filename="([^"]*)"/.exec(head) ?? [];
      const [, type] = /content-type: (.*)/i.exec(head) ?? [];
      return { name, file, type, content: Buffer.from(body.join('\r\n\r\n').slice(0, -2), 'latin1') };
    });
};
const calls = ({ received }: Scripted) =>
  received.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);

const HEADERS = [
  'record_id',
  'item_search_criteria',
  'item_search_value',
  'quantity',
  'start_time_utc',
  'end_time_utc',
  'asset_search_criteria',
  'asset_search_value',
];

describe('Upload Usage Spreadsheet', () => {
  it('fetches the file without the key and sends it as it is', async () => {
    const content = await writeSheet('records', [
      HEADERS,
      ['1', 'item.mpn', 'X', '4', 'a', 'b', 'asset.id', 'AS-0000-0000-0001'],
    ]);
    const files = await fileHost(content);
    const server = await connect({ 'POST /usage/files/UF-2026-01-0000-0001/upload': usageFileSample });
    const result = await run('upload_usage_file', server, {
      usage_file_id: 'UF-2026-01-0000-0001',
      file: `${files.origin}/usage.xlsx?sig=1`,
    });
    expect(result).toEqual(usageFileSample);
    expect(calls(files)).toEqual(['GET /usage.xlsx?sig=1']);
    expect(files.received[0]?.headers['authorization']).toBeUndefined();
    const [call, ...others] = server.received;
    expect(others).toEqual([]);
    expect(call?.url).toBe('/public/v1/usage/files/UF-2026-01-0000-0001/upload');
    expect(call?.headers['authorization']).toBe(KEY);
    expect(call?.headers['content-length']).toBe(String(call?.bytes.length));
    const parts = call ? partsOf(call) : [];
    expect(parts.map(({ name, file, type }) => [name, file, type])).toEqual([
      ['usage_file', 'UF-2026-01-0000-0001.xlsx', XLSX],
    ]);
    expect(parts[0]?.content.equals(content)).toBe(true);
  });
});

describe('Upload Usage Reconciliation', () => {
  it('sends the file and its note as one form', async () => {
    const content = await writeSheet('records', [
      ['record_id', 'external_billing_id'],
      ['UR-2026-01-0000-0000-0000-0001', 'INV-1'],
    ]);
    const files = await fileHost(content);
    const server = await connect({ 'POST /usage/reconciliations': usageReconciliationSample });
    const input = { file: `${files.origin}/r.xlsx`, upload_note: 'Jänner {{x}}' };
    expect(await run('upload_reconciliation', server, input)).toEqual(usageReconciliationSample);
    const [call] = server.received;
    const parts = call ? partsOf(call) : [];
    expect(parts.map(({ name, file }) => [name, file])).toEqual([
      ['upload_note', undefined],
      ['recon_file', 'reconciliation.xlsx'],
    ]);
    expect(parts[0]?.content.toString()).toBe('Jänner {{x}}');
    expect(parts[1]?.content.equals(content)).toBe(true);
  });
});

describe('Report Usage', () => {
  it('looks up what rows name side by side, then creates, uploads and submits', async () => {
    const file = (status: string) => ({ ...usageFileSample, id: 'UF-0000-00-0000-0001', status });
    const server = await connect({
      'GET /usage/files': [],
      'GET /products/PRD-000-000-001': { id: 'PRD-000-000-001', capabilities: { ppu: { schema: 'QT' } } },
      'GET /products/PRD-000-000-001/items': [
        { id: 'PRD-111-222-333-0001', mpn: 'GB', type: 'ppu', precision: 'decimal(8)' },
      ],
      'GET /assets': [
        {
          id: 'AS-0000-0000-0001',
          status: 'active',
          external_id: '',
          contract: { id: 'CRD-00000-00000-00001' },
        },
        {
          id: 'AS-0000-0000-0002',
          status: 'active',
          external_id: 'O-2',
          contract: { id: 'CRD-00000-00000-00001' },
        },
      ],
      'POST /usage/files': file('draft'),
      'POST /usage/files/UF-0000-00-0000-0001/upload': file('ready'),
      'POST /usage/files/UF-0000-00-0000-0001/submit': file('pending'),
    });
    const LOOK =
      'GET /usage/files?eq(product.id,"PRD-000-000-001")&eq(contract.id,"CRD-00000-00000-00001")&eq(external_id,"jan")&ne(status,"deleted")&ordering(-created.at)&limit=10&offset=0';
    const result = await run('report_usage', server, {
      product_id: 'PRD-000-000-001',
      contract_id: 'CRD-00000-00000-00001',
      external_id: 'jan',
      submit: 'true',
      records: [
        {
          item: 'GB',
          asset_id: 'AS-0000-0000-0001',
          quantity: '0.10',
          start: '2026-01-01',
          end: '2026-01-02 12:00',
        },
        {
          item: 'GB',
          asset_external_id: 'O-2',
          quantity: 2,
          start: '2026-01-01T00:00:00+02:00',
          end: '2026-01-02',
          record_note: '=SUM(A1)',
          parameters: '{"region": "eu"}',
        },
      ],
    });
    expect(result).toMatchObject({
      id: 'UF-0000-00-0000-0001',
      status: 'pending',
      outcome: 'reported',
      records_sent: 2,
    });
    expect(calls(server).map((call) => call.replace('/public/v1', ''))).toEqual([
      LOOK,
      'GET /products/PRD-000-000-001',
      'GET /products/PRD-000-000-001/items?limit=1000&offset=0',
      'GET /assets?eq(product.id,"PRD-000-000-001")&in(id,("AS-0000-0000-0001"))&select(-configuration,-items)&ordering(-created)&limit=1000&offset=0',
      'GET /assets?eq(product.id,"PRD-000-000-001")&in(external_id,("O-2"))&select(-configuration,-items)&ordering(-created)&limit=1000&offset=0',
      'POST /usage/files',
      // Another run may have made one side by side.
      LOOK,
      'POST /usage/files/UF-0000-00-0000-0001/upload',
      LOOK,
      'POST /usage/files/UF-0000-00-0000-0001/submit',
    ]);
    const [created, upload, submit] = server.received.filter(({ method }) => method === 'POST');
    expect(JSON.parse(created?.body ?? '')).toEqual({
      name: 'jan',
      product: { id: 'PRD-000-000-001' },
      contract: { id: 'CRD-00000-00000-00001' },
      external_id: 'jan',
    });
    expect(submit?.body).toBe('');
    const [sheet] = upload ? partsOf(upload) : [];
    const rows: unknown[] = [];
    for await (const { cells } of readRows(sheet?.content ?? Buffer.alloc(0), 'records')) rows.push(cells);
    const none = [null, null, null];
    expect(rows).toEqual([
      ['record_id', 'record_note', ...HEADERS.slice(1), 'category_id', 'amount', 'tier', 'v.region'],
      [
        'jan-1',
        null,
        'item.global_id',
        'PRD-111-222-333-0001',
        0.1,
        '2026-01-01 00:00:00',
        '2026-01-02 12:00:00',
        'asset.id',
        'AS-0000-0000-0001',
      ],
      [
        'jan-2',
        '=SUM(A1)',
        'item.global_id',
        'PRD-111-222-333-0001',
        2,
        '2025-12-31 22:00:00',
        '2026-01-02 23:59:59',
        'asset.id',
        'AS-0000-0000-0002',
        ...none,
        'eu',
      ],
    ]);
  });
});
