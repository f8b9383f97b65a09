import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import countries from 'i18n-iso-countries/index.js';
import { ConnectError } from '../../src/connect/errors.ts';
import { readCountry } from '../../src/fields/country.ts';

/** ISO 3166-1 as the platform knows it, beside the library that is under test. */
const englishOf = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const codes = Object.keys(countries.getAlpha2Codes());
/** Names of one or more plain words: those with `&`, dots or brackets differ between sources. */
const plainNames = codes.flatMap((code): [code: string, name: string][] => {
  const name = englishOf.of(code);
  return name && /^[A-Z][a-z]+( [A-Z][a-z]+)*$/.test(name) ? [[code, name]] : [];
});
const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\n'), maxLength: 3 });
/** A text in any case, with blanks around it. */
const spelled = (text: string) =>
  fc
    .tuple(blank, fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }), blank)
    .map(([before, upper, after]) =>
      [
        before,
        ...[...text].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter.toLowerCase())),
        after,
      ].join(''),
    );

const errorOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => `no error but ${String(value)}`,
    (error: unknown) => error,
  );

describe('a country', () => {
  it('is read from its two-letter code in any case', async () => {
    const written = fc.constantFrom(...codes).chain((code) => fc.tuple(fc.constant(code), spelled(code)));
    await fc.assert(
      fc.asyncProperty(written, async ([code, text]) => {
        expect(await readCountry('Country', text)).toBe(code);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every code that it is given in capitals', async () => {
    expect(codes.length).toBeGreaterThan(240);
    for (const code of codes) expect(await readCountry('Country', code)).toBe(code);
  });

  it('is read from its English name in any case', async () => {
    expect(plainNames.length).toBeGreaterThan(150);
    const written = fc
      .constantFrom(...plainNames)
      .chain(([code, name]) => fc.tuple(fc.constant(code), spelled(name)));
    await fc.assert(
      fc.asyncProperty(written, async ([code, text]) => {
        expect({ text, code: await readCountry('Country', text) }).toEqual({ text, code });
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['United States', 'US'],
    ['United States of America', 'US'],
    ['USA', 'US'],
    ['United Kingdom', 'GB'],
    ['Great Britain', 'GB'],
    ['UK', 'GB'],
    ['uk', 'GB'],
    ['DEU', 'DE'],
    ['bra', 'BR'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['Czechia', 'CZ'],
    ['Czech Republic', 'CZ'],
    ['South Korea', 'KR'],
    ['The Netherlands', 'NL'],
    ['Ivory Coast', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Åland Islands', 'AX'],
    ['Aland Islands', 'AX'],
    ['Vietnam', 'VN'],
    // One name within another.
    ['Guinea', 'GN'],
    ['Guinea-Bissau', 'GW'],
    ['Papua New Guinea', 'PG'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
    ['Dominica', 'DM'],
    ['Dominican Republic', 'DO'],
    // A code that looks like the beginning of another country's name.
    ['CH', 'CH'],
    ['AU', 'AU'],
    ['AT', 'AT'],
  ])('%s is %s', async (text, code) => {
    expect(await readCountry('Country', text)).toBe(code);
  });
});

describe('a country by its name in another language', () => {
  it.each([
    ['Deutschland', 'DE'],
    ['Österreich', 'AT'],
    ['Oesterreich', 'AT'],
    ['Rumaenien', 'RO'],
    ['Ruritanien', undefined],
    ['Schweiz', 'CH'],
    ['España', 'ES'],
    ['espana', 'ES'],
    ['Suisse', 'CH'],
    ['Svizzera', 'CH'],
    ['Allemagne', 'DE'],
    ['Alemania', 'DE'],
    ['Germania', 'DE'],
    ['Alemanha', 'DE'],
    ['Duitsland', 'DE'],
    ['États-Unis', 'US'],
    ['Estados Unidos', 'US'],
    ['Stati Uniti', 'US'],
    ['Verenigde Staten', 'US'],
    ['Vereinigte Staaten (US)', 'US'],
    ['Royaume-Uni', 'GB'],
    ['Vereinigtes Königreich', 'GB'],
    ['Reino Unido', 'GB'],
    ['Países Bajos', 'NL'],
    ['Pays-Bas', 'NL'],
    ['Niederlande', 'NL'],
    ['Brasil', 'BR'],
    ['België', 'BE'],
    ['Italia', 'IT'],
    ['Japon', 'JP'],
    ['Corée du Sud', 'KR'],
  ])('%s is %s', async (name, code) => {
    const read = readCountry('Country', name);
    if (code) expect(await read).toBe(code);
    else await expect(read).rejects.toThrow(/^Country: "Ruritanien" can't be used\. .*ISO 3166/);
  });

  it.each([
    'de',
    'fr',
    'es',
    'it',
    'pt',
    'nl',
  ])('is known by every name of CLDR in %s, or refused as two', async (language) => {
    const own = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    const wrong: string[] = [];
    for (const code of codes) {
      const name = own.of(code);
      const read = name && (await readCountry('Country', name).catch((error: Error) => error.message));
      // What means another country in English is that one.
      if (name && read !== code && !/the two-letter code: [A-Z]{2} or/.test(read ?? ''))
        wrong.push(`${name} (${code}): ${read}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what is no country', () => {
  it.each([
    'Atlantis',
    'XX',
    'ZZZ',
    '',
    ' ',
    '840',
    'U',
    'Europe',
    'Germany, France',
    'constructor',
    '__proto__',
  ])('is refused: "%s"', async (text) => {
    const error = await errorOf(readCountry('Tier 1 Country', text));
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ kind: 'fix' });
    const { message } = error as ConnectError;
    expect(message).toMatch(/^Tier 1 Country: /);
    expect(message).toContain(`"${text}"`);
    expect(message).toContain('United States');
  });

  it('gives a sentence or a code that exists, whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ maxLength: 4 }), fc.string({ unit: 'binary' })), async (text) => {
        const outcome = await readCountry('Country', text).catch((error: unknown) => error);
        if (outcome instanceof ConnectError) return;
        expect(codes).toContain(outcome);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a country by a name that people use', () => {
  it.each([
    ['Laos', 'LA'],
    ['Syria', 'SY'],
    ['Moldova', 'MD'],
    ['Brunei', 'BN'],
    ['Vatican City', 'VA'],
    ['Micronesia', 'FM'],
    ['British Virgin Islands', 'VG'],
    ['Falkland Islands', 'FK'],
    ['Viet Nam', 'VN'],
    ['Macau', 'MO'],
    ['East Timor', 'TL'],
    ['Bosnia & Herzegovina', 'BA'],
    ['St. Lucia', 'LC'],
    ['United  States', 'US'],
    ['the Netherlands', 'NL'],
    ['Cote d’Ivoire', 'CI'],
  ])('%s is %s', async (name, code) => {
    expect(await readCountry('Country', name)).toBe(code);
  });

  it('is refused when it is the name of two', async () => {
    await expect(readCountry('Country', 'Congo')).rejects.toThrow(
      /^Country: "Congo" can't be used. Give the two-letter code: C[DG] or C[DG]/,
    );
  });
});

const listed = (name: string): [string, string[]][] =>
  Object.entries(
    JSON.parse(readFileSync(new URL(`countries/${name}.json`, import.meta.url), 'utf8')) as Record<
      string,
      string | string[]
    >,
  ).map(([code, names]) => [code, [names].flat()]);

/** The lists that shops choose from, as they write them in orders; Shopify's and ISO's where they differ from CLDR. */
describe.each(['woocommerce', 'shopify', 'iso'])('the countries of %s', (source) => {
  it('are all known by every name', async () => {
    const unknown: string[] = [];
    for (const [code, names] of listed(source))
      for (const name of names) {
        const read = await readCountry('Country', name).catch((error: Error) => error.message);
        if (read !== code) unknown.push(`${name} (${code}): ${read}`);
      }
    expect(unknown).toEqual([]);
  });
});

describe('the countries of CLDR', () => {
  it('are all known by their English names', async () => {
    const unknown: string[] = [];
    for (const code of codes) {
      const name = englishOf.of(code);
      const read = name && (await readCountry('Country', name).catch((error: Error) => error.message));
      if (name && read !== code) unknown.push(`${name} (${code}): ${read}`);
    }
    expect(unknown).toEqual([]);
  });
});

describe('a country as people write it', () => {
  it.each([
    ['U.K.', 'GB'],
    ['England', 'GB'],
    ['Scotland', 'GB'],
    ['Holland', 'NL'],
    ['U.S.A.', 'US'],
    ['United States (USA)', 'US'],
    ['Germany (DE)', 'DE'],
    ['Macao S.A.R., China', 'MO'],
    ['Hong Kong S.A.R., China', 'HK'],
    ['Virgin Islands, U.S.', 'VI'],
    ['United States (US) Virgin Islands', 'VI'],
    ['Republic of Korea', 'KR'],
    ['Republic of Ireland', 'IE'],
    ['UAE', 'AE'],
    ['Burma', 'MM'],
    ['Swaziland', 'SZ'],
    ['Macedonia', 'MK'],
    ['Republic of China', 'TW'],
    ['PR China', 'CN'],
    ['DR Congo', 'CD'],
    ['Kyrgyz Republic', 'KG'],
    ['Bosnia', 'BA'],
    ['Kingdom of Saudi Arabia', 'SA'],
  ])('%s is %s', async (name, code) => {
    expect(await readCountry('Country', name)).toBe(code);
  });

  it.each(['Korea', 'Congo'])('%s is refused, because it is two', async (name) => {
    await expect(readCountry('Country', name)).rejects.toThrow(
      /Give the two-letter code: [A-Z]{2} or [A-Z]{2}\./,
    );
  });

  it.each(['Germany (FR)', 'Guinea (US)', 'Republic', 'Islands'])('%s is refused', async (name) => {
    await expect(readCountry('Country', name)).rejects.toThrow(/can't be used/);
  });
});
