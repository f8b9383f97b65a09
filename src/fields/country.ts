import { badValue } from '../zapier/input.ts';

/**
 * Reads a country: its two-letter or three-letter code, or its English name.
 * @returns the two-letter code (ISO 3166-1), in capitals.
 * @throws ConnectError when there is no such country.
 */
export const readCountry = async (label: string, value: string): Promise<string> => {
  const [{ default: countries }, { default: english }] = await Promise.all([
    import('i18n-iso-countries/index.js'),
    import('i18n-iso-countries/langs/en.json', { with: { type: 'json' } }),
  ]);
  countries.registerLocale(english);
  const text = value.trim();
  const code = text.toUpperCase();
  const found =
    (/^[A-Z]{2}$/.test(code) && countries.alpha2ToAlpha3(code) ? code : undefined) ??
    (/^[A-Z]{3}$/.test(code) ? countries.alpha3ToAlpha2(code) : undefined) ??
    countries.getAlpha2Code(text, 'en') ??
    countries.getSimpleAlpha2Code(text, 'en') ??
    (code === 'UK' ? 'GB' : undefined);
  if (!found)
    throw badValue(
      label,
      value,
      'a two-letter code or the English name of a country, for example US or United States',
    );
  return found;
};
