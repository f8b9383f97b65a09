/** Reads days as texts write them, where that isn't ISO 8601. */

/** How texts write days where the year doesn't stand first. */
export const DATE_FORMATS = {
  ymd: 'Year first: 2026-01-31, 2026/01/31',
  dmy: 'Day first: 31.01.2026, 31/1/2026',
  mdy: 'Month first: 1/31/2026',
} as const;
export type DateFormat = keyof typeof DATE_FORMATS;

/** A clock of twelve hours as one of twenty-four. */
const hoursOf = (hours: string, half: string | undefined): string | undefined => {
  if (!half) return hours;
  const number = Number(hours);
  if (number < 1 || number > 12) return undefined;
  return String((number % 12) + (half.toLowerCase() === 'pm' ? 12 : 0));
};

/** Languages in which bills and spreadsheet programs write months. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

/** A name of a month in one spelling: "Févr." and "fevr" are the same. */
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}|\./gu, '')
    .toLowerCase();

let months: Map<string, number> | undefined;

/** The months from 1 by their names, long and short. No name is that of two months in these languages. */
const monthNames = (): ReadonlyMap<string, number> => {
  if (months) return months;
  months = new Map([['sept', 9]]);
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1)
        months.set(plain(format.format(Date.UTC(2026, month - 1, 15))), month);
    }
  }
  return months;
};

/** What a text says of a day: its numbers as they stand, the year of two or four digits. */
interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** `2026/1/31`, `2026.01.31` */
const YEAR_FIRST = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/;
/** `31/1/2026`, `1-31-26` */
const YEAR_LAST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/;
/** `31-Jan-2026`, `31. Januar 2026`, `31 de enero de 2026` */
const NAME_SECOND =
  /^(\d{1,2})(?:st|nd|rd|th)?[ ./-]{1,2}(?:de )?(\p{L}{3,12})[ .,/-]{1,2}(?:de )?(\d{4}|\d{2})$/iu;
/** `Jan 31, 2026` */
const NAME_FIRST = /^(\p{L}{3,12})[ .-]{1,2}(\d{1,2})(?:st|nd|rd|th)?[ ,-]{1,2}(\d{4}|\d{2})$/iu;
/** `2026-Jan-31` */
const NAME_BETWEEN = /^(\d{4})[ ./-](\p{L}{3,12})[ ./-]{1,2}(\d{1,2})$/u;

/** A day whose month has a name: its order shows by itself, unless the year has two digits. */
const named = (text: string): Parts | undefined => {
  const [, day, dayMonth, dayYear] = NAME_SECOND.exec(text) ?? [];
  const [, firstMonth, firstDay, firstYear] = NAME_FIRST.exec(text) ?? [];
  const [, year, yearMonth, yearDay] = NAME_BETWEEN.exec(text) ?? [];
  const name = dayMonth ?? firstMonth ?? yearMonth;
  const month = name && monthNames().get(plain(name));
  if (!month) return undefined;
  return {
    year: dayYear ?? firstYear ?? year ?? '',
    month: String(month),
    day: day ?? firstDay ?? yearDay ?? '',
  };
};

/** A day of numbers alone, read as somebody has said that days are written. */
const numbered = (text: string, format: DateFormat | undefined): Parts | undefined => {
  const [, year = '', month = '', day = ''] = YEAR_FIRST.exec(text) ?? [];
  if (year) return { year, month, day };
  const [, first = '', second = '', last = ''] = YEAR_LAST.exec(text) ?? [];
  if (!last || !format || format === 'ymd') return undefined;
  return { year: last, month: format === 'dmy' ? second : first, day: format === 'dmy' ? first : second };
};

/** Letters of a time; the longest that programs write has some 35. */
export const MAX_TIME = 60;

/** A weekday before a day says nothing more. */
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? /i;
/** The time behind a day. */
const TIME = / (\d{1,2})(:\d{2}(?::\d{2})?)(?: ?([ap]m))?$/i;

/** The day of a text without its time, and without the weekday that may stand before it. */
const dayIn = (text: string): string => {
  const day = text.replace(WEEKDAY, '').replace(TIME, '').trimEnd();
  return day.endsWith(',') ? day.slice(0, -1) : day;
};

/**
 * A text whose day is written in another way, with its day as ISO 8601 has it: `2026-01-31 10:00`. A year of two digits
 * is one of this century, and needs the format that says that it stands last.
 * @param format how days of numbers are written; those with the name of the month need none.
 * @returns the text as it is, where it is no such day.
 */
export const isoOf = (text: string, format: DateFormat | undefined): string => {
  const given = dayIn(text);
  const [, hours, minutes, half] = TIME.exec(text) ?? [];
  const parts = named(given) ?? numbered(given, format);
  if (!parts) return text;
  if (parts.year.length === 2 && (!format || format === 'ymd')) return text;
  const year = parts.year.padStart(4, '20');
  const iso = [year, parts.month.padStart(2, '0'), parts.day.padStart(2, '0')].join('-');
  if (!hours) return iso;
  const hour = hoursOf(hours, half);
  return hour === undefined ? text : `${iso} ${hour}${minutes}`;
};

/**
 * What a person can do about a text that is no time, as the beginning of a sentence that ends with an example:
 * `Say in Date Format how days are written, or give`.
 */
export const adviceFor = (text: string, format: DateFormat | undefined): string => {
  if (text.length > MAX_TIME) return 'Give';
  const given = dayIn(text);
  const shortYear = named(given)?.year.length === 2;
  if (!YEAR_LAST.test(given) && !shortYear) return 'Give';
  return !format || format === 'ymd'
    ? `Say in Date Format how days are written${/\D\d{2}$/.test(given) ? ' and where the year stands' : ''}, or give`
    : `Date Format is "${DATE_FORMATS[format]}", in which it is no day. Choose the one that fits, or give`;
};
