import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault, WaitingCall } from '../../sandbox/control.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

/** Runs that own the order of all that happens: each call waits, and time is theirs. */

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const create = (subscription: string) =>
  fetch(`${sandbox.tenantUrl}/tenant`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.tenantToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: subscription }),
  });

describe('the gate', () => {
  it('holds each call, with its body, until it is let go', async () => {
    const waiting: (WaitingCall & { release: () => void })[] = [];
    sandbox = await startSandbox({
      gate: (call) =>
        new Promise((resolve) => {
          waiting.push({ ...call, release: () => resolve(undefined) });
        }),
    });
    const both = [create('AS-1'), create('AS-2')];
    while (waiting.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sandbox.tenants.save()).toEqual([]);
    const second = waiting.find(({ body }) => (body as { id: string }).id === 'AS-2');
    expect(second).toMatchObject({ host: 'tenant', method: 'POST', path: '/tenant', query: '' });
    second?.release();
    await both[1];
    expect(sandbox.tenants.save()).toMatchObject([{ subscription_id: 'AS-2' }]);
    for (const { release } of waiting) release();
    expect((await both[0])?.status).toBe(201);
  });

  it('says what befalls a call', async () => {
    const fault: Fault = { host: 'tenant', path: '/', kind: 'status', status: 418, times: 1 };
    sandbox = await startSandbox({ gate: async () => fault });
    expect((await create('AS-1')).status).toBe(418);
    expect(sandbox.tenants.save()).toEqual([]);
  });
});

describe('replace', () => {
  it('carries the call out, and answers otherwise', async () => {
    sandbox = await startSandbox();
    sandbox.control.add({ host: 'tenant', kind: 'replace', status: 409, body: 'It is there.' });
    const answer = await create('AS-1');
    expect([answer.status, await answer.text()]).toEqual([409, 'It is there.']);
    expect(sandbox.tenants.save()).toHaveLength(1);
  });

  it('leaves a refusal as it is', async () => {
    sandbox = await startSandbox();
    sandbox.control.add({ host: 'tenant', kind: 'replace', status: 200, body: {} });
    expect((await create('')).status).toBe(422);
  });
});

it('lives in the time that it is given', async () => {
  const now = Date.parse('2031-05-06T07:08:09Z');
  sandbox = await startSandbox({ time: { now: () => now, sleep: () => Promise.resolve() } });
  expect(sandbox.world.clock.now()).toBe(now);
  sandbox.world.seed(1, { days: 1 });
  const [request] = sandbox.world.requests.all();
  expect(request?.created.slice(0, 4)).toBe('2031');
});
