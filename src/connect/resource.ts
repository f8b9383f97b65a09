import type * as z from 'zod';
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
import { PUT_ACTIONS, READ_AGAIN } from './contract/answers.ts';
import { type Answer, ConnectError, type Intent } from './errors.ts';
import type { Kind, LenientPage, ListOptions, Page, WriteOptions } from './kind.ts';
import { multipart, type Upload } from './multipart.ts';
import { type Collection, toRql } from './rql.ts';
import { MAX_BYTES } from './size.ts';
import type { Action, ActionOnMany, Creating, Part, Uploading, Writable } from './verbs.ts';

/** Rows asked for at once: about 1 MB of requests. */
const PAGE = 100;
/** Rows of lists are known by their id. */
const idOf = (row: unknown): string => String((row as { id: unknown }).id);

/**
 * One kind of object in Connect. Every method throws ConnectError in the words of the kind, before any call
 * when an id is missing, and after it when the answer isn't what the schema says.
 */
export class Resource<C extends Collection, Schema extends z.ZodType> {
  readonly #client: Transport;
  readonly #kind: Kind<C, Schema>;
  readonly #path: string;

  constructor(client: Transport, kind: Kind<C, Schema>, parents: readonly string[] = []) {
    this.#client = client;
    this.#kind = kind;
    let index = 0;
    this.#path = kind.collection.replaceAll('{}', () =>
      segment(parents[index++] ?? '', `${kind.noun}'s parent`),
    );
  }

  /** `fulfillment request` */
  get noun(): string {
    return this.#kind.noun;
  }

  /** The path of one object, or of an action or part of it. */
  #pathTo(id: string, last?: string): string {
    const path = `${this.#path}/${segment(id, this.#kind.noun)}`;
    return last ? `${path}/${last}` : path;
  }

  /** What is done to one object, for messages. */
  #about(id: string, doing: string, { what, check }: WriteOptions = {}): Intent {
    const object = `${this.#kind.noun} ${id}`;
    return this.#intent(what ?? `${doing} ${object}`, object, check);
  }

  #intent(what: string, object?: string, check?: string): Intent {
    return { what, object, check, system: SYSTEM, module: this.#kind.module };
  }

  /** Connect names its lists `requests`, so "list fulfillment requests" reads well enough everywhere. */
  get #plural() {
    return `${this.#kind.noun}s`;
  }

  /** GET one object by its id. */
  async get(id: string): Promise<z.infer<Schema>> {
    return this.#one({ method: 'GET', path: this.#pathTo(id), intent: this.#about(id, 'read') });
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
    const intent = this.#intent(`list ${this.#plural}`);
    const rql = toRql<C>(query);
    const rows = new Map<string, z.infer<Schema>>();
    let total: number | undefined;
    let bytes = 0;
    for (let from = offset; rows.size < limit; ) {
      const size = Math.min(pageSize, limit - (from - offset));
      if (size <= 0) break;
      const url = `${this.#path}?${rql ? `${rql}&` : ''}limit=${size}&offset=${from}`;
      const answer = await this.#client.send({ method: 'GET', path: url, intent });
      const page = this.#rows(answer, intent);
      total = readTotal(answer) ?? total;
      bytes += Buffer.byteLength(answer.text);
      for (const row of page) rows.set((this.#kind.keyOf ?? idOf)(row), row);
      from += page.length;
      // A server may give fewer rows at once than were asked for; how many there are it says itself.
      const isEnd = total === undefined ? page.length < size : from >= total;
      if (isEnd || page.length === 0) break;
      if (rows.size < limit && (bytes > MAX_BYTES || !this.#client.deadline.allowsMore)) {
        throw new ConnectError(
          'fix',
          `${total ?? 'Many'} ${this.#plural} match, and only the first ${rows.size} fit in Zapier's limits of size and time. Narrow the filters, or ask for at most ${rows.size}.`,
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
    const intent = this.#intent(`list ${this.#plural}`);
    const rql = toRql<C>(query);
    const path = `${this.#path}?${rql ? `${rql}&` : ''}limit=${limit}&offset=${offset}`;
    const call: ClientCall = { method: 'GET', path, intent };
    return lenient(this.#kind.schema, await this.#client.send(call), call);
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
    const path = [this.#pathTo(id, name), pairs(query)].filter(Boolean).join('?');
    return this.#one({ method: 'GET', path, intent: this.#about(id, `read the ${name} of`) });
  }

  /**
   * GET a text that belongs to one object, such as its `render`.
   * @returns the text, and its MIME type; undefined when Connect has no such object (404).
   */
  async text(id: string, name: Part<C, 'text'>): Promise<{ text: string; type: string } | undefined> {
    const call: ClientCall = {
      method: 'GET',
      path: this.#pathTo(id, name),
      accept: 'text/markdown, text/*;q=0.9, */*;q=0.5',
      intent: this.#about(id, `read the ${name} of`),
    };
    try {
      return readText(await this.#client.send(call), call);
    } catch (error) {
      if (error instanceof ConnectError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** GET a file that belongs to one object, such as `download`. */
  async download(id: string, part: Part<C, 'file'>): Promise<Download> {
    const intent = this.#about(id, 'download the file of');
    return downloaded(
      await this.#client.send({ method: 'GET', path: this.#pathTo(id, part), binary: true, intent }),
    );
  }

  /** POST a new object; returns it as Connect gives it. */
  async create(body: Creating<C, 'object'>, options: WriteOptions = {}): Promise<z.infer<Schema>> {
    return this.#one(this.#creating(body, options));
  }

  /** POST what Connect makes several objects of; returns them all. */
  async createSeveral(body: Creating<C, 'list'>, options: WriteOptions = {}): Promise<z.infer<Schema>[]> {
    const call = this.#creating(body, options);
    // The sources show one object too, where there is only one.
    return [parsed(await this.#client.send(call), call)]
      .flat()
      .map((row) => checked(this.#kind.schema, row, call));
  }

  /** POST a new object whose answer is another one, without an id; returns that, checked against `outcome`. */
  async createFor<Outcome extends z.ZodType>(
    body: Creating<C, 'other'>,
    outcome: Outcome,
    options: WriteOptions = {},
  ): Promise<z.infer<Outcome>> {
    const call = this.#creating(body, options);
    return checked(outcome, parsed(await this.#client.send(call), call), call);
  }

  /** POST a file of which Connect makes a new object. */
  async createFrom(upload: Upload, { what, check }: WriteOptions = {}): Promise<z.infer<Schema>> {
    const intent = this.#intent(what ?? `create ${this.#kind.noun}`, undefined, check);
    return this.#one({ method: 'POST', path: this.#path, ...(await multipart(upload)), intent });
  }

  /** PUT changes of one object; returns it as it is afterwards. */
  async update(
    id: Writable<C, 'update'>,
    body: object,
    options: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    const intent = this.#about(id, 'change', options);
    return this.#changed(id, '', { method: 'PUT', path: this.#pathTo(id), body, intent });
  }

  /** DELETE one object. */
  async delete(id: Writable<C, 'delete'>): Promise<void> {
    await this.#client.send({
      method: 'DELETE',
      path: this.#pathTo(id),
      intent: this.#about(id, 'delete'),
    });
  }

  /**
   * Does an action with one object, such as `approve`.
   * @returns the object as it is afterwards: as Connect answers it, or read again where the action answers nothing or
   *   another object.
   */
  async act(
    id: string,
    action: Action<C>,
    body?: object,
    options: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    return this.#changed(id, action, this.#acting(id, action, body, options));
  }

  /**
   * Does an action with one object that answers another one, such as the approval of a tier configuration request.
   * @returns that other object, checked against `outcome`.
   */
  async actFor<Outcome extends z.ZodType>(
    id: string,
    action: Action<C, 'other'>,
    outcome: Outcome,
    body?: object,
    options: WriteOptions = {},
  ): Promise<z.infer<Outcome>> {
    const call = this.#acting(id, action, body, options);
    return checked(outcome, parsed(await this.#client.send(call), call), call);
  }

  /** POST an action on many objects at once; returns what became of each, checked against `outcome`. */
  async actOnMany<Outcome extends z.ZodType>(
    action: ActionOnMany<C>,
    body: readonly object[],
    outcome: Outcome,
    { what, check }: WriteOptions = {},
  ): Promise<z.infer<Outcome>[]> {
    const intent = this.#intent(what ?? `${action} ${this.#plural}`, undefined, check);
    const call: ClientCall = { method: 'POST', path: `${this.#path}/${action}`, body, intent };
    return listed(await this.#client.send(call), call).map((row) => checked(outcome, row, call));
  }

  /** POST a file to an action of one object, such as `upload`; returns the object as Connect gives it. */
  async upload(
    id: string,
    action: Uploading<C>,
    upload: Upload,
    options: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    const intent = this.#about(id, action, options);
    return this.#one({
      method: 'POST',
      path: this.#pathTo(id, action),
      ...(await multipart(upload)),
      intent,
    });
  }

  #creating(body: object, { what = `create ${this.#kind.noun}`, check }: WriteOptions): ClientCall {
    return { method: 'POST', path: this.#path, body, intent: this.#intent(what, undefined, check) };
  }

  #acting(id: string, action: string, body: object | undefined, options: WriteOptions): ClientCall {
    return {
      method: PUT_ACTIONS.has(`${this.#kind.collection}/{}/${action}`) ? 'PUT' : 'POST',
      path: this.#pathTo(id, action),
      body,
      intent: this.#about(id, action, options),
    };
  }

  /** Makes a change, and reads the object again where the contract says that it isn't the answer. */
  async #changed(id: string, action: string, call: ClientCall): Promise<z.infer<Schema>> {
    const place = [this.#kind.collection, '{}', action].filter(Boolean).join('/');
    if (!READ_AGAIN.has(place)) return this.#one(call);
    const answer = await this.#client.send(call);
    // A web page, or data that is cut off, confirms nothing.
    if (answer.text.trim()) parsed(answer, call);
    try {
      return await this.get(id);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const { what, check } = call.intent;
      throw error.with(
        [`This was after ${SYSTEM} had confirmed the attempt to ${what}.`, check].filter(Boolean).join(' '),
      );
    }
  }

  async #one(call: ClientCall): Promise<z.infer<Schema>> {
    const answer = await this.#client.send(call);
    return checked(this.#kind.schema, parsed(answer, call), call);
  }

  #rows(answer: Answer, intent: Intent): z.infer<Schema>[] {
    const call: ClientCall = { method: 'GET', path: this.#path, intent };
    return listed(answer, call).map((row) => checked(this.#kind.schema, row, call));
  }
}
