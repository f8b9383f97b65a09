import type { Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { CUT_GRACE } from '../../src/connect/attempt.ts';
import { clock } from '../../src/connect/clock.ts';
import { errorOf, withConnect } from '../support/connect.ts';
import { json, type Scripted, startServer } from '../support/server.ts';
import { releaseClock, stopClock, turnOnce } from '../support/turnedClock.ts';
import { until } from '../support/until.ts';

/** Connections are shared by the calls of a step, over real sockets and through core. */

// The servers of these tests are behind real sockets, also where others have replaced Node's client.
beforeAll(() => nock.restore());

const closing: (() => Promise<void>)[] = [];
const serve = async (...scripts: Parameters<typeof startServer>): Promise<Scripted> => {
  const server = await startServer(...scripts);
  closing.push(() => server.close());
  return server;
};
afterEach(async () => {
  releaseClock();
  for (const close of closing.splice(0)) await close();
});

const request = { id: 'PR-1', status: 'pending' };

describe('connections', () => {
  /** A server that counts its connections, and the step that uses them. */
  const counting = async (script = json(request)) => {
    const open = new Set<Socket>();
    let count = 0;
    const { origin } = await serve((response, received, socket) => {
      if (!open.has(socket)) {
        count += 1;
        open.add(socket);
        socket.once('close', () => open.delete(socket));
      }
      script(response, received, socket);
    });
    return { origin, open, count: () => count };
  };

  it('are shared by the calls of a step, and end with it', async () => {
    const { origin, open, count } = await counting();
    await withConnect(origin, async (connect) => {
      for (const id of ['PR-1', 'PR-2', 'PR-3']) await connect.requests.get(id);
      await connect.requests.act('PR-1', 'approve', {});
      expect(open.size).toBe(1);
    });
    expect(count()).toBe(1);
    await until(() => open.size === 0 || undefined);
  });

  it('are as many as calls go out side by side', async () => {
    const { origin, count } = await counting();
    await withConnect(origin, async (connect) => {
      await Promise.all(['PR-1', 'PR-2', 'PR-3'].map((id) => connect.requests.get(id)));
      await Promise.all(['PR-1', 'PR-2', 'PR-3'].map((id) => connect.requests.get(id)));
    });
    expect(count()).toBe(3);
  });

  it('that a server closes after each answer do no harm', async () => {
    const { origin, count } = await counting((response) =>
      response.writeHead(200, { connection: 'close' }).end(JSON.stringify(request)),
    );
    await withConnect(origin, async (connect) => {
      await connect.requests.get('PR-1');
      await connect.requests.act('PR-1', 'approve', {});
    });
    expect(count()).toBe(2);
  });

  it('that stood idle are not used for a write', async () => {
    const { origin, count } = await counting();
    await withConnect(origin, async (connect) => {
      await connect.requests.get('PR-1');
      await new Promise((resolve) => setTimeout(resolve, 1_700));
      await connect.requests.act('PR-1', 'approve', {});
    });
    expect(count()).toBe(2);
  });

  it('that are cut in a later call are noticed', async () => {
    let calls = 0;
    const { origin } = await counting((response, _received, socket) => {
      calls += 1;
      if (calls === 1) return void response.end(JSON.stringify(request));
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id": "PR-1", "st');
      setTimeout(() => socket.destroy(), 20);
    });
    stopClock();
    const started = clock.now();
    turnOnce(() => calls > 1, CUT_GRACE);
    const error = await errorOf(
      withConnect(origin, async (connect) => {
        await connect.requests.get('PR-1');
        await connect.requests.act('PR-1', 'approve', {});
      }),
    );
    expect(error.message).toMatch(/was cut off while trying to approve/);
    expect(error.unknownFate).toBe(true);
    expect(clock.now() - started).toBe(CUT_GRACE);
  });
});
