import nock from 'nock';
import type { AuthData } from '../../demo/zap.ts';

export const CONNECT = 'https://connect.test';
export const BASE = '/public/v1';
export const TENANTS = 'https://tenants.test';
/** Where Zapier keeps the files of a step. */
export const FILES = 'https://files.test';
export const KEY = 'ApiKey SU-111-222-333:0123456789abcdef';
export const TENANT_TOKEN = 'tenant-token-4711';

/** A connection with everything in it. */
export const connection: AuthData = {
  api_key: KEY,
  endpoint: `${CONNECT}${BASE}`,
  provisioning_url: TENANTS,
  provisioning_token: TENANT_TOKEN,
};

/** A request that was sent, as the server gets to see it. */
export interface Sent {
  host: 'connect' | 'tenants' | 'files';
  method: string;
  /** Below the base, with the query, as sent. */
  path: string;
  body?: unknown;
  headers: Record<string, string | undefined>;
}

export type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | { error: string };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * Answers every call with the next reply (the last one again and again), and records what was sent.
 * Nothing reaches a network.
 */
export const serve = (replies: Reply[]): Sent[] => {
  const [first] = replies;
  const cut = replies.length === 1 && first && 'error' in first ? first.error : undefined;
  let next = 0;
  return serveBy(() => {
    next += 1;
    return replies[Math.min(next, replies.length) - 1];
  }, cut);
};

/**
 * Answers every call with what is made of it, and records what was sent.
 * @param cut the code of an error with which every connection ends instead.
 */
export const serveBy = (answering: (call: Sent) => Reply | undefined, cut?: string): Sent[] => {
  const sent: Sent[] = [];
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  for (const [host, origin] of [
    ['connect', CONNECT],
    ['tenants', TENANTS],
    ['files', FILES],
  ] as const) {
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const scope = nock(origin).persist();
      const interceptor = scope[method](/.*/);
      if (cut) {
        interceptor.replyWithError(Object.assign(new Error('socket hang up'), { code: cut }));
        continue;
      }
      interceptor.reply(function answer(uri, body) {
        const headers = Object.fromEntries(
          Object.entries(this.req.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join() : String(value),
          ]),
        );
        const call: Sent = {
          host,
          method: method.toUpperCase(),
          path: host === 'connect' ? uri.replace(BASE, '') : uri,
          ...(body === '' ? {} : { body: typeof body === 'string' ? parsed(body) : body }),
          headers,
        };
        sent.push(call);
        const given = answering(call);
        if (!given || 'error' in given) return [599, ''];
        if (given.status === 204) return [204, '', given.headers];
        const isWhole = typeof given.body === 'string' || Buffer.isBuffer(given.body);
        const content = (isWhole ? given.body : JSON.stringify(given.body ?? {})) as string | Buffer;
        return [given.status, content, { 'content-type': 'application/json', ...given.headers }];
      });
    }
  }
  return sent;
};

/** Forgets all replies. Still nothing reaches a network. */
export const stopServing = (): void => nock.cleanAll();
