import { crc32, deflateRawSync, constants as zlib } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SpreadsheetError, sheetNames } from '../../src/spreadsheets/read.ts';
import { all, bookOf, partsOf, zipped } from './books.ts';

describe('what is no spreadsheet', () => {
  const book = bookOf({ sheets: { S: '<row r="1"><c r="A1"><v>1</v></c></row>' } });
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
  const withoutWorkbook = { ...partsOf({ sheets: { S: '' } }) };
  delete withoutWorkbook['xl/workbook.xml'];

  it.each([
    [
      'a page',
      Buffer.from('\n<!DOCTYPE html><html><body>Sign in</body></html>'),
      'damaged or no spreadsheet',
    ],
    ['a page without its type', Buffer.from('<HTML><table></table>'), 'damaged or no spreadsheet'],
    ['XML', Buffer.from('<?xml version="1.0"?><Error/>'), 'damaged or no spreadsheet'],
    ['a picture', png, 'damaged or no spreadsheet'],
    ['a PDF', Buffer.from('%PDF-1.4\n\0\x01binary\n'), 'damaged or no spreadsheet'],
    ['UTF-16 without its mark', Buffer.from('a,b\n1,2', 'utf16le'), 'damaged or no spreadsheet'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'old Excel version'],
    ['a workbook with a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'password'],
    ['a workbook that is cut off', book.slice(0, book.length - 40), 'damaged or no spreadsheet'],
    ['the beginning of a workbook', book.slice(0, 10), 'damaged or no spreadsheet'],
    ['another zip', zipped({ 'a.txt': 'a' }), 'damaged or no spreadsheet'],
    ['a workbook without its workbook', zipped(withoutWorkbook), 'damaged or no spreadsheet'],
    ['nothing', Buffer.alloc(0), 'is empty'],
  ])('is refused in a sentence: %s', async (_name, bytes, message) => {
    const reading = all(bytes);
    await expect(reading).rejects.toBeInstanceOf(SpreadsheetError);
    await expect(reading).rejects.toThrow(message);
  });

  it('is refused when its packed bytes are damaged', async () => {
    const sheet = Array.from(
      { length: 2_000 },
      (_unused, index) => `<row><c><v>${index * 7919}</v></c></row>`,
    );
    const broken = Buffer.from(bookOf({ sheets: { S: sheet.join('') } }));
    broken.fill(0xff, Math.floor(broken.length / 2), Math.floor(broken.length / 2) + 200);
    await expect(all(broken)).rejects.toBeInstanceOf(SpreadsheetError);
  });

  it('never fails in another way, whatever the bytes', async () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // A workbook with some of its bytes changed.
      fc
        .array(fc.tuple(fc.nat({ max: book.length - 1 }), fc.nat({ max: 255 })), {
          minLength: 1,
          maxLength: 4,
        })
        .map((changes) => {
          const changed = Uint8Array.from(book);
          for (const [at, byte] of changes) changed[at] = byte;
          return changed;
        }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        await all(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(SpreadsheetError));
        await sheetNames(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(SpreadsheetError));
      }),
    );
  });
});

describe('a zip bomb', () => {
  const PIECE = 10_000_000;

  /** A zip of a workbook whose part unpacks to `size` bytes of blanks, without ever having them in memory. */
  const bombOf = (part: string, size: number, claimed: number): Buffer => {
    const piece = deflateRawSync(Buffer.alloc(PIECE, ' '), { finishFlush: zlib.Z_FULL_FLUSH });
    const packed = Buffer.concat([
      ...Array<Buffer>(Math.ceil(size / PIECE)).fill(piece),
      deflateRawSync(Buffer.alloc(0)),
    ]);
    const parts = Object.entries(partsOf({ sheets: { S: '' } }))
      .filter(([name]) => name !== part)
      .map(([name, text]) => ({
        name,
        packed: deflateRawSync(text),
        size: Buffer.byteLength(text),
        crc: crc32(text),
      }));
    const files: Buffer[] = [];
    const index: Buffer[] = [];
    let at = 0;
    for (const one of [...parts, { name: part, packed, size: claimed, crc: 0 }]) {
      const name = Buffer.from(one.name);
      // Version, flags, method, time, date, checksum, packed size, size, length of the name, of what follows it.
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(8, 4);
      common.writeUInt32LE(one.crc, 10);
      common.writeUInt32LE(one.packed.length, 14);
      common.writeUInt32LE(one.size, 18);
      common.writeUInt16LE(name.length, 22);
      const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, one.packed]);
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(at, 10);
      index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, name]));
      files.push(file);
      at += file.length;
    }
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(files.length, 8);
    end.writeUInt16LE(files.length, 10);
    end.writeUInt32LE(Buffer.concat(index).length, 12);
    end.writeUInt32LE(at, 16);
    return Buffer.concat([...files, ...index, end]);
  };

  /** Milliseconds of CPU, and megabytes that were taken at most. */
  const costOf = async (work: () => Promise<unknown>): Promise<{ ms: number; mb: number }> => {
    const before = process.memoryUsage().rss;
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const start = process.cpuUsage();
    await work();
    clearInterval(timer);
    most = Math.max(most, process.memoryUsage().rss);
    const { user, system } = process.cpuUsage(start);
    return { ms: (user + system) / 1_000, mb: (most - before) / 1e6 };
  };

  it.each([
    ['xl/worksheets/sheet1.xml', 2_000_000_000, 2_000_000_000, 'would unpack to 2000 MB'],
    ['xl/sharedStrings.xml', 200_000_000, 200_000_000, 'would unpack to 200 MB'],
    ['xl/worksheets/sheet1.xml', 2_000_000_000, 1_000, 'damaged'],
    ['xl/sharedStrings.xml', 2_000_000_000, 1_000, 'damaged'],
    ['xl/workbook.xml', 2_000_000_000, 1_000, 'damaged'],
  ])('in %s, of %i bytes where it says %i, is stopped at once', async (part, size, claimed, message) => {
    const bomb = bombOf(part, size, claimed);
    const { ms, mb } = await costOf(() => expect(all(bomb)).rejects.toThrow(message));
    expect(mb).toBeLessThan(300);
    expect(ms).toBeLessThan(5_000);
  });
});
