import './core.ts';
import zapier from 'zapier-platform-core';
import type { AuthData } from '../../demo/zap.ts';
import App from '../../index.ts';
import { limits } from '../../src/connect/deadline.ts';
import { failureOf } from './app.ts';
import { hang, html, json, type Received, reset, truncated } from './server.ts';
import { Stage } from './stage.ts';
import { type Answerer, before, type CacheIs, startStores } from './standIns.ts';
import { passTime, turnOnce } from './turnedClock.ts';

/** What odd servers, stores and inputs do to one operation of each kind, measured through Zapier's own handler. */

type Json = Record<string, unknown>;

/** A run as Zapier asks for it. */
interface Run {
  readonly method: string;
  readonly by: 'store' | 'vendor';
  readonly input: Json;
  /** The input before what is mapped in it was filled in. */
  readonly raw?: Json;
}

/** One operation, and the call of it that is hit. */
export interface Subject {
  /** The head of its column. */
  readonly kind: string;
  readonly prepare: (stage: Stage) => Promise<Run>;
  readonly hits: (call: Received) => boolean;
  /** The field that holds an ID or a text to look for. */
  readonly text?: string;
  readonly host?: 'tenant';
}

const reading = (path: RegExp) => (call: Received) => call.method === 'GET' && path.test(call.url);
const writing = (path: RegExp) => (call: Received) => call.method !== 'GET' && path.test(call.url);
const performOf = (kind: string, key: string) => `${kind}.${key}.operation.perform`;

export const subjects: readonly Subject[] = [
  {
    kind: 'connection test',
    prepare: async () => ({ method: 'authentication.test', by: 'vendor', input: {} }),
    hits: reading(/\/accounts/),
  },
  {
    kind: 'trigger',
    prepare: async (stage) => {
      await stage.purchase();
      return { method: performOf('triggers', 'new_requests'), by: 'vendor', input: {} };
    },
    hits: reading(/\/requests/),
  },
  {
    kind: 'search',
    prepare: async (stage) => {
      await stage.purchase();
      return {
        method: performOf('searches', 'search_requests'),
        by: 'vendor',
        input: { asset_external_id: 'ORDER-1' },
        raw: { asset_external_id: '{{1__id}}' },
      };
    },
    hits: reading(/\/requests/),
    text: 'asset_external_id',
  },
  {
    kind: 'dropdown',
    prepare: async () => ({ method: performOf('triggers', 'visible_products'), by: 'vendor', input: {} }),
    hits: reading(/\/products/),
  },
  {
    kind: 'action',
    prepare: async (stage) => {
      const { id } = await stage.purchase();
      return {
        method: performOf('creates', 'reject_request'),
        by: 'vendor',
        input: { request_id: id, reason: 'Taken.' },
      };
    },
    hits: writing(/\/fail(\?|$)/),
    text: 'request_id',
  },
  {
    kind: 'action of many calls',
    prepare: async (stage) => ({
      method: performOf('creates', 'report_usage'),
      by: 'vendor',
      input: stage.reportInput(await stage.subscription()),
    }),
    hits: writing(/\/usage\/files(\?|$)/),
    text: 'external_id',
  },
  {
    kind: "action in the vendor's system",
    prepare: async () => ({
      method: performOf('creates', 'create_tenant'),
      by: 'vendor',
      input: { asset_id: 'AS-0000-0000-0001' },
    }),
    hits: writing(/\/tenant(\?|$)/),
    text: 'asset_id',
    host: 'tenant',
  },
  {
    kind: 'file that a step asks for',
    prepare: async (stage) => ({
      method: 'hydrators.downloadUsageSpreadsheet',
      by: 'vendor',
      input: { of: 'uploaded', id: await stage.usageFile() },
    }),
    hits: reading(/\/usage\/files\/UF-/),
    text: 'id',
  },
];

/** Something odd; what it doesn't name is as it should be. */
export interface Oddity {
  readonly name: string;
  /** What answers instead of the server. */
  readonly answer?: Answerer;
  /** Where the connection leads instead of to the server. */
  readonly origin?: string;
  readonly secret?: (secret: string) => string;
  readonly text?: (text: string) => string;
  readonly cache?: CacheIs;
  /** The file that a usage report is read from, instead of its lines. */
  readonly file?: string;
}

const redirect =
  (to: string): Answerer =>
  (response, { url }) =>
    response.writeHead(307, { location: to || url }).end();
const text =
  (content: string): Answerer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(content);
const deep = 100_000;

export const oddities: readonly Oddity[] = [
  { name: 'no such host', origin: 'https://no-such-host.invalid' },
  { name: 'connections refused', origin: 'http://127.0.0.1:9' },
  { name: 'no TLS where it is expected', origin: 'https:' },
  { name: 'redirect to itself', answer: redirect('') },
  { name: 'redirect to another host', answer: redirect('https://other.example.com/') },
  { name: 'redirect to `http://[`', answer: redirect('http://[') },
  {
    name: 'redirects without end, of nine seconds each',
    answer: (response, call, server) => {
      passTime(9_000);
      const on = `${call.url}${call.url.includes('?') ? '&' : '?'}on=1`;
      redirect(on)(response, call, server);
    },
  },
  { name: '401', answer: json({ error_code: 'AUTH_001', errors: ['No.'] }, 401) },
  { name: '403', answer: json({ error_code: 'AUTH_003', errors: ['No.'] }, 403) },
  { name: '404', answer: json({ error_code: 'CNCT_001', errors: ['No.'] }, 404) },
  { name: '429', answer: json({}, 429, { 'retry-after': '30' }) },
  { name: '500', answer: json({}, 500) },
  { name: '502 with a web page', answer: html(502) },
  { name: 'connection cut', answer: reset },
  { name: 'answer cut off', answer: truncated },
  {
    name: 'no answer',
    answer: (...call) => {
      hang(...call);
      turnOnce(() => true, limits.step);
    },
  },
  { name: 'answer of more than 20 MB', answer: text(`{"id":"${'x'.repeat(21 * 1024 * 1024)}"}`) },
  { name: 'answer nested 100 000 levels deep', answer: text(`${'['.repeat(deep)}${']'.repeat(deep)}`) },
  { name: 'an empty list instead', answer: text('[]') },
  { name: 'other JSON instead', answer: text('{"hello":"world"}') },
  { name: 'a web page instead', answer: html(200) },
  { name: 'nothing instead', answer: text('') },
  { name: 'key in quotes and blanks', secret: (secret) => ` "${secret}"\r\n` },
  { name: 'key with a line break inside', secret: (secret) => `${secret}\nmore` },
  { name: 'key with letters beyond Latin-1', secret: (secret) => `${secret}\u2013\u0142` },
  { name: 'half of a letter in an ID', text: (id) => `${id}\uD83D` },
  { name: 'mapped values all empty', text: () => '' },
  { name: 'memory that was lost', cache: 'forgetful' },
  { name: 'memory of another form', cache: 'garbled' },
  { name: 'memory that fails', cache: 'failing' },
  { name: 'memory that hangs', cache: 'hanging' },
  { name: 'spreadsheet at a private address', file: 'https://169.254.169.254/latest/usage.csv' },
  { name: 'spreadsheet of a million blank rows', file: 'blank rows' },
];

/** Whether something can befall an operation at all. */
export const canBefall = (
  { file, cache, text: changed }: Oddity,
  { kind, text: field }: Subject,
): boolean => {
  if (file) return kind === 'action of many calls';
  if (cache) return kind === 'trigger';
  return changed === undefined || field !== undefined;
};

/** Core asks for the key of a developer before it calls Zapier's stores; here they are made up, too. */
process.env['ZAPIER_DEPLOY_KEY'] ??= 'made-up';

type Handler = (event: Json) => Promise<{ results: unknown }>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: unknown) => Handler };
const handler = createAppHandler(App);

const KINDS: Readonly<Record<string, string>> = {
  AppError: 'error',
  ExpiredAuthError: 'reconnect',
  HaltedError: 'halted',
  ThrottledError: 'wait',
};

/** What came of a run, and what a person reads if it failed. */
export interface Outcome {
  /** As a cell of the table says it: `error, not sent`. */
  readonly cell: string;
  readonly message?: string;
}

/** Lets something odd befall an operation. */
export const suffering = async (subject: Subject, oddity: Oddity): Promise<Outcome> => {
  const stage = await Stage.open();
  try {
    return await sufferingAt(stage, subject, oddity);
  } finally {
    await stage.close();
  }
};

const sufferingAt = async (stage: Stage, subject: Subject, oddity: Oddity): Promise<Outcome> => {
  const run = await subject.prepare(stage);
  const { sandbox } = stage;
  let hit = 0;
  const answering = (call: Received) => {
    if (!subject.hits(call)) return undefined;
    hit += 1;
    return oddity.answer;
  };
  const target = subject.host ? sandbox.tenantUrl : new URL(sandbox.url).origin;
  const server = await before(target, answering);
  const rpc = await startStores(oddity.cache);
  const origin =
    oddity.origin === 'https:' ? server.origin.replace('http:', 'https:') : (oddity.origin ?? server.origin);
  const own = stage.connections[run.by];
  const secretKey = subject.host ? 'provisioning_token' : 'api_key';
  const authData: AuthData = {
    ...own,
    ...(subject.host ? { provisioning_url: origin } : { endpoint: `${origin}/public/v1` }),
    [secretKey]: oddity.secret ? oddity.secret(own[secretKey] ?? '') : (own[secretKey] ?? ''),
  };
  const field = subject.text;
  const changed = field && oddity.text ? { [field]: oddity.text(String(run.input[field])) } : {};
  const blankRows =
    oddity.file === 'blank rows' ? stage.spreadsheet('\n'.repeat(1_100_000), 'blank.csv') : oddity.file;
  const inputData = { ...run.input, ...changed, ...(blankRows ? { records: [], file: blankRows } : {}) };
  try {
    const { results } = await handler({
      command: 'execute',
      method: run.method,
      bundle: { authData, inputData, inputDataRaw: run.raw ?? inputData, meta: { zap: { id: '1' } } },
      rpc_base: rpc.origin,
    });
    const isNothing = Array.isArray(results) && results.length === 0;
    return { cell: isNothing ? (hit ? 'finds nothing' : 'finds nothing, not sent') : 'works' };
  } catch (error) {
    const { kind, message } = await failureOf(() => Promise.reject(error));
    const isUnknown = /not known whether it was carried out|may have been carried out/i.test(message);
    const rest = hit === 0 ? ', not sent' : isUnknown ? ', unknown' : '';
    return { cell: `${KINDS[kind] ?? kind}${rest}`, message };
  } finally {
    await Promise.all([server.close(), rpc.close()]);
  }
};
