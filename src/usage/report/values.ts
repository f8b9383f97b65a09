import type { Cell } from '../../spreadsheets/read.ts';
import { type DateFormat, isoOf, MAX_TIME } from './days.ts';

/** Reads single values of usage rows. What can't be read is undefined; the caller says so. */

// The bare module: importing it by name makes Node look at every name that it has.
const { types } = process.getBuiltinModule('node:util');

export const textOf = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '';
  if (types.isDate(cell)) return Number.isNaN(cell.getTime()) ? 'no date' : cell.toISOString();
  return String(cell).trim();
};

/** A comma may stand for the point, but not where it could as well separate thousands ("1,500"; "0,500" is clear). */
const pointed = (text: string): string =>
  /^[+-]?\d+,\d+$/.test(text) && (!/,\d{3}$/.test(text) || /^[+-]?0,/.test(text))
    ? text.replace(',', '.')
    : text;

/** Most digits that an exponent may move the point by: more than any quantity or amount has. */
const MAX_EXPONENT = 40;

/**
 * A number as plain decimal text, so that no digit is lost: "12.50" is "12.5", "1.2e3" is "1200".
 * @returns undefined when it can't be read as a number, or not without doubt.
 */
export const decimalOf = (cell: Cell | undefined): string | undefined => {
  // A spreadsheet's numbers have 15 digits; what is beyond is noise of its calculations, which it doesn't show.
  const isNoisy = typeof cell === 'number' && !Number.isSafeInteger(cell);
  const text = isNoisy ? String(Number(cell.toPrecision(15))) : pointed(textOf(cell));
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (!(whole || decimals) || Math.abs(shift) > MAX_EXPONENT) return undefined;
  // The exponent moves the point, which loses nothing; a calculation would.
  const digits = `${'0'.repeat(Math.max(0, -shift))}${whole}${decimals}${'0'.repeat(Math.max(0, shift))}`;
  const point = whole.length + Math.max(0, -shift) + shift;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  let end = digits.length;
  while (end > point && digits[end - 1] === '0') end -= 1;
  const after = digits.slice(point, end);
  const plain = after ? `${before}.${after}` : before;
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
};

/** Whether a text is a number with a decimal comma, as in "12,5". */
export const hasComma = (cell: Cell | undefined): boolean => /^[+-]?\d+,\d+$/.test(textOf(cell));

/** Whether a text could be a number with a point between its thousands, as in "1.500"; "0.500" is clear. */
export const hasThousands = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/.test(cell.trim());

/** Whether a text is a number whose point is a decimal one without doubt: "12.5", "0.500", "1234.567". */
export const hasPoint = (cell: Cell | undefined): boolean =>
  typeof cell === 'string' && /^[+-]?\d*\.\d+$/.test(cell.trim()) && !hasThousands(cell);

/** What a text such as "12.500" or "12,500" could mean, in a form that is clear: "12.5" and "12500"; "1.2340" and "1234". */
export const readingsOf = (text: string): readonly [decimal: string, whole: string] | undefined => {
  if (!/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return undefined;
  const decimal = decimalOf(text.replace(',', '.')) ?? text;
  return [hasThousands(decimal) ? `${decimal}0` : decimal, text.replace(/[.,]/, '')];
};

/** Whether a cell of Excel's calendar has a time of day. */
export const hasTimeOfDay = (cell: Cell | undefined): boolean =>
  types.isDate(cell) ? cell.getTime() % DAY !== 0 : isSerial(cell) && !Number.isInteger(cell);

/** How many digits a plain decimal text has. */
export const digitsOf = (decimal: string): number => decimal.replaceAll(/\D/g, '').replace(/^0+/, '').length;

/** How many decimals a plain decimal text has. */
export const placesOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

/** Days of Excel's calendar that fall into this century's first eighty years. */
const isSerial = (cell: Cell | undefined): cell is number =>
  typeof cell === 'number' && cell > 36_526 && cell < 65_746;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;
/** An offset could move a time out of the years of four digits. */
const FIRST = Date.UTC(1000, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);

const written = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/**
 * A time as Connect's spreadsheet has it: `YYYY-MM-DD hh:mm:ss`, UTC. Takes ISO 8601 with or without offset (without:
 * UTC), days, and Excel's own times.
 * @param endOfDay a day alone means its last second, not its first.
 * @param format of days that don't begin with the year; without it only those with the name of a month can be read.
 */
export const timeOf = (
  cell: Cell | undefined,
  endOfDay: boolean,
  format?: DateFormat,
): string | undefined => {
  if (isSerial(cell)) {
    const time = EXCEL_EPOCH + Math.round(cell * 86_400) * 1000;
    return written(endOfDay && Number.isInteger(cell) ? time + DAY - 1000 : time);
  }
  const given = textOf(cell);
  if (given.length > MAX_TIME) return undefined;
  const text = types.isDate(cell) ? given : isoOf(given, format);
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, day = '', hours, minutes = '00', seconds = '00', offset = 'Z'] = match;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 31st of February for one of March.
  if (Number.isNaN(midnight) || written(midnight).slice(0, 10) !== day) return undefined;
  const isDay = hours === undefined || (types.isDate(cell) && cell.getTime() % DAY === 0);
  if (isDay) return written(endOfDay ? midnight + DAY - 1000 : midnight);
  const time = Date.parse(`${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}${offset.toUpperCase()}`);
  const isYear = time >= FIRST && time <= LAST;
  return isYear ? written(time) : undefined;
};
