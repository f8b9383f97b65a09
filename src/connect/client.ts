import type * as z from 'zod/mini';
import { isLoopback } from './addresses.ts';
import { type ClientCall, type Download, downloaded, SYSTEM, type Transport } from './call.ts';
import type { Deadline } from './deadline.ts';
import { type Answer, ConnectError, type Intent } from './errors.ts';
import { send } from './http.ts';
import type { Kind } from './kind.ts';
import { Resource } from './resource.ts';
import type { Collection } from './rql.ts';
import type { Wire } from './wire.ts';

/** Where Connect is and who asks. */
export interface ConnectAccess {
  /** Base URL without a trailing slash: `https://api.connect.cloudblue.com/public/v1`. */
  readonly endpoint: string;
  /** The whole value of the Authorization header: `ApiKey SU-…:…`. */
  readonly apiKey: string;
}

/** JSON that core passes on as it is: `{{…}}` in it can't be taken for a placeholder. */
export const toJson = (value: unknown): string => JSON.stringify(value).replaceAll('{{', '\\u007b{');

export const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** Connect's REST API for one step of a Zap: authentication, URLs, errors and time are handled here alone. */
export class ConnectClient implements Transport {
  readonly #wire: Wire;
  readonly #access: ConnectAccess;

  constructor(wire: Wire, access: ConnectAccess) {
    this.#wire = wire;
    this.#access = access;
  }

  get deadline(): Deadline {
    return this.#wire.deadline;
  }

  /** The objects of one kind; `parents` are the ids for the `{}` in its collection. */
  of<C extends Collection, Schema extends z.ZodMiniType>(
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
    const foreign = { allowsLoopback: isLoopback(new URL(this.#access.endpoint)) };
    const call = { method: 'GET', url, headers: {}, binary: true, foreign, intent } as const;
    try {
      return downloaded(await send(this.#wire, call));
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

  /**
   * Fetches a file from the address that an object of Connect gives: with the key where that is below Connect's own
   * endpoint, without it from any other host. @throws ConnectError as {@link fetchFile}.
   */
  async fetchLinked(address: string, what: string, module: string): Promise<Download> {
    const base = `${this.#access.endpoint}/`;
    const url = URL.canParse(address, base) ? new URL(address, base).href : address;
    if (!url.startsWith(new URL(base).href)) return this.fetchFile(url, what);
    const intent = { what: `download ${what}`, object: what, system: SYSTEM, module };
    const path = url.slice(new URL(base).href.length);
    return downloaded(await this.send({ method: 'GET', path, binary: true, intent }));
  }

  /**
   * The address of a path below the endpoint.
   * @throws ConnectError when it leads elsewhere: the key must never go there.
   */
  #urlOf(path: string): string {
    const url = `${this.#access.endpoint}/${path}`;
    const [bare = ''] = url.split('?');
    // What is read as another address than it was written as would leave the base path, or the host.
    if (!URL.canParse(url) || new URL(bare).href !== bare)
      throw new ConnectError('fix', `The path "${path}" leads out of Connect's API, so nothing was sent.`);
    return url;
  }

  /** Sends one call to Connect, and to no other host, with the key. */
  async send(call: ClientCall): Promise<Answer> {
    const { method, path, body, encoded, binary, accept, headers, staysHere, intent } = call;
    return send(this.#wire, {
      method,
      url: this.#urlOf(path),
      headers: {
        ...headers,
        authorization: this.#access.apiKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(encoded ? { 'content-type': encoded.type } : {}),
      },
      body: encoded?.content ?? (body === undefined ? undefined : toJson(body)),
      ...(binary ? { binary } : {}),
      ...(accept ? { accept } : {}),
      ...(staysHere ? { staysHere } : {}),
      intent,
    });
  }
}
