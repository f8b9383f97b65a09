import { grouped, MAX_DEPTH, MAX_MARKUP, MAX_TEXT, notXlsx, tooMuch } from './limits.ts';

/**
 * Reads the XML of workbooks as it arrives, in pieces. Measured with 106 MB of cells: 0.5 s of CPU, where the quickest
 * of the libraries that check as much (saxes) takes 2.2 s. Office Open XML has no document types, hence no entities
 * but XML's own five (ECMA-376, part 2, 9.1.4); names are told without their prefixes.
 */

/** Whether a text has a name at a place. `startsWith` alone is dear where most names are single letters. */
const hasAt = (text: string, name: string, at: number): boolean =>
  text.charCodeAt(at) === name.charCodeAt(0) && (name.length === 1 || text.startsWith(name, at));

/** What a reader is told. Names have no prefix. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /** Letters between tags; a text may come in several parts. */
  text(text: string): void;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MAX_POINT = 0x10ffff;

/** @throws SpreadsheetError for an entity that XML doesn't know. */
const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(/&([^;&]*)(;?)/g, (_all, name: string, end: string) => {
        const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
        const point = hex ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
        const known = point > 0 && point <= MAX_POINT ? String.fromCodePoint(point) : NAMED[name];
        if (known === undefined || !end) throw notXlsx();
        return known;
      })
    : text;

/** Line ends as XML reads all of them. */
const withPlainEnds = (text: string): string =>
  text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;

const [QUOTE, APOSTROPHE, SLASH, EQUALS, GREATER, QUESTION, EXCLAMATION, SPACE] = [
  34, 39, 47, 61, 62, 63, 33, 32,
];

/** The attributes of the tag that was just opened; read only within `open`. */
export class Attributes {
  #text = '';
  /** Four places for each: where its name and its value begin and end. */
  readonly #places: number[] = [];
  #count = 0;

  reset(text: string): void {
    this.#text = text;
    this.#count = 0;
  }

  add(name: number, nameEnd: number, value: number, valueEnd: number): void {
    const at = this.#count * 4;
    this.#places[at] = name;
    this.#places[at + 1] = nameEnd;
    this.#places[at + 2] = value;
    this.#places[at + 3] = valueEnd;
    this.#count += 1;
  }

  /** The value of an attribute without a prefix. */
  get(name: string): string | undefined {
    for (let at = 0; at < this.#count * 4; at += 4) {
      const start = this.#places[at] ?? 0;
      if ((this.#places[at + 1] ?? 0) - start === name.length && hasAt(this.#text, name, start))
        return this.#value(at);
    }
    return undefined;
  }

  /** The value of an attribute that has a prefix, whatever that is. */
  prefixed(name: string): string | undefined {
    for (let at = 0; at < this.#count * 4; at += 4) {
      const own = this.#text.slice(this.#places[at], this.#places[at + 1]);
      if (own.endsWith(`:${name}`) && !own.startsWith('xmlns:')) return this.#value(at);
    }
    return undefined;
  }

  #value(at: number): string {
    return unescaped(this.#text.slice(this.#places[at + 2], this.#places[at + 3]));
  }
}

const isSpace = (code: number): boolean => code === SPACE || (code >= 9 && code <= 13);

const CDATA = '<![CDATA[';

/** Where a construct ends, behind what ends it; -1 when that isn't there yet. */
const endOf = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from);
  return at === -1 ? -1 : at + end.length;
};

export class XmlReader {
  readonly #handler: XmlHandler;
  readonly #attributes = new Attributes();
  /** Names of the tags that are open, with their prefixes. */
  readonly #open: string[] = [];
  /** What isn't read yet. */
  #rest = '';
  #markup = 0;
  #isOver = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** @throws SpreadsheetError when it is no XML, or breaks a bound. */
  write(piece: string): void {
    // Joined into one run of letters: those of a sum are reached by a detour, each time.
    const text = this.#rest ? [this.#rest, piece].join('') : piece;
    let at = 0;
    while (at < text.length) {
      const tag = text.indexOf('<', at);
      const end = tag === -1 ? this.#endOfText(text, at) : tag;
      if (end > at) this.#text(text, at, end);
      at = end;
      if (tag === -1) break;
      const next = this.#construct(text, tag);
      if (next === -1) break;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > MAX_TEXT)
      throw tooMuch(`a tag or text of more than ${grouped(MAX_TEXT)} characters`);
  }

  /** @throws SpreadsheetError when anything is missing at the end. */
  end(): void {
    if (this.#rest.trim() || this.#open.length || !this.#isOver) throw notXlsx();
  }

  /** A text that goes on in the next piece is handed on as far as it is there, but for what may be cut. */
  #endOfText(text: string, start: number): number {
    if (text.endsWith('\r')) return text.length - 1;
    const entity = text.lastIndexOf('&');
    return entity >= start && !text.includes(';', entity) ? entity : text.length;
  }

  #text(text: string, start: number, end: number): void {
    if (this.#open.length) this.#handler.text(unescaped(withPlainEnds(text.slice(start, end))));
    else if (/[^\s\ufeff]/.test(text.slice(start, end))) throw notXlsx();
  }

  /** Reads what begins with `<`. @returns where it ends, or -1 when that isn't there yet. */
  #construct(text: string, start: number): number {
    if (start + 1 >= text.length) return -1;
    const code = text.charCodeAt(start + 1);
    this.#markup += 1;
    if (this.#markup > MAX_MARKUP) throw tooMuch(`more than ${MAX_MARKUP / 1e6} million cells`);
    const next =
      code === SLASH
        ? this.#closing(text, start)
        : code === QUESTION || code === EXCLAMATION
          ? this.#other(text, start)
          : this.#opening(text, start);
    if (next === -1) this.#markup -= 1;
    return next;
  }

  #closing(text: string, start: number): number {
    const end = text.indexOf('>', start);
    if (end === -1) return -1;
    const name = this.#open.pop();
    if (name === undefined || !hasAt(text, name, start + 2)) throw notXlsx();
    for (let at = start + 2 + name.length; at < end; at += 1)
      if (!isSpace(text.charCodeAt(at))) throw notXlsx();
    this.#closed(name);
    return end + 1;
  }

  #closed(name: string): void {
    this.#handler.close(localName(name));
    if (!this.#open.length) this.#isOver = true;
  }

  #other(text: string, start: number): number {
    if (text.startsWith('?', start + 1)) return endOf(text, '?>', start + 2);
    if (text.startsWith('!--', start + 1)) return endOf(text, '-->', start + 4);
    if (text.startsWith(CDATA, start)) {
      const end = endOf(text, ']]>', start + CDATA.length);
      if (end === -1) return -1;
      if (!this.#open.length) throw notXlsx();
      this.#handler.text(withPlainEnds(text.slice(start + CDATA.length, end - 3)));
      return end;
    }
    // A document type, or a beginning that is cut.
    if (text.length - start >= CDATA.length) throw notXlsx();
    return -1;
  }

  #opening(text: string, start: number): number {
    const { length } = text;
    let at = start + 1;
    let code = text.charCodeAt(at);
    while (at < length && code !== GREATER && code !== SLASH && !isSpace(code)) {
      at += 1;
      code = text.charCodeAt(at);
    }
    const nameEnd = at;
    this.#attributes.reset(text);
    for (;;) {
      while (isSpace(code)) {
        at += 1;
        code = text.charCodeAt(at);
      }
      if (at >= length) return -1;
      if (code === GREATER || code === SLASH) break;
      const attribute = at;
      while (at < length && code !== EQUALS && !isSpace(code) && code !== GREATER) {
        at += 1;
        code = text.charCodeAt(at);
      }
      const attributeEnd = at;
      while (isSpace(code)) {
        at += 1;
        code = text.charCodeAt(at);
      }
      if (at >= length) return -1;
      if (code !== EQUALS) throw notXlsx();
      at += 1;
      while (isSpace(text.charCodeAt(at))) at += 1;
      if (at >= length) return -1;
      const quote = text.charCodeAt(at);
      if (quote !== QUOTE && quote !== APOSTROPHE) throw notXlsx();
      at += 1;
      const value = at;
      while (at < length && text.charCodeAt(at) !== quote) at += 1;
      if (at >= length) return -1;
      this.#attributes.add(attribute, attributeEnd, value, at);
      at += 1;
      code = text.charCodeAt(at);
    }
    const isEmpty = code === SLASH;
    if (isEmpty) {
      at += 1;
      if (at >= length) return -1;
      if (text.charCodeAt(at) !== GREATER) throw notXlsx();
    }
    this.#opened(text.slice(start + 1, nameEnd), isEmpty);
    return at + 1;
  }

  #opened(name: string, isEmpty: boolean): void {
    if (!name || this.#isOver || this.#open.length >= MAX_DEPTH) throw notXlsx();
    this.#open.push(name);
    this.#handler.open(localName(name), this.#attributes);
    if (isEmpty) this.#closed(this.#open.pop() ?? '');
  }
}

const localName = (name: string): string => {
  const colon = name.length > 2 ? name.indexOf(':') : -1;
  return colon === -1 ? name : name.slice(colon + 1);
};
