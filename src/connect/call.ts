import type * as z from 'zod/mini';
import type { Deadline } from './deadline.ts';
import { type Answer, ConnectError, fate, type Intent } from './errors.ts';
import type { HttpCall } from './http.ts';
import { JsonError, readJson } from './json.ts';
import type { LenientPage } from './kind.ts';

/** One call to Connect, and how its answer is read. */
export interface ClientCall {
  readonly method: HttpCall['method'];
  /** Path and query below the endpoint, without a leading slash; ids in it are escaped already. */
  readonly path: string;
  readonly body?: object | undefined;
  /** An encoded body, with the header that says how. */
  readonly encoded?: { readonly type: string; readonly content: Buffer };
  readonly binary?: boolean;
  /** The MIME types that are asked for, where it isn't JSON. */
  readonly accept?: string;
  /** Headers beside those of every call, none of which they can change. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A redirect is refused instead of followed. */
  readonly staysHere?: boolean;
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

/** Names and values as a query; undefined ones are left out. */
export const pairs = (query: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
    )
    .join('&');

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
    { unknownFate: write, isForeign: true },
  );
};

const PAGE = /^\s*(?:<!doctype|<html)\b/i;

/** The error for a page where data was expected: the address is none of Connect's. */
const webPage = (call: ClientCall): ConnectError =>
  unreadable(
    call,
    'a web page instead of data. Check that the API endpoint in the connection is the one of Connect, ending in /public/v1',
  );

/** @returns the JSON of an answer. @throws ConnectError when it is none. */
export const parsed = (answer: Answer, call: ClientCall): unknown => {
  const text = answer.text.trim();
  if (text.startsWith('<')) throw webPage(call);
  try {
    return readJson(text);
  } catch (error) {
    throw unreadable(call, error instanceof JsonError ? error.message : String(error));
  }
};

/**
 * @returns the text of an answer, which may stand in JSON, and its MIME type.
 * @throws ConnectError when it is a whole web page, or JSON of something else.
 */
export const readText = (answer: Answer, call: ClientCall): { text: string; type: string } => {
  const type = answer.header('content-type')?.split(';')[0]?.trim() || 'text/plain';
  if (PAGE.test(answer.text)) throw webPage(call);
  if (type !== 'application/json') return { text: answer.text, type };
  const text = parsed(answer, call);
  if (typeof text !== 'string') throw unreadable(call, 'it is not a text');
  return { text, type: 'text/plain' };
};

/** The id of a row that may have any form. */
const textId = (row: unknown): string | undefined => {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
  return typeof id === 'string' && id ? id : undefined;
};

/** The first field that breaks a schema. */
const fieldOf = ({ issues: [issue] }: z.core.$ZodError): string => issue?.path.join('.') || 'the object';

/** @returns the data, as the schema says. @throws ConnectError when it has another form. */
export const checked = <Schema extends z.ZodMiniType>(
  schema: Schema,
  data: unknown,
  call: ClientCall,
): z.infer<Schema> => {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw unreadable(call, `${fieldOf(result.error)} doesn't have the form that Connect documents`);
};

/** The rows of a list, of any form yet. */
export const listed = (answer: Answer, call: ClientCall): unknown[] => {
  const data = parsed(answer, call);
  if (!Array.isArray(data)) throw unreadable(call, 'it is not a list');
  return data;
};

/** The rows of a list, those that break the schema set apart. */
export const lenient = <Schema extends z.ZodMiniType>(
  schema: Schema,
  answer: Answer,
  call: ClientCall,
): LenientPage<z.infer<Schema>> => {
  const read = listed(answer, call).map((row) => ({ row, result: schema.safeParse(row) }));
  return {
    rows: read.flatMap(({ result }) => (result.success ? [result.data] : [])),
    unreadable: read.flatMap(({ row, result }) =>
      result.success ? [] : [{ id: textId(row), field: fieldOf(result.error), row }],
    ),
    total: readTotal(answer),
    bytes: Buffer.byteLength(answer.text),
  };
};
