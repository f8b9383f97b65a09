import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CUT_GRACE } from '../../src/connect/attempt.ts';
import { clock } from '../../src/connect/clock.ts';
import { errorOf, withConnect } from '../support/connect.ts';
import { hang, html, json, reset, type Scripted, startServer, truncated } from '../support/server.ts';
import { releaseClock, stopClock, turnOnce } from '../support/turnedClock.ts';

let server: Scripted | undefined;
const serve = async (...scripts: Parameters<typeof startServer>): Promise<Scripted> => {
  server = await startServer(...scripts);
  return server;
};
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const request = { id: 'PR-1', status: 'pending' };
const list = (from: number, count: number, total: number) =>
  json(
    Array.from({ length: count }, (_unused, index) => ({ id: `PR-${from + index}` })),
    200,
    { 'content-range': `items ${from}-${from + count - 1}/${total}` },
  );

describe('what arrives, over a real socket and through core itself', () => {
  it('is the query byte for byte, curly braces too', async () => {
    const { origin, received } = await serve(json([], 200, { 'content-range': 'items 0-0/0' }));
    const name = `{{bundle.inputData.secret}} {{process.env.PATH}} #&%+,()'ü`;
    await withConnect(origin, (connect) =>
      connect.requests.list({ where: { 'marketplace.name': name }, ordering: ['-created'], limit: 5 }),
    );
    const [call] = received;
    expect(call?.url).toBe(
      `/public/v1/requests?eq(marketplace.name,%22${encodeURIComponent(name).replaceAll("'", '%27')}%22)&ordering(-created)&limit=5&offset=0`,
    );
    expect(decodeURIComponent(call?.url ?? '')).toContain(name);
  });

  it('is the body as it was given, with text that looks like a placeholder', async () => {
    const { origin, received } = await serve(json(request));
    const body = {
      reason: '{{bundle.inputData.secret}} {{process.env.PATH}} {{ x }}',
      nested: { deep: ['{{bundle.authData.api_key}}'] },
    };
    await withConnect(origin, (connect) => connect.requests.act('PR-1', 'fail', body));
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(body);
    expect(received[0]?.headers['content-type']).toBe('application/json');
  });

  it('is an id as one segment of the path, whatever is in it', async () => {
    const { origin, received } = await serve(json(request));
    for (const id of ['PR-1/../../accounts', 'a?b#c', 'ü {{bundle.inputData.secret}}', '%2e%2e']) {
      await withConnect(origin, (connect) => connect.requests.get(id));
      expect(received.at(-1)?.url).toBe(`/public/v1/requests/${encodeURIComponent(id)}`);
    }
  });

  it.each(['', '  ', '.', '..'])('is nothing at all when the id is "%s"', async (id) => {
    const { origin, received } = await serve(json(request));
    const error = await errorOf(withConnect(origin, (connect) => connect.requests.act(id, 'approve')));
    expect(error.message).toBe('The ID of the fulfillment request is missing.');
    expect(received).toEqual([]);
  });
});

describe('the key', () => {
  it('goes to the endpoint', async () => {
    const { origin, received } = await serve(json(request));
    await withConnect(origin, (connect) => connect.requests.get('PR-1'));
    expect(received[0]?.headers.authorization).toBe('ApiKey SU-1:secret');
  });

  it('does not follow a redirect to another host', async () => {
    const other = await startServer(json(request));
    const { origin } = await serve((response) =>
      response.writeHead(302, { location: `${other.origin}/public/v1/requests/PR-1` }).end(),
    );
    const error = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(error.message).toContain(other.origin);
    expect(error.message).toMatch(/key is not sent there/);
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('follows a redirect of a read within its own host', async () => {
    const { origin, received } = await serve(
      (response) => response.writeHead(302, { location: '/public/v1/requests/PR-2' }).end(),
      json({ id: 'PR-2' }),
    );
    expect(await withConnect(origin, (connect) => connect.requests.get('PR-1'))).toEqual({ id: 'PR-2' });
    expect(received.map(({ headers }) => headers.authorization)).toEqual([
      'ApiKey SU-1:secret',
      'ApiKey SU-1:secret',
    ]);
  });

  it('does not turn in circles', async () => {
    const { origin, received } = await serve((response, { url }) =>
      response.writeHead(302, { location: url }).end(),
    );
    await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(received.length).toBeLessThanOrEqual(4);
  });
});

describe('reads', () => {
  it.each([
    ['500', json({ error_code: 'SYS_001', errors: ['Oops.'] }, 500)],
    ['502 with a web page', html(502)],
    ['a reset', reset],
    ['a truncated body', truncated],
  ] as const)('are tried again after %s', async (_name, script) => {
    const { origin, received } = await serve(script, json(request));
    expect(await withConnect(origin, (connect) => connect.requests.get('PR-1'))).toEqual(request);
    expect(received).toHaveLength(2);
  });

  it('are given up after three tries, saying that nothing was changed', async () => {
    const { origin, received } = await serve(html(502));
    const error = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(error.message).toBe(
      'Connect had an error of its own (502) and could not read fulfillment request PR-1. Nothing was changed. Try again in a few minutes.',
    );
    expect(received).toHaveLength(3);
  });

  it('are not tried again when there is no time left', async () => {
    const { origin, received } = await serve(reset);
    await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1'), { budget: 1_000 }));
    expect(received).toHaveLength(1);
  });

  it.each([429, 503])('that are answered %d wait as long as Connect says', async (status) => {
    const { origin, received } = await serve(json({}, status, { 'retry-after': '7' }));
    const { kind, delay } = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect([kind, delay, received.length]).toEqual(['wait', 7, 1]);
  });

  it('find nothing where Connect says 404', async () => {
    const { origin } = await serve(json({ error_code: 'CNCT_001', errors: ['Not found.'] }, 404));
    expect(await withConnect(origin, (connect) => connect.requests.find('PR-1'))).toBeUndefined();
  });
});

describe('writes', () => {
  it.each([
    ['500', json({ error_code: 'SYS_001', errors: ['Oops.'] }, 500)],
    ['502 with a web page', html(502)],
    ['a reset', reset],
    ['a truncated body', truncated],
    ['a hang', hang],
  ] as const)('are sent once after %s, and their fate is told', async (_name, script) => {
    const { origin, received } = await serve(script);
    const error = await errorOf(
      withConnect(
        origin,
        (connect) => connect.requests.act('PR-1', 'approve', {}, { check: 'Look at PR-1.' }),
        { budget: 1_500 },
      ),
    );
    expect(error.unknownFate).toBe(true);
    expect(error.message).toMatch(/It is not known whether it was carried out\. Look at PR-1\.$/);
    expect(received).toHaveLength(1);
  });

  it('whose host can’t be reached were not carried out', async () => {
    const { origin, close } = await serve(json(request));
    await close();
    const error = await errorOf(withConnect(origin, (connect) => connect.requests.act('PR-1', 'approve')));
    expect(error.unknownFate).toBe(false);
    expect(error.message).toContain(`can't be reached at ${new URL(origin).host}`);
  });
});

describe('time', () => {
  beforeEach(stopClock);
  afterEach(releaseClock);

  it('is kept: what hangs is ended with a sentence before Zapier would', async () => {
    const { origin, received } = await serve(hang);
    const started = clock.now();
    turnOnce(() => received.length > 0);
    const error = await errorOf(
      withConnect(origin, (connect) => connect.requests.get('PR-1'), { budget: 800 }),
    );
    expect(error.message).toContain('did not answer in time');
    expect(clock.now() - started).toBe(800);
  });

  it('is not wasted on an answer that was cut off', async () => {
    const { origin } = await serve(truncated);
    const started = clock.now();
    turnOnce(() => true, CUT_GRACE);
    await errorOf(withConnect(origin, (connect) => connect.requests.act('PR-1', 'approve')));
    expect(clock.now() - started).toBe(CUT_GRACE);
  });
});

describe('answers that are no answers', () => {
  it.each([
    ['a web page', html(200), /a web page instead of data.*\/public\/v1/],
    ['nothing', json(undefined), /the answer is empty/],
    [
      'half of the data',
      (response: Parameters<typeof hang>[0]) => response.writeHead(200).end('{"id": "PR'),
      /cut off or damaged/,
    ],
    ['another form', json({ id: 5 }), /id doesn't have the form/],
    ['a list', json([request]), /doesn't have the form/],
  ] as const)('%s', async (_name, script, expected) => {
    const { origin } = await serve(script as typeof hang);
    const { message } = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/[<{]/);
  });

  it('an object instead of a list', async () => {
    const { origin } = await serve(json({ id: 'PR-1' }));
    const { message } = await errorOf(withConnect(origin, (connect) => connect.requests.list({ limit: 1 })));
    expect(message).toContain('it is not a list');
  });

  it('fields that are unknown pass through', async () => {
    const row = {
      ...request,
      brand_new: { deep: [1] },
      note: null,
      assignee: '',
      asset: { tiers: { tier2: {} }, tier: '' },
    };
    const { origin } = await serve(json(row));
    expect(await withConnect(origin, (connect) => connect.requests.get('PR-1'))).toEqual(row);
  });
});

describe('lists', () => {
  it('take as many pages as it takes, and stop at what was asked for', async () => {
    const { origin, received } = await serve(list(0, 100, 1000), list(100, 100, 1000), list(200, 50, 1000));
    const { rows, total } = await withConnect(origin, (connect) => connect.requests.list({ limit: 250 }));
    expect([rows.length, total]).toEqual([250, 1000]);
    expect(received.map(({ url }) => url.split('?')[1])).toEqual([
      'limit=100&offset=0',
      'limit=100&offset=100',
      'limit=50&offset=200',
    ]);
  });

  it('stop where Connect has no more', async () => {
    const { origin, received } = await serve(list(0, 100, 130), list(100, 30, 130));
    const { rows } = await withConnect(origin, (connect) => connect.requests.list({ limit: 1000 }));
    expect([rows.length, received.length]).toEqual([130, 2]);
  });

  it('have each row once when rows arrive while pages are read', async () => {
    const { origin } = await serve(list(0, 100, 150), list(98, 52, 152));
    const { rows } = await withConnect(origin, (connect) => connect.requests.list({ limit: 1000 }));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows).toHaveLength(150);
  });

  it('end even if the server never does', async () => {
    const { origin, received } = await serve(list(0, 100, 1_000_000));
    await withConnect(origin, (connect) => connect.requests.list({ limit: 1000 }));
    expect(received.length).toBeLessThanOrEqual(10);
  });

  it('say so when not all that was asked for fits', async () => {
    const big = json(
      Array.from({ length: 100 }, (_unused, index) => ({ id: `PR-${index}`, note: 'x'.repeat(60_000) })),
      200,
      { 'content-range': 'items 0-99/5000' },
    );
    const { origin } = await serve(big);
    const { message } = await errorOf(
      withConnect(origin, (connect) => connect.requests.list({ limit: 1000 })),
    );
    expect(message).toBe(
      "5000 fulfillment requests match, and only the first 100 fit in Zapier's limits of size and time. Narrow the filters, or ask for at most 100.",
    );
  });
});
