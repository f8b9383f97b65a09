import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { clock } from '../../src/connect/clock.ts';
import { limits } from '../../src/connect/deadline.ts';
import type { ConnectError } from '../../src/connect/errors.ts';
import { errorOf, withConnect } from '../support/connect.ts';
import { hang, json, type Scripted, startServer } from '../support/server.ts';
import { passTime, releaseClock, stopClock, turnOnce } from '../support/turnedClock.ts';

/** What is said of calls that no whole answer came to, over real sockets and through core. */

// The servers of these tests are behind real sockets, also where others have replaced Node's client.
beforeAll(() => nock.restore());

const closing: (() => Promise<void>)[] = [];
const serve = async (...scripts: Parameters<typeof startServer>): Promise<Scripted> => {
  const server = await startServer(...scripts);
  closing.push(() => server.close());
  return server;
};
/** A server that takes connections and does with them what it is told. */
const listen = async (onSocket: (socket: Socket) => void): Promise<string> => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
};
afterEach(async () => {
  releaseClock();
  for (const close of closing.splice(0)) await close();
});

const approve = (origin: string, budget = 1_500) =>
  errorOf(
    withConnect(
      origin,
      (connect) => connect.requests.act('PR-1', 'approve', {}, { check: 'Look at PR-1.' }),
      { budget },
    ),
  );
const request = { id: 'PR-1', status: 'pending' };

describe('a write that never reached the server is not sent, and nobody has to look for it', () => {
  const expectNotSent = ({ message, unknownFate }: ConnectError) => {
    expect(unknownFate).toBe(false);
    expect(message).toMatch(/Nothing was sent\./);
    expect(message).not.toMatch(/not known/);
  };

  it('when nothing listens', async () => {
    const error = await approve('http://127.0.0.1:9');
    expectNotSent(error);
    expect(error.message).toBe(
      "Connect can't be reached at 127.0.0.1:9: it refuses connections. Nothing was sent. Check the address in the connection, or try again later.",
    );
  });

  it('when there is no such host', async () => {
    const error = await approve('https://no-such-host.invalid');
    expectNotSent(error);
    expect(error.message).toMatch(/^Connect can't be reached at no-such-host\.invalid: /);
  });

  it('when the server speaks no TLS', async () => {
    const { origin, received } = await serve(json(request));
    const error = await approve(origin.replace('http:', 'https:'));
    expectNotSent(error);
    expect(error.message).toMatch(/its certificate or encryption can't be trusted \(\w+\)/);
    expect(received).toEqual([]);
  });

  it('when the handshake never ends', async () => {
    const error = await approve(`https://${await listen(() => {})}`, 600);
    expectNotSent(error);
    expect(error.message).toMatch(/it did not take the connection in time/);
  });

  it('when the connection is cut in the handshake', async () => {
    expectNotSent(await approve(`https://${await listen((socket) => socket.destroy())}`));
  });
});

describe('redirects', () => {
  const redirect = (to: string, status = 302) =>
    serve((response) => response.writeHead(status, { location: to }).end());

  it('to itself is a circle, and no matter of the key', async () => {
    const { origin, received } = await redirect('/public/v1/requests/PR-1');
    const { message } = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(message).toMatch(/^Connect sends this request round in circles \(at 127\.0\.0\.1:\d+\)/);
    expect(message).not.toMatch(/key/);
    expect(received).toHaveLength(1);
  });

  it.each(['http://[', 'http://a b', 'https://%'])('to "%s" is a sentence', async (location) => {
    const { origin } = await redirect(location);
    const { message } = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(message).toBe(
      `Connect sent this request on to "${location}", which is no address. Check the address in the connection.`,
    );
  });

  it.each([
    [301, false],
    [307, false],
    [302, true],
    [303, true],
  ])('%d of a write is not followed, on the same host either', async (status, unknown) => {
    const { origin, received } = await redirect('/elsewhere', status);
    const { message, unknownFate } = await approve(origin);
    expect(message).toContain(
      `sent the attempt to approve fulfillment request PR-1 on to ${origin}/elsewhere`,
    );
    expect(message).not.toMatch(/key/);
    expect([unknownFate, /Look at PR-1\.$/.test(message)]).toEqual([unknown, unknown]);
    expect(received).toHaveLength(1);
  });

  it('share the time of one read', async () => {
    let hop = 0;
    const { origin } = await serve((response) => {
      hop += 1;
      passTime(500);
      response.writeHead(302, { location: `/public/v1/requests/${hop}` }).end();
    });
    stopClock();
    const { message } = await errorOf(
      withConnect(origin, (connect) => connect.requests.get('PR-1'), { budget: 1_200 }),
    );
    expect(hop).toBe(2);
    expect(message).toMatch(/time that Zapier gives a step was over/);
  });
});

describe('texts that no address can hold', () => {
  it.each([
    [
      'an id',
      (connect: Parameters<Parameters<typeof withConnect>[1]>[0]) => connect.requests.get('PR-\uD800'),
    ],
    [
      'a filter',
      (connect: Parameters<Parameters<typeof withConnect>[1]>[0]) =>
        connect.requests.list({ where: { 'marketplace.name': 'a\uDC00' }, limit: 1 }),
    ],
  ])('are said: %s', async (_name, use) => {
    const { origin, received } = await serve(json(request));
    const { message } = await errorOf(withConnect(origin, use as never));
    expect(message).toMatch(/holds half of a letter/);
    expect(received).toEqual([]);
  });
});

describe('an answer', () => {
  it('with a byte order mark is JSON', async () => {
    const { origin } = await serve((response) => response.end(`\uFEFF${JSON.stringify(request)}`));
    expect(await withConnect(origin, (connect) => connect.requests.get('PR-1'))).toEqual(request);
  });

  it('to a write that is too large leaves its fate unknown, and says so', async () => {
    const { origin } = await serve((response) => response.end(`{"id":"${'x'.repeat(21 * 1024 * 1024)}"}`));
    const { message, unknownFate } = await approve(origin, 5_000);
    expect(unknownFate).toBe(true);
    expect(message).toBe(
      'The answer of Connect to the attempt to approve fulfillment request PR-1 is too large for Zapier. It is not known whether it was carried out. Look at PR-1.',
    );
  });

  it('that is nested without end is a sentence', async () => {
    const { origin } = await serve((response) =>
      response.end(`{"id":"PR-1","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    );
    const { message } = await errorOf(withConnect(origin, (connect) => connect.requests.get('PR-1')));
    expect(message).toContain('the data is nested deeper than 100 levels');
  });

  it('of a refusal that is nested without end, too', async () => {
    const { origin } = await serve((response) =>
      response.writeHead(400).end(`{"errors":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    );
    expect((await approve(origin)).message).toBe(
      'Connect refused to approve fulfillment request PR-1: it answered 400 without a reason.',
    );
  });
});

describe('the time of a step', () => {
  it('that is over is said, and nothing is sent', async () => {
    const { origin, received } = await serve(json(request));
    const { message, unknownFate } = await approve(origin, limits.call - 1);
    expect(message).toBe(
      'The time that Zapier gives a step was over before this step could approve fulfillment request PR-1, so that Connect was not asked to. Run the step again.',
    );
    expect([unknownFate, received.length]).toEqual([false, 0]);
  });

  it('is one for all calls', async () => {
    const { origin, received } = await serve(json(request), hang);
    stopClock();
    const started = clock.now();
    turnOnce(() => received.length > 1);
    const { message } = await errorOf(
      withConnect(
        origin,
        async (connect) => {
          await connect.requests.get('PR-1');
          await connect.requests.get('PR-1').catch(() => {});
          await connect.requests.get('PR-1');
        },
        { budget: 1_000 },
      ),
    );
    expect(message).toMatch(/was over before this step could read fulfillment request PR-1/);
    expect(received).toHaveLength(2);
    expect(clock.now() - started).toBe(1_000);
  });
});
