import { describe, expect, it } from '@jest/globals';
import { collections } from '../../../sandbox/rql/index.ts';
import { overrides, search } from '../../../sandbox/rql/overrides.ts';
import { EVERYTHING, tableOf } from './support.ts';

/** A value that a filter of that type takes. */
const VALUES = { string: 'x', number: '1', boolean: 'true', datetime: '2021-01-01' };

describe('the collections of the sandbox', () => {
  it('are those of Connect’s description', () => {
    expect(Object.keys(collections).length).toBe(47);
    for (const path of ['/requests', '/assets', '/tier/accounts', '/usage/files', '/helpdesk/cases'])
      expect(collections[path]?.path).toBe(path);
    expect(collections['/requests']?.filters['created']).toEqual({
      lookups: ['eq', 'ne', 'ge', 'gt', 'le', 'lt', 'in', 'out'],
      ordering: true,
      type: 'datetime',
    });
  });

  it.each(
    Object.entries(overrides),
  )('%s has the filters whose places are written by hand', (path, places) => {
    for (const name of Object.keys(places)) expect(collections[path]?.filters).toHaveProperty([name]);
  });

  it.each(Object.keys(search))('%s can be searched', (path) =>
    expect(collections[path]?.search).toBeDefined());

  it.each(
    Object.keys(collections),
  )('%s takes every filter with each of its lookups, and every ordering', (path) => {
    const table = tableOf(path, [{ id: 'X-1' }]);
    for (const [name, spec] of Object.entries(collections[path]?.filters ?? {})) {
      const value = spec.enum?.[0] ?? VALUES[spec.eqMeans === 'isNull' ? 'boolean' : spec.type];
      const lookups = spec.lookups.map((lookup) => {
        if (lookup === 'in' || lookup === 'out') return `${lookup}(${name},("${value}"))`;
        return lookup === 'null' ? `eq(${name},null())` : `${lookup}(${name},"${value}")`;
      });
      const orderings = spec.ordering ? [`ordering(-${name})`] : [];
      const selections = spec.select ? [`select(-${name})`] : [];
      for (const query of [...lookups, ...orderings, ...selections])
        expect(table.list(query, { ...EVERYTHING, strict: true }).total).toBeLessThanOrEqual(1);
    }
  });
});
