import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { app, failureOf } from '../support/app.ts';
import { json, startServer } from '../support/server.ts';
import { Stage } from '../support/stage.ts';

/** Any call of the API: what it may do, what it gives, and what it can't be made to do. */

type Row = Record<string, unknown>;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
  stage.sandbox.world.seed(450);
});
afterAll(() => stage.close());

const api = (input: Row, by: 'store' | 'vendor' = 'vendor') => stage.run('api_request', by, input);
const refused = async (input: Row) => {
  stage.sandbox.control.calls = [];
  const { message } = await failureOf(() => api(input));
  return { message, calls: stage.sandbox.control.calls.length };
};

describe('what is read', () => {
  it('comes as it is, with its status: an object, a list, a text, and nothing', async () => {
    const [request] = [...stage.sandbox.world.requests.all()];
    expect(await api({ path: `/requests/${request?.id}` })).toMatchObject({
      status: 200,
      body: { id: request?.id },
    });
    expect(await api({ path: 'products', filters: { name: 'Example Mail' } })).toMatchObject({
      results: [{ id: 'PRD-276-377-545' }],
      count: 1,
      total: 1,
    });
    expect(await api({ path: '/products?name=%22Example%20Mail%22' })).toMatchObject({ total: 1 });
    expect(await api({ path: `/requests/${request?.id}/render` })).toMatchObject({
      content_type: 'text/markdown',
    });
    expect(await api({ path: '/requests', query: 'limit=2&offset=1' })).toMatchObject({
      count: 2,
      total: 450,
    });
  });

  it('comes page by page up to a limit, and says where to go on', async () => {
    const read = await api({
      path: '/requests',
      query: 'ordering(created)&select(-asset.items)',
      limit: 430,
    });
    expect(read).toMatchObject({ count: 430, total: 450, next_offset: 430 });
    expect(new Set((read['results'] as Row[]).map(({ id }) => id)).size).toBe(430);
    expect(await api({ path: '/requests', query: 'select(-asset.items)', limit: 1000 })).toMatchObject({
      count: 450,
    });
    const { message } = await refused({ path: '/requests', query: 'limit=5', limit: 3 });
    expect(message).toBe('Give either Maximum Results, or limit and offset in the Query, not both.');
  });

  it('fails in the words of all steps', async () => {
    expect((await refused({ path: '/requests/PR-0000-0000-0000-000' })).message).toMatch(
      /has no \/requests\/PR-0000-0000-0000-000 that this connection can see/,
    );
    const [pending] = [...stage.sandbox.world.requests.all()].filter(({ status }) => status === 'pending');
    const approve = {
      method: 'POST',
      path: `/requests/${pending?.id}/approve`,
      body: '{}',
      allow_changes: true,
    };
    expect((await refused(approve)).message).toContain('template_id: This field is required. (VAL_001)');
  });
});

describe('an answer of another form', () => {
  const answered = async (type: string, content: string) => {
    const server = await startServer((response) =>
      response.writeHead(200, { 'content-type': type }).end(content),
    );
    const authData = { api_key: 'ApiKey SU-000-000-001:some-secret', endpoint: `${server.origin}/public/v1` };
    return app.create('api_request', authData, { path: '/x' }).finally(() => server.close()) as Promise<Row>;
  };

  it('is data where its type says so', async () => {
    const type = 'application/vnd.api+json; charset=utf-8';
    expect(await answered(type, '[{"id":"A"}]')).toMatchObject({ results: [{ id: 'A' }], count: 1 });
    expect(await answered('application/problem+json', '{"a":1}')).toMatchObject({ body: { a: 1 } });
    expect(await answered('text/csv', 'a,b')).toMatchObject({ body: 'a,b' });
  });

  it.each([['text/plain'], ['application/json']])('of %s is refused beyond 6 MB', async (type) => {
    const text = 'x'.repeat(6_100_000);
    const content = type === 'text/plain' ? text : JSON.stringify({ text });
    const { message } = await failureOf(() => answered(type, content));
    expect(message).toContain("The answer is larger than Zapier's 6 MB");
  });
});

describe('what changes something', () => {
  it('is sent only when it is allowed', async () => {
    const { id } = await stage.purchase();
    const write = { method: 'PUT', path: `/requests/${String(id)}`, body: '{"note": "Checked {{x}}"}' };
    expect(await refused(write)).toEqual({
      message:
        'PUT changes something in Connect, so nothing was sent. Choose yes in Allow Changes if that is meant.',
      calls: 0,
    });
    expect(await api({ ...write, allow_changes: 'yes' })).toMatchObject({
      status: 200,
      body: { note: 'Checked {{x}}' },
    });
    expect(await refused({ ...write, allow_changes: true, limit: 5 })).toEqual({
      message: 'Maximum Results is for lists, which GET reads. Leave it empty for PUT.',
      calls: 0,
    });
    expect((await refused({ ...write, method: '' })).message).toContain('A GET has no Body and no File.');
    expect((await refused({ ...write, body: '{', allow_changes: true })).message).toContain('Body: "{"');
  });

  it('is not done by a GET whose headers say another method, nor elsewhere than its path says', async () => {
    for (const name of ['X-HTTP-Method-Override', 'x_http_method', 'X-Original-URL', 'X-Forwarded-Host']) {
      expect(await refused({ path: '/accounts', headers: { [name]: 'DELETE' } })).toEqual({
        message: `Headers: "${name}" can't be used. Give another header: where the call goes is said by Method and Path.`,
        calls: 0,
      });
    }
  });

  it('is sent as it was written, and takes a file whatever its name is', async () => {
    const server = await startServer(json({ id: 'PR-0000-0000-0000-001' }));
    const authData = { api_key: 'ApiKey SU-000-000-001:some-secret', endpoint: `${server.origin}/public/v1` };
    const input = { method: 'POST', path: '/requests', allow_changes: true };
    const body = '{ "external_id": 12345678901234567890, "note": "{{x}}" }';
    await app.create('api_request', authData, { ...input, body });
    const [first] = server.received;
    expect(first?.body).toBe(body.replace('{{', '\\u007b{'));
    expect(first?.headers['content-type']).toBe('application/json');
    await app.create('api_request', authData, { ...input, file: `${server.origin}/files/100%.txt` });
    expect(server.received.at(-1)?.body).toContain('filename="100%.txt"');
    await server.close();
  });

  it('says the status, also where nothing is answered', async () => {
    const { id } = await stage.run('run_report', 'vendor', {
      template_id: 'RDC-000-002-0001',
      parameter_day: '2026-01-31',
    });
    const input = { method: 'DELETE', path: `/reporting/reports/${String(id)}`, allow_changes: true };
    expect(await api(input)).toEqual({ status: 204, content_type: '' });
  });

  it('takes a file along', async () => {
    const id = await stage.usageFile('draft');
    const file = stage.spreadsheet('no workbook', 'usage.xlsx');
    const input = { method: 'POST', path: `/usage/files/${id}/upload`, file, file_field: 'usage_file' };
    expect(await api({ ...input, allow_changes: true })).toMatchObject({ status: 201, body: { id } });
  });
});

describe('what it can not be made to do', () => {
  it.each([
    'https://example.com/x',
    '//example.com/x',
    '/../x',
    '/%2e%2e/x',
    '/requests/%252e%252e/x',
    '/a\\b',
    '/a\nb',
  ])('%j: nothing is sent', async (path) => {
    const { message, calls } = await refused({ path });
    expect(message).toContain('Give a path below the API endpoint');
    expect(calls).toBe(0);
  });

  it.each([
    [{ Authorization: 'ApiKey SU-1:x' }, 'this one comes from the connection'],
    [{ Host: 'example.com' }, 'this one comes from the connection'],
    [{ 'X-A': 'a\r\nb' }, 'plain letters, digits and signs'],
    [{ 'X A': 'b' }, 'the name of a header'],
  ])('headers %j are refused', async (headers, why) => {
    const { message, calls } = await refused({ path: '/requests', headers });
    expect(message).toContain(why);
    expect(calls).toBe(0);
  });

  it('follows no redirect, neither away nor on the same host', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(302, { location: '/public/v1/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const connection = { ...stage.connections.vendor, endpoint: `http://127.0.0.1:${port}/public/v1` };
    const { message } = await failureOf(() => app.create('api_request', connection, { path: '/requests' }));
    server.close();
    expect(message).toMatch(/sent the attempt to send GET \/requests on to .*, which isn't followed/);
    expect(seen).toEqual(['/public/v1/requests']);
  });
});
