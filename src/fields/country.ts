import { badValue } from '../zapier/input.ts';
import { WITHOUT_POSTAL_CODE } from './postalCodes.ts';

/** Words that tell no two countries apart: "Hong Kong SAR" is Hong Kong, "Korea, Republic of" the Republic of Korea. */
const SMALL_WORDS = new Set(['the', 'of', 'and', 'sar']);

/**
 * A name in one spelling, its words in one order: "Bosnia & Herzegovina" and "bosnia and  herzegovina" are the same,
 * and so are "Virgin Islands, British" and "British Virgin Islands".
 */
const plain = (name: string): string => {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    // "U.S." and "S.A.R." are words.
    .replaceAll(/(?<=(?<!\p{L})\p{L})\.(?!\p{L}\p{L})/gu, '')
    .replaceAll(/\bst\b/g, 'saint')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const telling = words.filter((word) => !SMALL_WORDS.has(word));
  return (telling.length ? telling : words).sort().join(' ');
};

/** Names that shops and people use, and that neither list of countries has. */
const MORE_NAMES: Readonly<Record<string, readonly string[]>> = {
  AE: ['Emirates'],
  AG: ['Antigua'],
  BA: ['Bosnia'],
  BO: ['Plurinational State of Bolivia'],
  BQ: ['Bonaire, Saint Eustatius and Saba', 'Bonaire, Sint Eustatius and Saba', 'Bonaire'],
  CC: ['Cocos Islands'],
  CD: ['DR Congo', 'DRC'],
  CM: ['Republic of Cameroon'],
  CN: ['Mainland China', 'PRC', 'PR China'],
  CV: ['Cabo Verde'],
  CZ: ['Czech Rep.'],
  FO: ['Faeroe Islands'],
  GB: [
    'UK',
    'Britain',
    'England',
    'Scotland',
    'Wales',
    'Northern Ireland',
    'United Kingdom of Great Britain and Northern Ireland',
  ],
  GS: ['South Georgia/Sandwich Islands'],
  IE: ['Republic of Ireland', 'Eire'],
  // "Korea" alone may be either.
  KG: ['Kyrgyz Republic'],
  KP: ["Democratic People's Republic of Korea", 'DPRK', 'Korea'],
  KR: ['Korea'],
  LY: ['Libyan Arab Jamahiriya'],
  MK: ['Macedonia', 'The Former Yugoslav Republic of Macedonia', 'Republic of North Macedonia', 'FYROM'],
  MM: ['Burma'],
  MO: ['Macau', 'Macau, China'],
  NL: ['Holland'],
  PS: ['Palestinian Territory', 'Occupied Palestinian Territory'],
  PW: ['Belau'],
  SA: ['KSA', 'Kingdom of Saudi Arabia'],
  SG: ['Republic of Singapore'],
  SH: ['Ascension Island', 'Tristan da Cunha', 'Saint Helena, Ascension and Tristan da Cunha'],
  SK: ['Slovak Republic', 'Slovak Rep.'],
  SX: ['Saint Martin (Dutch part)'],
  SZ: ['Swaziland'],
  TL: ['East Timor'],
  TT: ['Trinidad'],
  TW: ['Taiwan (R.O.C.)', 'Republic of China'],
  UM: ['United States (US) Minor Outlying Islands'],
  US: ['America'],
  VA: ['Vatican', 'Holy See', 'Vatican City State'],
  VC: ['Saint Vincent'],
  VE: ['Bolivarian Republic of Venezuela'],
  VI: ['United States (US) Virgin Islands'],
  VN: ['Viet Nam'],
  ZA: ['Republic of South Africa', 'RSA'],
};

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
    const alpha3 = countries.alpha2ToAlpha3(code) ?? code;
    for (const name of [code, alpha3, common.of(code) ?? code, ...official, ...(MORE_NAMES[code] ?? [])])
      add(name, code);
  }
  names = found;
  return found;
};

/** Languages in which addresses of customers come. */
const LANGUAGES = ['de', 'fr', 'es', 'it', 'pt', 'nl'];

/** "Österreich" as those write it whose keyboard has no "Ö". */
const withoutUmlauts = (name: string): string =>
  name.replaceAll(/[äöüÄÖÜ]/g, (letter) => `${letter.normalize('NFD')[0]}e`).replaceAll('ß', 'ss');

let foreignNames: Map<string, Set<string>> | undefined;

/**
 * The two-letter codes of all countries by their names in other languages, as CLDR has them. The platform knows these, so
 * that they needn't be in the package; they are asked for only when no English name fits.
 */
const loadForeignNames = (
  english: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> => {
  if (foreignNames) return foreignNames;
  const found = new Map([...english].map(([name, codes]) => [name, new Set(codes)]));
  const all = new Set([...english.values()].flatMap((codes) => [...codes]));
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const common = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' });
      for (const code of all) {
        const name = common.of(code) ?? code;
        for (const spelled of new Set([plain(name), plain(withoutUmlauts(name))]))
          found.set(spelled, new Set([...(found.get(spelled) ?? []), code]));
      }
    }
  }
  foreignNames = found;
  return found;
};

/** "United States (US)": a name with its own code behind it, as name and code. */
const nameAndCode = (text: string): [name: string, code: string] => {
  const opens = text.lastIndexOf('(');
  return [text.slice(0, Math.max(opens, 0)), text.slice(opens + 1)];
};

/** The codes that a text may mean: as it stands, or without its own code behind it. */
const codesOf = (known: ReadonlyMap<string, ReadonlySet<string>>, text: string): string[] => {
  const whole = known.get(plain(text));
  if (whole) return [...whole];
  const [name, code] = nameAndCode(text);
  const [named, coded] = [known.get(plain(name)), known.get(plain(code))];
  return named && coded ? [...named].filter((one) => coded.has(one)) : [];
};

/**
 * Reads a country: its two-letter or three-letter code, or its name: in English as ISO, CLDR and shops write it, in
 * German, French, Spanish, Italian, Portuguese or Dutch as CLDR does.
 * @returns the two-letter code (ISO 3166-1), in capitals.
 * @throws ConnectError when there is no such country, or two of the name.
 */
export const readCountry = async (label: string, value: string): Promise<string> => {
  const english = await loadNames();
  const known = codesOf(english, value);
  const [code, ...others] = known.length ? known : codesOf(loadForeignNames(english), value);
  if (code && !others.length) return code;
  const expected =
    'the two-letter code (ISO 3166) or the English name of a country, for example US or United States';
  throw badValue(label, value, code ? `the two-letter code: ${[code, ...others].join(' or ')}` : expected);
};

/** Whether addresses in a country need a postal code. @param code two letters, in capitals. */
export const hasPostalCodes = (code: string): boolean => !WITHOUT_POSTAL_CODE.has(code);
