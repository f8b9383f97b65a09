import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What goes wrong with calls when the sandbox is told so. */

/** Which of the two servers a call went to. */
export type HostName = 'connect' | 'tenant';

export const KINDS = [
  'status',
  'html',
  'reset',
  'resetAfter',
  'truncate',
  'replace',
  'garble',
  'hang',
] as const;
export type FaultKind = (typeof KINDS)[number];

/** Something that goes wrong with the next calls that match. */
export interface Fault {
  host: HostName;
  /** Any method, when absent. */
  method?: string | undefined;
  /** What the path (below the base, with a leading slash) begins with, or `/…/` for a regular expression. */
  path: string;
  /**
   * `status` and `html` answer so; `reset` cuts the connection before the call is carried out, `resetAfter` after it;
   * `truncate` carries it out and cuts the answer; `replace` carries it out and answers `status` with `body`; `garble`
   * answers a list with a row that breaks its form; `hang` never answers.
   */
  kind: FaultKind;
  /** For `status`, `html` and `replace`. */
  status: number;
  /** Seconds, sent as Retry-After. */
  retryAfter?: number | undefined;
  /** For `status` and `replace`: the body, instead of an error in Connect's form. A text is sent as it is. */
  body?: unknown;
  /** For `garble`: the row's ID; the first one, when absent. */
  id?: string | undefined;
  /** How many calls are still hit. */
  times: number;
}

const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** Those of which the call is carried out. */
export const AFTERWARDS: ReadonlySet<FaultKind> = new Set(['resetAfter', 'truncate', 'replace', 'garble']);

const bodyOf = ({ status, body }: Fault): string =>
  typeof body === 'string'
    ? body
    : JSON.stringify(
        body ?? { error_code: 'SBX_001', errors: [`The sandbox was told to answer ${status}.`] },
      );

export const strike = async (
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> => {
  if (fault.kind === 'reset') {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  if (fault.kind === 'hang') {
    reply.hijack();
    return reply;
  }
  if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
  reply.code(fault.status);
  if (fault.kind === 'html') return reply.type('text/html').send(HTML);
  return reply.type('application/json').send(bodyOf(fault));
};

/** Another answer than that of the call, which was carried out. */
export const replaced = (fault: Fault, reply: FastifyReply): string => {
  const text = bodyOf(fault);
  reply.code(fault.status).type(typeof fault.body === 'string' ? 'text/plain' : 'application/json');
  if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
  reply.header('content-length', String(Buffer.byteLength(text)));
  return text;
};

export const destroyed = (request: FastifyRequest): null => {
  request.raw.socket.destroy();
  return null;
};

/** A list in which one row has a number where its status belongs. */
export const garbled = (reply: FastifyReply, list: unknown, id: string | undefined): string => {
  const rows: unknown[] = Array.isArray(list) ? list : [];
  const at = id === undefined ? 0 : rows.findIndex((row) => (row as { id?: unknown }).id === id);
  const answer = JSON.stringify(
    rows.map((row, index) => (index === at ? { ...(row as object), status: 7 } : row)),
  );
  reply.header('content-length', String(Buffer.byteLength(answer)));
  return answer;
};

/** Promises the whole answer, sends half of it, and cuts the connection. */
export const truncated = (request: FastifyRequest, reply: FastifyReply, payload: string): Readable => {
  const whole = Buffer.from(payload);
  reply.header('content-length', String(whole.length));
  return Readable.from(
    (async function* cut() {
      yield whole.subarray(0, Math.floor(whole.length / 2));
      // The half has to be on its way before the end.
      await new Promise((resolve) => setTimeout(resolve, 20));
      request.raw.socket.destroy();
    })(),
  );
};
