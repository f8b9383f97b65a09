import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** What Provision Request looks at before the tenant is touched. */

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

describe('before the tenant is touched', () => {
  const stops = async (input: object, said: string, by: 'vendor' | 'store' = 'vendor') => {
    const { id } = await stage.purchase();
    const { kind, message } = await failureOf(() =>
      stage.run('provision_request', by, {
        request_id: id,
        template_id: stage.sandbox.ids.template,
        ...input,
      }),
    );
    expect([kind, message]).toEqual(['AppError', expect.stringContaining(said)]);
    expect(tenantCalls()).toEqual([]);
    expect(stage.request(id)?.status).toBe('pending');
  };

  it('the account has to be a vendor’s', async () => {
    const { tenantUrl, tenantToken } = stage.sandbox;
    Object.assign(stage.connections.store, { provisioning_url: tenantUrl, provisioning_token: tenantToken });
    await stops({}, 'Provision Request is for vendors', 'store');
  });

  it.each([
    ['is of another product', 'TL-686-991-072', 'has no template TL-686-991-072'],
    ['is for inquiries', 'TL-139-014-284', 'is of type inquire and scope asset'],
    ['is for tier configurations', 'TL-559-508-354', 'is of type fulfillment and scope tier1'],
    ['doesn’t exist', 'TL-000-000-000', 'has no template TL-000-000-000'],
  ])('a template that %s is refused', (_name, template, said) => stops({ template_id: template }, said));

  it('a template is needed', () => stops({ template_id: '' }, 'Template ID is missing.'));

  it.each([
    [
      { mapping: { nowhere: 'url' } },
      'Parameters From the Answer: product PRD-838-787-106 has no parameter nowhere',
    ],
    [
      { mapping: { company: 'url' } },
      'Parameters From the Answer: company of product PRD-838-787-106 is a parameter of the phase ordering',
    ],
    [
      { mapping: { reseller_id: 'url' } },
      'Parameters From the Answer: reseller_id of product PRD-838-787-106 is a parameter of the phase fulfillment and the scope tier1',
    ],
    [
      { tenant_parameter: 'partner_id' },
      'Parameter With the Tenant: partner_id of product PRD-838-787-106 is a parameter of the phase fulfillment and the scope tier2',
    ],
    [
      { mapping: { data_center: 'zone' } },
      'Parameters From the Answer: data_center of product PRD-838-787-106 is a parameter of the phase configuration and the scope product',
    ],
    [
      { tenant_parameter: 'nowhere' },
      'Parameter With the Tenant: product PRD-838-787-106 has no parameter nowhere',
    ],
  ])('%j is refused', (input, said) => stops(input, said));

  it('nothing is checked that the key may not read', async () => {
    const { id } = await stage.purchase();
    stage.sandbox.control.add({ path: '/accounts', status: 403 });
    stage.sandbox.control.add({ path: '/products', status: 403, times: 2 });
    expect(await provision(id)).toMatchObject({ status: 'approved' });
  });
});

describe('templates', () => {
  const SHORT = 'TL-912-979-059';
  const used = async (templates: object, template_id = '') => {
    const { id } = await stage.purchase();
    await provision(id, { templates, template_id });
    return (stage.request(id)?.template as { id?: string } | undefined)?.id;
  };

  it.each([
    'PRD-838-787-106',
    'purchase',
    'Purchase',
    'PRD-838-787-106/purchase',
    'prd-838-787-106 / purchase',
  ])('are given by %s', async (name) => {
    expect(await used({ [name]: SHORT })).toBe(SHORT);
  });

  it('are taken in the order of what they are for: both, product, type, all', async () => {
    const none = 'TL-000-000-000';
    expect(await used({ 'PRD-838-787-106/purchase': SHORT, 'PRD-838-787-106': none, purchase: none })).toBe(
      SHORT,
    );
  });

  it('of others leave the template for all', async () => {
    expect(await used({ cancel: 'TL-000-000-000', 'PRD-276-377-545': 'TL-686-991-072' }, SHORT)).toBe(SHORT);
  });

  it.each([
    'purchases',
    'PR-0000-0000-0000-001',
    '/',
    'PRD-000-000-001/2/purchase',
  ])('can’t be given by %s', async (name) => {
    const { id } = await stage.purchase();
    const { message } = await failureOf(() => provision(id, { templates: { [name]: SHORT } }));
    expect(message).toContain(`Templates: "${name}" can't be used. Give a product`);
  });
});
