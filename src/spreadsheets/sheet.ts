import { dateOf, type Styles } from './formats.ts';
import {
  grouped,
  MAX_COLUMNS,
  MAX_LETTERS,
  MAX_PLACES,
  MAX_ROWS,
  MAX_TEXT,
  notXlsx,
  SpreadsheetError,
  tooMuch,
} from './limits.ts';
import { columnOf, lettersOf } from './places.ts';
import type { Cell, SheetRow } from './spreadsheet.ts';
import { RichText, type SharedStrings, withoutEscapes } from './strings.ts';
import type { Attributes, XmlHandler } from './xml.ts';

/** What the cells of a sheet refer to. */
export interface BookContext {
  readonly strings: SharedStrings;
  readonly styles: Styles;
  readonly is1904: boolean;
}

/** A time as ISO 8601 has it, in UTC, as all times of a workbook: cells of type `d`. */
const isoDate = (text: string): Date | string => {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text);
  const date = new Date(isTime ? `${text}Z` : text);
  return (isDay || isTime || /^\d{4}-.*(Z|[+-]\d{2}:\d{2})$/.test(text)) && !Number.isNaN(date.getTime())
    ? date
    : text;
};

const { MAX_VALUE: MAX_NUMBER } = Number;

/** Where in `worksheet` > `sheetData` > `row` > `c` > `v`, `f`, `is` a tag stands, by how many are open around it. */
const [IN_SHEET, IN_DATA, IN_ROW, IN_CELL] = [1, 2, 3, 4];

/** Reads the XML of a sheet into rows (ECMA-376, part 1, 18.3.1). */
export class SheetHandler implements XmlHandler {
  readonly #book: BookContext;
  #rows: SheetRow[] = [];
  #depth = 0;
  #isData = false;
  #hasData = false;
  /** Of the row that is open. */
  #number = 0;
  #cells: Cell[] = [];
  /** Of the cell that is open. */
  #column = -1;
  #type = '';
  #style = 0;
  #value: string | undefined;
  #inner = '';
  #isFormula = false;
  #hasText = false;
  readonly #rich = new RichText();
  /** Of all rows. */
  #places = 0;
  #letters = 0;

  constructor(book: BookContext) {
    this.#book = book;
  }

  /** The rows that are complete since the last time. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Rows so far, by the number of the last. */
  get lastRow(): number {
    return this.#number;
  }

  open(name: string, attributes: Attributes): void {
    const depth = this.#depth;
    this.#depth += 1;
    if (depth > IN_CELL) {
      if (this.#isData && this.#inner === 'is') this.#rich.open(name);
    } else if (depth === IN_SHEET) {
      this.#isData = name === 'sheetData';
      this.#hasData ||= this.#isData;
    } else if (!this.#isData) return;
    else if (depth === IN_CELL) this.#openInner(name);
    else if (depth === IN_ROW && name === 'c') this.#openCell(attributes);
    else if (depth === IN_DATA && name === 'row') this.#openRow(attributes);
  }

  close(name: string): void {
    this.#depth -= 1;
    const depth = this.#depth;
    if (depth === 0 && (name !== 'worksheet' || !this.#hasData)) throw notXlsx();
    if (!this.#isData) return;
    if (depth > IN_CELL) {
      if (this.#inner === 'is') this.#rich.close();
    } else if (depth === IN_CELL) this.#inner = '';
    else if (depth === IN_ROW && name === 'c') this.#closeCell();
    else if (depth === IN_DATA && name === 'row') this.#closeRow();
    else if (depth === IN_SHEET) this.#isData = false;
  }

  text(text: string): void {
    if (this.#inner === 'v') {
      this.#value = this.#value ? this.#value + text : text;
      if (this.#value.length > MAX_TEXT) throw tooMuch(`a text of more than ${grouped(MAX_TEXT)} characters`);
    } else if (this.#inner === 'is') this.#rich.add(text);
  }

  #openRow(attributes: Attributes): void {
    const given = attributes.get('r');
    this.#number = given === undefined ? this.#number + 1 : Number(given);
    if (!(this.#number >= 1)) throw notXlsx();
    if (this.#number > MAX_ROWS) throw tooMuch(`more than ${grouped(MAX_ROWS)} rows`);
    this.#cells = [];
    this.#column = -1;
  }

  #openCell(attributes: Attributes): void {
    const place = attributes.get('r');
    const column = place === undefined ? -1 : columnOf(place);
    this.#column = column === -1 ? this.#column + 1 : column;
    if (this.#column >= MAX_COLUMNS) throw tooMuch(`more than ${grouped(MAX_COLUMNS)} columns`);
    this.#type = attributes.get('t') ?? 'n';
    const style = attributes.get('s');
    this.#style = style === undefined ? 0 : Number(style);
    this.#value = undefined;
    this.#isFormula = false;
    this.#hasText = false;
  }

  #openInner(name: string): void {
    this.#inner = name;
    if (name === 'v') this.#value = '';
    else if (name === 'f') this.#isFormula = true;
    else if (name === 'is') {
      this.#hasText = true;
      this.#rich.reset();
    }
  }

  #closeCell(): void {
    const isUnknown = this.#value === undefined || (this.#value === '' && this.#type !== 'str');
    if (this.#isFormula && isUnknown && !this.#hasText) {
      throw new SpreadsheetError(
        `Cell ${lettersOf(this.#column)}${this.#number} has a formula whose result isn't in the file. Open the file in Excel, save it there, and try again; or give values instead of formulas.`,
      );
    }
    const cell = this.#hasText ? this.#rich.text : this.#cell();
    if (cell === null) return;
    if (typeof cell === 'string') {
      this.#letters += cell.length;
      if (this.#letters > MAX_LETTERS) throw tooMuch(`more than ${MAX_LETTERS / 1e6} million characters`);
    }
    const cells = this.#cells;
    while (cells.length < this.#column) cells.push(null);
    cells[this.#column] = cell;
  }

  #cell(): Cell {
    const value = this.#value;
    if (this.#type === 'str') return value === undefined ? null : withoutEscapes(value);
    if (value === undefined || value === '') return null;
    switch (this.#type) {
      case 's': {
        const text = this.#book.strings.get(Number(value));
        if (text === undefined) throw notXlsx();
        return text;
      }
      case 'n':
        return this.#numeric(value);
      case 'b':
        return value === '1' || value === 'true';
      case 'd':
        return isoDate(value);
      default:
        return withoutEscapes(value);
    }
  }

  #numeric(value: string): Cell {
    const number = Number(value);
    if (!(number <= MAX_NUMBER && number >= -MAX_NUMBER) || value.trim() === '') return value;
    const isDate = this.#book.styles.isDate(this.#style);
    return (isDate ? dateOf(number, this.#book.is1904) : undefined) ?? number;
  }

  #closeRow(): void {
    this.#places += this.#cells.length;
    if (this.#places > MAX_PLACES) throw tooMuch(`more than ${MAX_PLACES / 1e6} million cells`);
    if (this.#cells.length) this.#rows.push({ number: this.#number, cells: this.#cells });
  }
}
