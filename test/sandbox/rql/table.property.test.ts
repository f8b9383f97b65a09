import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CollectionSpec, Table } from '../../../sandbox/rql/index.ts';
import { effort } from '../../support/effort.ts';
import { EVERYTHING } from './support.ts';

interface Item {
  id: string;
  name: string | null;
  size: number | null;
  at: string | null;
  changed: string | null;
}

const spec: CollectionSpec = {
  path: '/items',
  filters: {
    name: { lookups: ['eq', 'ne', 'in', 'out', 'null', 'ilike'], ordering: true, type: 'string' },
    size: { lookups: ['eq', 'ge', 'lt'], ordering: true, type: 'number' },
    at: { lookups: ['gt', 'ge', 'lt', 'le'], ordering: true, type: 'datetime' },
    changed: { lookups: ['gt', 'ge', 'lt', 'le'], ordering: true, type: 'datetime' },
  },
};

// Few values, so that rows are often equal.
const name = fc.constantFrom('a', 'b', 'B', null);
const size = fc.option(fc.integer({ min: 0, max: 3 }));
const time = fc.integer({ min: 0, max: 9 }).map((second) => `2021-01-01T00:00:0${second}+00:00`);
const item = fc.record({
  id: fc.integer({ min: 0, max: 40 }).map(String),
  name,
  size,
  at: fc.option(time),
  changed: fc.option(time),
});
const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 40 });

type Field = 'name' | 'size' | 'at' | 'changed';
const order = fc.record({
  field: fc.constantFrom<Field>('name', 'size', 'at', 'changed'),
  down: fc.boolean(),
});
const orders = fc.uniqueArray(order, { selector: ({ field }) => field, maxLength: 3 });

const RANGES = {
  gt: (a: string, b: string) => a > b,
  ge: (a: string, b: string) => a >= b,
  lt: (a: string, b: string) => a < b,
  le: (a: string, b: string) => a <= b,
};

interface Condition {
  readonly rql: string;
  readonly test: (item: Item) => boolean;
}
const range: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom<keyof typeof RANGES>('gt', 'ge', 'lt', 'le'), fc.constantFrom('at', 'changed'), time)
  .map(([op, field, value]) => ({
    rql: `${op}(${field},${value})`,
    test: (row) => {
      const own = row[field as 'at' | 'changed'];
      return own !== null && RANGES[op](own, value);
    },
  }));
const plain: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { rql: 'name=a', test: (row) => row.name === 'a' },
  { rql: 'ne(name,a)', test: (row) => row.name !== 'a' },
  { rql: 'name=null()', test: (row) => row.name === null },
  { rql: 'ilike(name,b)', test: (row) => row.name?.toLowerCase() === 'b' },
  { rql: 'out(name,(b,B))', test: (row) => row.name !== 'b' && row.name !== 'B' },
  { rql: 'ge(size,2)', test: (row) => row.size !== null && row.size >= 2 },
  { rql: 'unknown=1', test: () => true },
);
const either = fc
  .tuple(fc.oneof(range, plain), range)
  .filter(([one]) => one.rql !== 'unknown=1')
  .map(([a, b]): Condition => ({ rql: `(${a.rql}|${b.rql})`, test: (row) => a.test(row) || b.test(row) }));
const conditions = fc.array(fc.oneof(range, plain, either), { maxLength: 3 });

const question = fc.record({
  conditions,
  orders,
  limit: fc.integer({ min: 0, max: 12 }),
  offset: fc.integer({ min: 0, max: 12 }),
});
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

const rqlOf = (asked: Question): string =>
  [
    ...asked.conditions.map(({ rql }) => rql),
    `ordering(${asked.orders.map(({ field, down }) => `${down ? '-' : ''}${field}`).join(',')})`,
    `limit=${asked.limit}`,
    `offset=${asked.offset}`,
  ].join('&');

const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
};

/** The same by filter, stable sort and slice. */
const naive = (rows: readonly Item[], asked: Question) => {
  const found = rows.filter((row) => asked.conditions.every(({ test }) => test(row)));
  const sorted = found.toSorted((a, b) => {
    const differing = asked.orders.find(({ field }) => a[field] !== b[field]);
    if (!differing) return 0;
    return compare(a[differing.field], b[differing.field]) * (differing.down ? -1 : 1);
  });
  return { items: sorted.slice(asked.offset, asked.offset + asked.limit), total: found.length };
};

const tableOf = (rows: Iterable<Item>): Table<Item> => {
  const table = new Table<Item>(spec);
  table.insertMany(rows);
  return table;
};

const answer = (table: Table<Item>, asked: Question) => {
  const { items: page, total } = table.list(rqlOf(asked), EVERYTHING);
  return { items: page, total };
};

describe('a table answers', () => {
  it('like filter, sort and slice', () => {
    fc.assert(
      fc.property(items, fc.array(question, { minLength: 1, maxLength: 4 }), (rows, questions) => {
        const table = tableOf(rows);
        for (const asked of questions) expect(answer(table, asked)).toEqual(naive(rows, asked));
      }),
      { numRuns: effort(500, 150) },
    );
  });

  const step = fc.oneof(
    item.map((row) => ({ do: 'insert' as const, rows: [row] })),
    items.map((rows) => ({ do: 'insert' as const, rows })),
    item.map((row) => ({ do: 'change' as const, rows: [row] })),
    items.map((rows) => ({ do: 'change' as const, rows })),
    fc.integer({ min: 0, max: 40 }).map((id) => ({ do: 'remove' as const, id: String(id) })),
    fc.constant({ do: 'ask' as const }),
  );

  it('after any changes like a new table of the same rows', () => {
    fc.assert(
      fc.property(
        items,
        fc.array(question, { minLength: 1, maxLength: 3 }),
        fc.array(step, { minLength: 1, maxLength: 15 }),
        (rows, questions, steps) => {
          const table = tableOf(rows.map((row) => ({ ...row })));
          const ask = () => {
            const now = [...table.all()];
            for (const asked of questions) expect(answer(table, asked)).toEqual(answer(tableOf(now), asked));
            for (const asked of questions) expect(answer(table, asked)).toEqual(naive(now, asked));
          };
          ask();
          for (const one of steps) {
            if (one.do === 'ask') ask();
            else if (one.do === 'remove') table.remove(one.id);
            else if (one.do === 'insert') table.insertMany(one.rows.map((row) => ({ ...row })));
            else {
              for (const row of one.rows) {
                const own = table.get(row.id);
                if (own) table.changed(Object.assign(own, row));
              }
            }
          }
          ask();
        },
      ),
      { numRuns: effort(500, 150) },
    );
  });

  it('more questions than it keeps in mind', () => {
    const rows: Item[] = [{ id: '1', name: 'n7', size: 1, at: null, changed: null }];
    const table = tableOf(rows);
    const ask = () =>
      Array.from({ length: 100 }, (_, index) => table.list(`name=n${index}`, EVERYTHING).total);
    const [before, again] = [ask(), ask()];
    expect(before).toEqual(again);
    expect(before.filter(Boolean)).toEqual([1]);
  });
});
