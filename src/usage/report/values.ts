import type { Cell } from '../../spreadsheets/read.ts';

/** Reads single values of usage rows. What can't be read is undefined; the caller says so. */

export const textOf = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString() : String(cell).trim();
};

/**
 * A number as plain decimal text, so that no digit is lost: "12.50" is "12.5".
 * A comma may stand for the point, but not where it could as well separate thousands ("1,500").
 */
export const decimalOf = (cell: Cell | undefined): string | undefined => {
  const text = textOf(cell);
  const pointed = /^-?\d+,\d+$/.test(text) && !/,\d{3}$/.test(text) ? text.replace(',', '.') : text;
  const plain = /^[+-]?\d*\.?\d+e[+-]?\d+$/i.test(pointed) ? expanded(pointed) : pointed;
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(plain);
  if (!match) return undefined;
  const [, sign = '', whole = '', decimals = ''] = match;
  return `${sign}${whole}${decimals ? `.${decimals}` : ''}`;
};

/** Spreadsheets write very large and small numbers with an exponent. */
const expanded = (text: string): string => {
  const number = Number(text);
  return Number.isFinite(number) ? number.toFixed(20) : text;
};

/** How many decimals a plain decimal text has. */
export const placesOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

/** Days of Excel's calendar that fall into this century's first eighty years. */
const isSerial = (cell: Cell | undefined): cell is number =>
  typeof cell === 'number' && cell > 36_526 && cell < 65_746;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

const written = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/**
 * A time as Connect's spreadsheet has it: `YYYY-MM-DD hh:mm:ss`, UTC. Takes ISO 8601 with or without offset (without:
 * UTC), days, and Excel's own times.
 * @param endOfDay a day alone means its last second, not its first.
 */
export const timeOf = (cell: Cell | undefined, endOfDay: boolean): string | undefined => {
  if (isSerial(cell)) {
    const time = EXCEL_EPOCH + Math.round(cell * 86_400) * 1000;
    return written(endOfDay && Number.isInteger(cell) ? time + DAY - 1000 : time);
  }
  const text = cell instanceof Date ? cell.toISOString() : textOf(cell);
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, day = '', hours, minutes = '00', seconds = '00', offset = 'Z'] = match;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 31st of February for one of March.
  if (Number.isNaN(midnight) || written(midnight).slice(0, 10) !== day) return undefined;
  const isDay = hours === undefined || (cell instanceof Date && cell.getTime() % DAY === 0);
  if (isDay) return written(endOfDay ? midnight + DAY - 1000 : midnight);
  const time = Date.parse(`${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}${offset.toUpperCase()}`);
  return Number.isNaN(time) ? undefined : written(time);
};
