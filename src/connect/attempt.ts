import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { NOT_PUBLIC } from './addresses.ts';
import { clock } from './clock.ts';
import type { Answer, Intent } from './errors.ts';
import type { Watched } from './sockets.ts';
import type { RawResponse, Wire } from './wire.ts';

const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** After its socket closed, an answer that hasn't ended by then was cut off, ms. */
export const CUT_GRACE = 500;
const MAX_ANSWER = 20 * 1024 * 1024;
/** Bytes of a file; CloudBlue's own tools take no larger ones. */
export const MAX_FILE = 50 * 1024 * 1024;
const USER_AGENT = 'CloudBlue-Connect-for-Zapier';
/** Of an answer that may be a file, as much text as an error body has. */
const TEXT_OF_FILE = 20_000;

/** A call as it is sent, and what it is for. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer | undefined;
  /** The answer is a file: its bytes are wanted as they are. */
  readonly binary?: boolean;
  /** The MIME types that are asked for, where it isn't JSON. */
  readonly accept?: string;
  /** A redirect is refused instead of followed. */
  readonly staysHere?: boolean;
  /** The address isn't the connection's own: it has to be a public one, or, where that is allowed, this machine's. */
  readonly foreign?: { readonly allowsLoopback: boolean };
  readonly intent: Intent;
}

/** Why an attempt gave no answer. Of the first three the server has seen nothing. */
export type Lack = 'unsendable' | 'not public' | 'unreachable' | 'cut' | 'timeout' | 'too large';

/** An attempt without an answer. */
export class Unanswered extends Error {
  readonly lack: Lack;
  /** For `unreachable`: what went wrong, for people. */
  readonly why: string;
  constructor(lack: Lack, why = '') {
    super(lack);
    this.lack = lack;
    this.why = why;
  }
  /** Whether the server can have seen the request. */
  get isSent(): boolean {
    return this.lack === 'cut' || this.lack === 'timeout' || this.lack === 'too large';
  }
}

/** What prevents a connection, and so anything from being sent over it. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refuses connections',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'no way leads to the host',
  ENETUNREACH: 'no way leads to the host',
};
/** Codes of OpenSSL for certificates, and of Node for TLS. */
const TLS =
  /CERT|CRL|SELF_SIGNED|ISSUER|SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|PURPOSE|^ERR_TLS|^ERR_SSL|^EPROTO$/;

const whyUnreachable = (code: string, timedOut: boolean): string => {
  const known = UNREACHABLE[code];
  if (known) return known;
  if (TLS.test(code)) return `its certificate or encryption can't be trusted (${code})`;
  return timedOut ? 'it did not take the connection in time' : `the connection failed${code && ` (${code})`}`;
};

interface Ending {
  readonly timedOut: boolean;
  readonly cut: boolean;
  readonly reached: boolean | undefined;
}

/** What an error of core's fetch, or of Node's, says about the attempt. */
const lackOf = (error: unknown, { timedOut, cut, reached }: Ending): Unanswered => {
  const { code = '', type = '', name = '' } = error as { code?: string; type?: string; name?: string };
  if (error instanceof Unanswered) return error;
  if (code === NOT_PUBLIC) return new Unanswered('not public');
  if (type === 'max-size') return new Unanswered('too large');
  // Fetch refuses headers and addresses that HTTP can't carry by an error without a cause.
  if (name === 'TypeError' && !timedOut && !cut) return new Unanswered('unsendable');
  if (reached === false || code in UNREACHABLE)
    return new Unanswered('unreachable', whyUnreachable(code, timedOut));
  return new Unanswered(timedOut && !cut ? 'timeout' : 'cut');
};

/** The parts of a request as they go out. */
const headersOf = ({ binary, accept, body, headers }: HttpCall) => ({
  'user-agent': USER_AGENT,
  accept: accept ?? (binary ? '*/*' : 'application/json'),
  ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  ...headers,
});

/**
 * One call through core. Bodies go both ways as streams: core writes all else into Zapier's log, and requests hold
 * people's data and values of password parameters.
 */
const throughCore = async (
  wire: Wire,
  call: HttpCall,
  watched: Watched,
  signal: AbortSignal,
): Promise<Answer> => {
  const { url, method, body } = call;
  const response: RawResponse = await wire.request({
    url,
    method,
    headers: headersOf(call),
    ...(body === undefined ? {} : { body: Readable.from([Buffer.from(body)]) }),
    // Only so do the URL and the body arrive byte for byte: with merging, core rewrites both.
    merge: false,
    raw: true,
    throwForThrottlingEarly: false,
    skipThrowForStatus: true,
    // The key must not follow a redirect to another host, so redirects are followed by the caller.
    redirect: 'manual',
    size: MAX_ANSWER,
    signal,
    agent: watched.agent,
  });
  const bytes = await response.buffer();
  return {
    status: response.status,
    text: bytes.toString('utf8'),
    bytes,
    header: (name) => response.headers.get(name),
  };
};

const collected = async (response: IncomingMessage): Promise<Buffer> => {
  const isZipped = response.headers['content-encoding'] === 'gzip';
  const source = isZipped ? response.pipe(process.getBuiltinModule('node:zlib').createGunzip()) : response;
  if (isZipped) response.once('error', (error) => source.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FILE) throw new Unanswered('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** One call for a file, past core: it would write the link, with the signature that opens the file, into Zapier's log. */
const pastCore = (call: HttpCall, watched: Watched, signal: AbortSignal): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { request } = call.url.startsWith('https:') ? https : http;
    const options = {
      ...process.getBuiltinModule('node:url').urlToHttpOptions(new URL(call.url)),
      method: call.method,
      headers: headersOf(call),
      agent: watched.agent,
      signal,
    };
    const outgoing = request(options, (response) => {
      const answered = (bytes: Buffer): Answer => ({
        status: response.statusCode ?? 0,
        text: bytes.toString('utf8', 0, TEXT_OF_FILE),
        bytes,
        header: (name) => [response.headers[name.toLowerCase()]].flat()[0] ?? null,
      });
      collected(response).then((bytes) => resolve(answered(bytes)), reject);
    });
    outgoing.once('error', reject);
    outgoing.end();
  });

/**
 * One attempt at a call. Never throws for a status.
 * @param timeout ms.
 * @throws Unanswered when no whole answer arrived.
 */
export const attempt = async (wire: Wire, call: HttpCall, timeout: number): Promise<Answer> => {
  const abort = new AbortController();
  let timedOut = false;
  let cut = false;
  let endGrace: (() => void) | undefined;
  const endTimer = clock.timer(timeout, () => {
    timedOut = true;
    abort.abort();
  });
  const watched = wire.sockets.watch(new URL(call.url), call.foreign !== undefined, () => {
    endGrace = clock.timer(CUT_GRACE, () => {
      cut = true;
      abort.abort();
    });
  });
  try {
    return await (call.binary
      ? pastCore(call, watched, abort.signal)
      : throughCore(wire, call, watched, abort.signal));
  } catch (error) {
    throw lackOf(error, { timedOut, cut, reached: watched.reached });
  } finally {
    endTimer();
    endGrace?.();
    watched.stop();
  }
};
