import type * as z from 'zod';
import type { Deadline } from './deadline.ts';
import { type Answer, ConnectError, fate, type Intent } from './errors.ts';
import type { HttpCall } from './http.ts';
import { JsonError, readJson } from './json.ts';

/** One call to Connect, and how its answer is read. */
export interface ClientCall {
  readonly method: HttpCall['method'];
  /** Path and query below the endpoint, without a leading slash; ids in it are escaped already. */
  readonly path: string;
  readonly body?: object | undefined;
  /** An encoded body, with the header that says how. */
  readonly encoded?: { readonly type: string; readonly content: Buffer };
  readonly binary?: boolean;
  readonly intent: Intent;
}

/** What carries calls to Connect. */
export interface Transport {
  readonly deadline: Deadline;
  /** @returns the answer of a success. @throws ConnectError otherwise. */
  send(call: ClientCall): Promise<Answer>;
}

/** Whose answers these are, for people. */
export const SYSTEM = 'Connect';

/** A file as it arrived. */
export interface Download {
  readonly content: Buffer;
  /** MIME type. */
  readonly type: string;
}

export const downloaded = ({ bytes, header }: Answer): Download => ({
  content: bytes ?? Buffer.alloc(0),
  type: header('content-type')?.split(';')[0] ?? 'application/octet-stream',
});

/** An id as one segment of a path. @throws ConnectError when it is missing. */
export const segment = (id: string, noun: string): string => {
  const text = typeof id === 'string' ? id.trim() : '';
  if (!text || /^\.+$/.test(text)) throw new ConnectError('fix', `The ID of the ${noun} is missing.`);
  if (!text.isWellFormed())
    throw new ConnectError(
      'fix',
      `The ID of the ${noun} holds half of a letter, which can't be sent. Fill it in again.`,
    );
  return encodeURIComponent(text);
};

/** @returns how many rows match in all, from the answer's header. */
export const readTotal = (answer: Answer): number | undefined => {
  const match = /\/(\d+)\s*$/.exec(answer.header('content-range') ?? '');
  return match ? Number(match[1]) : undefined;
};

/** The error for an answer that is no sense of its call. */
export const unreadable = (call: ClientCall, why: string): ConnectError => {
  const write = call.method !== 'GET';
  const done = write ? ' It may have been carried out all the same.' : '';
  return new ConnectError(
    'fix',
    `${SYSTEM} answered the attempt to ${call.intent.what} with something unexpected: ${why}.${done} ${fate(call.intent, write)}`,
    { unknownFate: write },
  );
};

/** @returns the JSON of an answer. @throws ConnectError when it is none. */
export const parsed = (answer: Answer, call: ClientCall): unknown => {
  const text = answer.text.trim();
  if (text.startsWith('<')) {
    throw unreadable(
      call,
      'a web page instead of data. Check that the API endpoint in the connection is the one of Connect, ending in /public/v1',
    );
  }
  try {
    return readJson(text);
  } catch (error) {
    throw unreadable(call, error instanceof JsonError ? error.message : String(error));
  }
};

/** @returns the data, as the schema says. @throws ConnectError when it has another form. */
export const checked = <Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  call: ClientCall,
): z.infer<Schema> => {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'the object';
  throw unreadable(call, `${where} doesn't have the form that Connect documents`);
};
