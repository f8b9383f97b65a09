import { isAscii, isUtf8 } from 'node:buffer';
import { grouped, MAX_COLUMNS, MAX_ROWS, notXlsx, SpreadsheetError, tooMuch } from './limits.ts';
import type { Breathe, SheetRow, Spreadsheet } from './spreadsheet.ts';
import { ENCODINGS, type Encoding, EncodingError, hasMark, isOneByte, TextReader } from './text.ts';

/** Letters of one row. */
const MAX_RECORD = 1_000_000;
/** Bytes that are read at once: given as a whole, all rows would be read before the first is handed on. */
const PIECE = 65_536;

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The separator that the first line has most of, outside of quotes. */
const delimiterOf = (text: string): string => {
  // Headers may have line breaks within quotes.
  const bare = text.replaceAll(/"(?:[^"]|"")*"/g, '');
  const [line = ''] = bare.replace(/^[\r\n]+/, '').split(/\r\n|\n|\r/, 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
};

/** What other kinds of files begin with: pages, documents, JSON. */
const NO_TABLE = /^\s*(<[a-z!?]|%pdf-|\{\\rtf|[{[])/i;
const START = 200;

/** The text of a file, piece by piece. @throws EncodingError where it is in none that can be told. */
function* piecesOf(bytes: Uint8Array, encoding: Encoding | undefined): Generator<string> {
  const reader = new TextReader(encoding);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const text = reader.write(bytes.subarray(at, at + PIECE));
    if ((at === 0 && NO_TABLE.test(text)) || text.includes('\0')) throw notXlsx();
    yield text;
  }
  yield reader.end();
}

/** Counts the cells of a line that is longer than a piece: the parser holds all of them until it ends. */
class LineWatch {
  readonly #delimiter: string;
  #cells = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** @throws SpreadsheetError when a line has more cells than a spreadsheet has columns. */
  look(piece: string): void {
    this.#cells = /[\r\n]/.test(piece) ? 0 : this.#cells + piece.split(this.#delimiter).length - 1;
    if (this.#cells >= MAX_COLUMNS) throw tooMuch(`more than ${grouped(MAX_COLUMNS)} columns`);
  }
}

/** A CSV's rows, from its text. */
async function* rowsOf(texts: Iterable<string>, breathe: Breathe): AsyncGenerator<SheetRow[]> {
  const { parse } = await import('csv-parse');
  let parser: ReturnType<typeof parse> | undefined;
  let watch = new LineWatch('');
  let failure: { records?: number } | undefined;
  let number = 0;
  /** The rows that are complete by now. */
  const drained = (): SheetRow[] => {
    const batch: SheetRow[] = [];
    for (let record = parser?.read() as string[] | null; record; record = parser?.read() as string[] | null) {
      number += 1;
      if (record.length > MAX_COLUMNS) throw tooMuch(`more than ${grouped(MAX_COLUMNS)} columns`);
      batch.push({ number, cells: record.map((cell) => (cell === '' ? null : cell)) });
    }
    if (number > MAX_ROWS) throw tooMuch(`more than ${grouped(MAX_ROWS)} rows`);
    return batch;
  };
  for (const text of texts) {
    let piece = text;
    if (!parser) {
      // Excel's own first line, by which it knows the separator; it isn't shown as a row.
      const [hint = '', separator] = /^sep=(.)\r?\n/i.exec(text) ?? [];
      piece = text.slice(hint.length);
      const delimiter = separator ?? delimiterOf(piece);
      watch = new LineWatch(delimiter);
      parser = parse({
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        max_record_size: MAX_RECORD,
      });
      parser.on('error', (error) => {
        failure = error as { records?: number };
      });
    }
    watch.look(piece);
    // The parser works as it is written to; its errors come a moment later.
    parser.write(piece);
    yield drained();
    if (failure) break;
    await breathe(() => `${grouped(number)} rows were read.`);
  }
  if (!failure) {
    parser?.end();
    await new Promise((resolve) => setImmediate(resolve));
    yield drained();
  }
  if (failure) {
    // Rows that were read but not handed on yet are lost with the error; it knows how many there were.
    throw new SpreadsheetError(
      `The CSV file can't be read beyond row ${failure.records ?? number}: a quotation mark is not closed there, or the row is too long.`,
    );
  }
}

/** A CSV file: what is no other kind of file. Its text is read when its rows are. */
export const openCsv = (bytes: Uint8Array, encoding?: Encoding): Spreadsheet => ({
  sheets: [],
  is1904: false,
  async *batches(_sheet, breathe) {
    // Other kinds of files fail at their letters, too.
    if (NO_TABLE.test(Buffer.from(bytes.subarray(0, START)).toString('latin1'))) throw notXlsx();
    // Such an encoding has a letter for every byte, so that nothing else would tell.
    if (encoding && isOneByte(encoding) && isUtf8(bytes) && !isAscii(bytes) && !hasMark(bytes)) {
      throw new SpreadsheetError(
        `The CSV file is in UTF-8, not in ${ENCODINGS[encoding]}. Leave Encoding empty, or choose UTF-8, and try again.`,
      );
    }
    let last = 0;
    try {
      for await (const batch of rowsOf(piecesOf(bytes, encoding), breathe)) {
        last = batch.at(-1)?.number ?? last;
        yield batch;
      }
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      if (error.encoding === 'utf-8' && bytes.includes(0)) throw notXlsx();
      throw new SpreadsheetError(
        `The CSV file has letters after row ${last} that are not in ${error.encoding?.toUpperCase().replace(/^UTF-16.*/, 'UTF-16')}, so they can't be told for sure. Save it as "CSV UTF-8", or say which Encoding it has, and try again.`,
      );
    }
  },
});
