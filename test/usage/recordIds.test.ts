import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecordIds } from '../../src/usage/report/recordIds.ts';

it('IDs of records stand twice as often as their texts do, whether they were given or made of a row’s number', () => {
  const given = fc.constantFrom('r-1', 'r-01', 'r-', 'r-1.0', 'r- 1', 'r-3', 'R-1', 'x', 'r-NaN');
  const row = fc.oneof(given, fc.integer({ min: 1, max: 4 }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 10 }), (rows) => {
      const ids = new RecordIds('r');
      const seen = new Set<string>();
      for (const one of rows) {
        const id = typeof one === 'string' ? one : ids.of(one);
        const isTwice = typeof one === 'string' ? ids.isGivenTwice(one) : ids.isNumberedTwice(one);
        expect(isTwice).toBe(seen.has(id));
        seen.add(id);
      }
    }),
  );
});
