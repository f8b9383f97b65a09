import { describe, expect, it } from '@jest/globals';
import { decimalOf, hasPoint, hasThousands, readingsOf } from '../../src/usage/report/values.ts';

describe('a point', () => {
  it.each([
    '1.000',
    '12.500',
    '750.000',
    '1.000.000',
    '-1.500',
    ' 2.500 ',
  ])('in %s may separate thousands', (text) => {
    expect(hasThousands(text)).toBe(true);
    expect(hasPoint(text)).toBe(false);
  });

  it.each(['12.5', '0.500', '.125', '1234.567', '1.0000', '-0.001'])('in %s is a decimal one', (text) => {
    expect(hasThousands(text)).toBe(false);
    expect(hasPoint(text)).toBe(true);
  });

  it.each([1.5, 1000, '750', '', 'a.b', null])('says nothing in %j', (cell) => {
    expect(hasPoint(cell)).toBe(false);
    expect(hasThousands(cell)).toBe(false);
  });

  it.each([
    ['1.000', ['1', '1000']],
    ['12,500', ['12.5', '12500']],
    ['1.234', ['1.2340', '1234']],
  ])('in %s has two readings, each of which is clear', (text, readings) => {
    expect(readingsOf(text)).toEqual(readings);
    for (const reading of readings) {
      expect(hasThousands(reading)).toBe(false);
      expect(decimalOf(reading)).toBe(String(Number(reading)));
    }
  });

  it.each(['12.5', '0.500', '1.000.000', '1500', 'x'])('in %s has one reading, or none', (text) => {
    expect(readingsOf(text)).toBeUndefined();
  });
});
