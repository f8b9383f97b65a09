import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRql, type RqlNode } from '../../../sandbox/rql/index.ts';
import { quoted, text } from './support.ts';

interface Vector {
  query: string;
  accepted: boolean;
  ast?: unknown;
}
/** What CloudBlue's own parser said of each query string. */
const { vectors } = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as {
  vectors: Vector[];
};

/** A tree in the form of the vectors. */
const plain = (node: RqlNode | string): unknown => {
  if (typeof node === 'string') return node;
  if ('terms' in node) return { [node.op]: node.terms.map(plain) };
  if ('names' in node) return { [node.op]: node.names };
  if ('values' in node) return { [node.op]: [node.name, node.values.map(plain)] };
  return { [node.op]: [node.name, plain(node.value)] };
};

const treeOf = (query: string) => {
  const tree = parseRql(query);
  return tree && plain(tree);
};

describe('the RQL parser agrees with CloudBlue’s own', () => {
  it.each(vectors)('on $query', ({ query, accepted, ast }) => {
    if (accepted) expect(treeOf(query)).toEqual(ast);
    else expect(() => parseRql(query)).toThrow('Bad filter query.');
  });
});

describe('the RQL parser follows the published grammar', () => {
  const a = { eq: ['a', '1'] };
  const b = { eq: ['b', '2'] };
  const c = { eq: ['c', '3'] };

  it.each([
    ['a=1,b=2,c=3', { and: [a, b, c] }],
    ['a=1&b=2,c=3', { and: [{ and: [a, b] }, c] }],
    ['(a=1,b=2)', { and: [a, b] }],
    ['(a=1&b=2|c=3)', { or: [{ and: [a, b] }, c] }],
    ['(a=1|b=2&c=3)', { or: [a, { and: [b, c] }] }],
    ['or(a=1&b=2,c=3)', { or: [{ and: [a, b] }, c] }],
    ['not((a=1))', { not: [a] }],
    ['a=t(b=2,like(c,3))', { eq: ['a', { tuple: [b, { like: ['c', '3'] }] }] }],
    ['in(a,(t(b=2),t(c=3)))', { in: ['a', [{ tuple: [b] }, { tuple: [c] }]] }],
    ['in=1', { eq: ['in', '1'] }],
    ['a=eq', { eq: ['a', 'eq'] }],
    ['ordering(+a,-b)', { ordering: ['+a', '-b'] }],
    ['%28a%3D1%7Cb%3D2%29', { or: [a, b] }],
  ])('%s', (query, tree) => expect(treeOf(query)).toEqual(tree));

  it.each([
    '(a=1|b=2;c=3)',
    'and(a=1)',
    'not(not(a=1))',
    'not(t(a=1))',
    't(in(a,(1)))',
    'a=t',
    't=1',
    'in(a,())',
    'in(a,b)',
    'a=1&',
    'a=1|b=2',
    '(a=1',
    'a=1)',
    'a="1',
    'a="1"2',
    '1a=1',
    'a',
    'a=50%',
    'eq(a,1,2)',
  ])('%s is refused', (query) => expect(() => parseRql(query)).toThrow('Bad filter query.'));

  it('has nothing to say about an empty query', () => expect(parseRql('')).toBeUndefined());

  it('leaves a broken escape as it is, as the server does', () =>
    expect(treeOf('a="50%"')).toEqual({ eq: ['a', '"50%"'] }));

  it('reads back any text that was quoted and percent-encoded', () => {
    fc.assert(
      fc.property(text, (value) => {
        const literal = quoted(value);
        expect(treeOf(`a=${encodeURIComponent(literal)}&b=2`)).toEqual({ and: [{ eq: ['a', literal] }, b] });
      }),
    );
  });

  it('never fails otherwise than with its own error', () => {
    const piece = fc.constantFrom(
      'a',
      'eq(',
      't(',
      '(',
      ')',
      ',',
      '&',
      '|',
      ';',
      '=',
      '"',
      "'",
      '%',
      '-',
      'null()',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
        try {
          parseRql(pieces.join(''));
        } catch (error) {
          expect(error).toMatchObject({ message: 'Bad filter query.' });
        }
      }),
    );
  });
});
