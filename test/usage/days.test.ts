import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adviceFor, type DateFormat, isoOf } from '../../src/usage/report/days.ts';
import { timeOf } from '../../src/usage/report/values.ts';

const MONTHS: Readonly<Record<string, string>> = {
  en: 'January February March April May June July August September October November December',
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
  short: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
};

describe('a month by its name', () => {
  it.each(Object.entries(MONTHS))('shows the order by itself: %s', (_language, names) => {
    for (const [index, name] of names.split(' ').entries()) {
      const wanted = `2026-${String(index + 1).padStart(2, '0')}-09`;
      for (const text of [
        `9-${name}-2026`,
        `09 ${name} 2026`,
        `9. ${name.toUpperCase()} 2026`,
        `${name} 9, 2026`,
        `${name}. 09 2026`,
        `2026-${name}-09`,
        `9 de ${name} de 2026`,
      ])
        expect({ text, iso: isoOf(text, undefined) }).toEqual({ text, iso: wanted });
    }
  });

  it.each([
    ['31-Jan-2026', '2026-01-31 00:00:00'],
    ['Jan 31, 2026', '2026-01-31 00:00:00'],
    ['Jan 31, 2026, 2:05 PM', '2026-01-31 14:05:00'],
    ['Saturday, 31 January 2026 10:00:00', '2026-01-31 10:00:00'],
    ['January 31st, 2026', '2026-01-31 00:00:00'],
    ['1 Sept 2026', '2026-09-01 00:00:00'],
    ['31 févr. 2026', undefined],
    ['30-Feb-2026', undefined],
    ['31-Foo-2026', undefined],
    ['32-Jan-2026', undefined],
  ])('%s is %s', (text, time) => {
    expect(timeOf(text, false)).toBe(time);
  });
});

describe('a year of two digits', () => {
  it.each<[string, DateFormat | undefined, string | undefined]>([
    ['31/01/26', 'dmy', '2026-01-31 00:00:00'],
    ['31.1.26 14:30', 'dmy', '2026-01-31 14:30:00'],
    ['1/31/26', 'mdy', '2026-01-31 00:00:00'],
    ['31-Jan-26', 'dmy', '2026-01-31 00:00:00'],
    ['Jan 31, 26', 'mdy', '2026-01-31 00:00:00'],
    ['31/01/26', undefined, undefined],
    ['31/01/26', 'ymd', undefined],
    ['31/01/26', 'mdy', undefined],
    // 26 may be the day here.
    ['31-Jan-26', undefined, undefined],
    ['31/01/126', 'dmy', undefined],
  ])('%s in %s is %s', (text, format, time) => {
    expect(timeOf(text, false, format)).toBe(time);
  });
});

describe('what a person can do about a text that is no time', () => {
  it.each<[string, DateFormat | undefined, RegExp]>([
    ['1/10/2026', undefined, /^Say in Date Format how days are written, or give$/],
    ['31/01/26', undefined, /^Say in Date Format how days are written and where the year stands, or give$/],
    ['31-Jan-26 10:00', 'ymd', /^Say in Date Format .* where the year stands, or give$/],
    ['1/31/2026', 'dmy', /^Date Format is "Day first: .*", in which it is no day\. .*, or give$/],
    ['soon', undefined, /^Give$/],
    ['2026-13-01', 'dmy', /^Give$/],
  ])('%s in %s', (text, format, advice) => {
    expect(adviceFor(text, format)).toMatch(advice);
  });

  it('is said of any text', () => {
    const formats = fc.constantFrom<(DateFormat | undefined)[]>(undefined, 'ymd', 'dmy', 'mdy');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), formats, (text, format) => {
        expect(adviceFor(text, format)).toMatch(/^[A-Z].*give$|^Give$/);
        expect(() => isoOf(text, format)).not.toThrow();
      }),
    );
  });
});
