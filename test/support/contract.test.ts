import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../sandbox/control.ts';
import { Contract } from './contract.ts';

/** The check against Connect's description finds what breaks it; shown on a small description of the same form. */

const call = (more: Partial<Call>): Call => ({
  host: 'connect',
  method: 'GET',
  path: '/requests',
  query: '',
  authorization: 'ApiKey SU-1',
  body: null,
  status: 200,
  ms: 1,
  answer: [],
  ...more,
});

const request = { type: 'object', properties: { id: { type: 'string' }, type: { type: 'string' } } };
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
        parameters: [filter('status', ['eq', 'in']), filter('created', ['gt', 'lt'], true)],
        responses: { '200': answering({ type: 'array', items: { $ref: '#/components/schemas/Request' } }) },
      },
      post: {
        requestBody: { required: true, ...answering(request) },
        responses: { '201': { $ref: '#/components/responses/one' } },
      },
    },
    '/requests/{id}': { get: { responses: { '200': answering(request) } } },
  },
  components: {
    schemas: { Request: request },
    responses: { one: answering({ $ref: '#/components/schemas/Request' }) },
  },
} as ConstructorParameters<typeof Contract>[0]);

const created = { method: 'POST', status: 201, body: { type: 'cancel' }, answer: { id: 'PR-1' } };

describe('what breaks the contract', () => {
  it.each<[string, Partial<Call>, RegExp]>([
    ['an unknown path', { path: '/nowhere' }, /there is no such operation/],
    ['a method that the path doesn’t have', { method: 'DELETE' }, /there is no such operation/],
    ['an unknown filter', { query: 'eq(no.such,"x")' }, /there is no filter no.such/],
    ['a lookup that the filter doesn’t have', { query: 'ge(created,"x")' }, /has no lookup ge/],
    ['an ordering that isn’t allowed', { query: 'ordering(status)' }, /ordering by status is not allowed/],
    ['a missing body', { ...created, body: null }, /the body is missing/],
    ['a body of another form', { ...created, body: { type: 5 } }, /body \/type must be string/],
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

  it.each<[string, Partial<Call>]>([
    [
      'a list',
      { query: 'eq(status,"pending")&ordering(-created)&limit=5&offset=0', answer: [{ id: 'PR-1' }] },
    ],
    ['one object', { path: '/requests/PR-1', answer: { id: 'PR-1' } }],
    ['a creation', created],
  ])('not %s that keeps it', (_name, more) => {
    expect(contract.problems(call(more))).toEqual([]);
  });
});
