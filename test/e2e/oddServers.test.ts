import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import nock from 'nock';
import selfsigned from 'selfsigned';
import { app, failureOf } from '../support/app.ts';
import { json, reset, type Scripted, startServer } from '../support/server.ts';
import { holdClock, releaseClock } from '../support/turnedClock.ts';

/** What a person reads when a server is odd, over real sockets and through Zapier's own handler. */

const KEY = 'ApiKey SU-111-222-333:0123456789abcdef';
const DAY = 24 * 3_600_000;

// The servers of these tests are behind real sockets, also where others have replaced Node's client.
beforeAll(() => {
  nock.restore();
  holdClock();
});
afterAll(releaseClock);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const serve = async (...scripts: Parameters<typeof startServer>): Promise<Scripted> => {
  const server = await startServer(...scripts);
  closing.push(() => server.close());
  return server;
};

type Certificate = 'self-signed' | 'expired' | 'of another host';

/** Certificates, of which all but the self-signed one are trusted otherwise. */
const certificateOf = (kind: Certificate) => {
  const host = kind === 'of another host' ? 'other.example.com' : 'localhost';
  // The library makes none that has ended already.
  if (kind === 'expired') jest.useFakeTimers({ now: Date.now() - 9 * DAY });
  try {
    return selfsigned.generate([{ name: 'commonName', value: host }], {
      keySize: 2048,
      algorithm: 'sha256',
      days: 5,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
    });
  } finally {
    jest.useRealTimers();
  }
};
const trusted = getCACertificates('default');
const certificates = new Map<Certificate, ReturnType<typeof certificateOf>>();
beforeAll(() => {
  for (const kind of ['self-signed', 'expired', 'of another host'] as const)
    certificates.set(kind, certificateOf(kind));
  const others = [...certificates].filter(([kind]) => kind !== 'self-signed').map(([, { cert }]) => cert);
  setDefaultCACertificates([...trusted, ...others]);
});
afterAll(() => setDefaultCACertificates(trusted));

/** A server with a certificate. @returns its origin, and how many requests got to it. */
const serveTls = async (kind: Certificate) => {
  const { private: key, cert } = certificates.get(kind) ?? certificateOf(kind);
  let requests = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { origin: `https://localhost:${port}`, requests: () => requests };
};

const approve = (endpoint: string, id = 'PR-0000-0000-0000-001') =>
  failureOf(() =>
    app.create(
      'approve_request',
      { api_key: KEY, endpoint: `${endpoint}/public/v1` },
      { id, template_id: 'TL-000-000-001' },
    ),
  );
/** What is written at each of the three kinds of hosts, and what their names are in messages. */
const WRITES: readonly (readonly [
  name: string,
  system: string,
  run: (origin: string) => ReturnType<typeof approve>,
])[] = [
  ['Connect', 'Connect', (origin) => approve(origin)],
  [
    "the vendor's system",
    'Your provisioning system',
    (origin) =>
      failureOf(() =>
        app.create(
          'create_tenant',
          { api_key: KEY, provisioning_url: origin, provisioning_token: 'token-4711' },
          { asset_id: 'AS-0000-0000-0001' },
        ),
      ),
  ],
  [
    'the host of a file',
    'The host of the file',
    async (origin) => {
      const connect = await serve(json({ id: 'UF-0000-00-0000-0001', status: 'draft' }));
      return failureOf(() =>
        app.create(
          'upload_usage_file',
          { api_key: KEY, endpoint: `${connect.origin}/public/v1` },
          { usage_file_id: 'UF-0000-00-0000-0001', file: `${origin}/usage.xlsx` },
        ),
      );
    },
  ],
];

describe.each(WRITES)('%s', (_name, system, run) => {
  const expectNotSent = ({ kind, message }: { kind: string; message: string }) => {
    expect(kind).toBe('AppError');
    expect(message).toContain(`${system} can't be reached at `);
    expect(message).toContain('Nothing was sent.');
    expect(message).not.toMatch(/not known|[<>{}]|undefined/);
  };

  it.each([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['of another host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('with a certificate that is %s was not sent anything', async (kind, code) => {
    const { origin, requests } = await serveTls(kind);
    const failure = await run(origin);
    expectNotSent(failure);
    expect(failure.message).toContain(`its certificate or encryption can't be trusted (${code})`);
    expect(requests()).toBe(0);
  });

  it('that refuses connections was not sent anything', async () => {
    expectNotSent(await run('http://127.0.0.1:9'));
  });
});

it('a host whose name nobody knows was not sent anything', async () => {
  const { message } = await approve('https://no-such-host.invalid');
  expect(message).toMatch(/^Connect can't be reached at no-such-host\.invalid: .*Nothing was sent\./);
});

describe('an answer to a write', () => {
  const redirected = (location: string, status: number) =>
    serve((response) => response.writeHead(status, { location }).end());

  it.each([
    [307, /^Connect sends this request round in circles/, false],
    [303, /^Connect sends this request round in circles.*It is not known whether it was carried out\./, true],
  ] as const)('that is a redirect to itself (%d) is a circle', async (status, expected, unknown) => {
    const { origin, received } = await redirected(
      '/public/v1/requests/PR-0000-0000-0000-001/approve',
      status,
    );
    const { message } = await approve(origin);
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/the connection's key/);
    expect(/not known/.test(message)).toBe(unknown);
    expect(received).toHaveLength(1);
  });

  it.each([
    'http://[',
    'https://',
    '//',
    'http://\u00e4:x',
  ])('that leads to "%s" is a sentence', async (location) => {
    const { origin } = await redirected(encodeURI(location), 307);
    expect((await approve(origin)).message).toMatch(
      /^Connect sent (?:this request|the attempt).* Check the address/,
    );
  });

  it('that is too large says what is known of the write', async () => {
    const { origin } = await serve((response) => response.end(`{"id":"${'x'.repeat(21 * 1024 * 1024)}"}`));
    expect((await approve(origin)).message).toMatch(
      /^The answer of Connect to the attempt to approve fulfillment request PR-0000-0000-0000-001 is too large for Zapier\. It is not known whether it was carried out\. Running this step again does no harm/,
    );
  });

  it('that never comes because the connection is cut leaves it unknown', async () => {
    const { origin } = await serve(reset);
    expect((await approve(origin)).message).toMatch(/was cut off.*not known whether/);
  });
});

it('half of a letter is said before anything is sent', async () => {
  const { origin, received } = await serve(json({}));
  expect((await approve(origin, 'PR-\uD83D')).message).toMatch(/holds half of a letter, which can't be sent/);
  expect(received).toEqual([]);
});
