import { describe, expect, it } from '@jest/globals';
import { readErrorBody } from '../../src/connect/errorBody.ts';

/** What a server says of a failure, in the forms that servers have. */
describe('the reasons of a failure', () => {
  const reasons = (body: unknown) => readErrorBody(JSON.stringify(body)).reasons;

  it.each<[string, unknown, string[]]>([
    ["Connect's", { error_code: 'VAL_001', errors: ['name: Too long.'] }, ['name: Too long.']],
    ['a list', { errors: ['One.', 'Two.'] }, ['One.', 'Two.']],
    ['a list alone', ['The domain is taken.'], ['The domain is taken.']],
    ['a text alone', 'The domain is taken.', ['The domain is taken.']],
    ['by field', { domain: ['is taken'], owner: ['is missing'] }, ['domain: is taken', 'owner: is missing']],
    [
      'a status beside it',
      { statusCode: 400, message: 'It is taken.', error: 'Bad Request' },
      ['It is taken.'],
    ],
    [
      'a name beside it',
      { error: 'domain_taken', message: 'It is taken.' },
      ['domain_taken', 'It is taken.'],
    ],
    ['a name alone', { error: 'domain_taken' }, ['domain_taken']],
    ['a status alone', { error: 'Bad Request' }, ['Bad Request']],
    ['a title (RFC 9457)', { type: 'about:blank', title: 'It is taken.', status: 422 }, ['It is taken.']],
    ['a title and more', { title: 'Bad Request', detail: 'It is taken.' }, ['It is taken.']],
    ['of OAuth', { error: 'invalid_grant', error_description: 'It ended.' }, ['invalid_grant', 'It ended.']],
    ['one word by its field', { errors: { domain: 'taken' }, message: 'No.' }, ['domain: taken']],
    ['parameters', { params: { domain: 'taken' } }, ['domain: taken']],
    ['nothing', { timestamp: 1, path: '/tenant' }, []],
    ['a number', 7, []],
  ])('are found: %s', (_name, body, found) => {
    expect(reasons(body)).toEqual(found);
  });
});
