import { grouped, MAX_COLUMNS, tooMuch } from './limits.ts';

/** Where cells stand: `AB12`. */

/** The column of a place such as `AB12`, from 0; -1 when it has none. */
export const columnOf = (place: string): number => {
  let column = 0;
  for (let at = 0; at < place.length; at += 1) {
    const letter = (place.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MAX_COLUMNS) throw tooMuch(`more than ${grouped(MAX_COLUMNS)} columns`);
  }
  return column - 1;
};

/** 0 is A, 27 is AB. */
export const lettersOf = (column: number): string =>
  (column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
