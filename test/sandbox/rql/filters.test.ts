import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idsOf, quoted, tableOf, text } from './support.ts';

const request = (id: string, more: Record<string, unknown> = {}, asset: Record<string, unknown> = {}) => ({
  id,
  type: 'purchase',
  status: 'pending',
  created: '2021-02-12T10:02:00+00:00',
  updated: null as string | null,
  ...more,
  asset: { id: `AS-${id}`, external_id: null, ...asset },
});

const params = (one: string, other: string) => [
  { id: 'tenant', value: one },
  { id: 'domain', value: other },
];

const requests = tableOf('/requests', [
  request('PR-1', { assignee: '', sli: { days: 3 } }, { external_id: 'Shop-1', params: params('a', 'b') }),
  request(
    'PR-2',
    { status: 'approved', assignee: { id: 'UR-1', email: 'x@example.com' } },
    { external_id: '' },
  ),
  request(
    'PR-3',
    { created: '2021-02-12T10:02:00.000001Z' },
    { external_id: 'shop-1', params: params('b', 'a') },
  ),
  request(
    'PR-4',
    { type: 'change', updated: '2021-03-01T00:00:00+03:00' },
    { external_id: '100*5\\(a,b)', params: [] },
  ),
]);

describe('filters', () => {
  it.each([
    ['status=pending', 'PR-1 PR-3 PR-4'],
    ['ne(status,pending)', 'PR-2'],
    ['in(status,(approved,failed))', 'PR-2'],
    ['out(status,(approved,failed))', 'PR-1 PR-3 PR-4'],
    ['not(status=pending)', 'PR-2'],
    ['(status=approved|type=change)', 'PR-2 PR-4'],
    ['status=pending&type=purchase', 'PR-1 PR-3'],
    ['asset.external_id=shop-1', 'PR-3'],
    ['asset.external_id="100*5\\(a,b)"', 'PR-4'],
    ['asset__id=AS-PR-2', 'PR-2'],
    ['asset.external.id=shop-1', 'PR-3'],
    ['asset_id=AS-PR-4', 'PR-4'],
    ['in(asset.external_id,(null(),shop-1))', 'PR-3'],
    ['sli.days=3', 'PR-1'],
    ['gt(sli.days,2)', 'PR-1'],
    ['lt(sli.days,2)', ''],
  ])('%s finds %s', (query, ids) => expect(idsOf(requests, query).join(' ')).toBe(ids));

  it.each([
    ['assignee=null()', 'PR-1 PR-3 PR-4'],
    ['ne(assignee,null())', 'PR-2'],
    ['asset.external_id=empty()', 'PR-2'],
    ['ne(asset.external_id,empty())', 'PR-1 PR-3 PR-4'],
    ['asset.external_id=""', 'PR-2'],
    ['asset.external_id="null()"', ''],
  ])('%s finds what has no value, an empty one or that text: %s', (query, ids) =>
    expect(idsOf(requests, query).join(' ')).toBe(ids));

  it.each([
    ['created=2021-02-12T10:02:00Z', 'PR-1 PR-2 PR-4'],
    ['gt(created,2021-02-12T10:02:00)', 'PR-3'],
    ['ge(created,2021-02-12T13:02:00%2B03:00)', 'PR-1 PR-2 PR-3 PR-4'],
    ['created=2021-02-12T13:02:00.000001+0300', 'PR-3'],
    ['gt(updated,2021-02-28T20:59:59.999)', 'PR-4'],
    ['gt(updated,2021-02-28T21:00)', ''],
    ['le(updated,2021-03-01)', 'PR-4'],
    ['ne(updated,2021-02-28T21:00:00Z)', 'PR-1 PR-2 PR-3'],
  ])('%s compares moments: %s', (query, ids) => expect(idsOf(requests, query).join(' ')).toBe(ids));

  it.each([
    ['like(asset.external_id,shop*)', 'PR-3'],
    ['ilike(asset.external_id,SHOP*)', 'PR-1 PR-3'],
    ['ilike(asset.external_id,*OP*1)', 'PR-1 PR-3'],
    ['like(asset.external_id,shop)', ''],
    ['like(asset.external_id,"100\\*5*")', 'PR-4'],
    ['like(asset.external_id,"1\\*5*")', ''],
    ['like(asset.external_id,"*5\\\\(*")', 'PR-4'],
    ['like(asset.external_id,*)', 'PR-1 PR-2 PR-3 PR-4'],
  ])('%s finds %s', (query, ids) => expect(idsOf(requests, query).join(' ')).toBe(ids));

  it.each([
    ['asset.params.id=tenant&asset.params.value=a', 'PR-1 PR-3'],
    ['asset.params=t(id=tenant,value=a)', 'PR-1'],
    ['ne(asset.params,t(id=tenant,value=a))', 'PR-2 PR-3 PR-4'],
    ['in(asset.params,(t(id=tenant,value=a),t(id=tenant,value=b)))', 'PR-1 PR-3'],
    ['out(asset.params,(t(id=tenant,value=a)))', 'PR-2 PR-3 PR-4'],
    ['asset=t(id=AS-PR-1,external_id=Shop-1)', 'PR-1'],
    ['asset=t(params=t(id=domain,value=a))', 'PR-3'],
  ])('%s looks into lists: %s', (query, ids) => expect(idsOf(requests, query).join(' ')).toBe(ids));

  it('finds any text exactly, when it is quoted and percent-encoded', () => {
    fc.assert(
      fc.property(text, text, (value, other) => {
        const table = tableOf('/requests', [
          request('PR-1', {}, { external_id: value }),
          request('PR-2', {}, { external_id: `${value}x` }),
          request('PR-3', {}, { external_id: other }),
        ]);
        const literal = encodeURIComponent(quoted(value));
        const expected = value === other ? ['PR-1', 'PR-3'] : ['PR-1'];
        if (other !== `${value}x`) expect(idsOf(table, `asset.external_id=${literal}`)).toEqual(expected);
        expect(idsOf(table, `in(asset.external_id,(x,${literal}))&id=PR-1`)).toEqual(['PR-1']);
      }),
    );
  });

  it('finds any text by a pattern in which its stars and backslashes are escaped', () => {
    fc.assert(
      fc.property(text, (value) => {
        const table = tableOf('/requests', [request('PR-1', {}, { external_id: `<${value}>` })]);
        const pattern = quoted(`<${value.replaceAll(/[\\*]/g, '\\$&')}*`);
        expect(idsOf(table, `like(asset.external_id,${encodeURIComponent(pattern)})`)).toEqual(['PR-1']);
      }),
    );
  });
});

describe('filters of single collections', () => {
  it('reads times of assets from their events', () => {
    const asset = {
      id: 'AS-1',
      events: { created: { at: '2021-01-02T00:00:00Z' } },
      connection: { hub: { id: 'HB-1' } },
    };
    const assets = tableOf('/assets', [asset]);
    expect(
      idsOf(assets, 'gt(created,2021-01-01)&lt(created,2021-01-03)&hub.id=HB-1&ordering(-created)'),
    ).toEqual(['AS-1']);
    expect(idsOf(assets, 'gt(updated,2021-01-01)')).toEqual([]);
  });

  it('knows the kinds of items in the filter’s and the answer’s spelling', () => {
    const items = tableOf('/products/{product_id}/items', [
      { id: 'PRD-1-0001', type: 'reservation' },
      { id: 'PRD-1-0002', type: 'ppu' },
    ]);
    expect(idsOf(items, 'type=PPU')).toEqual(['PRD-1-0002']);
    expect(idsOf(items, 'item_type=Reservation')).toEqual(['PRD-1-0001']);
  });

  it('understands the old names of listings', () => {
    const listings = tableOf('/listings', [
      { id: 'LST-1', contract: { marketplace: { name: 'North Market' } }, pending_request: { id: 'LSTR-1' } },
      { id: 'LST-2', contract: { marketplace: { name: 'South' } } },
    ]);
    expect(idsOf(listings, 'marketplace__name__icontains=market')).toEqual(['LST-1']);
    expect(idsOf(listings, 'pending_request__is_null=true')).toEqual(['LST-2']);
  });

  it('searches tier configuration requests', () => {
    const rows = tableOf('/tier/config-requests', [
      { id: 'TCR-1', configuration: { account: { name: 'Example Customer' } } },
    ]);
    expect(idsOf(rows, 'search=example')).toEqual(['TCR-1']);
    expect(idsOf(rows, 'search=ex*customer')).toEqual(['TCR-1']);
    expect(idsOf(rows, 'search=other')).toEqual([]);
    expect(() => idsOf(rows, 'like(search,example)')).toThrow('Bad search filter: like.');
  });
});

describe('bad filters', () => {
  it.each([
    ['an operator that the filter lacks', 'gt(status,pending)'],
    ['a list where there is none', 'in(asset.status,(active))'],
    ['null() where there is none', 'status=null()'],
    ['null() in a pattern', 'like(asset.id,null())'],
    ['null() compared', 'gt(sli.zone,null())'],
    ['empty() as a time', 'created=empty()'],
    ['empty() among fixed values', 'status=empty()'],
    ['a value that doesn’t exist', 'status=done'],
    ['a value in another case', 'status=Pending'],
    ['a word as a number', 'sli.days=many'],
    ['a fraction as a whole number', 'sli.days=1.5'],
    ['a word as a time', 'gt(created,yesterday)'],
    ['a day that doesn’t exist', 'gt(created,2021-02-30)'],
    ['a plus that became a blank', 'gt(created,2021-02-12T10:02:00%2003:00)'],
    ['two stars in a row', 'like(asset.id,**)'],
    ['a filter that is only for select', 'template=x'],
    ['a tuple in a pattern', 'like(asset.params,t(id=a))'],
    ['a mistake inside of an alternative', '(status=pending|gt(created,never))'],
  ])('%s is refused', (_what, query) => expect(() => idsOf(requests, query)).toThrow('Bad filter query.'));

  it('takes only true and false as booleans', () => {
    const agreements = tableOf('/agreements', [
      { id: 'AGD-1', active: true },
      { id: 'AGD-2', active: false },
    ]);
    expect(idsOf(agreements, 'active=false')).toEqual(['AGD-2']);
    expect(() => idsOf(agreements, 'active=True')).toThrow('Bad filter query.');
  });

  it.each([
    ['color=red', 'PR-1 PR-2 PR-3 PR-4'],
    ['color=red&status=approved', 'PR-2'],
    ['(color=red|status=approved)', 'PR-2'],
    ['not(color=red)', 'PR-1 PR-2 PR-3 PR-4'],
    ['search=PR-1', 'PR-1 PR-2 PR-3 PR-4'],
    ['asset.params=t(id=tenant,colour=red)', 'PR-1 PR-3'],
  ])('an unknown filter is ignored as if it weren’t there: %s', (query, ids) =>
    expect(idsOf(requests, query).join(' ')).toBe(ids));

  it.each([
    ['color=red', 'Unknown filter: color.'],
    ['(status=pending|in(color,(red)))', 'Unknown filter: color.'],
    ['asset.params=t(color=red)', 'Unknown filter: asset.params.color.'],
    ['search=x', 'Unknown filter: search.'],
  ])('strictly, it is named: %s', (query, message) =>
    expect(() => idsOf(requests, query, true)).toThrow(message));

  it('is strict only about filters', () =>
    expect(
      idsOf(requests, 'status=approved&limit=1&offset=0&ordering(created)&select(-template)', true),
    ).toEqual(['PR-2']));
});
