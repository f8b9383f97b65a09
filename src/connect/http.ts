import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import type { HttpRequestOptions, HttpResponse, ZObject } from 'zapier-platform-core';
import { clock } from './clock.ts';
import { type Deadline, limits } from './deadline.ts';
import { type Answer, answerError, ConnectError, fate, type Intent } from './errors.ts';

/** Core's options that its type leaves out: the URL and body must arrive as given (see {@link send}). */
interface Options extends HttpRequestOptions {
  url: string;
  merge: false;
  raw?: boolean;
  throwForThrottlingEarly: false;
  signal: AbortSignal;
}
export type RequestFunction = (options: Options) => Promise<HttpResponse>;

/** The request function of `z`, typed for the options above. */
export const requester = (z: ZObject): RequestFunction => z.request as unknown as RequestFunction;

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer | undefined;
  /** The answer is a file: its bytes are wanted as they are. */
  readonly binary?: boolean;
  readonly intent: Intent;
}

const RETRY_PAUSES = [250, 1_000];
/** After its socket closed, an answer that hasn't ended by then was cut off. */
const CUT_GRACE = 500;
const MAX_ANSWER = 20 * 1024 * 1024;
/** Bytes of a file; CloudBlue's own tools take no larger ones. */
export const MAX_FILE = 50 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const USER_AGENT = 'CloudBlue-Connect-for-Zapier';

/** Of an answer that may be a file, as much text as an error body has. */
const TEXT_OF_FILE = 20_000;

/** What core gives for `raw` requests: node-fetch's own response. */
interface RawResponse {
  buffer(): Promise<Buffer>;
}

/** Why an attempt gave no answer. `sent` is false when the server can't have seen the request. */
class Unanswered extends Error {
  readonly reason: 'unreachable' | 'cut' | 'timeout' | 'too large';
  constructor(reason: Unanswered['reason']) {
    super(reason);
    this.reason = reason;
  }
}

const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const reasonOf = (error: unknown, timedOut: boolean, cut: boolean): Unanswered => {
  const { code, type } = error as { code?: string; type?: string };
  if (cut) return new Unanswered('cut');
  if (timedOut || type === 'request-timeout' || type === 'body-timeout') return new Unanswered('timeout');
  if (type === 'max-size') return new Unanswered('too large');
  return new Unanswered(code && NOT_SENT.has(code) ? 'unreachable' : 'cut');
};

/**
 * An agent for one request that tells when its socket closes. Core's fetch never settles when a connection
 * is cut in the middle of a body, so the socket has to be watched.
 */
const watchedAgent = (url: string, onClose: () => void) => {
  const agent = url.startsWith('https:') ? new HttpsAgent() : new HttpAgent();
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    socket?.once('close', onClose);
    return socket;
  };
  return agent;
};

/** Files go as streams: core would write a buffer into its log. Their length is told, as storages want it. */
const bodyOf = ({ body }: HttpCall): { body?: string | Readable } =>
  body === undefined ? {} : { body: typeof body === 'string' ? body : Readable.from([body]) };

/** One attempt. Never throws for a status; throws {@link Unanswered} when no whole answer arrived. */
const attempt = async (request: RequestFunction, call: HttpCall, timeout: number): Promise<Answer> => {
  const abort = new AbortController();
  let timedOut = false;
  let cut = false;
  let grace: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, timeout);
  const agent = watchedAgent(call.url, () => {
    grace = setTimeout(() => {
      cut = true;
      abort.abort();
    }, CUT_GRACE);
  });
  try {
    const response = await request({
      url: call.url,
      method: call.method,
      headers: {
        'user-agent': USER_AGENT,
        accept: call.binary ? '*/*' : 'application/json',
        ...(Buffer.isBuffer(call.body) ? { 'content-length': String(call.body.length) } : {}),
        ...call.headers,
      },
      ...bodyOf(call),
      // Only so do the URL and the body arrive byte for byte: with merging, core rewrites both.
      merge: false,
      throwForThrottlingEarly: false,
      skipThrowForStatus: true,
      // The key must not follow a redirect to another host, so redirects are followed here.
      redirect: 'manual',
      size: call.binary ? MAX_FILE : MAX_ANSWER,
      ...(call.binary ? { raw: true } : {}),
      signal: abort.signal,
      agent,
    });
    const header = (name: string) => response.headers.get(name);
    if (!call.binary) return { status: response.status, text: response.content, header };
    const bytes = await (response as unknown as RawResponse).buffer();
    return { status: response.status, text: bytes.toString('utf8', 0, TEXT_OF_FILE), bytes, header };
  } catch (error) {
    throw reasonOf(error, timedOut, cut);
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    agent.destroy();
  }
};

/** Follows redirects within the same origin; files also to others, but the key never leaves its own. */
const followed = async (request: RequestFunction, call: HttpCall, timeout: number): Promise<Answer> => {
  let current = call;
  for (let hop = 0; ; hop += 1) {
    const answer = await attempt(request, current, timeout);
    const location = answer.header('location');
    if (answer.status < 300 || answer.status >= 400 || !location) return answer;
    const target = new URL(location, current.url);
    const isElsewhere = target.origin !== new URL(call.url).origin;
    if ((isElsewhere && !call.binary) || call.method !== 'GET' || hop >= MAX_REDIRECTS) {
      throw new ConnectError(
        'fix',
        `${call.intent.system} sent this request on to ${target.origin}, and the connection's key is not sent there. Check the address in the connection.`,
        { status: answer.status },
      );
    }
    current = { ...current, url: target.href, headers: isElsewhere ? {} : current.headers };
  }
};

const unansweredError = ({ reason }: Unanswered, call: HttpCall, write: boolean): ConnectError => {
  const { system, what } = call.intent;
  const host = new URL(call.url).host;
  const texts = {
    unreachable: `${system} can't be reached at ${host}. Check ${call.intent.address ?? 'the address in the connection'}, or try again later.`,
    cut: `The connection to ${system} was cut off while trying to ${what}.`,
    timeout: `${system} did not answer in time while trying to ${what}.`,
    'too large': `The answer of ${system} is too large for Zapier while trying to ${what}. Ask for less, with filters or a lower limit.`,
  };
  const unknownFate = write && reason !== 'unreachable';
  const tail = reason === 'unreachable' || reason === 'too large' ? '' : ` ${fate(call.intent, write)}`;
  return new ConnectError('fix', `${texts[reason]}${tail}`, { unknownFate });
};

/**
 * Sends one call and returns its successful answer (2xx). Reads are tried again on a server error or a cut
 * connection while time is left; writes never are, because they may have been carried out.
 * @throws ConnectError in the words of {@link answerError}, or saying that no answer came.
 */
export const send = async (request: RequestFunction, call: HttpCall, deadline: Deadline): Promise<Answer> => {
  const write = call.method !== 'GET';
  for (let tries = 0; ; tries += 1) {
    const pauseBefore = write || !deadline.allowsMore ? undefined : RETRY_PAUSES[tries];
    try {
      const timeout = write || call.binary ? deadline.left : Math.min(deadline.left, limits.read);
      const answer = await followed(request, call, timeout);
      if (answer.status < 300) return answer;
      const retryable = answer.status >= 500 && answer.status !== 503;
      if (!retryable || pauseBefore === undefined) throw answerError(answer, call.intent, write);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (pauseBefore === undefined || !deadline.allowsMore || error.reason === 'too large')
        throw unansweredError(error, call, write);
    }
    await clock.sleep(pauseBefore ?? 0);
  }
};
