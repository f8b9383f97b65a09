import type { Breathe, Cell, Spreadsheet } from '../../../spreadsheets/read.ts';
import { textOf } from '../values.ts';
import { plain } from './format.ts';

/** Rows of a sheet that sums up a bill. */
const MOST = 1_000;

const isFilled = (cell: Cell): boolean => textOf(cell) !== '';

/**
 * What the sheet that sums up a bill says: names with a value beside each, or a header with its values below it.
 * @returns texts by name, as `plain` writes it; nothing for a file without such a sheet.
 */
export const readSummary = async (
  file: Spreadsheet,
  wanted: string,
  breathe: Breathe,
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const sheet = file.sheets.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.name;
  if (sheet === undefined) return found;
  const note = (name: Cell | undefined, value: Cell | undefined) => {
    const key = plain(textOf(name));
    if (key && value !== undefined && isFilled(value) && !found.has(key)) found.set(key, textOf(value));
  };
  let header: readonly Cell[] | undefined;
  let rows = 0;
  for await (const batch of file.batches(sheet, breathe)) {
    for (const { cells } of batch) {
      const filled = cells.filter(isFilled);
      for (const [place, name] of header?.entries() ?? []) note(name, cells[place]);
      header = filled.length > 2 ? (header ?? cells) : undefined;
      if (filled.length === 2) note(filled[0], filled[1]);
    }
    rows += batch.length;
    if (rows > MOST) break;
  }
  return found;
};
