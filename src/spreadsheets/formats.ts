import type { Attributes, XmlHandler } from './xml.ts';

/** Which numbers of a workbook are dates: it says so by the format alone in which it shows them. */

/** Formats without a code in the file that show days or times (ECMA-376, part 1, 18.8.30). */
const DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
]);

/** What of a code isn't a sign: texts, escaped letters, blanks of a width, fillings, colours, currencies, conditions. */
const LITERALS = /"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^[\]]*\]/gi;

const FRACTIONS = /s\.0*/gi;
/** What stands for digits. */
const DIGITS = /[0#?]/;

/** Whether a format's code, as `yyyy-mm-dd`, shows days or times. One with digits is of numbers, whatever letters it has. */
export const isDateCode = (code: string): boolean => {
  const [positive = ''] = code.split(';', 1);
  const signs = positive.replaceAll(LITERALS, '').replaceAll(/general/gi, '');
  return !DIGITS.test(signs.replaceAll(FRACTIONS, 's')) && /[ymdhs]|am\/pm|a\/p/i.test(signs);
};

/** Reads `styles.xml`: whether the cells of a style are dates. */
export class Styles implements XmlHandler {
  readonly #codes = new Map<number, string>();
  readonly #formats: number[] = [];
  readonly #path: string[] = [];

  /** @param style the number by which cells name their style. */
  isDate(style: number): boolean {
    return this.#dates[style] ?? false;
  }

  #dates: boolean[] = [];

  open(name: string, attributes: Attributes): void {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (name === 'numFmt' && parent === 'numFmts')
      this.#codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
    if (name === 'xf' && parent === 'cellXfs') this.#formats.push(Number(attributes.get('numFmtId') ?? 0));
  }

  close(name: string): void {
    this.#path.pop();
    if (name !== 'styleSheet') return;
    this.#dates = this.#formats.map((format) => {
      const code = this.#codes.get(format);
      return code === undefined ? DATES.has(format) : isDateCode(code);
    });
  }

  text(): void {
    // Styles have none.
  }
}

const DAY = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Excel takes 1900 for a leap year: its days before March are one earlier. */
const MARCH_1900 = 61;
/** The end of the year 9999, the last that Excel shows. */
const LAST = 2_958_466;

/** The time of a day's number. @returns undefined for what is none: negative, or beyond the year 9999. */
export const dateOf = (serial: number, is1904: boolean): Date | undefined => {
  if (!(serial >= 0 && serial < LAST)) return undefined;
  const leap = is1904 || serial >= MARCH_1900 ? 0 : 1;
  return new Date((is1904 ? EPOCH_1904 : EPOCH_1900 + leap * DAY) + Math.round(serial * DAY));
};

/** The number of a time in the calendar of 1900. */
export const serialOf = (date: Date): number => {
  const serial = (date.getTime() - EPOCH_1900) / DAY;
  return serial < MARCH_1900 ? serial - 1 : serial;
};
