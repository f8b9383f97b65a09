import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasPage, readQuery } from '../../src/api/support/query.ts';
import { readTarget } from '../../src/api/support/target.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import { effort } from '../support/effort.ts';

/** An API request goes to a path below the endpoint, whatever is written as its path. */

const ENDPOINT = 'https://connect.test/public/v1';

/** Where a request goes, as the world reads it; undefined where nothing is sent. */
const goesTo = (given: string): URL | undefined => {
  try {
    const { path, query } = readTarget(given);
    return new URL(`${ENDPOINT}/${[path, query && readQuery([query])].filter(Boolean).join('?')}`);
  } catch (error) {
    if (error instanceof ConnectError) return undefined;
    throw error;
  }
};

/** Everything that a server or a proxy on the way may make of a path. */
const readings = (pathname: string): string[] => {
  const found = [pathname];
  for (let text = pathname; /%[0-9a-f]{2}/i.test(text) && found.length < 10; ) {
    try {
      text = decodeURIComponent(text);
    } catch {
      break;
    }
    found.push(text);
  }
  return found;
};

describe('a path', () => {
  it.each([
    ['/requests', '/requests'],
    ['requests/', '/requests'],
    [' /requests/PR-1/approve ', '/requests/PR-1/approve'],
    ['/products/PRD-1/items/a b', '/products/PRD-1/items/a%20b'],
    ['/products/PRD-1/items/a%20b', '/products/PRD-1/items/a%20b'],
    ['/x/100%', '/x/100%25'],
    ['/x/Söhne', '/x/S%C3%B6hne'],
    ['/x/..a', '/x/..a'],
    ['/x/@me:1', '/x/%40me%3A1'],
  ])('%s goes below the endpoint', (given, path) => {
    expect(goesTo(given)?.href).toBe(`${ENDPOINT}${path}`);
  });

  it.each([
    '',
    '/',
    '//evil.test/x',
    '///x',
    'https://evil.test/x',
    'HTTPS:evil.test',
    'javascript:alert(1)',
    '/..',
    '/../auth',
    '/requests/../../x',
    '/requests/..;/x',
    '/requests/./x',
    '/%2e%2e/x',
    '/%2E./x',
    '/%252e%252e/x',
    '/%25252e%25252e/x',
    '/a%2fb',
    '/a%5cb',
    '/a%252fb',
    '/..%2f..%2fx',
    '\\\\evil.test\\x',
    '/a\\b',
    '/a//b',
    '/a/%00',
    '/a/%0d%0aHost: evil',
    '/a\r\nHost: evil.test',
    '/a\tb',
    '/a#b',
    '/a/%23',
    '/a/%3f',
    '/a/ /b',
    '/a/%20/b',
    '/a/%E0%A4%A',
    '/a/%C0%AE%C0%AE',
    '/a/\uD800',
  ])('%j is refused', (given) => {
    expect(goesTo(given)).toBeUndefined();
  });

  const nasty = fc.constantFrom(
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%',
    '%2e',
    '%2E%2e',
    '%252e',
    '%2f',
    '%5C',
    '%255c',
    '%00',
    '%0a',
    ';',
    '?',
    '#',
    '@',
    ':',
    'http:',
    'evil.test',
    '\r\n',
    '\t',
    ' ',
    '\u3002',
    '\uFF0F',
    '\uFF0E',
    '\u2215',
    '\uD800',
    '{{x}}',
    'requests',
  );
  const paths = fc.oneof(
    fc.array(nasty, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
  );

  it('leads below the endpoint or nowhere, however it is written and read', () => {
    let sent = 0;
    fc.assert(
      fc.property(paths, (given) => {
        const url = goesTo(given);
        if (!url) return;
        sent += 1;
        expect([url.origin, url.username, url.hash]).toEqual(['https://connect.test', '', '']);
        for (const reading of readings(url.pathname)) {
          expect(reading.startsWith('/public/v1/')).toBe(true);
          expect(new URL(reading.replaceAll('%', '%25'), ENDPOINT).pathname.startsWith('/public/v1/')).toBe(
            true,
          );
          const parts = reading.slice('/public/v1/'.length).split('/');
          expect(parts.some((part) => /^\s*\.{0,2}\s*(;.*)?$/.test(part))).toBe(false);
          expect(reading).not.toMatch(/[\\\p{Cc}]/u);
        }
      }),
      { numRuns: effort(100_000, 5_000) },
    );
    expect(sent).toBeGreaterThan(100);
  });
});

describe('a query', () => {
  it.each([
    [
      'in(status,(pending,inquiring))&ordering(-created)',
      'in(status,(pending,inquiring))&ordering(-created)',
    ],
    ['?status=pending', 'status=pending'],
    ['eq(name,"Söhne & Co")', 'eq(name,%22S%C3%B6hne%20&%20Co%22)'],
    ["name='a'", 'name=%27a%27'],
    ['a=b#c', 'a=b%23c'],
    ['a=100%&b=%41', 'a=100%25&b=%41'],
  ])('%s is sent as %s', (given, sent) => {
    expect(readQuery([given])).toBe(sent);
  });

  it('quotes the values of names as RQL needs it, so that none becomes a term of its own', () => {
    expect(readQuery([''], { status: 'pending', asset_id: 'AS-1', name: 'a & b=c', n: 5, q: 'O"B' })).toBe(
      'status=pending&asset_id=AS-1&name=%22a%20%26%20b%3Dc%22&n=5&q=%27O%22B%27',
    );
    expect(() => readQuery([], { name: `'"` })).toThrow('only one kind of quotes');
    expect(() => readQuery([], { 'a&b': '1' })).toThrow('the name of a filter');
    expect(() => readQuery(['a=b\r\nHost: x'])).toThrow("can't be seen");
  });

  it.each([
    ['limit=5', true],
    ['a=1&offset=3', true],
    ['rate%6cimit=5', false],
    ['%6cimit=5', true],
    ['sublimit=1', false],
  ])('%s says its page itself: %s', (query, says) => {
    expect(hasPage(query)).toBe(says);
  });
});
