import { isAscii } from 'node:buffer';

/** Bytes that aren't in the encoding that their file says, or in none that can be told. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
  /** `utf-8`, `utf-16le`, `utf-16be`. */
  readonly encoding: string | undefined;
  constructor(encoding: string | undefined) {
    super(`Letters that are not in ${encoding}.`);
    this.encoding = encoding;
  }
}

/** Encodings of texts by the names that the WHATWG Encoding Standard has for them. */
export const ENCODINGS = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252 (Western Europe)',
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1254': 'Windows-1254 (Turkish)',
  'iso-8859-15': 'ISO-8859-15 (Latin 9)',
  macintosh: 'Mac Roman',
  'utf-16le': 'UTF-16',
  shift_jis: 'Shift JIS (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
  big5: 'Big5 (Chinese)',
  'euc-kr': 'EUC-KR (Korean)',
} as const;
export type Encoding = keyof typeof ENCODINGS;

/** Whether each byte is a letter in an encoding, so that no file can be told not to be in it. */
export const isOneByte = (encoding: Encoding): boolean => /^(windows-|iso-8859|macintosh)/.test(encoding);

/** Encodings in which a letter of ASCII is always one byte, and that byte nothing else. */
const IS_ASCII_PLAIN = /^(utf-8|windows-|iso-8859|macintosh)/;

const MARKS = [
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
  ['utf-8', 0xef, 0xbb, 0xbf],
] as const;

/** Whether bytes say themselves in which encoding they are. */
export const hasMark = (bytes: Uint8Array): boolean =>
  MARKS.some(([, ...mark]) => mark.every((byte, at) => bytes[at] === byte));

/**
 * The text of bytes that arrive in pieces: in the encoding whose byte order mark stands first, else in the given one. The
 * mark itself is left out.
 */
export class TextReader {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #isPlain = false;
  readonly #encoding: Encoding;

  constructor(encoding: Encoding = 'utf-8') {
    this.#encoding = encoding;
  }

  /** @throws EncodingError when the bytes aren't in the encoding. */
  write(piece: Uint8Array): string {
    if (!this.#decoder) {
      const [encoding, ...mark] = MARKS.find(([, ...bytes]) =>
        bytes.every((byte, at) => piece[at] === byte),
      ) ?? [this.#encoding];
      this.#decoder = new TextDecoder(encoding, { fatal: true });
      this.#isPlain = mark.length === 0 && IS_ASCII_PLAIN.test(encoding);
    }
    // Most pieces are plain ASCII, which is quicker to read, as long as no letter is cut before them.
    if (this.#isPlain && isAscii(piece))
      return this.#flushed() + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
    return this.#decoded(piece);
  }

  /** What is left at the end. @throws EncodingError when a letter is cut there. */
  end(): string {
    return this.#decoder ? this.#flushed() : '';
  }

  #decoded(piece: Uint8Array): string {
    try {
      return this.#decoder?.decode(piece, { stream: true }) ?? '';
    } catch {
      throw new EncodingError(this.#decoder?.encoding);
    }
  }

  /** A letter whose bytes are cut can't go on in ASCII. */
  #flushed(): string {
    try {
      return this.#decoder?.decode() ?? '';
    } catch {
      throw new EncodingError(this.#decoder?.encoding);
    }
  }
}
