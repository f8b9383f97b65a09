import { describe, expect, it } from '@jest/globals';
import { Table } from '../../../sandbox/rql/index.ts';
import { EVERYTHING, idsOf, specOf, tableOf } from './support.ts';

const rows = Array.from({ length: 1205 }, (_, index) => ({ id: `PR-${index}`, status: 'pending' }));
const many = tableOf('/requests', rows);
const list = (query: string) => many.list(query, EVERYTHING);

describe('pages', () => {
  it.each([
    ['', { offset: 0, limit: 100, length: 100, first: 'PR-0' }],
    ['limit=10&offset=20', { offset: 20, limit: 10, length: 10, first: 'PR-20' }],
    ['eq(limit,10)', { offset: 0, limit: 10, length: 10, first: 'PR-0' }],
    ['limit=5000', { offset: 0, limit: 1000, length: 1000, first: 'PR-0' }],
    ['limit=ten&offset=-1', { offset: 0, limit: 100, length: 100, first: 'PR-0' }],
    ['limit="10"', { offset: 0, limit: 100, length: 100, first: 'PR-0' }],
    ['limit=0&offset=7', { offset: 0, limit: 0, length: 0, first: undefined }],
    ['offset=1200', { offset: 1200, limit: 100, length: 5, first: 'PR-1200' }],
    ['offset=1205', { offset: 1205, limit: 100, length: 0, first: undefined }],
    ['offset=99999', { offset: 99999, limit: 100, length: 0, first: undefined }],
  ])('%s', (query, { offset, limit, length, first }) => {
    const { items, ...page } = list(query);
    expect(page).toEqual({ offset, limit, total: 1205 });
    expect([items.length, items[0]?.['id']]).toEqual([length, first]);
  });

  it('can have other sizes', () => {
    const page = (query: string) => many.list(query, { ...EVERYTHING, defaultLimit: 10, maxLimit: 50 }).limit;
    expect([page(''), page('limit=100')]).toEqual([10, 50]);
  });

  it.each([
    'limit=1&limit=2',
    'offset=1&offset=1',
    'ne(limit,3)',
    'limit=gt=3',
    '(limit=1|limit=2)',
  ])('%s is refused', (query) => expect(() => list(query)).toThrow('Limit and offset are set incorrectly.'));
});

describe('ordering', () => {
  const table = tableOf('/requests', [
    { id: 'a', created: '2021-01-02T00:00:00Z', status: 'pending', sli: { days: 10 } },
    { id: 'b', created: '2021-01-01T00:00:00+00:00', status: 'approved', sli: { days: 9 } },
    { id: 'c', created: null, status: 'pending', sli: { days: 9 } },
    { id: 'd', created: '2021-01-01T02:00:00+02:00', status: 'failed' },
  ]);

  it.each([
    ['', 'a b c d'],
    ['ordering()', 'a b c d'],
    ['ordering(created)', 'c b d a'],
    ['ordering(+created)', 'c b d a'],
    ['ordering(-created)', 'a b d c'],
    ['ordering(sli.days)', 'd b c a'],
    ['ordering(-sli.days,status)', 'a b c d'],
    ['ordering(sli.days,-status)&gt(sli.days,1)', 'c b a'],
    ['gt(created,2020-12-31)&ordering(-created)', 'a b d'],
    ['lt(created,2021-01-02)&ordering(-created)', 'b d'],
    ['ge(created,2021-01-01)&le(created,2021-01-01)&ordering(created)', 'b d'],
    ['gt(created,2021-01-02)&lt(created,2021-01-01)&ordering(created)', ''],
    ['(gt(created,2021-01-01)|lt(updated,2021-01-01))&ordering(created)&limit=1', 'a'],
  ])('%s: %s', (query, ids) => expect(idsOf(table, query).join(' ')).toBe(ids));

  it.each([
    ['ordering(id)', 'Bad ordering filter: id.'],
    ['ordering(-color)', 'Bad ordering filter: color.'],
    [
      'ordering(created)&ordering(updated)',
      'Bad ordering filter: query can contain only one ordering operation.',
    ],
    [
      'ordering(created,updated,status,sli.days,sli.zone,marketplace.name)',
      'Bad ordering filter: max allowed number is 5.',
    ],
  ])('%s is refused', (query, message) => expect(() => idsOf(table, query)).toThrow(message));
});

describe('select', () => {
  const request = {
    id: 'PR-1',
    activation_key: 'key',
    template: { id: 'TL-1' },
    asset: {
      id: 'AS-1',
      items: [{ id: 'i' }],
      configuration: {},
      product: { id: 'PRD-1', capabilities: { ppu: 1 } },
    },
  };
  const requests = tableOf('/requests', [request]);
  const shown = (query: string) => requests.list(query, EVERYTHING).items[0];

  it('shows all but the hidden parts by default', () => {
    const { product } = request.asset;
    const expected = { ...request, asset: { ...request.asset, product: { id: product.id } } };
    expect(shown('')).toEqual(expected);
    expect(requests.shown(request)).toEqual(expected);
    expect(product.capabilities).toEqual({ ppu: 1 });
  });

  it('shows hidden parts when asked for', () => {
    expect(shown('select(asset.product.capabilities)')).toEqual(request);
    expect(shown('select(+asset.product.capabilities,-template)')).not.toHaveProperty('template');
  });

  it('leaves parts out', () => {
    const left = shown('select(-activation_key,-asset.items,-asset.configuration)');
    expect(left).toEqual({
      id: 'PR-1',
      template: { id: 'TL-1' },
      asset: { id: 'AS-1', product: { id: 'PRD-1' } },
    });
    expect(request.asset.items).toEqual([{ id: 'i' }]);
  });

  it('shows a part with what it is in, and not what is hidden beside it', () => {
    const asset = { id: 'AS-1', template: {}, pending_request: { id: 'PR-2', template: { id: 'TL-1' } } };
    const assets = tableOf('/assets', [asset]);
    const page = (query: string) => assets.list(query, EVERYTHING).items[0];
    expect(page('')).toEqual({ id: 'AS-1' });
    expect(page('select(pending_request)')).toEqual({ id: 'AS-1', pending_request: { id: 'PR-2' } });
    expect(page('select(pending_request.template)')).toEqual({
      id: 'AS-1',
      pending_request: asset.pending_request,
    });
  });

  it('filters by parts that it leaves out', () =>
    expect(shown('select(-template)&template.id=TL-1')).toMatchObject({ id: 'PR-1' }));

  it.each([
    ['select(color)', 'Bad select filter: color.'],
    ['select(-color)', 'Bad select filter: -color.'],
    ['select(status)', 'Bad select filter: status.'],
    ['select(template,-template)', 'Bad select filter: incompatible properties.'],
    ['select(template)&select(-activation_key)', 'Bad filter query.'],
  ])('%s is refused', (query, message) => expect(() => shown(query)).toThrow(message));
});

describe('a table', () => {
  interface Order {
    id: string;
    state: string;
    owner: string;
  }
  const order = (id: string, owner = 'VA-1'): Order => ({ id, state: 'pending', owner });

  it('shows each viewer its own rows', () => {
    const table = tableOf('/requests', [order('a'), order('b', 'VA-2')]);
    const seenBy = (viewer: string) =>
      table.list('', { viewer, visible: (row) => row.owner === viewer }).items.map((row) => row['id']);
    expect([seenBy('VA-1'), seenBy('VA-2'), seenBy('VA-1')]).toEqual([['a'], ['b'], ['a']]);
  });

  it('makes the JSON of few rows once their values are known', () => {
    let made = 0;
    const table = new Table<Order>(specOf('/requests'), ({ id, state }) => {
      made += 1;
      return { id, status: state, asset: { external_id: `ext-${id}` } };
    });
    table.insertMany(Array.from({ length: 500 }, (_, index) => order(`PR-${index}`)));
    const find = (id: string) => idsOf(table, `status=pending&asset.external_id=ext-${id}`);
    expect(find('PR-7')).toEqual(['PR-7']);
    made = 0;
    expect([find('PR-8'), find('PR-9'), find('none')]).toEqual([['PR-8'], ['PR-9'], []]);
    expect(made).toBe(2);
    const changed = table.get('PR-8');
    if (changed) table.changed(Object.assign(changed, { state: 'failed' }));
    table.insert(order('PR-500'));
    expect([find('PR-8'), find('PR-500')]).toEqual([[], ['PR-500']]);
    expect(made).toBeLessThan(10);
  });

  it('answers for ids, sizes and all rows', () => {
    const table = tableOf('/requests', [order('a'), order('b'), order('c')]);
    table.remove('b');
    table.remove('none');
    table.changed(order('none'));
    table.insert(order('a', 'VA-3'));
    expect([...table.all()]).toEqual([order('a', 'VA-3'), order('c')]);
    expect([table.size, table.get('b'), table.get('c')]).toEqual([2, undefined, order('c')]);
  });

  it('stays right after most of its rows were removed', () => {
    const table = tableOf(
      '/requests',
      Array.from({ length: 12_000 }, (_, index) => order(`PR-${index}`)),
    );
    expect(idsOf(table, 'limit=1')).toEqual(['PR-0']);
    for (let index = 0; index < 11_999; index += 1) table.remove(`PR-${index}`);
    table.insert(order('PR-x'));
    expect(idsOf(table, '')).toEqual(['PR-11999', 'PR-x']);
    expect(table.get('PR-11999')).toEqual(order('PR-11999'));
  });
});
