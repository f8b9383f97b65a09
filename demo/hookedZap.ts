import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from 'zapier-platform-core';
import type { AuthData, Zapier } from './zap.ts';

type Row = Record<string, unknown>;

/** A delivery as Zapier hands it to an App. */
export type Arrived = Pick<Bundle, 'rawRequest' | 'cleanedRequest'>;

const read = async (request: IncomingMessage): Promise<string> => {
  let content = '';
  for await (const chunk of request) content += String(chunk);
  return content;
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** How Zapier shows headers to an App. */
const shown = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      `Http-${name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase())}`,
      String(value),
    ]),
  );

/** A Zap with an instant trigger, and the address of Zapier's at which Connect reaches it. */
export class HookedZap {
  readonly #zapier: Zapier;
  readonly #key: string;
  readonly #authData: AuthData;
  readonly #inputData: Row;
  readonly #id: string;
  readonly #server: Server;
  #subscribeData: Bundle['subscribeData'];
  readonly #running = new Set<Promise<unknown>>();
  /** What has fired so far; Zapier doesn't look whether it is the same. */
  readonly fired: Row[] = [];
  readonly failures: Error[] = [];
  /** What has arrived so far. */
  readonly arrived: Arrived[] = [];

  constructor(zapier: Zapier, key: string, authData: AuthData, inputData: Row, id: string) {
    this.#zapier = zapier;
    this.#key = key;
    this.#authData = authData;
    this.#inputData = inputData;
    this.#id = id;
    this.#server = createServer(async (request, response) => {
      const content = await read(request);
      const run = this.receive({
        rawRequest: { method: 'POST', querystring: '', headers: shown(request), content },
        cleanedRequest: jsonOf(content),
      });
      // Zapier answers at once, and runs the Zap meanwhile.
      response.end('{}');
      await run;
    });
  }

  get meta(): Bundle['meta'] {
    return { zap: { id: this.#id, user: { timezone: 'UTC' } } } as Bundle['meta'];
  }

  get subscription(): Bundle['subscribeData'] {
    return this.#subscribeData;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks/${this.#id}`;
  }

  async turnOn(): Promise<void> {
    if (!this.#server.listening)
      await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#subscribeData = await this.#call('performSubscribe', { targetUrl: this.url });
  }

  async turnOff(): Promise<void> {
    const { subscription, url: targetUrl } = this;
    await this.#call('performUnsubscribe', {
      ...(subscription ? { subscribeData: subscription } : {}),
      targetUrl,
    });
    this.#subscribeData = undefined;
  }

  /** What the editor shows. */
  samples(): Promise<Row[]> {
    return this.#call('performList', {});
  }

  /** Runs the Zap for something that has arrived. @returns what fires. */
  async receive(arrived: Arrived, subscribeData = this.#subscribeData): Promise<Row[]> {
    this.arrived.push(arrived);
    const running = this.#call<Row[]>('perform', { ...arrived, ...(subscribeData ? { subscribeData } : {}) });
    this.#running.add(running);
    try {
      const rows = await running;
      this.fired.push(...rows);
      return rows;
    } catch (error) {
      this.failures.push(error as Error);
      return [];
    } finally {
      this.#running.delete(running);
    }
  }

  /** Waits until nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.allSettled(this.#running);
  }

  /** Closes the address, without a word to Connect. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #call<T>(what: Parameters<Zapier['hook']>[1], more: Parameters<Zapier['hook']>[4]): Promise<T> {
    return this.#zapier.hook<T>(this.#key, what, this.#authData, this.#inputData, {
      ...more,
      meta: this.meta,
    });
  }
}
