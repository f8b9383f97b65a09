import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Manner } from '../../sandbox/modules/tenants/store.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Tenant actions on vendors' systems that answer in other ways than the sandbox does by itself. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

/** Lets the vendor's system answer in a manner, over the control endpoint. */
const answering = async (manner: Manner) => {
  const answer = await fetch(`${stage.sandbox.controlUrl}/tenants`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ manner }),
  });
  expect(await answer.json()).toEqual({ manner });
};
const later = () => {
  const { clock } = stage.sandbox.world;
  clock.moveTo(clock.now() + 61_000);
};
const run = (key: string, input: object) => stage.run(key, 'vendor', { ...input });
const create = () => run('create_tenant', { asset_id: 'AS-0000-0000-0001' });
const onTenant = (key: string, more: object = {}) => run(key, { tenant_id: 'AS-0000-0000-0001', ...more });
const writes = () =>
  stage.sandbox.control.calls
    .filter(({ host, method }) => host === 'tenant' && method !== 'GET')
    .map(({ method, path, status }) => `${method} ${path} ${status}`);

describe.each<[Manner, Record<string, unknown>]>([
  ['text', { id: 'AS-0000-0000-0001', status: 'active' }],
  ['empty', { id: 'AS-0000-0000-0001' }],
  ['anonymous', { id: 'AS-0000-0000-0001', status: 'active', url: 'https://tenant-4711.example.com' }],
])('a system that answers %s', (manner, created) => {
  beforeEach(() => answering(manner));

  it('has its tenants created, changed, suspended, resumed, found and deleted', async () => {
    expect(await create()).toMatchObject({ ...created, provisioning: 'done' });
    expect(await onTenant('update_tenant_limits', { limits: { users: 5 } })).toMatchObject({
      id: 'AS-0000-0000-0001',
      provisioning: 'done',
    });
    for (const [key, status] of [
      ['suspend_tenant', 'suspended'],
      ['resume_tenant', 'active'],
    ] as const) {
      expect(await onTenant(key)).toEqual({ id: 'AS-0000-0000-0001', status, provisioning: 'done' });
      const [found] = await app.search('get_tenant', stage.connections.vendor, {
        tenant_id: 'AS-0000-0000-0001',
      });
      expect(found).toMatchObject({ status, provisioning: 'done' });
    }
    expect(await onTenant('delete_tenant')).toEqual({
      id: 'AS-0000-0000-0001',
      status: 'deleted',
      provisioning: 'done',
    });
    expect(
      await app.search('get_tenant', stage.connections.vendor, { tenant_id: 'AS-0000-0000-0001' }),
    ).toEqual([]);
  });
});

it.each([
  ['true', { message: 'true' }],
  ['1', { message: '1' }],
  ['null', {}],
  ['[]', {}],
])('%s alone is a success', async (body, said) => {
  stage.sandbox.control.add({ host: 'tenant', path: '/tenant', status: 200, body });
  expect(await create()).toEqual({ id: 'AS-0000-0000-0001', ...said, provisioning: 'done' });
});

describe('a system that takes its time', () => {
  it('says that each work is in progress, and after it that it is done', async () => {
    await answering('later');
    expect(await create()).toMatchObject({ id: 'tenant-4711', provisioning: 'in progress' });
    const [found] = await app.search('get_tenant', stage.connections.vendor, {
      tenant_id: 'AS-0000-0000-0001',
    });
    expect(found).toMatchObject({ status: 'provisioning', provisioning: 'in progress' });
    later();
    expect(await create()).toMatchObject({ id: 'tenant-4711', status: 'active', provisioning: 'done' });
    for (const [key, more, after] of [
      ['update_tenant_limits', { limits: { users: 5 } }, { limits: { users: 5 } }],
      ['suspend_tenant', {}, { status: 'suspended' }],
      ['resume_tenant', {}, { status: 'active' }],
      ['delete_tenant', {}, { status: 'deleted' }],
    ] as const) {
      expect(await onTenant(key, more)).toMatchObject({ provisioning: 'in progress' });
      later();
      expect(await onTenant(key, more)).toMatchObject({ ...after, provisioning: 'done' });
    }
  });

  it.each([
    'IN_PROGRESS',
    'inProgress',
    'pending',
    'Creating',
    'queued',
    'INPROGRESS',
    'submitted',
    'Requested',
    'being created',
    'not ready',
  ])('may say so by the status %s alone', async (status) => {
    stage.sandbox.control.add({ host: 'tenant', path: '/tenant', status: 201, body: { status } });
    expect(await create()).toEqual({ id: 'AS-0000-0000-0001', status, provisioning: 'in progress' });
  });
});

describe('a system that refuses what is there or done already', () => {
  beforeEach(() => answering('conflict'));

  it('gives the tenant that exists', async () => {
    await create();
    expect(await create()).toMatchObject({ id: 'tenant-4711', status: 'active', provisioning: 'done' });
    expect(writes()).toEqual(['POST /tenant 201', 'POST /tenant 409']);
  });

  it('fails where the tenant that exists can’t be read, and says what is needed', async () => {
    stage.sandbox.control.add({
      host: 'tenant',
      method: 'POST',
      path: '/tenant',
      status: 409,
      body: { error: 'It exists already.' },
    });
    const failure = await failureOf(create);
    expect(failure.kind).toBe('AppError');
    expect(failure.message).toContain('It exists already.');
    expect(failure.message).toContain("it can't be read under AS-0000-0000-0001");
  });

  it('counts one that is suspended, active or deleted already as done', async () => {
    await create();
    expect(await onTenant('resume_tenant')).toMatchObject({ status: 'active', provisioning: 'done' });
    await onTenant('suspend_tenant');
    expect(await onTenant('suspend_tenant')).toMatchObject({ status: 'suspended', provisioning: 'done' });
    await onTenant('delete_tenant');
    expect(await onTenant('delete_tenant')).toMatchObject({ status: 'deleted', provisioning: 'done' });
  });

  it('still fails when the tenant is in another state', async () => {
    await create();
    stage.sandbox.control.add({
      host: 'tenant',
      path: '/tenant/AS-0000-0000-0001/disable',
      status: 409,
      body: { error: 'An invoice is open.' },
    });
    const failure = await failureOf(() => onTenant('suspend_tenant'));
    expect(failure).toMatchObject({
      kind: 'AppError',
      message: expect.stringContaining('An invoice is open.'),
    });
  });
});

describe('deleting a tenant', () => {
  it.each([404, 410])('that is gone (%d) is done', async (status) => {
    stage.sandbox.control.add({ host: 'tenant', method: 'DELETE', path: '/tenant', status, body: {} });
    expect(await onTenant('delete_tenant')).toEqual({
      id: 'AS-0000-0000-0001',
      status: 'deleted',
      provisioning: 'done',
    });
  });

  it.each([
    ['words about the tenant', { body: { error: 'TENANT_NOT_FOUND' } }, 1],
    ['the tenant by its ID', { body: { detail: 'AS-0000-0000-0001 not found.' } }, 1],
    ['a problem of RFC 9457', { body: { title: 'No such subscription', status: 404 } }, 1],
    // The sandbox says of a tenant that there is none, when it is asked.
    ['words that go for anything', { body: { message: 'Not Found' } }, 2],
  ])('that is gone is done, by %s', async (_name, fault, calls) => {
    const before = stage.sandbox.control.calls.length;
    stage.sandbox.control.add({ host: 'tenant', method: 'DELETE', path: '/tenant', status: 404, ...fault });
    expect(await onTenant('delete_tenant')).toEqual({
      id: 'AS-0000-0000-0001',
      status: 'deleted',
      provisioning: 'done',
    });
    expect(stage.sandbox.control.calls.length - before).toBe(calls);
  });

  it('that is gone is done where another address is answered otherwise', async () => {
    stage.sandbox.control.add({ host: 'tenant', path: '/tenant', status: 404, body: {}, times: 2 });
    expect(await onTenant('delete_tenant')).toMatchObject({ status: 'deleted', provisioning: 'done' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['Not Found', { message: 'Not Found' }],
    ['a number of its own', { request_id: 'r-4711' }],
    ['the address that was asked', { status: 404, error: 'Not Found', path: '/tenant/AS-0000-0000-0001' }],
    ['a resource', { message: 'No static resource tenant/AS-0000-0000-0001.' }],
    ['another service', { status: 'error', code: 404, message: 'Application not found' }],
  ])('is not done when every address is answered 404 with %s', async (_name, body) => {
    await create();
    stage.sandbox.control.add({ host: 'tenant', status: 404, body, times: 9 });
    const { kind, message } = await failureOf(() => onTenant('delete_tenant'));
    expect(kind).toBe('AppError');
    expect(message).toContain('Provisioning API');
  });

  it('is not done when the tenant can be read all the same', async () => {
    await create();
    stage.sandbox.control.add({ host: 'tenant', method: 'DELETE', path: '/tenant', status: 404, body: {} });
    const { kind, message } = await failureOf(() => onTenant('delete_tenant'));
    expect(kind).toBe('AppError');
    expect(message).toContain('It can be read all the same');
    expect(await onTenant('delete_tenant')).toMatchObject({ status: 'deleted' });
  });

  it.each([
    ['a web page', { kind: 'html' as const }],
    ['a server without such an address', { body: { message: 'no Route matched with those values' } }],
  ])('is not done when %s answers 404: the address is wrong', async (_name, fault) => {
    stage.sandbox.control.add({ host: 'tenant', method: 'DELETE', path: '/tenant', status: 404, ...fault });
    const failure = await failureOf(() => onTenant('delete_tenant'));
    expect(failure).toMatchObject({ kind: 'AppError', message: expect.stringContaining('Provisioning API') });
  });
});

describe('a success that is none', () => {
  it.each([
    [{ status: 'failed', error: 'The domain is taken.' }, 'The domain is taken.'],
    [{ success: false, message: 'No licence left.' }, 'No licence left.'],
  ])('%j is a failure in its words', async (body, said) => {
    stage.sandbox.control.add({ host: 'tenant', path: '/tenant', status: 200, body });
    const failure = await failureOf(create);
    expect(failure).toMatchObject({ kind: 'AppError', message: expect.stringContaining(said) });
  });

  it('is a web page', async () => {
    stage.sandbox.control.add({ host: 'tenant', path: '/tenant', kind: 'html', status: 200 });
    const failure = await failureOf(create);
    expect(failure.kind).toBe('AppError');
    expect(failure.message).toMatch(/a web page\. It may have been carried out/);
  });
});

it('asks for the token, and for no new key of Connect, when the system refuses it', async () => {
  stage.sandbox.control.add({ host: 'tenant', path: '/tenant', status: 401, body: { error: 'Bad token.' } });
  const failure = await failureOf(create);
  expect(failure.kind).toBe('AppError');
  expect(failure.message).toContain('the Provisioning Token of this connection');
});
