import { unescape as percentDecoded } from 'node:querystring';

/**
 * Connect's query language, as its server's own parser (lib-rql) understands it. Values keep their quotes.
 * The trees are those of the parser: `a=1&b=2&c=3` leans to the right, the terms of `a=1,b=2,c=3` stand side by side.
 */
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'like' | 'ilike';
export type RqlValue = string | RqlNode;
export type RqlNode =
  | { readonly op: Comparison; readonly name: string; readonly value: RqlValue }
  | { readonly op: 'in' | 'out'; readonly name: string; readonly values: readonly RqlValue[] }
  | { readonly op: 'and' | 'or' | 'not' | 'tuple'; readonly terms: readonly RqlNode[] }
  | { readonly op: 'ordering' | 'select'; readonly names: readonly string[] };

/** A query that Connect answers with 400; the message is its own. */
export class RqlError extends Error {}

export const badQuery = () => new RqlError('Bad filter query.');

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
const SEARCHES = ['like', 'ilike'] as const;
const NAME = /[a-zA-Z][\p{L}\p{N}_.-]*/uy;
const QUOTED = /"[^"]*"|'[^']*'/uy;
const SPECIAL = /(?:null|empty)\(\)/uy;
const UNQUOTED = /[\p{L}\p{N}_\-*+\\][\p{L}\p{N}_.\s\-:+@*\\]*/uy;
/** A lone `t` begins a tuple to the server's parser, wherever a tuple may stand. */
const TUPLE = 't';
/** Terms inside each other; queries that mean something have a handful. */
const MAX_DEPTH = 200;

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The whole text: a term, or several joined by commas. */
  whole(): RqlNode {
    const terms = this.#list(() => this.#term());
    if (this.#at < this.#text.length) throw badQuery();
    const [only] = terms;
    return only && terms.length === 1 ? only : { op: 'and', terms };
  }

  #peek(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#at += text.length;
    return true;
  }

  #need(text: string): void {
    if (!this.#take(text)) throw badQuery();
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #name(): string {
    const name = this.#match(NAME);
    if (name === undefined) throw badQuery();
    return name;
  }

  /** One or more, with a separator between them. */
  #list<T>(one: () => T, separator = ','): T[] {
    const list = [one()];
    while (this.#take(separator)) list.push(one());
    return list;
  }

  /** What stands inside of something else. @throws RqlError when it is too deep to be followed. */
  #inside<T>(one: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw badQuery();
    const found = one();
    this.#depth -= 1;
    return found;
  }

  /** `x` or `x&y&z`: all have to hold. */
  #term(): RqlNode {
    return this.#inside(() => {
      const first = this.#peek('(') ? this.#bracketed() : (this.#logical() ?? this.#single());
      return this.#take('&') ? { op: 'and', terms: [first, this.#term()] } : first;
    });
  }

  /** `(x)`, `(x|y)`, `(x;y)` or `(x,y)`. */
  #bracketed(): RqlNode {
    this.#need('(');
    const first = this.#term();
    let node = first;
    for (const separator of ['|', ';', ',']) {
      if (node !== first || !this.#take(separator)) continue;
      const terms = [first, ...this.#list(() => this.#term(), separator)];
      node = { op: separator === ',' ? 'and' : 'or', terms };
    }
    this.#need(')');
    return node;
  }

  #logical(): RqlNode | undefined {
    if (this.#take('not(')) return this.#negation();
    if (this.#take(`${TUPLE}(`)) return this.#tuple();
    for (const op of ['and', 'or'] as const) {
      if (!this.#take(`${op}(`)) continue;
      const terms = this.#list(() => this.#term());
      this.#need(')');
      if (terms.length < 2) throw badQuery();
      return { op, terms };
    }
    return undefined;
  }

  /** Only a single expression can be negated; brackets around it don't matter. */
  #negation(): RqlNode {
    let depth = 0;
    while (this.#take('(')) depth += 1;
    const term = this.#single();
    this.#need(')'.repeat(depth + 1));
    return { op: 'not', terms: [term] };
  }

  /** A comparison, list, search, ordering or selection. */
  #single(): RqlNode {
    for (const op of ['in', 'out'] as const) if (this.#take(`${op}(`)) return this.#listing(op);
    for (const op of ['ordering', 'select'] as const) if (this.#take(`${op}(`)) return this.#signed(op);
    return this.#comparison();
  }

  /** `op(name,value)`, `name=value` or `name=op=value`. */
  #comparison(): RqlNode {
    for (const op of [...COMPARISONS, ...SEARCHES]) {
      if (!this.#take(`${op}(`)) continue;
      const name = this.#name();
      this.#need(',');
      const value = this.#value();
      this.#need(')');
      return { op, name, value };
    }
    const name = this.#name();
    if (name === TUPLE) throw badQuery();
    this.#need('=');
    const op = COMPARISONS.find((one) => this.#take(`${one}=`)) ?? 'eq';
    return { op, name, value: this.#value() };
  }

  #listing(op: 'in' | 'out'): RqlNode {
    const name = this.#name();
    this.#need(',(');
    const values = this.#list(() => this.#value());
    this.#need('))');
    return { op, name, values };
  }

  #tuple(): RqlNode {
    const terms = this.#inside(() => this.#list(() => this.#comparison()));
    this.#need(')');
    return { op: 'tuple', terms };
  }

  #signed(op: 'ordering' | 'select'): RqlNode {
    if (this.#take(')')) return { op, names: [] };
    const names = this.#list(() => {
      const sign = ['-', '+'].find((one) => this.#take(one)) ?? '';
      return sign + this.#name();
    });
    this.#need(')');
    return { op, names };
  }

  #value(): RqlValue {
    if (this.#take(`${TUPLE}(`)) return this.#tuple();
    const value = this.#match(QUOTED) ?? this.#match(SPECIAL) ?? this.#match(UNQUOTED);
    if (value === undefined || value === TUPLE) throw badQuery();
    return value;
  }
}

/**
 * Parses what stands behind `?` in a URL. It is percent-decoded once, `+` and broken escapes staying as they are, and is then one
 * expression.
 * @returns undefined for an empty query.
 * @throws RqlError when Connect would answer 400.
 */
export const parseRql = (query: string): RqlNode | undefined => {
  const text = percentDecoded(query);
  return text === '' ? undefined : new Parser(text).whole();
};
