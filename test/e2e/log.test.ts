import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { connectionsOf } from '../../demo/subscription.ts';
import type { AuthData } from '../../demo/zap.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { usageFileSample } from '../../src/samples/usage.ts';
import { sharedCases } from '../operations/allCases.ts';
import type { Case, ComposedCase } from '../operations/case.ts';
import { composedCases } from '../operations/composedCases.ts';
import { effort, inTurn, isTurn } from '../support/effort.ts';
import {
  connection,
  FILES,
  KEY,
  type Reply,
  type Sent,
  serve,
  serveBy,
  TENANT_TOKEN,
} from '../support/nocked.ts';
import { startServer } from '../support/server.ts';
import {
  API_SECRET,
  closeLog,
  expectNoSecret,
  forget,
  handler,
  type Json,
  LINK,
  logOf,
  methodOf,
  openLog,
  PASSWORD,
  SECRETS,
  SIGNATURE,
  sink,
} from '../support/zapierLog.ts';

/**
 * All that Zapier gets to log: the App under core's own handler, whose log goes to a server of this test and to the
 * console, as it does at Zapier.
 */

beforeAll(openLog);
afterAll(closeLog);
afterEach(() => {
  forget();
  nock.enableNetConnect();
});

const FORMS: readonly (readonly [string, string])[] = [
  ['as it is', KEY],
  ['with blanks around it', `  ${KEY}  `],
  ['with a line break', `${KEY}\n`],
  ['with line breaks around it', `\r\n${KEY}\r\n`],
  ['in small letters', KEY.replace('ApiKey', 'apikey')],
  ['without its first word', KEY.replace('ApiKey ', '')],
  ['in quotes', `"${KEY}"`],
];

/** Each operation with every form in CI; elsewhere each with one, in turn. */
const formsFor = (index: number) => {
  const some = effort(FORMS.length, 1);
  return FORMS.filter((_form, place) => (place + index) % FORMS.length < some);
};

/** An answer with the secrets that answers may hold: of parameters, and of links. */
const withSecrets = (reply: Reply): Reply => {
  if ('error' in reply || typeof reply.body !== 'object' || reply.body === null) return reply;
  const extra = { extra: { params: [{ id: 'admin', type: 'password', value: PASSWORD }], link: LINK } };
  const body = Array.isArray(reply.body)
    ? reply.body.map((row) => (typeof row === 'object' ? { ...row, ...extra } : row))
    : { ...reply.body, ...extra };
  return { ...reply, body };
};
const refusal: Reply = {
  status: 400,
  body: {
    error_code: 'VAL_001',
    errors: [`Bad key ${KEY} (${API_SECRET}), token ${TENANT_TOKEN}, file ${LINK}`],
    params: [{ id: 'admin', type: 'password', value: PASSWORD }],
  },
};
/** What a person gives for parameters, with a password among it. */
const passwords = (input: Json): Json =>
  'params' in input ? { ...input, parameter_password__admin: PASSWORD } : input;

/** A connection with a key in some form. */
const pasted = (apiKey: string): AuthData => ({
  ...connection,
  api_key: apiKey,
  provisioning_token: apiKey === KEY ? TENANT_TOKEN : ` "${TENANT_TOKEN}"\n`,
});

const run = ({ kind, key, input }: Case, apiKey: string, replies: Reply[]) => {
  const sent = serve(replies);
  nock.enableNetConnect('127.0.0.1');
  const method = methodOf(kind, key);
  return logOf(handler, method, pasted(apiKey), passwords(input)).then((log) => ({ log, sent }));
};

describe.each(
  sharedCases.map((one, turn) => [one.key, one, formsFor(turn), turn] as const),
)('the log of %s', (_key, one, forms, turn) => {
  // Outside CI, an operation works or is refused.
  if (isTurn(0, turn, 2))
    it('holds no secret when it works, whatever form the key has, and each call once', async () => {
      for (const [, key] of forms) {
        const { log, sent } = await run(one, key, one.replies.map(withSecrets));
        expect(sent.length).toBeGreaterThan(0);
        expectNoSecret(log);
        const lines = sink.received.flatMap(({ body }) => body.trim().split('\n'));
        expect(lines.filter((line) => line.includes('"log_type":"http"')).length).toBe(
          sent.filter(({ host }) => host !== 'files').length,
        );
        forget();
      }
    });

  if (isTurn(1, turn, 2))
    it('holds no secret when it is refused and the server repeats all that it was told', async () => {
      for (const [, key] of forms) {
        const { log, sent } = await run(one, key, [refusal]);
        expect(sent.length).toBeGreaterThan(0);
        expectNoSecret(log);
        forget();
      }
    });
});

/** Signed, as links to files of steps are. */
const signed = (link: string) => `${link}${LINK.slice(LINK.indexOf('?'))}`;

/** A composed operation, with a password and a signed link wherever it takes one. */
const secretInput = ({ key, least }: ComposedCase): Json => {
  const isReport = key === 'report_usage' || key === 'check_usage';
  const file = isReport ? `${FILES}/usage.csv` : least['file'];
  return {
    ...least,
    ...(isReport ? { records: [] } : {}),
    ...(typeof file === 'string' ? { file: signed(file) } : {}),
    params: { secret_pin: PASSWORD },
    parameter_password__admin: PASSWORD,
  };
};

/** Runs a composed operation. @param refused which of its calls is refused, if any. */
const runComposed = async (one: ComposedCase, apiKey: string, refused?: number) => {
  let calls = 0;
  const answer = (call: Sent): Reply | undefined => {
    calls += 1;
    if (calls - 1 === refused) return refusal;
    // The host of files doesn't look at signatures.
    const bare = call.host === 'files' ? { ...call, path: call.path.split('?')[0] ?? '' } : call;
    const reply = one.answers(bare);
    return reply && call.host !== 'files' ? withSecrets(reply) : reply;
  };
  const sent = serveBy(answer);
  nock.enableNetConnect('127.0.0.1');
  const log = await logOf(handler, methodOf(one.kind, one.key), pasted(apiKey), secretInput(one));
  return { log, sent };
};

describe.each(
  composedCases.map((one, turn) => [one.key, one, formsFor(turn), turn] as const),
)('the log of %s, which makes many calls', (_key, one, forms, turn) => {
  it('holds no secret, when it works and whichever of its calls is refused', async () => {
    for (const [, key] of forms) {
      const { log, sent } = await runComposed(one, key);
      expectNoSecret(log);
      expect(sent.some(({ method }) => method !== 'GET')).toBe(!one.storesNothing);
      forget();
      for (const at of inTurn([...sent.keys()], turn)) {
        const { log } = await runComposed(one, key, at);
        expectNoSecret(log);
        forget();
      }
    }
  });
});

describe('the log of what makes webhooks', () => {
  const CASES = [
    ['triggers.request_event.operation.performSubscribe', { product_id: 'PRD-000-000-001' }],
    ['creates.wait_for_request.operation.perform', { request_id: 'PR-0000-0000-0000-001' }],
  ] as const;
  const waiting = {
    id: 'PR-0000-0000-0000-001',
    status: 'pending',
    asset: { product: { id: 'PRD-000-000-001' } },
  };

  it.each(
    CASES,
  )('%s: holds no secret of theirs, when it works and when Connect repeats them', async (method, input) => {
    for (const isRefused of [false, true]) {
      const sent = serveBy((call): Reply => {
        if (call.method === 'POST' && isRefused)
          return {
            status: 400,
            body: { errors: [`Not so: ${JSON.stringify(call.body).replaceAll('"', '')}`] },
          };
        if (call.method === 'POST') return { status: 201, body: { id: 'WH-1', ...(call.body as Json) } };
        if (call.path.startsWith('/requests/')) return { status: 200, body: waiting };
        return { status: 200, body: [], headers: { 'content-range': 'items 0-0/0' } };
      });
      nock.enableNetConnect('127.0.0.1');
      const log = await logOf(handler, method, pasted(KEY), input, {
        targetUrl: 'https://hooks.example.com/1',
      });
      const { jwt_secret: jwt, headers } = (sent.find((call) => call.method === 'POST')?.body ?? {}) as {
        jwt_secret: string;
        headers: Record<string, string>;
      };
      const secrets = [jwt, headers['X-Connect-Secret'] ?? ''];
      expect(Math.min(...secrets.map(({ length }) => length))).toBe(64);
      expectNoSecret(log, [...SECRETS, ...secrets]);
      expect(log).toContain(isRefused ? 'Not so' : 'POST');
      forget();
    }
  });
});

it('holds no signature of a link that a hydrator follows, and no key', async () => {
  const links = { usage_file_uri: signed(`${FILES}/a.xlsx`) };
  for (const reply of [{ status: 200, body: { ...usageFileSample, ...links } }, refusal]) {
    const sent = serveBy(({ host }) => (host === 'files' ? refusal : reply));
    nock.enableNetConnect('127.0.0.1');
    const log = await logOf(handler, 'hydrators.downloadUsageSpreadsheet', pasted(`"${KEY}"`), {
      of: 'uploaded',
      id: 'UF-0000-00-0000-0001',
    });
    expect(sent.length).toBeGreaterThan(0);
    expectNoSecret(log);
    forget();
  }
});

it('is looked at where the log really is: a call is found with its address and status', async () => {
  const [one] = sharedCases.filter(({ key }) => key === 'search_requests');
  if (!one) throw new Error('There is no such case.');
  const { log } = await run(one, KEY, [...one.replies]);
  expect(log).toContain('"message":"200 GET https://connect.test/public/v1/requests"');
  expect(log).toContain('authorization: :censored:');
});

describe('the log of what goes over real sockets', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ strict: true });
  });
  afterAll(() => sandbox.close());

  const secretsOf = (authData: AuthData) =>
    [authData['api_key']?.split(':')[1], authData['provisioning_token']].filter((one) => one !== undefined);

  it.each(FORMS)('holds no secret of the connection test, the key %s', async (_name, form) => {
    const { vendor } = connectionsOf(sandbox);
    const authData = { ...vendor, api_key: form.replace(KEY.slice(7), (vendor['api_key'] ?? '').slice(7)) };
    const log = await logOf(handler, 'authentication.test', authData, {});
    expect(log).toContain('GET');
    expectNoSecret(log, secretsOf(vendor));
  });

  it.each([
    'ApiKey SU-1:sécret-0123456789',
    'ApiKey SU-1:secret\n0123456789-secret',
    'secret-0123456789',
  ])('holds no key that is refused before anything is sent: %j', async (api_key) => {
    const log = await logOf(handler, 'authentication.test', { api_key, endpoint: sandbox.url }, {});
    expect(log).toMatch(/API Key/);
    expect(log).not.toContain('0123456789');
  });

  it('holds no signature of a file that a step was given', async () => {
    const { vendor } = connectionsOf(sandbox);
    const host = await startServer((response) => response.end('no spreadsheet'));
    const log = await logOf(handler, 'creates.upload_usage_file.operation.perform', vendor ?? {}, {
      id: 'UF-0000-00-0000-0001',
      usage_file_id: 'UF-0000-00-0000-0001',
      file: `${host.origin}/usage.xlsx?sv=1&sig=${SIGNATURE}&X-Amz-Signature=amz${SIGNATURE}`,
    });
    expect(host.received[0]?.url).toContain(SIGNATURE);
    expectNoSecret(log, [...secretsOf(vendor), SIGNATURE]);
    await host.close();
  });
});
