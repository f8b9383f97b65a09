import { defineInputFields } from 'zapier-platform-core';
import { type ClientCall, parsed, readTotal, SYSTEM } from '../connect/call.ts';
import { isWebAddress } from '../connect/client.ts';
import type { Connect } from '../connect/connect.ts';
import { type Answer, ConnectError } from '../connect/errors.ts';
import { jsonOrNothing } from '../connect/json.ts';
import { fileNameOf, multipart } from '../connect/multipart.ts';
import { ApiAnswer } from '../connect/schemas/apiAnswer.ts';
import { bytesOf, MAX_BYTES } from '../connect/size.ts';
import { handOn } from '../zapier/handOn.ts';
import { badValue } from '../zapier/input.ts';
import { action, type Step } from '../zapier/operation.ts';
import { readHeaders } from './support/headers.ts';
import { hasPage, readQuery } from './support/query.ts';
import { moduleOf, readTarget } from './support/target.ts';

const METHODS = { GET: 'GET (Read)', POST: 'POST', PUT: 'PUT', DELETE: 'DELETE' } as const;
const MOST_RESULTS = 1_000;
/** Results asked for at once. */
const PAGE = 200;
const JSON_TYPE = /^application\/(?:json|[\w.-]+\+json)$/;
const TEXT = /^text\/|[/+](?:xml|yaml)$/;

const fields = defineInputFields([
  { key: 'method', label: 'Method', choices: METHODS, helpText: 'Empty: GET, which changes nothing.' },
  {
    key: 'path',
    label: 'Path',
    required: true,
    helpText: 'Below the API endpoint of the connection, for example `/requests/PR-0000-0000-0000-001`.',
  },
  {
    key: 'query',
    label: 'Query',
    helpText:
      'As RQL, for example `in(status,(pending,inquiring))&ordering(-created)`. With `limit` or `offset` in it, one page is read.',
  },
  {
    key: 'filters',
    label: 'Filters',
    dict: true,
    helpText: 'Names with a value each, which is quoted as RQL needs it: `status` with `pending`.',
  },
  {
    key: 'limit',
    label: 'Maximum Results',
    type: 'integer',
    helpText: `Of a list, read page by page, from 1 to ${MOST_RESULTS}. Empty: one page, as Connect gives it.`,
  },
  {
    key: 'allow_changes',
    label: 'Allow Changes',
    type: 'boolean',
    helpText:
      'Has to be yes for POST, PUT and DELETE, which change something in Connect. Running the step again sends them again.',
  },
  { key: 'body', label: 'Body', type: 'text', helpText: 'JSON, for example `{"note": "Checked"}`.' },
  {
    key: 'file',
    label: 'File',
    type: 'file',
    helpText: 'A file of an earlier step, which is sent as a form instead of a body.',
  },
  {
    key: 'file_field',
    label: 'Form Field of the File',
    helpText: 'For example `usage_file`. Empty: `file`.',
  },
  {
    key: 'headers',
    label: 'Headers',
    dict: true,
    helpText: 'For example `Connect-Localization` with `es`. The key comes from the connection.',
  },
]);

interface Given {
  readonly method?: string | undefined;
  readonly limit?: number | undefined;
  readonly allow_changes?: boolean | undefined;
  readonly body?: string | undefined;
  readonly file?: string | undefined;
  readonly file_field?: string | undefined;
}

const methodOf = ({ method, allow_changes: allowed, body, file }: Given): ClientCall['method'] => {
  if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE') {
    if (body ?? file)
      throw new ConnectError(
        'fix',
        'A GET has no Body and no File. Choose another Method, or leave them empty.',
      );
    return 'GET';
  }
  if (!allowed) {
    throw new ConnectError(
      'fix',
      `${method} changes something in Connect, so nothing was sent. Choose yes in Allow Changes if that is meant.`,
    );
  }
  return method;
};

/** The body, or the form with the file. @throws ConnectError when it is no JSON of a whole, or no file. */
const contentOf = async (connect: Connect, { body, file, file_field: field = 'file' }: Given) => {
  if (file) {
    if (body) throw new ConnectError('fix', 'Give either a Body or a File, not both.');
    if (!isWebAddress(file.trim()))
      throw badValue('File', file, 'a file of an earlier step, or an address that begins with https://');
    const { content, type } = await connect.fetchFile(file.trim(), 'the File');
    const name = fileNameOf(file.trim());
    return multipart({ field, name, type, content });
  }
  if (body === undefined) return {};
  const value = jsonOrNothing(body);
  if (typeof value !== 'object' || value === null)
    throw badValue('Body', body, 'a JSON object or list, for example {"note": "Checked"}');
  // As it was written: numbers of many digits would lose some. Core would take `{{…}}` in it for a placeholder.
  const content = Buffer.from(body.replace(/^\uFEFF/, '').replaceAll('{{', '\\u007b{'));
  return { encoded: { type: 'application/json', content } };
};

const tooLarge = (count: number): ConnectError =>
  new ConnectError(
    'fix',
    `The answer is larger than Zapier's 6 MB${count ? ` with ${count} results` : ''}. Ask for fewer results, or leave parts out with select(-…).`,
  );

/** What came, by its form. */
const shown = async (answer: Answer, call: ClientCall, connect: Connect, { z }: Step) => {
  const { status, text, bytes = Buffer.from(text) } = answer;
  const type = answer.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const head = { status, content_type: type };
  if (!text.trim()) return head;
  if (JSON_TYPE.test(type) || type === '') {
    const body = parsed(answer, call);
    if (bytesOf(body) > MAX_BYTES) throw tooLarge(Array.isArray(body) ? body.length : 0);
    if (!Array.isArray(body)) return { ...head, body };
    return { ...head, results: body, count: body.length, total: readTotal(answer) };
  }
  // A web page is the answer of something else than Connect's API.
  if (type === 'text/html') return { ...head, body: parsed(answer, call) };
  if (TEXT.test(type)) {
    if (bytesOf(text) > MAX_BYTES) throw tooLarge(0);
    return { ...head, body: text };
  }
  const [, given] = /filename="?([^";]+)"?/i.exec(answer.header('content-disposition') ?? '') ?? [];
  const name = given ?? call.path.split('?')[0]?.split('/').at(-1) ?? 'file';
  const what = `The answer of ${call.path.split('?')[0]}`;
  return { ...head, file: await handOn(z, connect, { what, name, content: bytes, type }) };
};

/** A list, page by page, as far as it was asked for. */
const allPages = async (connect: Connect, call: ClientCall, step: Step, most: number) => {
  const rows: unknown[] = [];
  for (;;) {
    const size = Math.min(PAGE, most - rows.length);
    const path = `${call.path}${call.path.includes('?') ? '&' : '?'}limit=${size}&offset=${rows.length}`;
    const answer = await connect.send({ ...call, path });
    const page = await shown(answer, call, connect, step);
    // What isn't a list comes as it is.
    if (!('results' in page)) return page;
    rows.push(...page.results);
    const { total } = page;
    const isEnd = total === undefined ? page.count < size : rows.length >= total;
    if (bytesOf(rows) > MAX_BYTES) throw tooLarge(rows.length);
    if (isEnd || page.count === 0 || rows.length >= most) {
      const next = isEnd || page.count === 0 ? {} : { next_offset: rows.length };
      return { ...page, results: rows, count: rows.length, ...next };
    }
    if (!connect.deadline.allowsMore)
      throw new ConnectError(
        'fix',
        `Only ${rows.length} of ${total ?? 'many'} results came in the time that Zapier gives a step. Ask for at most ${rows.length}.`,
      );
  }
};

/** Either side: any call of Connect's API, for what has no operation of its own. */
export const apiRequest = action({
  key: 'api_request',
  noun: 'API Request',
  label: 'API Request',
  description:
    'Sends any request to the API and returns what is answered, with its status: for what has no step of its own. Reads without further ado; what changes something has to be allowed.',
  inputFields: fields,
  returns: ApiAnswer,
  sample: {
    status: 200,
    content_type: 'application/json',
    results: [{ id: 'PR-7957-9623-8221-001' }],
    count: 1,
    total: 1,
  },
  run: async (connect, input, step) => {
    const { limit } = input;
    if (limit !== undefined && (limit < 1 || limit > MOST_RESULTS))
      throw badValue('Maximum Results', limit, `a number from 1 to ${MOST_RESULTS}`);
    const method = methodOf(input);
    if (limit !== undefined && method !== 'GET')
      throw new ConnectError(
        'fix',
        `Maximum Results is for lists, which GET reads. Leave it empty for ${method}.`,
      );
    const target = readTarget(input.path);
    const query = readQuery([target.query, input.query ?? ''], input.filters);
    const headers = readHeaders(input.headers);
    if (limit !== undefined && hasPage(query))
      throw new ConnectError(
        'fix',
        'Give either Maximum Results, or limit and offset in the Query, not both.',
      );
    const call: ClientCall = {
      method,
      path: [target.path, query].filter(Boolean).join('?'),
      accept: 'application/json, */*;q=0.5',
      headers,
      staysHere: true,
      ...(await contentOf(connect, input)),
      intent: {
        what: `send ${method} /${target.path}`,
        system: SYSTEM,
        object: `/${target.path}`,
        module: moduleOf(target.path),
        check: 'Look at the object in Connect before you run the step again.',
      },
    };
    if (method === 'GET' && limit !== undefined) return allPages(connect, call, step, limit);
    return shown(await connect.send(call), call, connect, step);
  },
});
