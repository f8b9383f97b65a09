import { badValue } from '../zapier/input.ts';

/** A name in one spelling: "Bosnia & Herzegovina" and "bosnia and  herzegovina" are the same. */
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/\bst\b\.?/g, 'saint')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^ ?the /, '')
    .trim();

/** Names that neither list of countries has. */
const MORE_NAMES = { uk: 'GB', 'viet nam': 'VN', macau: 'MO', 'east timor': 'TL' };

let names: Map<string, Set<string>> | undefined;

/** The two-letter codes of all countries by their English names; a few names belong to two. */
const loadNames = async () => {
  if (names) return names;
  // Loaded only when a country is there.
  const [{ default: countries }, { default: english }] = await Promise.all([
    import('i18n-iso-countries/index.js'),
    import('i18n-iso-countries/langs/en.json', { with: { type: 'json' } }),
  ]);
  countries.registerLocale(english);
  const found = new Map<string, Set<string>>();
  const add = (name: string, code: string) =>
    found.set(plain(name), new Set([...(found.get(plain(name)) ?? []), code]));
  const common = new Intl.DisplayNames('en', { type: 'region' });
  for (const [code, official] of Object.entries(countries.getNames('en', { select: 'all' }))) {
    for (const name of [code, countries.alpha2ToAlpha3(code) ?? code, ...official]) add(name, code);
    add(common.of(code) ?? code, code);
  }
  for (const [name, code] of Object.entries(MORE_NAMES)) add(name, code);
  names = found;
  return found;
};

/**
 * Reads a country: its two-letter or three-letter code, or its English name.
 * @returns the two-letter code (ISO 3166-1), in capitals.
 * @throws ConnectError when there is no such country, or two of the name.
 */
export const readCountry = async (label: string, value: string): Promise<string> => {
  const [code, ...others] = (await loadNames()).get(plain(value)) ?? [];
  if (code && !others.length) return code;
  const expected = 'a two-letter code or the English name of a country, for example US or United States';
  throw badValue(label, value, code ? `the two-letter code: ${[code, ...others].join(' or ')}` : expected);
};
