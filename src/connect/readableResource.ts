import type * as z from 'zod/mini';
import {
  type ClientCall,
  checked,
  type Download,
  downloaded,
  lenient,
  listed,
  pairs,
  parsed,
  readText,
  readTotal,
  SYSTEM,
  segment,
  type Transport,
} from './call.ts';
import { type Answer, ConnectError, type Intent } from './errors.ts';
import type { Kind, LenientPage, ListOptions, Page, WriteOptions } from './kind.ts';
import { type Collection, toRql } from './rql.ts';
import { MAX_BYTES } from './size.ts';
import type { Part } from './verbs.ts';

/** Rows asked for at once: about 1 MB of requests. */
const PAGE = 100;
/** Rows of lists are known by their id. */
const idOf = (row: unknown): string => String((row as { id: unknown }).id);

/**
 * What can be read of one kind of object in Connect. Every method throws ConnectError in the words of the kind,
 * before any call when an id is missing, and after it when the answer isn't what the schema says.
 */
export class ReadableResource<C extends Collection, Schema extends z.ZodMiniType> {
  protected readonly client: Transport;
  protected readonly kind: Kind<C, Schema>;
  protected readonly path: string;
  /** Whose the objects are, where they belong to another one: ` of PRD-838-787-106`. */
  readonly #whose: string;

  constructor(client: Transport, kind: Kind<C, Schema>, parents: readonly string[] = []) {
    this.client = client;
    this.kind = kind;
    let index = 0;
    this.#whose = parents.length ? ` of ${parents.join(', ')}` : '';
    this.path = kind.collection.replaceAll('{}', () =>
      segment(parents[index++] ?? '', `${kind.noun}'s parent`),
    );
  }

  /** `fulfillment request` */
  get noun(): string {
    return this.kind.noun;
  }

  /** The path of one object, or of an action or part of it. */
  protected pathTo(id: string, last?: string): string {
    const path = `${this.path}/${segment(id, this.kind.noun)}`;
    return last ? `${path}/${last}` : path;
  }

  /** What is done to one object, for messages. */
  protected about(id: string, doing: string, { what, check }: WriteOptions = {}): Intent {
    const object = `${this.kind.noun} ${id}`;
    return this.intent(what ?? `${doing} ${object}`, object, check);
  }

  protected intent(what: string, object?: string, check?: string): Intent {
    return { what, object, check, system: SYSTEM, module: this.kind.module };
  }

  /** Where the object that rows belong to isn't there, they are found nowhere: it is named. */
  #listing(): Intent {
    const rows = `${this.plural}${this.#whose}`;
    return this.intent(`list ${rows}`, this.#whose ? rows : undefined);
  }

  /** Connect names its lists `requests`, so "list fulfillment requests" reads well enough everywhere. */
  protected get plural() {
    return `${this.kind.noun}s`;
  }

  /** GET one object by its id. */
  async get(id: string): Promise<z.infer<Schema>> {
    return this.one({ method: 'GET', path: this.pathTo(id), intent: this.about(id, 'read') });
  }

  /** GET one object, or undefined when Connect has none with this id (404). */
  async find(id: string): Promise<z.infer<Schema> | undefined> {
    try {
      return await this.get(id);
    } catch (error) {
      if (error instanceof ConnectError && error.status === 404) return undefined;
      throw error;
    }
  }

  /**
   * GET up to `limit` rows, in as many pages as that takes. Rows that shift while pages are read come once.
   * @throws ConnectError when not all rows asked for fit in Zapier's size or time; nothing is dropped silently.
   */
  async list({
    limit,
    offset = 0,
    pageSize = PAGE,
    ...query
  }: ListOptions<C>): Promise<Page<z.infer<Schema>>> {
    const intent = this.#listing();
    const rql = toRql<C>(query);
    const rows = new Map<string, z.infer<Schema>>();
    let total: number | undefined;
    let bytes = 0;
    for (let from = offset; rows.size < limit; ) {
      const size = Math.min(pageSize, limit - (from - offset));
      if (size <= 0) break;
      const url = `${this.path}?${rql ? `${rql}&` : ''}limit=${size}&offset=${from}`;
      const answer = await this.client.send({ method: 'GET', path: url, intent });
      const page = this.#rows(answer, intent);
      total = readTotal(answer) ?? total;
      bytes += Buffer.byteLength(answer.text);
      for (const row of page) rows.set((this.kind.keyOf ?? idOf)(row), row);
      from += page.length;
      // A server may give fewer rows at once than were asked for; how many there are it says itself.
      const isEnd = total === undefined ? page.length < size : from >= total;
      if (isEnd || page.length === 0) break;
      if (rows.size < limit && (bytes > MAX_BYTES || !this.client.deadline.allowsMore)) {
        throw new ConnectError(
          'fix',
          `${total ?? 'Many'} ${this.plural} match, and only the first ${rows.size} fit in Zapier's limits of size and time. Narrow the filters, or ask for at most ${rows.size}.`,
        );
      }
    }
    return { rows: [...rows.values()], total: total ?? offset + rows.size };
  }

  /**
   * GET one page, with one call; rows that break their schema are set apart instead of failing the others.
   * @throws ConnectError when no page arrives; with `isTooLarge` when fewer rows may still fit.
   */
  async page({
    limit,
    offset = 0,
    ...query
  }: Omit<ListOptions<C>, 'pageSize'>): Promise<LenientPage<z.infer<Schema>>> {
    const intent = this.#listing();
    const rql = toRql<C>(query);
    const path = `${this.path}?${rql ? `${rql}&` : ''}limit=${limit}&offset=${offset}`;
    const call: ClientCall = { method: 'GET', path, intent };
    return lenient(this.kind.schema, await this.client.send(call), call);
  }

  /**
   * GET what belongs to one object and has another form than it, such as the `template` of a product.
   * @param query names and values that the contract has for it; undefined ones are left out.
   */
  async part(
    id: string,
    name: Part<C, 'object' | 'other'>,
    query: Readonly<Record<string, string | undefined>> = {},
  ): Promise<z.infer<Schema>> {
    const path = [this.pathTo(id, name), pairs(query)].filter(Boolean).join('?');
    return this.one({ method: 'GET', path, intent: this.about(id, `read the ${name} of`) });
  }

  /**
   * GET a text that belongs to one object, such as its `render`.
   * @returns the text, and its MIME type; undefined when Connect has no such object (404).
   */
  async text(id: string, name: Part<C, 'text'>): Promise<{ text: string; type: string } | undefined> {
    const call: ClientCall = {
      method: 'GET',
      path: this.pathTo(id, name),
      accept: 'text/markdown, text/*;q=0.9, */*;q=0.5',
      intent: this.about(id, `read the ${name} of`),
    };
    try {
      return readText(await this.client.send(call), call);
    } catch (error) {
      if (error instanceof ConnectError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** GET a file that belongs to one object, such as `download`. */
  async download(id: string, part: Part<C, 'file'>): Promise<Download> {
    const intent = this.about(id, 'download the file of');
    return downloaded(
      await this.client.send({ method: 'GET', path: this.pathTo(id, part), binary: true, intent }),
    );
  }

  protected async one(call: ClientCall): Promise<z.infer<Schema>> {
    const answer = await this.client.send(call);
    return checked(this.kind.schema, parsed(answer, call), call);
  }

  #rows(answer: Answer, intent: Intent): z.infer<Schema>[] {
    const call: ClientCall = { method: 'GET', path: this.path, intent };
    return listed(answer, call).map((row) => checked(this.kind.schema, row, call));
  }
}
