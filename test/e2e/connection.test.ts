import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { app, failureOf } from '../support/app.ts';
import { html, json, reset, startServer, unmodified } from '../support/server.ts';

/** Setting a connection up, as a person does: each mistake has a sentence of its own. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ strict: true });
});
afterAll(() => sandbox.close());

const connect = (api_key: string, more: Record<string, string> = {}) =>
  app.testConnection({ api_key, endpoint: sandbox.url, ...more });
const refused = (api_key: string, more: Record<string, string> = {}) =>
  failureOf(() => connect(api_key, more));

describe('a connection', () => {
  it('is labelled with the account', async () => {
    expect(await connect(sandbox.vendorKey)).toEqual({
      id: 'VA-392-495',
      name: 'Example Vendor',
      type: 'vendor',
    });
    expect(await connect(sandbox.distributorKey)).toMatchObject({ id: 'PA-425-033', type: 'provider' });
  });

  it.each([
    ['without the word ApiKey', (key: string) => key.replace('ApiKey ', '')],
    ['with blanks around it', (key: string) => `  ${key}\n`],
    ['in quotes', (key: string) => ` "${key}"\r\n`],
    ['in quotes of a text program', (key: string) => `\u201C${key}\u201D`],
    ['with blanks that nobody sees', (key: string) => `\u00A0\uFEFF${key}\u200B\u00A0`],
    ['with a tab after the word ApiKey', (key: string) => key.replace(' ', '\t')],
    ['with a colon after the word ApiKey', (key: string) => key.replace('ApiKey ', 'ApiKey: ')],
    ['with the word in another case', (key: string) => key.replace('ApiKey', 'apikey')],
  ])('takes a key %s', async (_name, change) => {
    expect(await connect(change(sandbox.vendorKey))).toMatchObject({ id: 'VA-392-495' });
  });

  it.each([
    ['with a slash at its end', (url: string) => `${url}/`],
    ['without the path', (url: string) => new URL(url).origin],
    ['with blanks around it', (url: string) => ` ${url} `],
  ])('takes an endpoint %s', async (_name, change) => {
    expect(await connect(sandbox.vendorKey, { endpoint: change(sandbox.url) })).toMatchObject({
      id: 'VA-392-495',
    });
  });
});

describe('what people are told', () => {
  it.each([
    ['no key', '', /^API Key is missing/],
    ['something else', 'hello', /doesn't have the form "ApiKey SU-000-000-000:…"/],
    [
      'a handle',
      '0123456789abcdef0123456789abcdef01234567',
      /handle of a token made for the extension "Zapier".*"Custom"/,
    ],
  ])('for %s', async (_name, key, expected) => {
    const { kind, message } = await refused(key);
    expect(kind).toBe('ExpiredAuthError');
    expect(message).toMatch(expected);
  });

  it('for a wrong key', async () => {
    const { kind, message } = await refused(sandbox.invalidKey);
    expect(kind).toBe('ExpiredAuthError');
    expect(message).toMatch(/^Connect doesn't accept this API Key\. Copy the whole key/);
  });

  it('for a disabled token', async () => {
    expect((await refused(sandbox.disabledKey)).message).toMatch(
      /^This API token is disabled or expired in Connect/,
    );
  });

  it('for a token without a permission, once a step needs it', async () => {
    const { message } = await failureOf(() =>
      app.search('search_requests', { api_key: sandbox.unpermittedKey, endpoint: sandbox.url }, {}),
    );
    expect(message).toMatch(
      /doesn't allow this connection to list fulfillment requests\. Check that the token has the permission for the module "Subscriptions"/,
    );
  });

  it('for a token that may not even see its account', async () => {
    const server = await startServer(json({ error_code: 'AUTH_003', errors: ['No.'] }, 403));
    const { message } = await refused(sandbox.vendorKey, { endpoint: server.origin });
    expect(message).toMatch(/valid, but has no permission for the module "Account"/);
    await server.close();
  });

  it.each<[name: string, script: Parameters<typeof startServer>[0], expected: RegExp]>([
    ['a web page', html(200), /not as Connect's API does/],
    ['a page that is not found', html(404), /not as Connect's API does/],
    ['a page that says no', html(401), /doesn't accept this API Key.*of the same environment/],
    ['nothing', (response) => void response.end(), /not as Connect's API does/],
    ['a text', (response) => void response.end('It works!'), /not as Connect's API does/],
    ['a list in another form', json({ results: [{ id: 'VA-000-001' }] }), /not as Connect's API does/],
    ['a list of lists', json([[]]), /not as Connect's API does/],
    ['a number', json(5), /not as Connect's API does/],
    ['nothing at that address', json({}, 404), /not as Connect's API does/],
    ['something else', json({ hello: 1 }), /not as Connect's API does/],
    ['an empty list', json([]), /not as Connect's API does/],
    ['a list of something else', json([{ id: '5', name: 'x' }]), /not as Connect's API does/],
  ])('for an endpoint with %s', async (_name, script, expected) => {
    const server = await startServer(script);
    expect((await refused(sandbox.vendorKey, { endpoint: server.origin })).message).toMatch(expected);
    await server.close();
  });

  it('for an unreachable host', async () => {
    expect((await refused(sandbox.vendorKey, { endpoint: 'http://127.0.0.1:9' })).message).toMatch(
      /can't be reached at 127\.0\.0\.1:9/,
    );
  });

  it.each([
    ['http://api.connect.cloudblue.com/public/v1', /has to begin with https/],
    ['ftp://127.0.0.1/x', /has to begin with https/],
    ['https://user:pass@example.com', /without user, password/],
    ['not an address', /is not a web address/],
  ])('for the endpoint %s', async (endpoint, expected) => {
    const { kind, message } = await refused(sandbox.vendorKey, { endpoint });
    expect(kind).toBe('ExpiredAuthError');
    expect(message).toMatch(expected);
    expect(message).toMatch(/^API Endpoint: /);
  });

  it('for an unsafe provisioning address', async () => {
    expect(
      (await refused(sandbox.vendorKey, { provisioning_url: 'http://tenants.example.com' })).message,
    ).toMatch(/^Provisioning API: /);
  });

  describe("for the vendor's own system", () => {
    const tenants = (script: Parameters<typeof startServer>[0]) => startServer(script);
    const withSystem = async (script: Parameters<typeof startServer>[0], token = 'token-4711') => {
      const server = await tenants(script);
      try {
        const outcome = await failureOf(() =>
          connect(sandbox.vendorKey, { provisioning_url: server.origin, provisioning_token: token }).then(
            (account) => Promise.reject(new Error(`connected ${String(account['id'])}`)),
          ),
        );
        return { ...outcome, received: server.received };
      } finally {
        await server.close();
      }
    };

    it.each([401, 403])('that answers %d: which of the two secrets is wrong', async (status) => {
      const { kind, message, received } = await withSystem(json({ message: 'Bad token.' }, status));
      expect(kind).toBe('ExpiredAuthError');
      expect(message).toBe(
        `Your provisioning system doesn't accept the Provisioning Token (it answered ${status}); Connect does accept the API Key. Copy the Provisioning Token anew from your own system. Bad token.`,
      );
      expect(received[0]?.headers.authorization).toBe('Bearer token-4711');
    });

    it.each([
      ['a web page', html(200)],
      ['a web page and 404', html(404)],
    ] as const)('that answers %s: that the address is wrong', async (_name, script) => {
      expect((await withSystem(script)).message).toMatch(
        /^Provisioning API: a web page answers at this address/,
      );
    });

    it('that cuts the connection: that the address is wrong', async () => {
      expect((await withSystem(reset)).message).toMatch(
        /was cut off.*Check the Provisioning API in the connection\.$/,
      );
    });

    it('that does not answer: that the address is wrong', async () => {
      const { message } = await refused(sandbox.vendorKey, {
        provisioning_url: 'http://127.0.0.1:9',
        provisioning_token: 'x',
      });
      expect(message).toMatch(/^Your provisioning system can't be reached.*Check the Provisioning API/);
    });

    it.each([
      ['404', json({}, 404)],
      ['404 without a body', json(undefined, 404)],
      ['400', json({ error: 'bad id' }, 400)],
      ['200', json({ id: 'x' })],
      ['304', unmodified],
    ] as const)('that answers %s: nothing', async (_name, script) => {
      expect((await withSystem(script)).message).toContain('connected VA-392-495');
    });

    it.each([
      ['line breaks inside', 'abc\ndef', /^Provisioning Token has a line break inside/],
      ['letters that no header carries', 'tökén–1', /^Provisioning Token holds letters that no key has/],
    ])('whose token has %s: its field', async (_name, token, expected) => {
      const { message, received } = await withSystem(json({}, 404), token);
      expect(message).toMatch(expected);
      expect(received).toEqual([]);
    });
  });

  it.each([
    ['ApiKey SU-1:abc\ndef', /^API Key has a line break inside/],
    ['ApiKey SU-1:sécret', /^API Key holds letters that no key has/],
    ['ApiKey SU-1:\u0142\u00f3d\u017a', /^API Key holds letters that no key has/],
    ['ApiKey SU-1:abc\u200Bdef', /^API Key holds letters that no key has/],
    ['ApiKey SU-1:abc\u0000def', /^API Key holds letters that no key has/],
    ['ApiKey SU-1:abc\u2028def', /^API Key holds letters that no key has/],
    ['ApiKey SU-1:abc def', /^API Key doesn't have the form/],
    ['ApiKey SU-1:"abc"def', /^Connect doesn't accept this API Key/],
    ['"', /^API Key is missing/],
    [' \r\n\t', /^API Key is missing/],
  ])('for the key %j', async (key, expected) => {
    expect((await refused(key)).message).toMatch(expected);
  });

  it('for a vendor action on a connection without a provisioning system', async () => {
    const { message } = await failureOf(() =>
      app.create('suspend_tenant', { api_key: sandbox.vendorKey, endpoint: sandbox.url }, { tenant_id: 'x' }),
    );
    expect(message).toMatch(/^This connection has no Provisioning API/);
  });

  it('and no message holds the key', async () => {
    for (const key of [sandbox.invalidKey, sandbox.disabledKey]) {
      expect((await refused(key)).message).not.toContain(key.split(':')[1]);
    }
  });
});
