/** What a spreadsheet is to those who read it, whatever program wrote it. */

export type Cell = string | number | boolean | Date | null;

export interface SheetRow {
  /** As the spreadsheet program shows it, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Called again and again in long work, so that it can be ended. @param progress what was done so far, as a sentence. */
export type Breathe = (progress: () => string) => Promise<void>;

/** A file that was opened; what its rows share is read once. */
export interface Spreadsheet {
  /** Sheets with cells, in their order, hidden ones among them. A CSV has none. */
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  /** Whether its days count from 1904, as those of old Macs, and not from 1900. */
  readonly is1904: boolean;
  /**
   * The rows, some at a time; memory doesn't grow with their number. Formulas give their last result, dates are dates,
   * cells without a value are null. Blank rows are passed over.
   * @param sheet its exact name; the first one when absent.
   * @throws SpreadsheetError when the file is damaged or holds too much.
   */
  batches(sheet: string | undefined, breathe: Breathe): AsyncGenerator<SheetRow[]>;
}
