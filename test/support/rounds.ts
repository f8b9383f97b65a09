import type { ServerResponse } from 'node:http';
import { type Received, type Scripted, startServer } from './server.ts';

/** ms without a new call, also on a busy machine. */
const QUIET = 300;

export interface Rounds {
  readonly server: Scripted;
  /** The calls of each round, as `POST /requests`. */
  readonly made: string[][];
}

/** A body, and its status where that isn't 200. */
type Answering = (call: Received, path: string) => { readonly body: unknown; readonly status?: number };

/**
 * A server that answers only when nothing more arrives, all calls that wait at once: a round is what it answers at once.
 * @param answer the answer to a call, by its path below the endpoint. A list says its own number of rows.
 */
export const startRounds = async (answer: Answering): Promise<Rounds> => {
  const made: string[][] = [];
  let waiting: { response: ServerResponse; call: Received }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const pathOf = ({ url }: Received) => url.split('?')[0]?.replace('/public/v1', '') ?? '';
  const answerAll = () => {
    const now = waiting;
    waiting = [];
    made.push(now.map(({ call }) => `${call.method} ${pathOf(call)}`));
    for (const { response, call } of now) {
      const { body, status = 200 } = answer(call, pathOf(call));
      const rows = Array.isArray(body) ? body.length : 1;
      response
        .writeHead(status, { 'content-type': 'application/json', 'content-range': `items 0-0/${rows}` })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    }
  };
  const server = await startServer((response, call) => {
    waiting.push({ response, call });
    clearTimeout(timer);
    timer = setTimeout(answerAll, QUIET);
  });
  return { server, made };
};
