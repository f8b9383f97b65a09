import { afterEach, beforeEach, expect, it } from '@jest/globals';
import App from '../../index.ts';
import { app } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Find or Create Tenant, as Zapier runs it: the search, and the action when it finds nothing, of one form. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const { search, create } = App.searchOrCreates?.['get_tenant'] as { search: string; create: string };

/** One run; both get what the form holds, as Zapier gives it to them. */
const run = async (input: Record<string, unknown>) => {
  const [found] = await app.search(search, stage.connections.vendor, input);
  return found ?? (await app.create(create, stage.connections.vendor, input));
};
const created = () =>
  stage.sandbox.control.calls.filter(({ host, method }) => host === 'tenant' && method === 'POST').length;

it('creates the tenant once, and finds it when it is run or replayed again', async () => {
  const input = {
    tenant_id: 'AS-0000-0000-0001',
    asset_id: 'AS-0000-0000-0001',
    params: { domain: 'example.com' },
  };
  expect(await run(input)).toMatchObject({ id: 'tenant-4711', status: 'active', provisioning: 'done' });
  expect(created()).toBe(1);
  for (const _replay of [1, 2])
    expect(await run(input)).toMatchObject({ id: 'tenant-4711', status: 'active', provisioning: 'done' });
  // By its own ID, as an earlier step gives it.
  expect(await run({ ...input, tenant_id: 'tenant-4711' })).toMatchObject({ id: 'tenant-4711' });
  expect(created()).toBe(1);
});

it('a replay after a lost answer makes no second tenant', async () => {
  const input = { tenant_id: 'AS-0000-0000-0001', asset_id: 'AS-0000-0000-0001' };
  stage.sandbox.control.add({
    host: 'tenant',
    method: 'POST',
    path: '/tenant',
    kind: 'resetAfter',
    times: 1,
  });
  await expect(run(input)).rejects.toThrow(/may have been carried out|not known whether/);
  expect(await run(input)).toMatchObject({ id: 'tenant-4711', status: 'active' });
  expect(created()).toBe(1);
});

it('the action alone, replayed, gives the tenant that is there', async () => {
  const input = { tenant_id: 'AS-0000-0000-0001', asset_id: 'AS-0000-0000-0001' };
  await run(input);
  const again = await app.create(create, stage.connections.vendor, input);
  expect(again).toMatchObject({ id: 'tenant-4711', provisioning: 'done' });
  expect(stage.sandbox.tenants.find('AS-0000-0000-0001')?.id).toBe('tenant-4711');
});

it('a system that fails is no reason to create anything', async () => {
  stage.sandbox.control.add({ host: 'tenant', method: 'GET', path: '/tenant', status: 500, times: 9 });
  await expect(run({ tenant_id: 'AS-0000-0000-0001', asset_id: 'AS-0000-0000-0001' })).rejects.toThrow(
    /provisioning system/i,
  );
  expect(created()).toBe(0);
});
