import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getCountries, getExampleNumber, type PhoneNumber } from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import { ConnectError } from '../../src/connect/errors.ts';
import { readPhone } from '../../src/fields/phone.ts';

/** One number of every country that has numbers. */
const numbers: PhoneNumber[] = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);
const aNumber = fc.constantFrom(...numbers);

/** A country's number as people write it; by the second part, whether the country has to be told. */
const NOTATIONS: Record<string, [write: (number: PhoneNumber) => string, needsCountry: boolean]> = {
  international: [(number) => number.formatInternational(), false],
  'without any gaps': [({ number }) => number, false],
  'with blanks around it': [(number) => `  ${number.formatInternational()} \n`, false],
  dotted: [(number) => number.formatInternational().replaceAll(/[\s-]+/g, '.'), false],
  hyphenated: [(number) => number.formatInternational().replaceAll(/[\s-]+/g, '-'), false],
  bracketed: [
    ({ countryCallingCode: code, nationalNumber: digits }) =>
      `+${code} (${digits.slice(0, 2)}) ${digits.slice(2)}`,
    false,
  ],
  'begun with 00': [(number) => `00 ${number.formatInternational().slice(1)}`, false],
  'as a link': [(number) => number.format('RFC3966'), false],
  national: [(number) => number.formatNational(), true],
  'national and dotted': [(number) => number.formatNational().replaceAll(/\D+/g, '.'), true],
  'national without its trunk prefix': [({ nationalNumber }) => nationalNumber, true],
};

const errorOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => `no error but ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );

describe('a phone number', () => {
  it.each(Object.entries(NOTATIONS))('is read when written %s', async (_name, [write, needsCountry]) => {
    expect(numbers.length).toBeGreaterThan(200);
    for (const number of numbers) {
      const text = write(number);
      const read = await readPhone('Phone', text, needsCountry ? number.country : undefined);
      expect({ text, code: read.country_code, national: read.area_code + read.phone_number }).toEqual({
        text,
        code: `+${number.countryCallingCode}`,
        national: number.nationalNumber,
      });
      expect(read.phone_number).not.toBe('');
      expect(read.extension).toBe('');
    }
  });

  it('is the same number wherever the account is, when it has its country code', async () => {
    await fc.assert(
      fc.asyncProperty(aNumber, fc.constantFrom(...getCountries()), async (number, home) => {
        const text = number.formatInternational();
        expect(await readPhone('Phone', text, home)).toEqual(await readPhone('Phone', text, undefined));
      }),
    );
  });

  it.each([
    ['+1 212 555 0100', { country_code: '+1', area_code: '212', phone_number: '5550100' }],
    ['+44 20 7946 0018', { country_code: '+44', area_code: '20', phone_number: '79460018' }],
    ['+49 30 901820', { country_code: '+49', area_code: '30', phone_number: '901820' }],
    ['+34 912 34 56 78', { country_code: '+34', area_code: '912', phone_number: '345678' }],
    // Italy keeps the zero of its areas.
    ['+39 06 6982 0001', { country_code: '+39', area_code: '06', phone_number: '69820001' }],
    // Numbers of one group have no area.
    ['+591 71234567', { country_code: '+591', area_code: '', phone_number: '71234567' }],
  ])('%s has these parts', async (text, parts) => {
    expect(await readPhone('Phone', text, undefined)).toEqual({ ...parts, extension: '' });
  });

  it.each(['ext. ', 'ext ', 'x', 'extension ', '#'])('keeps an extension after "%s"', async (mark) => {
    await fc.assert(
      fc.asyncProperty(aNumber, fc.integer({ min: 1, max: 99_999 }), async (number, extension) => {
        const text = `${number.formatInternational()} ${mark}${extension}`;
        const read = await readPhone('Phone', text, undefined);
        expect(read.extension).toBe(String(extension));
        expect(read.area_code + read.phone_number).toBe(number.nationalNumber);
      }),
    );
  });

  it('belongs to the country of the account only without a country code', async () => {
    expect(await readPhone('Phone', '(020) 7946-0018', 'GB')).toMatchObject({ country_code: '+44' });
    expect(await readPhone('Phone', '030 901820', 'DE')).toMatchObject({ country_code: '+49' });
    expect(await readPhone('Phone', '+49 30 901820', 'GB')).toMatchObject({ country_code: '+49' });
  });

  it('with a country code is read in a country that has no numbers of its own', async () => {
    expect(await readPhone('Phone', '+1 212 555 0100', 'AQ')).toMatchObject({ country_code: '+1' });
  });
});

describe('what is no phone number', () => {
  it.each([
    ['words', 'no phone', 'US'],
    ['nothing', '', 'US'],
    ['a plus sign', '+', 'US'],
    ['too few digits', '+1 212 55', undefined],
    ['too many digits', '+1 212 555 0100 0100 0100', undefined],
    ['an unknown country code', '+999 123 456 789', undefined],
    ['a national number without a country', '020 7946 0018', undefined],
    ['a national number in a country without numbers', '020 7946 0018', 'AQ'],
  ])('is refused: %s', async (_name, text, country) => {
    const error = await errorOf(readPhone('Tier 1 Phone', text, country));
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ kind: 'fix' });
    const { message } = error as ConnectError;
    expect(message).toMatch(/^Tier 1 Phone: /);
    expect(message).toContain(`"${text}"`);
    expect(message).toContain('+1 212 555 0100');
  });

  it('is any text without digits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 60 }).filter((text) => !/\p{Nd}/u.test(text)),
        fc.option(fc.constantFrom(...getCountries()), { nil: undefined }),
        async (text, country) => {
          const error = await errorOf(readPhone('Phone', text, country));
          expect(error).toBeInstanceOf(ConnectError);
          expect((error as ConnectError).message).toContain(`"${text}"`);
        },
      ),
    );
  });

  it('never ends in anything but four parts or a sentence', async () => {
    const phoneLike = fc.string({
      unit: fc.constantFrom(...'0123456789+()-./ x#;=ext'.split('')),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(phoneLike, fc.string()),
        fc.constantFrom(undefined, 'US', 'DE', 'BR', 'XX'),
        async (text, country) => {
          const outcome = await readPhone('Phone', text, country).catch((error: unknown) => error);
          if (outcome instanceof ConnectError) return;
          const { country_code, area_code, phone_number, extension } = outcome as Record<string, string>;
          expect(country_code).toMatch(/^\+[1-9]/);
          for (const part of [area_code, phone_number, extension]) expect(part).toMatch(/^\d*$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the parts of a phone number', () => {
  it.each([
    ['+591 71234567 ext. 123', undefined, ['+591', '', '71234567', '123']],
    ['00 1 684 733 1234', 'AU', ['+1', '684', '7331234', '']],
    ['00 43 664 123456', 'AU', ['+43', '664', '123456', '']],
    ['00 55 11 96123 4567', 'BR', ['+55', '11', '961234567', '']],
    ['+54 9 11 2345 6789', undefined, ['+54', '911', '23456789', '']],
  ])('of %s (%s) are %j', async (text, home, parts) => {
    const { country_code, area_code, phone_number, extension } = await readPhone('Phone', text, home);
    expect([country_code, area_code, phone_number, extension]).toEqual(parts);
  });
});
