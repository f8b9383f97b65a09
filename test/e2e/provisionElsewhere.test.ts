import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Provision Request, where another API than the vendor's answers 404 at the address: it says nothing of a tenant. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const provision = (id: unknown) =>
  stage.run('provision_request', 'vendor', {
    request_id: id,
    template_id: stage.sandbox.ids.template,
    tenant_parameter: 'tenant_id',
  });
const bought = async () => {
  const { id, asset } = await stage.purchase();
  await provision(id);
  return String((asset as { id: string }).id);
};

describe('no work on a tenant', () => {
  it.each([
    'cancel',
    'suspend',
    'resume',
    'change',
  ])('is taken for done when another API answers a %s: the request stays pending', async (type) => {
    const asset_id = await bought();
    const ask = async (wanted: string) =>
      wanted === 'change' || wanted === 'cancel'
        ? stage.run(`create_asset_${wanted}_request`, 'store', {
            asset_id,
            ...(wanted === 'change' ? { items: { [stage.sandbox.ids.item]: '7' } } : {}),
          })
        : stage.run('create_asset_suspend_resume_request', 'store', { asset_id, request_type: wanted });
    if (type === 'resume') await provision((await ask('suspend'))['id']);
    const { id } = await ask(type);
    stage.sandbox.control.add({ host: 'tenant', status: 404, body: { message: 'Not Found' }, times: 99 });
    const { kind } = await failureOf(() => provision(id));
    expect(kind).toBe('AppError');
    expect(stage.request(id)?.status).toBe('pending');
    stage.sandbox.control.faults = [];
    expect(await provision(id)).toMatchObject({ status: 'approved', provisioning: 'done' });
  });
});
