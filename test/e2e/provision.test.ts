import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Provision Request, on the sandbox and the vendor's system. */

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
    mapping: { login_url: 'url' },
    resources: { 'BACKUP-USER': 'users' },
    ...more,
  });
const callsTo = (host: 'connect' | 'tenant') =>
  stage.sandbox.control.calls
    .filter((call) => call.host === host)
    .map(({ method, path }) => `${method} ${path}`);
const bought = async () => {
  const { id, asset } = await stage.purchase();
  await provision(id);
  return String((asset as { id: string }).id);
};

describe('a purchase', () => {
  it('becomes a tenant, parameters and an approval in one step', async () => {
    const { id } = await stage.purchase();
    stage.sandbox.control.calls = [];
    const request = await provision(id);
    expect(request).toMatchObject({ status: 'approved', tenant: { id: 'tenant-4711', status: 'active' } });
    const params = stage.request(id)?.asset.params ?? [];
    expect(params.find((param) => param.id === 'tenant_id')?.value).toBe('tenant-4711');
    expect(params.find((param) => param.id === 'login_url')?.value).toBe('https://tenant-4711.example.com');
    // Request and account, the template, the tenant, the parameters, the approval: of each pair both at once.
    expect(stage.sandbox.control.calls).toHaveLength(6);
  });

  it('that was approved already is the result, and nothing is done twice', async () => {
    const { id } = await stage.purchase();
    await provision(id);
    stage.sandbox.control.calls = [];
    expect(await provision(id)).toMatchObject({ id, status: 'approved' });
    expect(await provision(id)).toMatchObject({ tenant: { id: 'tenant-4711' } });
    const calls = [...callsTo('tenant'), ...callsTo('connect')];
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  it.each([
    ['the tenant', { host: 'tenant' as const, method: 'POST', path: '/tenant', kind: 'resetAfter' as const }],
    ['the parameters', { method: 'PUT', path: '/requests', kind: 'status' as const, status: 500 }],
    ['the approval', { method: 'POST', path: '/requests', kind: 'html' as const }],
  ])('goes on after a run that ended at %s', async (_name, fault) => {
    const { id } = await stage.purchase();
    stage.sandbox.control.add({ ...fault, times: 1 });
    const { message } = await failureOf(() => provision(id));
    expect(message).toMatch(/not known whether it was carried out/);
    expect(await provision(id)).toMatchObject({ status: 'approved', tenant: { id: 'tenant-4711' } });
  });

  it('says what was done when a later stage fails', async () => {
    const { id } = await stage.purchase();
    stage.sandbox.control.add({ method: 'POST', path: '/requests', kind: 'status', status: 403, times: 1 });
    const { message } = await failureOf(() => provision(id));
    expect(message).toContain(
      'In your provisioning system the purchase is done (tenant tenant-4711). The parameters are set. Running this step again goes on from there.',
    );
  });
});

describe('the life after it', () => {
  it('is changed, suspended, resumed and ended', async () => {
    const asset = await bought();
    const ask = (key: string, input: object) => stage.run(key, 'store', { asset_id: asset, ...input });
    for (const [key, input, call, status] of [
      ['create_asset_change_request', { items: { 'BACKUP-USER': '9' } }, 'PUT /tenant/tenant-4711', 'active'],
      [
        'create_asset_suspend_resume_request',
        { request_type: 'suspend' },
        'PUT /tenant/tenant-4711/disable',
        'suspended',
      ],
      [
        'create_asset_suspend_resume_request',
        { request_type: 'resume' },
        'PUT /tenant/tenant-4711/enable',
        'active',
      ],
      ['create_asset_cancel_request', {}, 'DELETE /tenant/tenant-4711', 'deleted'],
    ] as const) {
      const { id } = await ask(key, input);
      stage.sandbox.control.calls = [];
      expect(await provision(id)).toMatchObject({ status: 'approved' });
      expect(callsTo('tenant')).toEqual([call]);
      expect(await stage.tenantStatus('tenant-4711')).toBe(status);
    }
  });

  it('sends a change as limits by resource', async () => {
    const asset = await bought();
    const { id } = await stage.run('create_asset_change_request', 'store', {
      asset_id: asset,
      items: { 'BACKUP-USER': '9', 'BACKUP-SPACE': '2.5' },
    });
    stage.sandbox.control.calls = [];
    await provision(id);
    expect(stage.sandbox.control.calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      users: 9,
      'BACKUP-SPACE': 2.5,
    });
  });
});

describe('what the vendor’s system refuses', () => {
  const refusal = {
    host: 'tenant' as const,
    path: '/tenant',
    kind: 'status' as const,
    status: 422,
    body: { error: 'The domain is taken.' },
    times: 1,
  };

  it('is rejected with its reason', async () => {
    const { id } = await stage.purchase();
    stage.sandbox.control.add(refusal);
    expect(await provision(id)).toMatchObject({ status: 'failed', reason: 'The domain is taken.' });
  });

  it('stays pending when that was chosen', async () => {
    const { id } = await stage.purchase();
    stage.sandbox.control.add(refusal);
    const { message } = await failureOf(() => provision(id, { on_refusal: 'stop' }));
    expect(message).toContain('The domain is taken.');
    expect(stage.request(id)?.status).toBe('pending');
  });

  it('is not taken for a refusal when the system is merely down', async () => {
    const { id } = await stage.purchase();
    stage.sandbox.control.add({ ...refusal, status: 503, retryAfter: 9 });
    expect(await failureOf(() => provision(id))).toMatchObject({ kind: 'ThrottledError', delay: 9 });
    expect(stage.request(id)?.status).toBe('pending');
  });
});

it('fails for a request that isn’t pending, because nothing was provisioned', async () => {
  const { id } = await stage.purchase();
  await stage.run('reject_request', 'vendor', { request_id: id, reason: 'No.' });
  expect(await failureOf(() => provision(id, { on_refusal: 'stop' }))).toMatchObject({
    kind: 'AppError',
    message: `Request ${String(id)} is failed; only pending requests can be provisioned.`,
  });
});
