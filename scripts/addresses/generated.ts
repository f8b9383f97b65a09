import countries from 'i18n-iso-countries/index.js';
import { formatAddress } from 'localized-address-format';

/** Which countries need no postal code, as the form of their addresses says. */
export const FILE = 'src/fields/postalCodes.ts';

/**
 * Countries whose addresses have a place for a postal code and are complete without one: libaddressinput requires it of
 * none of them, and shops don't either, because codes are new there or hardly used.
 */
const OPTIONAL = ['GN', 'HM', 'IE', 'KP', 'NA', 'SO', 'TZ', 'VC'];

const CODE = '12345';
const hasPlace = (country: string): boolean =>
  formatAddress({ postalCountry: country, locality: 'City', postalCode: CODE }).some((line) =>
    line.includes(CODE),
  );

/** The text of {@link FILE}. */
export const generated = (): string => {
  const without = Object.keys(countries.getAlpha2Codes())
    .filter((code) => !hasPlace(code) || OPTIONAL.includes(code))
    .sort();
  return `/**
 * Made by \`npm run addresses\` from localized-address-format (MIT), whose data are those of Google's libaddressinput
 * (https://github.com/google/libaddressinput, CC-BY 4.0).
 */

/** Countries whose addresses have no postal code, or are complete without one. */
export const WITHOUT_POSTAL_CODE: ReadonlySet<string> = new Set(
  '${without.join(' ')}'.split(
    ' ',
  ),
);
`;
};
