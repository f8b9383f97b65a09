import { badValue } from '../zapier/input.ts';

/** Connect's four parts of a phone number. `area_code` and `phone_number` together are the national number. */
export interface PhoneNumber {
  /** With a plus sign: `+1`. */
  country_code: string;
  area_code: string;
  phone_number: string;
  extension: string;
}

const EXPECTED = 'a phone number with its country code, for example +1 212 555 0100';

/**
 * Reads a phone number of any usual notation.
 * @param label of the field, for the message.
 * @param country two-letter code: where a number without a country code belongs.
 * @throws ConnectError when it can't be read as a number that could exist.
 */
export const readPhone = async (
  label: string,
  value: string,
  country: string | undefined,
): Promise<PhoneNumber> => {
  // Loaded only when a phone number is there: its tables cost more time than the rest of the app.
  const { parsePhoneNumberFromString, isSupportedCountry } = await import('libphonenumber-js/min');
  const home = country && isSupportedCountry(country) ? country : undefined;
  // `00` is dialled in most countries; where it isn't, people still write it, and no national number begins so.
  const international = value.replace(/^\s*00/, '+');
  const phone = [international, value]
    .map((text) => parsePhoneNumberFromString(text, home))
    .find((found) => found?.isPossible());
  if (!phone) throw badValue(label, value, EXPECTED);
  const extension = phone.ext ?? '';
  // Its words would be taken for groups of digits.
  delete phone.ext;
  const national = phone.nationalNumber;
  const [first = '', second = '', ...rest] = phone.formatInternational().split(' ').slice(1);
  // Argentina's mobile numbers have a 9 before the area.
  const isMobile = phone.country === 'AR' && first === '9' && rest.length > 0;
  // Numbers are written in groups, of which the first is the area; a number of one group has no area.
  const area = (isMobile ? first + second : second ? first : '').replaceAll(/\D/g, '');
  const areaCode = national.startsWith(area) ? area : '';
  return {
    country_code: `+${phone.countryCallingCode}`,
    area_code: areaCode,
    phone_number: national.slice(areaCode.length),
    extension,
  };
};
