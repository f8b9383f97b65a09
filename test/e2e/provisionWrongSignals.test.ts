import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../sandbox/control.ts';
import type { Manner } from '../../sandbox/modules/tenants/store.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Provision Request, where the vendor's system or the form isn't as it should be: nothing is rejected or half done. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const provision = (id: unknown, more: object = {}) =>
  stage.run('provision_request', 'vendor', {
    request_id: id,
    template_id: stage.sandbox.ids.template,
    tenant_parameter: 'tenant_id',
    ...more,
  });
const befall = (fault: Partial<Fault>) =>
  stage.sandbox.control.add({ host: 'tenant', path: '/tenant', ...fault });
const parameterOf = (id: unknown, name: string) =>
  stage.request(id)?.asset.params.find((param) => param.id === name)?.value;
const bought = async () => {
  const { id, asset } = await stage.purchase();
  await provision(id);
  return String((asset as { id: string }).id);
};

describe('no rejection', () => {
  it.each<[string, Partial<Fault>]>([
    ['409', { status: 409, body: { error: 'The domain is taken.' } }],
    ['404 on the address', { status: 404, body: { error: 'Not found.' } }],
    ['401', { status: 401, body: { error: 'Wrong token.' } }],
    ['403', { status: 403, body: { error: 'Not yours.' } }],
    ['405', { status: 405, body: { error: 'Method not allowed.' } }],
    ['500', { status: 500, body: { error: 'Broken.' } }],
    ['a web page with 422', { kind: 'html', status: 422 }],
    ['a web page with 400', { kind: 'html', status: 400 }],
    ['a web page with 200', { kind: 'html', status: 200 }],
    ['422 without a reason', { status: 422, body: {} }],
    ['400 that says nothing but so', { status: 400, body: { error: 'Bad Request' } }],
    ['400 about access', { status: 400, body: { error: 'Invalid token.' } }],
    ['422 about rights', { status: 422, body: { message: 'You are not authorized to do that.' } }],
    ['400 about load', { status: 400, body: { message: 'Rate limit exceeded' } }],
    ['400 about what stands behind it', { status: 400, body: { error: 'Upstream timeout' } }],
    ['400 about its own error', { status: 400, body: { message: 'Internal server error' } }],
    ['422 about its program', { status: 422, body: { error: 'NullReferenceException: Object reference' } }],
    ['400 about the form of the call', { status: 400, body: { error: 'Unexpected token < in JSON' } }],
    ['422 about the moment', { status: 422, body: { error: 'Another operation is in progress.' } }],
    ['a success that is false', { status: 200, body: 'false' }],
    ['a success whose state is failed', { status: 200, body: { status: 'ok', state: 'failed' } }],
    ['a success that says that it failed', { status: 200, body: { status: 'failed', error: 'Taken.' } }],
    ['a cut connection', { kind: 'reset' }],
  ])('comes from %s: the request stays pending', async (_name, fault) => {
    const { id } = await stage.purchase();
    befall({ method: 'POST', ...fault });
    const { kind } = await failureOf(() => provision(id));
    expect(kind).toBe('AppError');
    expect(stage.request(id)?.status).toBe('pending');
    expect(await provision(id)).toMatchObject({ status: 'approved', provisioning: 'done' });
  });

  it('comes from a cancellation whose address is wrong', async () => {
    const asset = await bought();
    const { id } = await stage.run('create_asset_cancel_request', 'store', { asset_id: asset });
    befall({ method: 'DELETE', kind: 'html', status: 404, times: 2 });
    const { message } = await failureOf(() => provision(id));
    expect(message).toContain('Provisioning API');
    expect(stage.request(id)?.status).toBe('pending');
  });
});

describe('a rejection', () => {
  it('has the sentence that stands beside the name of the status', async () => {
    const { id } = await stage.purchase();
    const body = { statusCode: 400, error: 'Bad Request', message: 'The domain is taken.' };
    befall({ method: 'POST', status: 400, body });
    expect(await provision(id)).toMatchObject({ status: 'failed', reason: 'The domain is taken.' });
  });

  it.each([400, 422])('comes from %d with a reason in JSON', async (status) => {
    const { id } = await stage.purchase();
    befall({ method: 'POST', status, body: { error: 'The domain is taken.' } });
    expect(await provision(id)).toMatchObject({
      status: 'failed',
      reason: 'The domain is taken.',
      provisioning: 'refused',
    });
  });

  it.each<[string, Partial<Fault>]>([
    ['cut off', { kind: 'resetAfter' }],
    ['cut in the middle', { kind: 'truncate' }],
  ])('whose answer was %s is recognised', async (_name, fault) => {
    const { id } = await stage.purchase();
    befall({ method: 'POST', status: 422, body: { error: 'The domain is taken.' } });
    stage.sandbox.control.add({ method: 'POST', path: `/requests/${String(id)}/fail`, ...fault });
    expect(await provision(id)).toMatchObject({ status: 'failed', provisioning: 'refused' });
  });

  it('of an earlier run that ended before it heard so is the result of the next one', async () => {
    const { id } = await stage.purchase();
    befall({ method: 'POST', status: 422, body: { error: 'The domain is taken.' } });
    await provision(id);
    const calls = stage.sandbox.control.calls.length;
    expect(await provision(id)).toMatchObject({
      status: 'failed',
      provisioning: 'refused',
      reason: 'The domain is taken.',
    });
    expect(stage.sandbox.control.calls.slice(calls).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('an existing tenant', () => {
  it('that a 409 is about is read and gone on with', async () => {
    const { id, asset } = await stage.purchase();
    stage.sandbox.tenants.create({ id: (asset as { id: string }).id });
    stage.sandbox.tenants.manner = 'conflict';
    expect(await provision(id)).toMatchObject({ status: 'approved', tenant: { id: 'tenant-4711' } });
    expect(parameterOf(id, 'tenant_id')).toBe('tenant-4711');
  });

  it('that can’t be read stops the step, which says so', async () => {
    const { id, asset } = await stage.purchase();
    befall({ method: 'POST', status: 409, body: { error: 'It exists already.' } });
    const { kind, message } = await failureOf(() => provision(id));
    expect(kind).toBe('AppError');
    expect(message).toContain(`can't be read under ${(asset as { id: string }).id}`);
  });
});

describe.each([400, 422])('a refusal (%d) because of what is there already', (status) => {
  const refused = (error: string) => befall({ method: 'POST', status, body: { error } });

  it.each([
    'A tenant of this subscription already exists.',
    'Duplicate entry.',
    'The domain is taken.',
  ])('goes on with the tenant that an earlier run has made: %s', async (error) => {
    const { id, asset } = await stage.purchase();
    stage.sandbox.tenants.create({ id: (asset as { id: string }).id });
    refused(error);
    expect(await provision(id)).toMatchObject({ status: 'approved', tenant: { id: 'tenant-4711' } });
  });

  it.each([
    'Tenant already exists',
    'Subscription has been provisioned: it exists already.',
    'DUPLICATE_TENANT',
  ])('rejects nothing where the tenant can’t be read: %s', async (error) => {
    const { id, asset } = await stage.purchase();
    refused(error);
    const { kind, message } = await failureOf(() => provision(id));
    expect(kind).toBe('AppError');
    expect(message).toContain(`can't be read under ${(asset as { id: string }).id}`);
    expect(stage.request(id)?.status).toBe('pending');
  });

  it.each([
    'The domain example.com already exists.',
    'The user name is in use.',
  ])('is one where somebody else has it: %s', async (error) => {
    const { id } = await stage.purchase();
    refused(error);
    expect(await provision(id)).toMatchObject({ status: 'failed', reason: error });
  });
});

describe('answers in any form', () => {
  it.each<Manner>([
    'text',
    'empty',
    'anonymous',
  ])('%s: the tenant is known by the subscription', async (manner) => {
    stage.sandbox.tenants.manner = manner;
    const { id, asset } = await stage.purchase();
    expect(await provision(id)).toMatchObject({ status: 'approved', provisioning: 'done' });
    const { id: subscription } = asset as { id: string };
    // A look at the tenant tells its own ID, but it isn't asked for one that the answer doesn't lack.
    expect(parameterOf(id, 'tenant_id')).toBe(subscription);
    for (const [key, input] of [
      ['create_asset_change_request', { items: { 'BACKUP-USER': '9' } }],
      ['create_asset_suspend_resume_request', { request_type: 'suspend' }],
      ['create_asset_suspend_resume_request', { request_type: 'resume' }],
      ['create_asset_cancel_request', {}],
    ] as const) {
      const next = await stage.run(key, 'store', { asset_id: subscription, ...input });
      expect(await provision(next['id'])).toMatchObject({ status: 'approved', provisioning: 'done' });
    }
    expect(stage.sandbox.tenants.find(subscription)?.status).toBe('deleted');
  });

  it('what the answer leaves out, the tenant is asked for', async () => {
    stage.sandbox.tenants.manner = 'empty';
    const { id } = await stage.purchase();
    await provision(id, { mapping: { login_url: 'url' } });
    expect(parameterOf(id, 'login_url')).toBe('https://tenant-4711.example.com');
  });
});
