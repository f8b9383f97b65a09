import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../sandbox/control.ts';
import { contractAtHand } from './contract.ts';

/** The check against Connect's description finds what breaks it. */

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

const contract = contractAtHand();
if (!contract)
  process.stderr.write(
    'Contract: no OpenAPI description at hand (CONNECT_OPENAPI), so nothing is checked.\n',
  );

// Where the description isn't at hand there is nothing to find.
(contract ? describe : describe.skip)('what breaks the contract', () => {
  it.each<[string, Partial<Call>, RegExp]>([
    ['an unknown path', { path: '/nowhere' }, /there is no such operation/],
    ['a method that the path doesn’t have', { method: 'DELETE' }, /there is no such operation/],
    ['an unknown filter', { query: 'eq(no.such,"x")' }, /there is no filter no.such/],
    [
      'a lookup that the filter doesn’t have',
      { path: '/assets', query: 'ge(created,"x")' },
      /has no lookup ge/,
    ],
    [
      'an ordering that isn’t allowed',
      { query: 'ordering(asset.id)' },
      /ordering by asset.id is not allowed/,
    ],
    [
      'a body of another form',
      { method: 'POST', body: { type: 5 }, status: 201, answer: null },
      /body \/type/,
    ],
    ['a status that isn’t described', { status: 299 }, /status 299 is not described/],
    ['an answer of another form', { answer: [{ id: 5 }] }, /answer \/0\/id must be string/],
  ])('%s', (_name, more, problem) => {
    expect(contract?.problems(call(more)).join('\n')).toMatch(problem);
  });

  it('a call that keeps it has no problems', () => {
    expect(
      contract?.problems(call({ query: 'eq(status,"pending")&ordering(-created)&limit=5&offset=0' })),
    ).toEqual([]);
  });
});
