/**
 * Connect's query language, as its server's own parser (lib-rql) understands it. Values keep their quotes.
 * The trees are those of the parser: `a=1&b=2&c=3` leans to the right.
 */
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'like' | 'ilike';
export type RqlNode =
  | { readonly op: Comparison; readonly name: string; readonly value: string | RqlNode }
  | { readonly op: 'in' | 'out'; readonly name: string; readonly values: readonly string[] }
  | { readonly op: 'and' | 'or' | 'not' | 'tuple'; readonly terms: readonly RqlNode[] }
  | { readonly op: 'ordering' | 'select'; readonly names: readonly string[] };

/** A query that Connect answers with 400; the message is its own. */
export class RqlError extends Error {}

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
const SEARCHES = ['like', 'ilike'] as const;
const NAME = /[a-zA-Z][\p{L}\p{N}_.-]*/uy;
const QUOTED = /"[^"]*"|'[^']*'/uy;
const SPECIAL = /(?:null|empty)\(\)/uy;
const UNQUOTED = /[\p{L}\p{N}_\-*+\\][\p{L}\p{N}_.\s\-:+@*\\]*/uy;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): RqlNode {
    const node = this.#chain(true);
    if (this.#at < this.#text.length) throw this.#bad();
    return node;
  }

  #bad() {
    return new RqlError('Bad filter query.');
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
    if (!this.#take(text)) throw this.#bad();
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #needed(pattern: RegExp): string {
    const found = this.#match(pattern);
    if (found === undefined) throw this.#bad();
    return found;
  }

  /** Terms joined by `&`, or by `,` where that is allowed: all have to hold. */
  #chain(isTop: boolean): RqlNode {
    const first = this.#term();
    const goesOn = this.#take('&') || (isTop && this.#take(','));
    return goesOn ? { op: 'and', terms: [first, this.#chain(isTop)] } : first;
  }

  #term(): RqlNode {
    return this.#peek('(') ? this.#bracketed() : (this.#call() ?? this.#equation());
  }

  /** `(x)`, `(x&y)`, `(x|y)` or `(x;y)`. */
  #bracketed(): RqlNode {
    this.#need('(');
    const first = this.#term();
    let node = first;
    if (this.#take('&')) node = { op: 'and', terms: [first, this.#chain(false)] };
    for (const separator of ['|', ';']) {
      if (node !== first || !this.#peek(separator)) continue;
      const terms = [first];
      while (this.#take(separator)) terms.push(this.#term());
      node = { op: 'or', terms };
    }
    this.#need(')');
    return node;
  }

  /** `op(…)`, when one of the language's words is followed by a bracket. */
  #call(): RqlNode | undefined {
    for (const op of [...COMPARISONS, ...SEARCHES]) if (this.#take(`${op}(`)) return this.#comparison(op);
    for (const op of ['in', 'out'] as const) if (this.#take(`${op}(`)) return this.#list(op);
    for (const op of ['and', 'or'] as const) if (this.#take(`${op}(`)) return this.#group(op);
    for (const op of ['ordering', 'select'] as const) if (this.#take(`${op}(`)) return this.#signed(op);
    if (this.#take('not(')) return this.#negation();
    if (this.#take('t(')) return this.#tuple();
    return undefined;
  }

  #comparison(op: Comparison): RqlNode {
    const name = this.#needed(NAME);
    this.#need(',');
    const value = this.#value();
    this.#need(')');
    return { op, name, value };
  }

  #list(op: 'in' | 'out'): RqlNode {
    const name = this.#needed(NAME);
    this.#need(',(');
    const values = [this.#scalar()];
    while (this.#take(',')) values.push(this.#scalar());
    this.#need('))');
    return { op, name, values };
  }

  #group(op: 'and' | 'or'): RqlNode {
    const terms = [this.#term()];
    while (this.#take(',')) terms.push(this.#term());
    this.#need(')');
    if (terms.length < 2) throw this.#bad();
    return { op, terms };
  }

  /** Only a single expression can be negated. */
  #negation(): RqlNode {
    const term = this.#term();
    this.#need(')');
    if (term.op === 'and' || term.op === 'or' || term.op === 'not' || term.op === 'tuple') throw this.#bad();
    return { op: 'not', terms: [term] };
  }

  #tuple(): RqlNode {
    const terms: RqlNode[] = [];
    do {
      const term = this.#call() ?? this.#equation();
      if (!('name' in term) || term.op === 'in' || term.op === 'out') throw this.#bad();
      terms.push(term);
    } while (this.#take(','));
    this.#need(')');
    return { op: 'tuple', terms };
  }

  #signed(op: 'ordering' | 'select'): RqlNode {
    const names: string[] = [];
    if (this.#take(')')) return { op, names };
    do {
      const sign = this.#take('-') ? '-' : this.#take('+') ? '+' : '';
      names.push(sign + this.#needed(NAME));
    } while (this.#take(','));
    this.#need(')');
    return { op, names };
  }

  #equation(): RqlNode {
    const name = this.#needed(NAME);
    this.#need('=');
    const op = COMPARISONS.find((one) => this.#take(`${one}=`)) ?? 'eq';
    return { op, name, value: this.#value() };
  }

  #value(): string | RqlNode {
    return this.#take('t(') ? this.#tuple() : this.#scalar();
  }

  #scalar(): string {
    return this.#match(QUOTED) ?? this.#match(SPECIAL) ?? this.#needed(UNQUOTED);
  }
}

/**
 * Parses what stands behind `?` in a URL. It is percent-decoded once, `+` staying as it is, and then one expression.
 * @returns undefined for an empty query.
 * @throws RqlError when Connect would answer 400.
 */
export const parseRql = (query: string): RqlNode | undefined => {
  let text: string;
  try {
    text = decodeURIComponent(query);
  } catch {
    throw new RqlError('Bad filter query.');
  }
  return text === '' ? undefined : new Parser(text).whole();
};
