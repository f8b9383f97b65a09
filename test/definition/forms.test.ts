import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { assetFilters } from '../../src/assets/subscriptions.ts';
import { toRql } from '../../src/connect/rql.ts';
import * as pickers from '../../src/fields/pickers.ts';
import { requestFilters } from '../../src/requests/support/requestFilters.ts';
import { itemSample } from '../../src/samples/catalog.ts';
import { type Filter, fieldsOf, queryOf } from '../../src/zapier/filter.ts';
import { operations, staticFields, visible } from '../support/definition.ts';

/** The filters that the contract has for a collection. */
const contractFilters = (collection: string): string[] => {
  const text = readFileSync(new URL('../../src/connect/contract/filters.ts', import.meta.url), 'utf8');
  const block = text.split(`\n  '${collection}': {`)[1]?.split('ordering:')[0] ?? '';
  return [...block.matchAll(/^ {6}'([^']+)':/gm)].map(([, name = '']) => name);
};

/** The filters of Connect that a form reaches. */
const offered = (filters: readonly Filter<never>[], more: readonly string[]): Set<string> => {
  const reached = filters.flatMap((filter) => {
    const input = Object.fromEntries(
      fieldsOf([filter]).map(({ key, list, choices }) => {
        const one = choices ? Object.keys(choices)[0] : 'x';
        return [key, list ? [one] : one];
      }),
    );
    const query = decodeURIComponent(toRql(queryOf([filter], input)));
    return [...query.matchAll(/\w+\(([\w.]+),/g)].map(([, name = '']) => name);
  });
  return new Set([...reached, ...more]);
};

const SAME = 'another name of a filter that is offered';
const NOT_OFFERED: Record<string, Record<string, string>> = {
  requests: {
    'asset.account_id': 'whose account it is, no document says',
    'asset.connection.environment': SAME,
    'asset.external.id': SAME,
    'asset.contract.id': SAME,
    'asset.marketplace.id': SAME,
    'asset.marketplace.name': SAME,
    'asset.tier1_id': SAME,
    'asset.tier2_id': SAME,
    'asset.tiers.tier2': SAME,
    asset_id: SAME,
    product_id: SAME,
    assignee: 'an internal number; the email address is offered',
    'sli.days': 'no request holds it; Request Waiting Too Long orders by it',
    'sli.zone': 'no request holds it; Request Waiting Too Long has it',
  },
  assets: {
    'connection.hub.id': SAME,
    'connection.hub.name': SAME,
    'product.name': SAME,
  },
};

describe('the filters of the contract', () => {
  it.each([
    ['requests', requestFilters, ['asset.external_id', 'created', 'updated']],
    ['assets', assetFilters, ['created', 'updated']],
  ] as const)('of %s are offered, or there is a reason', (collection, filters, ofTheSearch) => {
    const known = contractFilters(collection);
    expect(known.length).toBeGreaterThan(25);
    const reached = offered(filters as unknown as readonly Filter<never>[], ofTheSearch);
    expect(known.filter((name) => !reached.has(name)).sort()).toEqual(
      Object.keys(NOT_OFFERED[collection] ?? {}).sort(),
    );
  });
});

describe('long forms', () => {
  const MANY = 16;
  it.each(
    visible
      .filter((operation) => staticFields(operation).length > MANY)
      .map((operation) => [operation.key, operation] as const),
  )('%s: begins with what most people need, the rest in closed groups', (_key, operation) => {
    const groups = operation.operation.inputFieldGroups ?? [];
    expect(groups.length).toBeGreaterThan(0);
    for (const { label, emphasize } of groups) {
      expect(label).toMatch(/^[A-Z]/);
      expect(emphasize).toBe(false);
    }
    const open = staticFields(operation).filter(({ group }) => !group);
    expect(open.length).toBeLessThanOrEqual(MANY);
  });
});

describe('labels of outputs', () => {
  it('say no word twice', () => {
    const twice = operations.flatMap(({ key, operation }) =>
      (operation.outputFields ?? [])
        .filter(({ label = '' }) => /\b(\w+) \1\b/i.test(label))
        .map(({ label }) => `${key}: ${label}`),
    );
    expect(twice).toEqual([]);
  });
});

describe('names in dropdowns', () => {
  it('tell requests and subscriptions apart by customer and external ID', () => {
    for (const key of ['request_choices', 'asset_choices']) {
      const sample = operations.find((operation) => operation.key === key)?.operation.sample;
      expect(sample?.['name']).toMatch(/Example Customer Inc\., 2009295$/);
    }
  });

  it.each(
    Object.values(pickers)
      .map((pick) => pick('some_id') as { dynamic?: string })
      .flatMap(({ dynamic }) => (dynamic ? [dynamic] : [])),
  )('%s: hold what no other row has', (dynamic) => {
    const [key = '', , shown = ''] = dynamic.split('.');
    const sample = operations.find((operation) => operation.key === key)?.operation.sample ?? {};
    // Vendors give MPNs to their items, and people know each other by their addresses.
    const own = key === 'product_items' ? itemSample.mpn : (sample['email'] ?? sample['id']);
    expect(own).toMatch(/.../);
    expect(sample[shown]).toContain(own);
  });
});
