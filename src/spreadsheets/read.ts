/**
 * Reads spreadsheets row by row, whatever program wrote them. Knows nothing of what is in them. The libraries are loaded
 * when a file is there: most steps have none.
 */

export type Cell = string | number | boolean | Date | null;

export interface SheetRow {
  /** As the spreadsheet program shows it, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Why a file can't be read, in a sentence for the person who gave it. */
export class SpreadsheetError extends Error {
  override readonly name = 'SpreadsheetError';
}

/** Bytes that an .xlsx may hold unpacked: three times what 200 000 usage records need. A zip bomb claims more. */
const MAX_UNPACKED = 400_000_000;
/** Bytes of its parts that are held in memory while the rows stream by: mostly its texts. */
const MAX_HELD = 60_000_000;
const MAX_FIELD = 1_000_000;
/** Characters of a CSV that are read at once. */
const PIECE = 65_536;

const startsWith = (bytes: Uint8Array, ...first: number[]) => first.every((byte, at) => bytes[at] === byte);
const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
/** Excel before 2007, and every Office file with a password. */
const isOldOffice = (bytes: Uint8Array) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

const notXlsx = () =>
  new SpreadsheetError('The file is damaged or no spreadsheet. Save it as .xlsx or CSV and try again.');

/** Looks at what the archive says of its parts, before any of it is unpacked. The reader holds it to that. */
const guard = async (bytes: Uint8Array): Promise<void> => {
  const { unzipSync } = await import('fflate');
  let unpacked = 0;
  let held = 0;
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        if (!name.startsWith('xl/worksheets/')) held += originalSize;
        return false;
      },
    });
  } catch {
    throw notXlsx();
  }
  if (unpacked > MAX_UNPACKED || held > MAX_HELD) {
    throw new SpreadsheetError(
      `The file would unpack to ${Math.round(unpacked / 1_000_000)} MB, which is more than a spreadsheet can sensibly hold. Split it.`,
    );
  }
};

/** The names of a workbook's sheets, in their order. @throws SpreadsheetError when the file is none. */
export const sheetNames = async (bytes: Uint8Array): Promise<string[]> => {
  if (!isZip(bytes)) return [];
  await guard(bytes);
  const { readXlsx } = await import('./workbooks.ts');
  const names: string[] = [];
  try {
    await readXlsx(bytes, {
      sheets: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch {
    throw notXlsx();
  }
  return names;
};

/** Rows that are handed on at once: under Zapier's core each step of an asynchronous loop is dear. */
const BATCH = 250;

async function* readWorkbook(bytes: Uint8Array, sheet: string | undefined): AsyncGenerator<SheetRow[]> {
  const { streamXlsxRows } = await import('./workbooks.ts');
  let batch: SheetRow[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(bytes, sheet === undefined ? {} : { sheet })) {
      // Formatted cells without a value may reach to the 16 384th column.
      const width = values.findLastIndex((cell) => cell !== null) + 1;
      if (batch.push({ number: index + 1, cells: values.slice(0, width) as Cell[] }) < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch {
    throw notXlsx();
  }
  yield batch;
}

/** The text of a file by its byte order mark; without one UTF-8, and where it isn't that, what Excel writes in the West. */
const decoded = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The separator that the first line has most of, outside of quotes. */
const delimiterOf = (text: string): string => {
  // Headers may have line breaks within quotes.
  const bare = text.slice(0, PIECE).replaceAll(/"(?:[^"]|"")*"/g, '');
  const [line = ''] = bare.replace(/^[\r\n]+/, '').split(/\r\n|\n|\r/, 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
};

/** Piece by piece: given as a whole, all rows would be read before the first is handed on. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    // A letter beyond the first 65 536 of Unicode has two halves, which must not be parted.
    const isHalf = /[\ud800-\udbff]/.test(text.charAt(at + PIECE - 1));
    const end = at + PIECE + (isHalf ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

/** What other kinds of files begin with: pages, documents, JSON. */
const NO_TABLE = /^\s*(<[a-z!?]|%pdf-|\{\\rtf|[{[])/i;

async function* readCsv(bytes: Uint8Array): AsyncGenerator<SheetRow[]> {
  const whole = decoded(bytes);
  if (NO_TABLE.test(whole) || whole.includes('\0')) throw notXlsx();
  // Excel's own first line, by which it knows the separator.
  const [hint = '', separator] = /^\ufeff?sep=(.)\r?\n/i.exec(whole) ?? [];
  const text = whole.slice(hint.length);
  const { parse } = await import('csv-parse');
  const parser = parse({
    bom: true,
    delimiter: separator ?? delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_FIELD,
  });
  let failure: { records?: number } | undefined;
  parser.on('error', (error) => {
    failure = error as { records?: number };
  });
  // That line isn't shown as a row.
  let number = 0;
  /** The rows that are complete by now. */
  const drained = (): SheetRow[] => {
    const batch: SheetRow[] = [];
    for (let record = parser.read() as string[] | null; record; record = parser.read() as string[] | null) {
      number += 1;
      batch.push({ number, cells: record.map((cell) => (cell === '' ? null : cell)) });
    }
    return batch;
  };
  // The parser works as it is written to; its errors come a moment later.
  for (const piece of pieces(text)) {
    parser.write(piece);
    yield drained();
    if (failure) break;
  }
  if (!failure) {
    parser.end();
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

const isBlank = ({ cells }: SheetRow): boolean =>
  cells.every((cell) => cell === null || String(cell).trim() === '');

/**
 * The rows of a spreadsheet (.xlsx) or CSV file, some at a time; memory doesn't grow with their number. Formulas give
 * their last result, dates are dates, and cells without a value are null. Blank rows are passed over.
 * @param sheet of a workbook; its first one when absent. A CSV has no sheets.
 * @throws SpreadsheetError when the file is neither, is protected, or would unpack to too much.
 */
export async function* readBatches(bytes: Uint8Array, sheet?: string): AsyncGenerator<SheetRow[]> {
  if (bytes.length === 0) throw new SpreadsheetError('The file is empty.');
  if (isOldOffice(bytes)) {
    throw new SpreadsheetError(
      'The file is protected by a password, or of an old Excel version (.xls). Save it as .xlsx without a password.',
    );
  }
  if (isZip(bytes)) await guard(bytes);
  for await (const batch of isZip(bytes) ? readWorkbook(bytes, sheet) : readCsv(bytes)) {
    const rows = batch.filter((row) => !isBlank(row));
    if (rows.length) yield rows;
  }
}

/** The rows of {@link readBatches}, one at a time: for a look at the first few. */
export async function* readRows(bytes: Uint8Array, sheet?: string): AsyncGenerator<SheetRow> {
  for await (const batch of readBatches(bytes, sheet)) yield* batch;
}
