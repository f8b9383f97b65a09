import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseRql } from '../../sandbox/rql/parse.ts';
import { contains, type Query, toRql, type Where } from '../../src/connect/rql.ts';

const rql = (query: Query<'requests'>) => decodeURIComponent(toRql<'requests'>(query));

describe('a query', () => {
  it('has each lookup in Connect’s notation', () => {
    expect(rql({ where: { status: 'pending' } })).toBe('eq(status,"pending")');
    expect(rql({ where: { status: { ne: 'draft', out: ['failed', 'revoked'] } } })).toBe(
      'ne(status,"draft")&out(status,("failed","revoked"))',
    );
    expect(rql({ where: { created: { gt: 'a', ge: 'b', lt: 'c', le: 'd' } } })).toBe(
      'gt(created,"a")&ge(created,"b")&lt(created,"c")&le(created,"d")',
    );
    expect(rql({ where: { 'asset.external_id': { like: '*x*', ilike: 'y*' } } })).toBe(
      'like(asset.external_id,"*x*")&ilike(asset.external_id,"y*")',
    );
    expect(rql({ where: { assignee: { null: true } } })).toBe('eq(assignee,null())');
    expect(rql({ where: { 'asset.external_id': { null: false } } })).toBe('ne(asset.external_id,null())');
    expect(rql({ where: { 'sli.days': { gt: 3 } } })).toBe('gt(sli.days,3)');
  });

  it('leaves out what is not given', () => {
    expect(rql({ where: { status: undefined, type: { in: [] }, id: { in: undefined } }, anyOf: [[]] })).toBe(
      '',
    );
  });

  it('has alternatives, parts and an order', () => {
    expect(
      rql({
        where: { type: 'change' },
        anyOf: [[{ updated: { gt: 'x' } }, { created: { gt: 'y' }, status: 'pending' }], [{ id: 'PR-1' }]],
        select: ['-asset.items'],
        ordering: ['-created', 'status'],
      }),
    ).toBe(
      'eq(type,"change")&or(gt(updated,"x"),and(gt(created,"y"),eq(status,"pending")))&eq(id,"PR-1")&select(-asset.items)&ordering(-created,status)',
    );
  });

  it('refuses in words what can’t be asked for', () => {
    expect(() => rql({ where: { id: `both ' and "` } })).toThrow(/contains both ' and "/);
  });

  it('has only filters, lookups and orders that the collection has', () => {
    // @ts-expect-error There is no such filter: Connect would ignore it and return everything.
    const unknown: Where<'requests'> = { 'asset.products.id': 'PRD-1' };
    // @ts-expect-error The filter doesn't take this lookup.
    const lookup: Where<'assets'> = { created: { ge: '2026-01-01' } };
    // @ts-expect-error The collection can't be ordered by it.
    const order: Query<'requests'> = { ordering: ['asset.id'] };
    expect([unknown, lookup, order]).toHaveLength(3);
  });
});

/** Any text but those with both kinds of quotes. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'null()',
      'empty()',
      'true',
      '{{bundle.inputData.x}}',
      'a&b',
      'a,b)',
      '100%',
      '+34',
      '#1',
      "O'Brien",
      'say "hi"',
      '\\*',
      'and(',
      ' ',
    ),
  )
  .filter((one) => !(one.includes('"') && one.includes("'")));

describe('any text', () => {
  const asWritten = (query: string): unknown => {
    const node = parseRql(query);
    return node && 'value' in node && typeof node.value === 'string' ? node.value.slice(1, -1) : node;
  };

  it('arrives as it was written', () => {
    fc.assert(
      fc.property(text, (value) =>
        expect(asWritten(toRql<'requests'>({ where: { id: value } }))).toBe(value),
      ),
      { numRuns: 2_000 },
    );
  });

  it('arrives so in a list', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
        const node = parseRql(toRql<'requests'>({ where: { id: { in: values } } }));
        expect(
          node && 'values' in node ? node.values.map((value) => String(value).slice(1, -1)) : [],
        ).toEqual(values);
      }),
    );
  });

  it('is found anywhere as itself, stars and all', () => {
    expect(contains('50* off')).toBe('*50\\* off*');
    expect(() => contains('C:\\')).toThrow(/can't search for a text that ends with a backslash/);
    expect(contains('')).toBe('*');
  });
});
