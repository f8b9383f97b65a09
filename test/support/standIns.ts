import type { IncomingHttpHeaders } from 'node:http';
import { type Received, type Scripted, startServer } from './server.ts';

/** What stands in the place of Zapier's stores, or before a server. */

export type Answerer = Parameters<typeof startServer>[0];
/** How Zapier's store of memories is. */
export type CacheIs = 'well' | 'forgetful' | 'failing' | 'hanging' | 'garbled';

const relayed = (headers: IncomingHttpHeaders) =>
  Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    /^(?:host|connection|content-length|transfer-encoding)$/.test(name) ? [] : [[name, String(value)]],
  );

/** A server before another one, which answers some calls itself. */
export const before = (
  target: string,
  answers: (call: Received) => Answerer | undefined,
): Promise<Scripted> =>
  startServer((response, call, socket) => {
    const own = answers(call);
    if (own) return own(response, call, socket);
    const { method, url, headers, bytes } = call;
    const body = bytes.length ? { body: new Uint8Array(bytes) } : {};
    void fetch(`${target}${url}`, { method, headers: relayed(headers), ...body }).then(async (answer) => {
      response.writeHead(answer.status, relayed(Object.fromEntries(answer.headers)));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });

export interface Stores extends Scripted {
  /** The memories, as JSON by their key. */
  readonly kept: Map<string, string>;
}

/** Zapier's own stores: of memories, which may be odd, and of files. */
export const startStores = async (cache: CacheIs = 'well'): Promise<Stores> => {
  const kept = new Map<string, string>();
  const results: Record<string, (origin: string, params: string[]) => unknown> = {
    zcache_get: (_origin, [key = '']) =>
      cache === 'garbled' ? '{"form":2,"seen":"?"}' : cache === 'forgetful' ? null : (kept.get(key) ?? null),
    zcache_set: (_origin, [key = '', value = '']) => Boolean(kept.set(key, value)),
    get_presigned_upload_post_data: (origin) => ({ url: `${origin}/stash`, fields: { key: 'kept.xlsx' } }),
  };
  const server = await startServer((response, { url, body, headers }) => {
    if (url === '/stash') return response.writeHead(204).end();
    const { id, method, params } = JSON.parse(body) as { id: string; method: string; params: string[] };
    const isOdd = method.startsWith('zcache');
    if (isOdd && cache === 'hanging') return undefined;
    const answer =
      isOdd && cache === 'failing'
        ? { id, error: 'The store has failed.' }
        : { id, result: results[method]?.(`http://${headers.host}`, params) };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return { ...server, kept };
};
