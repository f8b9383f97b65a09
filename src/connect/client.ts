import type * as z from 'zod';
import type { Deadline } from './deadline.ts';
import { type Answer, ConnectError, fate, type Intent } from './errors.ts';
import { type HttpCall, type RequestFunction, send } from './http.ts';
import { JsonError, readJson } from './json.ts';
import { multipart, type Upload } from './multipart.ts';
import { type Collection, type Query, toRql } from './rql.ts';
import { MAX_BYTES } from './size.ts';

/** Where Connect is and who asks. */
export interface ConnectAccess {
  /** Base URL without a trailing slash: `https://api.connect.cloudblue.com/public/v1`. */
  readonly endpoint: string;
  /** The whole value of the Authorization header: `ApiKey SU-…:…`. */
  readonly apiKey: string;
}

/** A kind of object: where it lives, what people call it, and its form. */
export interface Kind<C extends Collection, Schema extends z.ZodType> {
  /** The collection's name; `{}` are ids of its parents, in order. */
  readonly collection: C;
  /** `fulfillment request` */
  readonly noun: string;
  /** The module of Connect whose permission a key needs. */
  readonly module: string;
  readonly schema: Schema;
  /** What tells rows of a list apart, where they have no id. */
  readonly keyOf?: (row: z.infer<Schema>) => string;
}

export interface ListOptions<C extends Collection> extends Query<C> {
  /** The most rows to return. */
  readonly limit: number;
  /** Rows to pass over. */
  readonly offset?: number;
  /** Rows to ask for at once, where one call is worth a larger answer. */
  readonly pageSize?: number;
}

export interface Page<T> {
  readonly rows: T[];
  /** How many rows match in all, as Connect counts them. */
  readonly total: number;
}

/** Options of calls that change something. */
export interface WriteOptions {
  /** What is being done, for messages: `approve fulfillment request PR-1`. */
  readonly what?: string;
  /** How to find out whether it was done, when no answer came. */
  readonly check?: string;
}

/** Rows asked for at once: about 1 MB of requests. */
const PAGE = 100;
const SYSTEM = 'Connect';

/** JSON that core passes on as it is: `{{…}}` in it can't be taken for a placeholder. */
export const toJson = (value: unknown): string => JSON.stringify(value).replaceAll('{{', '\\u007b{');

/** An id as one segment of a path. */
const segment = (id: string, noun: string): string => {
  const text = typeof id === 'string' ? id.trim() : '';
  if (!text || /^\.+$/.test(text)) throw new ConnectError('fix', `The ID of the ${noun} is missing.`);
  if (!text.isWellFormed())
    throw new ConnectError(
      'fix',
      `The ID of the ${noun} holds half of a letter, which can't be sent. Fill it in again.`,
    );
  return encodeURIComponent(text);
};

const readTotal = (answer: Answer): number | undefined => {
  const match = /\/(\d+)\s*$/.exec(answer.header('content-range') ?? '');
  return match ? Number(match[1]) : undefined;
};

/**
 * One kind of object in Connect. Every method throws ConnectError in the words of the kind, before any call
 * when an id is missing, and after it when the answer isn't what the schema says.
 */
export class Resource<C extends Collection, Schema extends z.ZodType> {
  readonly #client: ConnectClient;
  readonly #kind: Kind<C, Schema>;
  readonly #path: string;

  constructor(client: ConnectClient, kind: Kind<C, Schema>, parents: readonly string[] = []) {
    this.#client = client;
    this.#kind = kind;
    let index = 0;
    this.#path = kind.collection.replaceAll('{}', () =>
      segment(parents[index++] ?? '', `${kind.noun}'s parent`),
    );
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
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}`;
    return this.#one({ method: 'GET', path, intent: this.#intent(`read ${object}`, object) });
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

  /** GET what belongs to one object and has another form than it, such as the `template` of a product. */
  async part(id: string, name: string): Promise<z.infer<Schema>> {
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}/${name}`;
    return this.#one({ method: 'GET', path, intent: this.#intent(`read the ${name} of ${object}`, object) });
  }

  /** POST an action on many objects at once; returns what became of each, checked against `outcome`. */
  async actOnMany<Outcome extends z.ZodType>(
    action: string,
    body: readonly object[],
    outcome: Outcome,
    { what, check }: WriteOptions = {},
  ): Promise<z.infer<Outcome>[]> {
    const intent = this.#intent(what ?? `${action} ${this.#plural}`, undefined, check);
    const call: ClientCall = { method: 'POST', path: `${this.#path}/${action}`, body, intent };
    const data = parsed(await this.#client.send(call), call);
    if (!Array.isArray(data)) throw unreadable(call, 'it is not a list');
    return data.map((row) => checked(outcome, row, call));
  }

  /** POST a new object; returns it as Connect gives it. */
  async create(
    body: object,
    { what = `create ${this.#kind.noun}`, check }: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    return this.#one({
      method: 'POST',
      path: this.#path,
      body,
      intent: this.#intent(what, undefined, check),
    });
  }

  /** POST a file of which Connect makes a new object. */
  async createFrom(upload: Upload, { what, check }: WriteOptions = {}): Promise<z.infer<Schema>> {
    const intent = this.#intent(what ?? `create ${this.#kind.noun}`, undefined, check);
    return this.#one({ method: 'POST', path: this.#path, ...(await multipart(upload)), intent });
  }

  /** POST a file to an action of one object, such as `upload`; returns the object as Connect gives it. */
  async upload(
    id: string,
    action: string,
    upload: Upload,
    { what, check }: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}/${action}`;
    const intent = this.#intent(what ?? `${action} ${object}`, object, check);
    return this.#one({ method: 'POST', path, ...(await multipart(upload)), intent });
  }

  /** GET a file that belongs to one object, such as `download`. */
  async download(id: string, part: string): Promise<Download> {
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}/${part}`;
    const intent = this.#intent(`download the file of ${object}`, object);
    return downloaded(await this.#client.send({ method: 'GET', path, binary: true, intent }));
  }

  /** PUT changes of one object; returns it as Connect gives it. */
  async update(id: string, body: object, { what, check }: WriteOptions = {}): Promise<z.infer<Schema>> {
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}`;
    return this.#one({
      method: 'PUT',
      path,
      body,
      intent: this.#intent(what ?? `change ${object}`, object, check),
    });
  }

  /** DELETE one object. */
  async delete(id: string): Promise<void> {
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}`;
    await this.#client.send({ method: 'DELETE', path, intent: this.#intent(`delete ${object}`, object) });
  }

  /** POST an action of one object, such as `approve`; returns the object as Connect gives it. */
  async act(
    id: string,
    action: string,
    body?: object,
    { what, check }: WriteOptions = {},
  ): Promise<z.infer<Schema>> {
    const object = `${this.#kind.noun} ${id}`;
    const path = `${this.#path}/${segment(id, this.#kind.noun)}/${action}`;
    return this.#one({
      method: 'POST',
      path,
      body,
      intent: this.#intent(what ?? `${action} ${object}`, object, check),
    });
  }

  async #one(call: ClientCall): Promise<z.infer<Schema>> {
    const answer = await this.#client.send(call);
    return checked(this.#kind.schema, parsed(answer, call), call);
  }

  #rows(answer: Answer, intent: Intent): z.infer<Schema>[] {
    const call: ClientCall = { method: 'GET', path: this.#path, intent };
    const data = parsed(answer, call);
    if (!Array.isArray(data)) throw unreadable(call, 'it is not a list');
    return data.map((row) => checked(this.#kind.schema, row, call));
  }
}

interface ClientCall {
  readonly method: HttpCall['method'];
  /** Path and query below the endpoint, without a leading slash; ids in it are escaped already. */
  readonly path: string;
  readonly body?: object | undefined;
  /** An encoded body, with the header that says how. */
  readonly encoded?: { readonly type: string; readonly content: Buffer };
  readonly binary?: boolean;
  readonly intent: Intent;
}

/** Rows of lists are known by their id. */
const idOf = (row: unknown): string => String((row as { id: unknown }).id);

const unreadable = (call: ClientCall, why: string): ConnectError => {
  const write = call.method !== 'GET';
  const done = write ? ' It may have been carried out all the same.' : '';
  return new ConnectError(
    'fix',
    `${SYSTEM} answered the attempt to ${call.intent.what} with something unexpected: ${why}.${done} ${fate(call.intent, write)}`,
    { unknownFate: write },
  );
};

const parsed = (answer: Answer, call: ClientCall): unknown => {
  const text = answer.text.trim();
  if (text.startsWith('<')) {
    throw unreadable(
      call,
      'a web page instead of data. Check that the API endpoint in the connection is the one of Connect, ending in /public/v1',
    );
  }
  try {
    return readJson(text);
  } catch (error) {
    throw unreadable(call, error instanceof JsonError ? error.message : String(error));
  }
};

const checked = <Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  call: ClientCall,
): z.infer<Schema> => {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'the object';
  throw unreadable(call, `${where} doesn't have the form that Connect documents`);
};

export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** A file as it arrived. */
export interface Download {
  readonly content: Buffer;
  /** MIME type. */
  readonly type: string;
}

const downloaded = ({ bytes, header }: Answer): Download => ({
  content: bytes ?? Buffer.alloc(0),
  type: header('content-type')?.split(';')[0] ?? 'application/octet-stream',
});

/** Connect's REST API for one step of a Zap: authentication, URLs, errors and time are handled here alone. */
export class ConnectClient {
  readonly deadline: Deadline;
  readonly #request: RequestFunction;
  readonly #access: ConnectAccess;

  constructor(request: RequestFunction, access: ConnectAccess, deadline: Deadline) {
    this.#request = request;
    this.#access = access;
    this.deadline = deadline;
  }

  /** The objects of one kind; `parents` are the ids for the `{}` in its collection. */
  of<C extends Collection, Schema extends z.ZodType>(
    kind: Kind<C, Schema>,
    ...parents: string[]
  ): Resource<C, Schema> {
    return new Resource(this, kind, parents);
  }

  /**
   * Fetches a file from an address that Connect or Zapier gave, without the key: such addresses are of other hosts.
   * @param what the file, for messages: `the uploaded spreadsheet of usage file UF-1`.
   * @throws ConnectError when it can't be fetched or is larger than {@link MAX_FILE}.
   */
  async fetchFile(url: string, what: string): Promise<Download> {
    const intent: Intent = {
      what: `download ${what}`,
      system: 'The host of the file',
      object: what,
      address: 'the address of the file',
    };
    if (!isWebAddress(url)) throw new ConnectError('fix', `The address of ${what} is no web address.`);
    const call = { method: 'GET', url, headers: {}, binary: true, intent } as const;
    try {
      return downloaded(await send(this.#request, call, this.deadline));
    } catch (error) {
      const status = error instanceof ConnectError ? error.status : undefined;
      if (status === undefined || status >= 500 || status === 429) throw error;
      throw new ConnectError(
        'fix',
        `${what[0]?.toUpperCase()}${what.slice(1)} can't be fetched: its host answered ${status}. Addresses of files end after a while; get a new one from the step before.`,
        { status },
      );
    }
  }

  /** Sends one call to Connect, and to no other host, with the key. */
  send({ method, path, body, encoded, binary, intent }: ClientCall): Promise<Answer> {
    return send(
      this.#request,
      {
        method,
        url: `${this.#access.endpoint}/${path}`,
        headers: {
          authorization: this.#access.apiKey,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(encoded ? { 'content-type': encoded.type } : {}),
        },
        body: encoded?.content ?? (body === undefined ? undefined : toJson(body)),
        ...(binary ? { binary } : {}),
        intent,
      },
      this.deadline,
    );
  }
}
