import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseRql, type RqlNode } from '../../../sandbox/rql/parse.ts';

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
const plain = (node: RqlNode): unknown => {
  if ('terms' in node) return { [node.op]: node.terms.map(plain) };
  if ('names' in node) return { [node.op]: node.names };
  if ('values' in node) return { [node.op]: [node.name, node.values] };
  return { [node.op]: [node.name, typeof node.value === 'string' ? node.value : plain(node.value)] };
};

describe('the RQL parser agrees with CloudBlue’s own', () => {
  it.each(vectors)('on $query', ({ query, accepted, ast }) => {
    if (accepted) expect(plain(parseRql(query) as RqlNode)).toEqual(ast);
    else expect(() => parseRql(query)).toThrow('Bad filter query.');
  });
});
