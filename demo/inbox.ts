import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from 'zapier-platform-core';

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

/** Zapier's address for what others send: it answers at once, and hands over what came. */
export class Inbox {
  readonly #server: Server;

  /** @param arrived is given each delivery, and the path that it came to. */
  constructor(arrived: (delivery: Arrived, path: string) => Promise<unknown>) {
    this.#server = createServer(async (request, response) => {
      const content = await read(request);
      const running = arrived(
        {
          rawRequest: { method: 'POST', querystring: '', headers: shown(request), content },
          cleanedRequest: jsonOf(content),
        },
        request.url ?? '',
      );
      response.end('{}');
      await running;
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async open(): Promise<void> {
    if (!this.#server.listening)
      await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
