import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfter } from '../../src/connect/answerError.ts';

describe('Retry-After', () => {
  const NOW = Date.UTC(2026, 0, 31, 10, 0, 0);
  const DEFAULT = retryAfter(null, NOW);

  it.each([
    ['-5', 60],
    ['1.5', 60],
    ['soon', 60],
    [null, 60],
    ['99999999999', 86_400],
  ])('%s is %d seconds: rubbish is a minute, and nobody waits longer than a day', (header, seconds) => {
    expect(retryAfter(header, NOW)).toBe(seconds);
  });

  it('is a number of seconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 86_400 }), (seconds) => {
        expect(retryAfter(String(seconds), NOW)).toBe(seconds);
        expect(retryAfter(` ${seconds} `, NOW)).toBe(seconds);
      }),
    );
  });

  it('is a date, from now on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_000 }), fc.integer({ min: 0, max: 999 }), (seconds, late) => {
        const date = new Date(NOW + seconds * 1_000).toUTCString();
        expect(retryAfter(date, NOW)).toBe(seconds);
        // Never too early for the server.
        const delay = retryAfter(date, NOW - late);
        expect(delay * 1_000 + NOW - late).toBeGreaterThanOrEqual(NOW + seconds * 1_000);
      }),
    );
  });

  it('is a moment at least, for a date that has passed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), (seconds) => {
        expect(retryAfter(new Date(NOW - seconds * 1_000).toUTCString(), NOW)).toBe(1);
      }),
    );
  });

  it.each([
    [''],
    [' '],
    ['soon'],
    ['5 seconds'],
    ['NaN'],
    ['Infinity'],
    ['<html>'],
    ['later, at noon'],
  ])('is the usual pause when it is rubbish: "%s"', (value) => {
    expect(retryAfter(value, NOW)).toBe(DEFAULT);
  });

  it('gives a usable delay, whatever the server says', () => {
    expect(DEFAULT).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789-:,. TZ') })),
        (value) => {
          const delay = retryAfter(value, NOW);
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
