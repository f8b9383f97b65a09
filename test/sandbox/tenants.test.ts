import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

/** The vendor's own system, over HTTP alone. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const call = async (method: string, path: string, body?: unknown, token = sandbox.tenantToken) => {
  const answer = await fetch(`${sandbox.tenantUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined };
};

describe('the vendor’s system', () => {
  it('lets nobody in without its token', async () => {
    expect((await call('POST', '/tenant', { id: 'AS-1' }, 'wrong')).status).toBe(401);
    expect((await call('GET', '/tenant/AS-1', undefined, 'wrong')).status).toBe(401);
  });

  it('creates one tenant for a subscription, however often it is asked', async () => {
    const first = await call('POST', '/tenant', { id: 'AS-2', limits: { users: 5 } });
    const second = await call('POST', '/tenant', { id: 'AS-2', limits: { users: 5 } });
    expect(first.status).toBe(201);
    expect(second.body?.['id']).toBe(first.body?.['id']);
  });

  it.each([[{}], [{ users: -1 }], [{ users: 'many' }], [[1]]])('refuses the limits %j', async (limits) => {
    await call('POST', '/tenant', { id: 'AS-3' });
    expect((await call('PUT', '/tenant/AS-3', limits)).status).toBe(422);
  });

  it('lives: limits, disable, enable, delete; each may be repeated', async () => {
    await call('POST', '/tenant', { id: 'AS-4' });
    expect(await call('PUT', '/tenant/AS-4', { users: 7, space: 'unlimited' })).toMatchObject({
      status: 200,
    });
    expect((await call('GET', '/tenant/AS-4')).body).toMatchObject({
      status: 'active',
      limits: { users: 7, space: 'unlimited' },
    });
    for (const [path, status] of [
      ['disable', 'suspended'],
      ['enable', 'active'],
    ]) {
      expect((await call('PUT', `/tenant/AS-4/${path}`)).status).toBe(204);
      expect((await call('PUT', `/tenant/AS-4/${path}`)).status).toBe(204);
      expect((await call('GET', '/tenant/AS-4')).body).toMatchObject({ status });
    }
    expect((await call('DELETE', '/tenant/AS-4')).status).toBe(204);
    expect((await call('GET', '/tenant/AS-4')).status).toBe(404);
  });

  it('has no tenant of a subscription that it was never told of', async () => {
    for (const [method, path] of [
      ['GET', '/tenant/AS-0'],
      ['PUT', '/tenant/AS-0/disable'],
    ] as const) {
      expect((await call(method, path)).status).toBe(404);
    }
  });
});

describe('the manner of its answers', () => {
  const take = async (manner: unknown) => {
    const answer = await fetch(`${sandbox.controlUrl}/tenants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ manner }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${sandbox.tenantUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${sandbox.tenantToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, text: await answer.text() };
  };
  afterEach(() => take('json'));

  it('is one of six', async () => {
    expect(await take('shouted')).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('text') },
    });
    expect(await take('text')).toEqual({ status: 200, body: { manner: 'text' } });
  });

  it.each([
    ['text', 201, /^active$/],
    ['empty', 201, /^$/],
    ['anonymous', 201, /^(?!.*"id").*"status":"active"/],
    ['later', 202, /"status":"provisioning"/],
  ])('%s', async (manner, status, text) => {
    await take(manner);
    const answer = await ask('POST', '/tenant', { id: `AS-${manner}` });
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(text)]);
  });

  it('conflict refuses what is there or done already', async () => {
    await take('conflict');
    const made = [await ask('POST', '/tenant', { id: 'AS-C' }), await ask('POST', '/tenant', { id: 'AS-C' })];
    expect(made.map(({ status }) => status)).toEqual([201, 409]);
    const ended = [await ask('DELETE', '/tenant/AS-C'), await ask('DELETE', '/tenant/AS-C')];
    expect(ended.map(({ status }) => status)).toEqual([204, 404]);
  });
});
