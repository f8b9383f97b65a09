import type { Cell } from '../../spreadsheets/read.ts';
import { DYNAMIC, type RawRow } from './columns.ts';
import { quoted, type RowProblems } from './problems.ts';

/** Formulas that failed: what they show is a text like any other to a file. */

/** What Excel and LibreOffice show then: `#N/A`, `#REF!`, `Err:502`. */
const FAILED =
  /^(?:#(?:N\/A|NAME\?|GETTING_DATA|(?:REF|VALUE|DIV\/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN)!)|Err:\d{3})$/;

const hasFailed = (cell: Cell | undefined): cell is string =>
  typeof cell === 'string' && (cell.startsWith('#') || cell.startsWith('Err:')) && FAILED.test(cell.trim());

/** Columns that take any text; in others nothing of the kind can be used anyway. */
const ANY_TEXT = ['record_id', 'record_note', 'category', ...DYNAMIC] as const;

/** Says which texts of a row are none that anybody wrote. */
export const checkFormulas = ({ number, values, params }: RawRow, problems: RowProblems): void => {
  const say = (column: Parameters<RowProblems['add']>[1], cell: string) =>
    problems.add(
      number,
      column,
      `${quoted(cell)} is what a formula shows that failed. Mend it, or leave the cell empty.`,
    );
  for (const column of ANY_TEXT) {
    const cell = values[column];
    if (hasFailed(cell)) say(column, cell);
  }
  for (const name in params) {
    const cell = params[name];
    if (hasFailed(cell)) say(`v.${name}`, cell);
  }
};
