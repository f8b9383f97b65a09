import { describe, expect, it } from '@jest/globals';
import { toRql } from '../../src/connect/rql.ts';
import {
  type Filter,
  fieldsOf,
  filtersOf,
  looksThrough,
  queryOf,
  stillOpen,
} from '../../src/zapier/filter.ts';

const by = filtersOf<'requests'>();
const field = { key: 'f', label: 'Field' } as const;

const rql = (filters: readonly Filter<'requests'>[], input: Record<string, unknown>) =>
  decodeURIComponent(toRql(queryOf(filters, input)));

describe('a filter', () => {
  it.each([
    ['is', by.is('asset.tiers.customer.id', field), 'TA-1', 'eq(asset.tiers.customer.id,"TA-1")'],
    ['oneOf', by.oneOf('status', field), ['a', 'b'], 'in(status,("a","b"))'],
    [
      'anyOf',
      by.anyOf('asset.connection.vendor.name', field),
      ['A', 'B'],
      'or(eq(asset.connection.vendor.name,"A"),eq(asset.connection.vendor.name,"B"))',
    ],
    [
      'contains',
      by.contains('asset.connection.vendor.name', field),
      'Ex*',
      'ilike(asset.connection.vendor.name,"*Ex\\**")',
    ],
  ])('%s: narrows down by what is given, and by nothing when nothing is', (_name, filter, value, query) => {
    expect(rql([filter], { f: value })).toBe(query);
    expect(rql([filter], {})).toBe('');
  });

  it('takes several values where several may match', () => {
    expect(fieldsOf([by.is('id', field), by.oneOf('id', field), by.anyOf('id', field)])).toEqual([
      field,
      { ...field, list: true },
      { ...field, list: true },
    ]);
  });

  it('has values that count when none is chosen', () => {
    const filter = by.oneOf('status', field, { otherwise: ['pending'] });
    expect(rql([filter], {})).toBe('in(status,("pending"))');
    expect(rql([filter], { f: [] })).toBe('in(status,("pending"))');
    expect(rql([filter], { f: ['failed'] })).toBe('in(status,("failed"))');
  });

  it('is a range of times in two fields', () => {
    const filter = by.between('created', 'made', 'Made');
    expect(filter.fields.map(({ key, label }) => [key, label])).toEqual([
      ['made_after', 'Made After'],
      ['made_before', 'Made Before'],
    ]);
    expect(rql([filter], { made_after: '2026-01-01', made_before: '2026-02-01' })).toBe(
      'gt(created,"2026-01-01")&lt(created,"2026-02-01")',
    );
    expect(rql([filter], { made_before: '2026-02-01' })).toBe('lt(created,"2026-02-01")');
  });

  it('is a range with its ends where Connect knows no other', () => {
    const filter = filtersOf<'tier/configs'>().within('created', 'made', 'Made');
    const query = queryOf([filter], { made_after: '2026-01-01', made_before: '2026-02-01' });
    expect(decodeURIComponent(toRql(query))).toBe('ge(created,"2026-01-01")&le(created,"2026-02-01")');
  });

  it('looks through what came where Connect has no filter', () => {
    const colors = by.found({ key: 'color', label: 'Color' }, (row) => (row as { colors: string[] }).colors);
    const filters = [by.is('status', field), colors];
    expect(rql(filters, { f: 'pending', color: ['red'] })).toBe('eq(status,"pending")');
    const isKept = looksThrough(filters, { f: 'pending', color: ['red', 'blue'] });
    expect([['red'], ['green', 'blue'], ['green'], []].map((given) => isKept?.({ colors: given }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(looksThrough(filters, { f: 'pending', color: [] })).toBeUndefined();
    expect(colors.keeps?.({ colors: [] }, {})).toBe(true);
  });

  it('leaves of the chosen statuses those in which an object can still change', () => {
    const open = stillOpen<'requests'>('status', ['draft', 'pending']);
    expect(open({})).toEqual({ status: { in: ['draft', 'pending'] } });
    expect(open({ status: ['pending', 'failed'] })).toEqual({ status: { in: ['pending'] } });
    expect(open({ status: ['failed'] })).toBeUndefined();
  });

  it('may mean something of its own, by its own fields', () => {
    const filter = by.own([{ key: 'open', label: 'Open', type: 'boolean' }], ({ open }) => ({
      where: { status: open ? 'pending' : undefined },
    }));
    expect(rql([filter], { open: true })).toBe('eq(status,"pending")');
    expect(rql([filter], {})).toBe('');
  });

  it('compiles only for what the collection knows', () => {
    const lists = filtersOf<'usage/records'>();
    // @ts-expect-error Connect has no such filter
    lists.is('asset.colour', field);
    // @ts-expect-error Connect can't be asked for a list of these
    by.oneOf('asset.connection.vendor.name', field);
    // @ts-expect-error not a time
    by.between('asset.connection.vendor.name', 'f', 'Field');
    expect(lists).toBeDefined();
  });
});

describe('filters together', () => {
  it('all have to hold, also two of one name', () => {
    const filters = [
      by.is('status', { ...field, key: 'one' }),
      by.oneOf('status', { ...field, key: 'two' }),
      by.anyOf('asset.connection.vendor.name', { ...field, key: 'three' }),
    ];
    expect(rql(filters, { one: 'a', two: ['b'], three: ['C'] })).toBe(
      'eq(status,"a")&in(status,("b"))&eq(asset.connection.vendor.name,"C")',
    );
  });
});
