import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';
import { collections, Table } from '../../sandbox/rql/index.ts';
import { World } from '../../sandbox/world/world.ts';

/** What is left to chance: the same with the same seed. */

/** The IDs, and the order of equal rows, that a run gives. */
const run = async (seedNumber?: number) => {
  const sandbox = await startSandbox({ seed: 60, ...(seedNumber === undefined ? {} : { seedNumber }) });
  const ids = [...sandbox.world.requests.all()].map(({ id }) => id);
  const orders: string[][] = [];
  for (let times = 0; times < 3; times += 1) {
    const answer = await fetch(`${sandbox.url}/requests?ordering(status)`, {
      headers: { authorization: sandbox.vendorKey },
    });
    const rows = (await answer.json()) as { id: string; status: string }[];
    expect(rows.map(({ status }) => status)).toEqual(rows.map(({ status }) => status).toSorted());
    orders.push(rows.map(({ id }) => id));
  }
  await sandbox.close();
  return { ids, orders };
};

describe('a run', () => {
  it('with a seed is the same each time, with another one another', async () => {
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(first);
    expect(other.ids).not.toEqual(first.ids);
    // Within a run equal rows come in another order each time.
    expect(first.orders[0]).not.toEqual(first.orders[1]);
  });

  it('without one gives the same IDs, and leaves the order of equal rows to chance', async () => {
    const [first, again] = [await run(), await run()];
    expect(again.ids).toEqual(first.ids);
    expect(again.orders).not.toEqual(first.orders);
  });
});

describe('rows that are equal in the asked order', () => {
  const spec = collections['/requests'];
  if (!spec) throw new Error('The collection is missing.');
  const { chance } = new World(3);
  const table = new Table<{ id: string; status: string }>(spec, undefined, (below) => chance.below(below));
  const all = Array.from({ length: 40 }, (_unused, index) => ({ id: `PR-${index}`, status: 'pending' }));
  table.insertMany(all);
  const page = (query: string) =>
    table.list(query, { viewer: 'x', visible: () => true }).items.map(({ id }) => id);

  it('come in any order, but all of them once on the way through the pages', () => {
    const seen = [0, 1, 2, 3].flatMap((at) => page(`ordering(status)&limit=10&offset=${at * 10}`));
    expect(seen).not.toEqual(all.map(({ id }) => id));
    expect(new Set(seen).size).toBe(all.length);
  });

  it('stay as they arrived when no order was asked', () => {
    expect(page('limit=40')).toEqual(all.map(({ id }) => id));
  });
});
