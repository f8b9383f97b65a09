import { crc32, createInflateRaw } from 'node:zlib';
import { MAX_PARTS, notXlsx, SpreadsheetError } from './limits.ts';

/** The parts of a zip archive, by its directory (PKWARE APPNOTE 6.3, section 4.3); unpacked by Node piece by piece. */

export interface Part {
  /** Bytes, as the directory says; what is unpacked is held to it. */
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly packed: Buffer;
}

const END = 0x06054b50;
const END_SIZE = 22;
/** The end may be followed by a comment. */
const MAX_COMMENT = 65_535;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
/** Bytes that are unpacked at once. */
const PIECE = 32_768;

const findEnd = (zip: Buffer): number => {
  for (let at = zip.length - END_SIZE; at >= Math.max(0, zip.length - END_SIZE - MAX_COMMENT); at -= 1)
    if (zip.readUInt32LE(at) === END) return at;
  throw notXlsx();
};

/** The packed bytes of an entry: its own header says where they begin. */
const packedAt = (zip: Buffer, local: number, size: number): Buffer => {
  if (zip.readUInt32LE(local) !== LOCAL) throw notXlsx();
  const start = local + LOCAL_SIZE + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + size > zip.length) throw notXlsx();
  return zip.subarray(start, start + size);
};

/** Programs that write as a stream use the form for archives of more than 4 GB for small ones, too (section 4.5.3). */
const LARGE = 0xffffffff;
const LARGE_FIELD = 1;
const LARGE_END = 0x06064b50;
const LARGE_LOCATOR = 0x07064b50;
const LOCATOR_SIZE = 20;

/** How many entries the directory has, and where it begins. */
const directoryOf = (zip: Buffer): { count: number; start: number } => {
  const end = findEnd(zip);
  const locator = end - LOCATOR_SIZE;
  if (locator >= 0 && zip.readUInt32LE(locator) === LARGE_LOCATOR) {
    const large = Number(zip.readBigUInt64LE(locator + 8));
    if (zip.readUInt32LE(large) !== LARGE_END) throw notXlsx();
    const [count, start] = [32, 48].map((offset) => Number(zip.readBigUInt64LE(large + offset)));
    return { count: count ?? 0, start: start ?? 0 };
  }
  return { count: zip.readUInt16LE(end + 10), start: zip.readUInt32LE(end + 16) };
};

/** Unpacked size, packed size and place of an entry; those that are too large for it stand in a field behind its name. */
const numbersOf = (
  zip: Buffer,
  at: number,
  extra: Buffer,
): readonly [size: number, packed: number, place: number] => {
  const [size = 0, packed = 0, place = 0] = [24, 20, 42].map((offset) => zip.readUInt32LE(at + offset));
  if (![size, packed, place].includes(LARGE)) return [size, packed, place];
  let field = 0;
  while (extra.readUInt16LE(field) !== LARGE_FIELD) field += 4 + extra.readUInt16LE(field + 2);
  let next = field + 4;
  const read = (given: number): number => {
    if (given !== LARGE) return given;
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  };
  return [read(size), read(packed), read(place)];
};

/**
 * The parts of an archive by their paths, in small letters; nothing is unpacked yet.
 * @throws SpreadsheetError when the archive is damaged.
 */
export const partsOf = (bytes: Uint8Array): ReadonlyMap<string, Part> => {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Part>();
  try {
    const { count, start } = directoryOf(zip);
    if (count > MAX_PARTS) throw notXlsx();
    let at = start;
    for (let entry = 0; entry < count; entry += 1) {
      if (zip.readUInt32LE(at) !== ENTRY || zip.readUInt16LE(at + 8) & ENCRYPTED) throw notXlsx();
      const nameEnd = at + ENTRY_SIZE + zip.readUInt16LE(at + 28);
      const extraEnd = nameEnd + zip.readUInt16LE(at + 30);
      const [size, packed, place] = numbersOf(zip, at, zip.subarray(nameEnd, extraEnd));
      // Some programs of Windows write its separators.
      const path = zip
        .toString('utf8', at + ENTRY_SIZE, nameEnd)
        .replaceAll('\\', '/')
        .replace(/^\//, '');
      parts.set(path.toLowerCase(), {
        size,
        method: zip.readUInt16LE(at + 10),
        crc: zip.readUInt32LE(at + 16),
        packed: packedAt(zip, place, packed),
      });
      at = extraEnd + zip.readUInt16LE(at + 32);
    }
  } catch {
    // Places beyond the end of the file, too.
    throw notXlsx();
  }
  return parts;
};

async function* unpacked({ method, packed }: Part): AsyncGenerator<Buffer> {
  if (method === STORED) {
    for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
    return;
  }
  if (method !== DEFLATED) throw notXlsx();
  const inflate = createInflateRaw({ chunkSize: PIECE });
  inflate.end(packed);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } finally {
    inflate.destroy();
  }
}

/**
 * The bytes of a part, piece by piece.
 * @throws SpreadsheetError when they aren't what the directory says: their number, or their checksum.
 */
export async function* bytesOf(part: Part): AsyncGenerator<Buffer> {
  let size = 0;
  let crc = 0;
  try {
    for await (const piece of unpacked(part)) {
      size += piece.length;
      if (size > part.size) throw notXlsx();
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    // zlib's own failures say nothing to a person.
    throw error instanceof SpreadsheetError ? error : notXlsx();
  }
  if (size !== part.size || crc !== part.crc) throw notXlsx();
}
