import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generated } from '../../scripts/contract/generated.ts';

/** What follows from contract/openapi.json stands in the project as the contract is now. */
describe.each(Object.entries(generated()))('%s', (file, text) => {
  it('is what `npm run contract` writes', () => {
    const current = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    // Compared at once: a difference of thousands of lines helps nobody.
    expect(current === text ? 'current' : `not current: run npm run contract`).toBe('current');
  });
});
