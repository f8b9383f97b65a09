import type { Agent } from 'node:http';
import type { HttpRequestOptions, HttpResponse, ZObject } from 'zapier-platform-core';
import { Deadline } from './deadline.ts';
import { Sockets } from './sockets.ts';

/** Core's options that its type leaves out: the URL and body must arrive as given. */
export interface CoreOptions extends Omit<HttpRequestOptions, 'agent'> {
  url: string;
  merge: false;
  raw: true;
  throwForThrottlingEarly: false;
  signal: AbortSignal;
  agent: Agent;
}

/** What core gives for `raw` requests: node-fetch's own response. */
export interface RawResponse extends Pick<HttpResponse, 'status' | 'headers'> {
  buffer(): Promise<Buffer>;
}

/** What all calls of one step share: Zapier's request function, their time, and their connections. */
export class Wire {
  readonly request: (options: CoreOptions) => Promise<RawResponse>;
  readonly deadline: Deadline;
  readonly sockets = new Sockets();

  constructor(z: ZObject, deadline = new Deadline()) {
    this.request = z.request as unknown as Wire['request'];
    this.deadline = deadline;
  }

  /** Closes the connections, at the end of the step. */
  close(): void {
    this.sockets.close();
  }
}
