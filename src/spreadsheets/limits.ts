/**
 * How much a spreadsheet may hold. Each bound is well above what 200 000 rows of usage need, and low enough that a file
 * which breaks it is refused within seconds and without memory for it.
 */

/** Why a file can't be read, in a sentence for the person who gave it. */
export class SpreadsheetError extends Error {
  override readonly name = 'SpreadsheetError';
}

/** Bytes that a part of an .xlsx may hold unpacked: three times what 200 000 usage records need. */
export const MAX_UNPACKED = 400_000_000;
/** Bytes that the part of the texts which cells share may hold unpacked. */
export const MAX_UNPACKED_STRINGS = 120_000_000;
/** Bytes of the texts that many cells share, which are held in memory while the rows stream by. */
export const MAX_STRING_BYTES = 60_000_000;
export const MAX_STRINGS = 2_000_000;
/** Bytes of a part that says how a workbook is built: its sheets, their places, the formats of its cells. */
export const MAX_PLAN = 20_000_000;
export const MAX_PARTS = 10_000;
/** Tags, comments and the like of one part: five times what 200 000 rows of 10 columns have. */
export const MAX_MARKUP = 20_000_000;
export const MAX_DEPTH = 100;
/** Rows and columns of Excel itself. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;
/** Places in the rows that are handed on, with those that are empty: rows are lists. */
export const MAX_PLACES = 20_000_000;
/** Letters of one cell; Excel takes 32 767. */
export const MAX_TEXT = 100_000;
/** Letters of all cells: a text that many cells share counts with each of them. */
export const MAX_LETTERS = 150_000_000;

/** 12345678 as "12 345 678". */
export const grouped = (count: number): string => count.toLocaleString('en').replaceAll(',', ' ');

/** A spreadsheet that breaks a bound. @param what it has: `more than 16 384 columns`. */
export const tooMuch = (what: string): SpreadsheetError =>
  new SpreadsheetError(`The file has ${what}, which is more than a spreadsheet can sensibly hold. Split it.`);

export const notXlsx = (): SpreadsheetError =>
  new SpreadsheetError('The file is damaged or no spreadsheet. Save it as .xlsx or CSV and try again.');
