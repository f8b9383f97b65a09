import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';

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

const MARKS = [
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
] as const;

/**
 * The text of bytes that arrive in pieces: UTF-16 where its byte order mark stands first, else UTF-8. The mark itself is
 * left out.
 */
export class TextReader {
  #decoder: TextDecoder | undefined;
  #isPlain = false;

  /** @throws EncodingError when the bytes aren't in the encoding. */
  write(piece: Uint8Array): string {
    if (!this.#decoder) {
      const [encoding, ...mark] = MARKS.find(([, ...bytes]) =>
        bytes.every((byte, at) => piece[at] === byte),
      ) ?? ['utf-8'];
      this.#decoder = new TextDecoder(encoding, { fatal: true });
      this.#isPlain = mark.length === 0;
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
