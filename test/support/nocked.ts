import nock from 'nock';
import type { AuthData } from '../../demo/zap.ts';

export const CONNECT = 'https://connect.test';
export const BASE = '/public/v1';
export const TENANTS = 'https://tenants.test';
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
  host: 'connect' | 'tenants';
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
  const sent: Sent[] = [];
  let next = 0;
  nock.disableNetConnect();
  for (const [host, origin] of [
    ['connect', CONNECT],
    ['tenants', TENANTS],
  ] as const) {
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const reply = replies;
      const scope = nock(origin).persist();
      const interceptor = scope[method](/.*/);
      const first = reply[0];
      if (reply.length === 1 && first && 'error' in first) {
        interceptor.replyWithError(Object.assign(new Error('socket hang up'), { code: first.error }));
        continue;
      }
      interceptor.reply(function answer(uri, body) {
        const given = reply[Math.min(next, reply.length - 1)];
        next += 1;
        const headers = Object.fromEntries(
          Object.entries(this.req.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join() : String(value),
          ]),
        );
        sent.push({
          host,
          method: method.toUpperCase(),
          path: host === 'connect' ? uri.replace(BASE, '') : uri,
          ...(body === '' ? {} : { body: typeof body === 'string' ? parsed(body) : body }),
          headers,
        });
        if (!given || 'error' in given) return [599, ''];
        const text = typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? {});
        return [given.status, text, { 'content-type': 'application/json', ...given.headers }];
      });
    }
  }
  return sent;
};

/** Forgets all replies. Still nothing reaches a network. */
export const stopServing = (): void => nock.cleanAll();
