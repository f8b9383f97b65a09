import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, placesOf, textOf, timeOf } from '../../src/usage/report/values.ts';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
/** What a decimal text is worth: a whole number of 10⁻⁴⁰. */
const worth = (text: string): bigint => {
  const [whole = '', decimals = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + decimals.padEnd(40, '0'));
  return text.startsWith('-') ? -value : value;
};

describe('a decimal', () => {
  it('loses no digit, however many there are', () => {
    fc.assert(
      fc.property(fc.boolean(), digits(1, 40), digits(0, 40), (isNegative, whole, decimals) => {
        const given = `${isNegative ? '-' : ''}${whole}${decimals && `.${decimals}`}`;
        const read = decimalOf(given) ?? '';
        expect(worth(read)).toBe(worth(given));
        expect(read).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(decimalOf(read)).toBe(read);
      }),
    );
  });

  it('is the number that a spreadsheet holds', () => {
    const plain = fc.double({ noNaN: true, min: -1e20, max: 1e20 }).filter((one) => Math.abs(one) >= 1e-6);
    fc.assert(
      fc.property(plain, (number) => {
        const shown = Number.isSafeInteger(number) ? number : Number(number.toPrecision(15));
        expect(Number(decimalOf(number))).toBe(shown);
      }),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => expect(decimalOf(number)).toBe(String(number + 0))),
    );
  });

  it('that is tiny, and so has an exponent, is written out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 10, max: 20 }), (number, exponent) => {
        const read = decimalOf(Number(`${number}e-${exponent}`)) ?? '';
        expect(worth(read)).toBe(BigInt(number) * 10n ** BigInt(40 - exponent));
      }),
    );
  });

  it.each([
    ['12.50', '12.5'],
    [' 0012 ', '12'],
    ['5.', '5'],
    ['0.000', '0'],
    [0, '0'],
    [-0, '0'],
    [1.5e-7, '0.00000015'],
    ['1.5E-7', '0.00000015'],
    ['1e3', '1000'],
    ['1.25e2', '125'],
    ['-2e3', '-2000'],
    [123_456_789_012_345_680_000, '123456789012346000000'],
    ['0.1', '0.1'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.3'],
  ])('%j is %s', (given, read) => {
    expect(decimalOf(given)).toBe(read);
  });

  it('may have a comma for its point, where it can’t separate thousands', () => {
    // Three digits may be thousands, but nobody writes thousands behind a nought.
    const wholes = fc.oneof(digits(1, 10), fc.constant('0'));
    const ends = fc.oneof(digits(1, 10), digits(3, 3));
    fc.assert(
      fc.property(wholes, ends, (whole, decimals) => {
        const isOpen = decimals.length === 3 && whole !== '0';
        const read = decimalOf(`${whole},${decimals}`);
        expect(read).toBe(isOpen ? undefined : decimalOf(`${whole}.${decimals}`));
      }),
    );
  });

  it.each([
    [''],
    [null],
    [undefined],
    ['1,500'],
    ['1.500,25'],
    ['1,234.5'],
    ['1,234,567'],
    ['1 000'],
    ['1_000'],
    ['5 GB'],
    ['€5'],
    ['5e'],
    ['1e400'],
    ['0x10'],
    ['--1'],
    ['1.2.3'],
    ['.'],
    ['-'],
    ['٣'],
    ['NaN'],
    ['Infinity'],
    ['#DIV/0!'],
    [true],
    [new Date(0)],
  ])('is not %j', (given) => {
    expect(decimalOf(given)).toBeUndefined();
  });

  it.each([
    ['5', 0],
    ['5.25', 2],
    ['-0.000001', 6],
  ])('%s has %i places', (decimal, places) => {
    expect(placesOf(decimal)).toBe(places);
  });
});

describe('a time', () => {
  const FIRST = Date.UTC(1970, 0, 1);
  const LAST = Date.UTC(2099, 11, 31);
  const second = fc.integer({ min: FIRST / 1000, max: LAST / 1000 });
  const written = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

  it('without an offset is UTC', () => {
    fc.assert(
      fc.property(
        second,
        fc.constantFrom(' ', 'T', 't'),
        fc.constantFrom('', 'Z', 'z', ' Z', '.5Z', '.123', '+00:00'),
        fc.boolean(),
        (seconds, between, end, isEnd) => {
          const given = written(seconds).replace(' ', between) + end;
          expect(timeOf(given, isEnd)).toBe(written(seconds));
        },
      ),
    );
  });

  it('with an offset is moved to UTC', () => {
    const quarters = fc.integer({ min: -14 * 4, max: 14 * 4 });
    fc.assert(
      fc.property(second, quarters, fc.constantFrom(':', ''), (seconds, offset, colon) => {
        const local = written(seconds + offset * 900).replace(' ', 'T');
        const size = Math.abs(offset);
        const hours = String(Math.floor(size / 4)).padStart(2, '0');
        const minutes = String((size % 4) * 15).padStart(2, '0');
        const sign = offset < 0 ? '-' : '+';
        expect(timeOf(`${local}${sign}${hours}${colon}${minutes}`, false)).toBe(written(seconds));
      }),
    );
  });

  it('is read again as it was written', () => {
    fc.assert(
      fc.property(second, (seconds) => {
        expect(timeOf(timeOf(written(seconds), true), true)).toBe(written(seconds));
      }),
    );
  });

  it('of a day is its first second, or its last', () => {
    const day = fc.integer({ min: FIRST / 86_400_000, max: LAST / 86_400_000 });
    fc.assert(
      fc.property(day, (number) => {
        const date = new Date(number * 86_400_000);
        const text = date.toISOString().slice(0, 10);
        for (const given of [text, ` ${text} `, date]) {
          expect(timeOf(given, false)).toBe(`${text} 00:00:00`);
          expect(timeOf(given, true)).toBe(`${text} 23:59:59`);
        }
      }),
    );
  });

  it('of Excel is taken to the second, as a date and as a number', () => {
    const since2000 = fc.integer({ min: Date.UTC(2000, 0, 3) / 1000, max: Date.UTC(2079, 0, 1) / 1000 });
    fc.assert(
      fc.property(since2000, (seconds) => {
        fc.pre(seconds % 86_400 !== 0);
        const serial = (seconds * 1000 - Date.UTC(1899, 11, 30)) / 86_400_000;
        expect(timeOf(serial, true)).toBe(written(seconds));
        expect(timeOf(new Date(seconds * 1000), true)).toBe(written(seconds));
      }),
    );
    expect(timeOf(45_688, false)).toBe('2025-01-31 00:00:00');
    expect(timeOf(45_688, true)).toBe('2025-01-31 23:59:59');
  });

  it.each([
    ['2026-01-31 9:05', '2026-01-31 09:05:00'],
    ['2024-02-29', '2024-02-29 00:00:00'],
    ['2026-01-31 00:00:00', '2026-01-31 00:00:00'],
  ])('%s is %s', (given, read) => {
    expect(timeOf(given, false)).toBe(read);
  });

  it('that is said to be midnight is not a whole day', () => {
    expect(timeOf('2026-01-31 00:00', true)).toBe('2026-01-31 00:00:00');
    expect(timeOf('2026-01-31T00:00:00Z', true)).toBe('2026-01-31 00:00:00');
  });

  it.each([
    [''],
    [null],
    ['now'],
    ['2026-02-29'],
    ['2026-02-30 10:00:00'],
    ['2026-04-31'],
    ['2026-13-01'],
    ['2026-00-10'],
    ['2026-01-00'],
    ['2026-1-31'],
    ['31.01.2026'],
    ['01/31/2026'],
    ['2026-01-31 25:00'],
    ['2026-01-31 10:60'],
    ['2026-01-31 10:00:60'],
    ['2026-01-31T10'],
    ['2026-01-31T10:00:00+99:00'],
    ['2026-01-31 10:00 CET'],
    ['2026-01-31 and more'],
    ['45688'],
    [0],
    [-1],
    [20_260_131],
    [1_769_853_600],
    [true],
  ])('is not %j', (given) => {
    expect(timeOf(given, false)).toBeUndefined();
    expect(timeOf(given, true)).toBeUndefined();
  });
});

describe('a text', () => {
  it.each([
    [' a ', 'a'],
    [0, '0'],
    [false, 'false'],
    [null, ''],
    [undefined, ''],
    [new Date('2026-01-31T10:00:00Z'), '2026-01-31T10:00:00.000Z'],
  ])('of %j is %j', (given, text) => {
    expect(textOf(given)).toBe(text);
  });
});

describe('numbers that a calculation would spoil', () => {
  it.each([
    ['1e-1', '0.1'],
    ['1.23456789012345678e5', '123456.789012345678'],
    ['123456789012345678e2', '12345678901234567800'],
    [1.2345678901234566e-7, '0.000000123456789012346'],
    [1e21, '1000000000000000000000'],
    ['2e-25', '0.0000000000000000000000002'],
    ['1e99', undefined],
    ['.5', '0.5'],
    ['+5', '5'],
    ['0,125', '0.125'],
    ['-0.00', '0'],
    ['', undefined],
    ['.', undefined],
    ['1,500', undefined],
  ])('%s is %s', (given, decimal) => {
    expect(decimalOf(given)).toBe(decimal);
  });
});

describe('times that are none', () => {
  it.each([
    [new Date(Number.NaN)],
    ['9999-12-31T23:59:59-01:00'],
    ['0000-01-01T00:00:00+05:00'],
    ['2026-02-30 10:00:00'],
  ])('%s is refused', (given) => {
    expect(timeOf(given, false)).toBeUndefined();
  });
});
