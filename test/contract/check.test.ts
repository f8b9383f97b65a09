import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Checked, Contract } from '../../contract/check.ts';
import { readContract } from '../../contract/openapi.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { AGENT, problemsSince } from '../support/calls.ts';

/** The check against Connect's description finds what breaks it; shown on a small description of the same form. */

const call = (more: Partial<Checked>): Checked => ({
  host: 'connect',
  method: 'GET',
  path: '/requests',
  query: '',
  body: null,
  status: 200,
  answer: [],
  ...more,
});

const request = { type: 'object', properties: { id: { type: 'string' }, type: { type: 'string' } } };
const free = { type: 'object' };
const body = {
  ...request,
  properties: {
    ...request.properties,
    asset: { type: 'object', properties: { params: { type: 'array', items: request } } },
    note: free,
  },
};
const answering = (schema: object) => ({ content: { 'application/json': { schema } } });
const filter = (name: string, lookups: string[], isOrdered = false) => ({
  name,
  in: 'query',
  'x-rql-lookups': lookups,
  ...(isOrdered ? { 'x-rql-ordering': true } : {}),
});

const contract = new Contract({
  paths: {
    '/requests': {
      get: {
        parameters: [
          { $ref: '#/components/parameters/limit', name: 'limit' },
          { name: 'offset', in: 'query' },
          { name: 'code', in: 'query' },
          filter('status', ['eq', 'in']),
          filter('created', ['gt', 'lt'], true),
        ],
        responses: { '200': answering({ type: 'array', items: { $ref: '#/components/schemas/Request' } }) },
      },
      post: {
        requestBody: { required: true, ...answering({ oneOf: [body, { type: 'array', items: body }] }) },
        responses: { '201': { $ref: '#/components/responses/one' } },
      },
    },
    '/requests/{id}': {
      get: { responses: { '200': answering(request) } },
      delete: { responses: { '204': {} } },
    },
  },
  components: {
    parameters: { limit: { name: 'limit', in: 'query' } },
    schemas: { Request: request },
    responses: { one: answering({ $ref: '#/components/schemas/Request' }) },
  },
});

const created = { method: 'POST', status: 201, body: { type: 'cancel' }, answer: { id: 'PR-1' } };

describe('what breaks the contract', () => {
  it.each<[string, Partial<Checked>, RegExp]>([
    ['an unknown path', { path: '/nowhere' }, /there is no such operation/],
    ['a method that the path doesn’t have', { method: 'DELETE' }, /there is no such operation/],
    ['an unknown filter', { query: 'eq(no.such,"x")' }, /there is no filter no.such/],
    ['a lookup that the filter doesn’t have', { query: 'ge(created,"x")' }, /has no lookup ge/],
    ['an ordering that isn’t allowed', { query: 'ordering(status)' }, /ordering by status is not allowed/],
    ['a missing body', { ...created, body: null }, /the body is missing/],
    [
      'a missing body of a call without an answer',
      { ...created, body: null, fault: 'reset', status: 0, answer: null },
      /the body is missing/,
    ],
    ['a body of another form', { ...created, body: { type: 5 } }, /body \/type must be string/],
    [
      'a key of a body that the contract doesn’t have',
      { ...created, body: { type: 'x', typo: 1 } },
      /no body key typo/,
    ],
    [
      'such a key deep in a body',
      { ...created, body: { asset: { params: [{ id: 'a' }, { id: 'b', valeu: 'x' }] } } },
      /no body key asset.params\[\].valeu/,
    ],
    [
      'a page of a call that has none',
      { path: '/requests/PR-1', query: 'limit=1', answer: {} },
      /no filter limit/,
    ],
    ['another lookup of a plain parameter', { query: 'ne(code,1)' }, /filter code has no lookup ne/],
    ['a JSON body where none is taken', { body: {} }, /a JSON body is not allowed/],
    ['an answer without a body', { answer: null }, /the body of status 200 is missing/],
    [
      'a body where there is none',
      { path: '/requests/PR-1', method: 'DELETE', status: 204, answer: {} },
      /status 204 has no body/,
    ],
    ['a call of the vendor’s own system', { host: 'tenant' }, /there is no such operation/],
    ['a status that isn’t described', { status: 299 }, /status 299 is not described/],
    ['an answer of another form', { answer: [{ id: 5 }] }, /answer \/0\/id must be string/],
    [
      'an answer of another form, by reference',
      { ...created, answer: { id: 5 } },
      /answer \/id must be string/,
    ],
  ])('%s', (_name, more, problem) => {
    expect(contract.problems(call(more)).join('\n')).toMatch(problem);
  });

  it.each<[string, Partial<Checked>]>([
    [
      'a list',
      { query: 'eq(status,"pending")&ordering(-created)&limit=5&offset=0', answer: [{ id: 'PR-1' }] },
    ],
    ['one object', { path: '/requests/PR-1', answer: { id: 'PR-1' } }],
    ['a creation', created],
    ['a free part of a body', { ...created, body: { note: { any: { thing: 1 } } } }],
    ['a plain parameter', { query: 'code=1&limit=0' }],
    ['a deletion', { path: '/requests/PR-1', method: 'DELETE', status: 204, answer: null }],
    ['a call without an answer', { status: 0, answer: null }],
    ['the page of a gateway', { status: 502, fault: 'html', answer: '<html></html>' }],
  ])('not %s that keeps it', (_name, more) => {
    expect(contract.problems(call(more))).toEqual([]);
  });
});

it('the description’s own schemas are schemas', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const { schemas } = readContract().components;
  const wrong = Object.entries(schemas).filter(([, schema]) => !ajv.validateSchema(schema));
  expect(wrong.map(([name]) => name)).toEqual([]);
  expect(ajv.validateSchema({ type: 'strnig' })).toBe(false);
});

describe('every call of the App', () => {
  it('is looked at, with its answer, though no test asks for it', async () => {
    const sandbox = await startSandbox();
    const headers = { authorization: sandbox.vendorKey, 'user-agent': AGENT };
    await fetch(`${sandbox.url}/requests?eq(no.such,1)&limit=1`, { headers });
    await fetch(`${sandbox.url}/requests/PR-1/aprove`, { headers, method: 'POST' });
    await fetch(`${sandbox.url}/requests?limit=1`, { headers });
    await fetch(`${sandbox.url}/nowhere`, { headers: { ...headers, 'user-agent': 'a test' } });
    await sandbox.close();
    expect(await problemsSince()).toEqual([
      'GET /requests: there is no filter no.such',
      'POST /requests/PR-1/aprove: there is no such operation',
    ]);
    expect(await problemsSince()).toEqual([]);
  });

  it.each([
    'status',
    'html',
    'reset',
    'resetAfter',
    'truncate',
    'hang',
  ] as const)('is looked at with its body, though a fault befalls it: %s', async (kind) => {
    const sandbox = await startSandbox();
    sandbox.control.add({ kind, path: '/requests' });
    const headers = {
      authorization: sandbox.distributorKey,
      'user-agent': AGENT,
      'content-type': 'application/json',
    };
    await fetch(`${sandbox.url}/requests`, {
      method: 'POST',
      headers,
      body: '{"tpye":"purchase"}',
      signal: AbortSignal.timeout(kind === 'hang' ? 200 : 5_000),
    }).then(
      (answer) => answer.text().catch(() => ''),
      () => '',
    );
    await sandbox.close();
    expect(await problemsSince()).toContain('POST /requests: there is no body key tpye');
    expect(sandbox.control.calls).toHaveLength(1);
  });
});
