import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../sandbox/control.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Provision Request with a vendor's system that takes its time. */

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
const tenantCalls = () => stage.sandbox.control.calls.filter(({ host }) => host === 'tenant');
const befall = (fault: Partial<Fault>) =>
  stage.sandbox.control.add({ host: 'tenant', path: '/tenant', ...fault });
const parameterOf = (id: unknown, name: string) =>
  stage.request(id)?.asset.params.find((param) => param.id === name)?.value;
const later = () => stage.sandbox.world.clock.moveTo(stage.sandbox.world.clock.now() + 61_000);

describe('a system that takes its time', () => {
  it('leaves the request pending, says so, and is gone on with when it is done', async () => {
    stage.sandbox.tenants.manner = 'later';
    const { id, asset } = await stage.purchase();
    const first = await provision(id);
    expect(first).toMatchObject({
      status: 'pending',
      provisioning: 'in progress',
      tenant: { id: 'tenant-4711' },
    });
    // Noted, so that the next run asks for this tenant, and doesn't create another one.
    expect(parameterOf(id, 'tenant_id')).toBe('tenant-4711');
    expect(await provision(id)).toMatchObject({ status: 'pending', provisioning: 'in progress' });
    later();
    expect(await provision(id)).toMatchObject({ status: 'approved', provisioning: 'done' });
    expect(tenantCalls().filter(({ method }) => method === 'POST')).toHaveLength(1);

    for (const [key, input] of [
      ['create_asset_change_request', { items: { 'BACKUP-USER': '9' } }],
      ['create_asset_suspend_resume_request', { request_type: 'suspend' }],
      ['create_asset_suspend_resume_request', { request_type: 'resume' }],
      ['create_asset_cancel_request', {}],
    ] as const) {
      const next = await stage.run(key, 'store', { asset_id: (asset as { id: string }).id, ...input });
      expect(await provision(next['id'])).toMatchObject({ status: 'pending', provisioning: 'in progress' });
      later();
      expect(await provision(next['id'])).toMatchObject({ status: 'approved', provisioning: 'done' });
    }
  });

  it('asks Zapier to run it again until it is done, for each type of request', async () => {
    stage.sandbox.tenants.manner = 'later';
    const again = { when_unfinished: 'again' };
    const { id, asset } = await stage.purchase();
    for (const _run of [1, 2]) {
      expect(await failureOf(() => provision(id, again))).toEqual({
        kind: 'ThrottledError',
        delay: 300,
        message:
          'In your provisioning system the purchase has begun (tenant tenant-4711). The request stays pending, and this step runs again in 5 minutes to go on with it.',
      });
      expect(stage.request(id)?.status).toBe('pending');
    }
    later();
    expect(await provision(id, again)).toMatchObject({ status: 'approved', provisioning: 'done' });
    expect(tenantCalls().filter(({ method }) => method === 'POST')).toHaveLength(1);
    for (const [key, input] of [
      ['create_asset_change_request', { items: { 'BACKUP-USER': '9' } }],
      ['create_asset_suspend_resume_request', { request_type: 'suspend' }],
      ['create_asset_suspend_resume_request', { request_type: 'resume' }],
      ['create_asset_cancel_request', {}],
    ] as const) {
      const next = await stage.run(key, 'store', { asset_id: (asset as { id: string }).id, ...input });
      expect(await failureOf(() => provision(next['id'], again))).toMatchObject({ kind: 'ThrottledError' });
      later();
      expect(await provision(next['id'], again)).toMatchObject({ status: 'approved' });
    }
  });

  it.each([
    ['202 without a body', { status: 202, body: {} }],
    ['a status', { status: 201, body: { id: 'T-1', status: 'Provisioning' } }],
    ['a state beside a status', { status: 200, body: { status: 'ok', state: 'provisioning' } }],
  ])('may say so by %s', async (_name, fault) => {
    const { id } = await stage.purchase();
    befall({ method: 'POST', ...fault });
    expect(await provision(id)).toMatchObject({ status: 'pending', provisioning: 'in progress' });
    expect(await provision(id)).toMatchObject({ status: 'approved', provisioning: 'done' });
  });
});
