import { grouped, MAX_STRING_BYTES, MAX_STRINGS, MAX_TEXT, tooMuch } from './limits.ts';
import type { Attributes, XmlHandler } from './xml.ts';

/** Excel's way to write characters that XML can't have: `_x000D_` (ECMA-376, part 1, 22.9.2.19, ST_Xstring). */
export const withoutEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\da-f]{4})_/gi, (_all, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;

/**
 * Gathers the text of a cell or shared string: its `t`, and those of its runs `r`, without the pronunciation `rPh`
 * that East Asian programs keep beside it.
 */
export class RichText {
  #text = '';
  #isText = false;
  /** How many tags are open within a pronunciation. */
  #hint = 0;

  reset(): void {
    this.#text = '';
    this.#isText = false;
    this.#hint = 0;
  }

  open(name: string): void {
    if (this.#hint || name === 'rPh') this.#hint += 1;
    else this.#isText = name === 't';
  }

  close(): void {
    if (this.#hint) this.#hint -= 1;
    this.#isText = false;
  }

  add(text: string): void {
    if (!this.#isText || this.#hint) return;
    this.#text = this.#text ? this.#text + text : text;
    if (this.#text.length > MAX_TEXT) throw tooMuch(`a text of more than ${grouped(MAX_TEXT)} characters`);
  }

  get text(): string {
    return withoutEscapes(this.#text);
  }
}

/** Bytes that the table begins with; it doubles as it grows. */
const FIRST_SIZE = 65_536;
/** Texts that are kept unpacked: most cells repeat a few. */
const KEPT = 4_096;

/** The texts that cells share, packed: of 600 000 texts some 15 MB, where strings of their own take 60. */
export class SharedStrings implements XmlHandler {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE);
  #ends = new Uint32Array(1_024);
  #count = 0;
  #size = 0;
  #depth = 0;
  readonly #rich = new RichText();
  readonly #kept: (string | undefined)[] = new Array(KEPT);
  readonly #keptIndex = new Int32Array(KEPT).fill(-1);

  /** @returns undefined when there is no such text. */
  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    const place = index % KEPT;
    if (this.#keptIndex[place] === index) return this.#kept[place];
    const text = this.#bytes.toString('utf8', index ? this.#ends[index - 1] : 0, this.#ends[index]);
    this.#kept[place] = text;
    this.#keptIndex[place] = index;
    return text;
  }

  get count(): number {
    return this.#count;
  }

  open(name: string, _attributes: Attributes): void {
    this.#depth += 1;
    if (this.#depth === 2) this.#rich.reset();
    else if (this.#depth > 2) this.#rich.open(name);
  }

  close(name: string): void {
    if (this.#depth === 2 && name === 'si') this.#add(this.#rich.text);
    else if (this.#depth > 2) this.#rich.close();
    this.#depth -= 1;
  }

  text(text: string): void {
    if (this.#depth > 2) this.#rich.add(text);
  }

  #add(text: string): void {
    if (this.#count === MAX_STRINGS) throw tooMuch(`more than ${grouped(MAX_STRINGS)} different texts`);
    if (this.#count === this.#ends.length) {
      const longer = new Uint32Array(this.#ends.length * 2);
      longer.set(this.#ends);
      this.#ends = longer;
    }
    // UTF-8 takes at most three bytes for each of JavaScript's letters.
    const needed = this.#size + text.length * 3;
    if (needed > this.#bytes.length) {
      const longer = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(longer, 0, 0, this.#size);
      this.#bytes = longer;
    }
    this.#size += this.#bytes.write(text, this.#size);
    if (this.#size > MAX_STRING_BYTES) throw tooMuch(`more than ${MAX_STRING_BYTES / 1e6} MB of texts`);
    this.#ends[this.#count] = this.#size;
    this.#count += 1;
  }
}
