import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Any,
  account,
  active,
  asVendor,
  call,
  close,
  open,
  order,
  purchase,
  sandbox,
  settled,
} from './support.ts';

beforeAll(open);
afterAll(close);

describe('a purchase', () => {
  it('is told all of its mistakes at once, and nothing is kept of it', async () => {
    const before = [sandbox.world.requests.size, sandbox.world.assets.size];
    const { status, body } = await call('POST', '/requests', {
      type: 'purchase',
      asset: order({
        items: [
          { id: 'NO-SUCH', quantity: 1 },
          { mpn: 'BACKUP-USER', quantity: 1.5 },
        ],
        params: [
          { id: 'admin_email', value: 'nobody' },
          { id: 'region', value: 'moon' },
          { id: 'homepage', value: 'not a url' },
        ],
        tiers: { customer: { name: 'X', external_id: 'X' }, tier1: account('T-1') },
      }),
    });
    expect(status).toBe(400);
    expect(body.error_code).toBe('VAL_001');
    expect(body.errors.map((text: string) => text.split(':')[0])).toEqual([
      'asset.items',
      'asset.items',
      'asset.params',
      'asset.params',
      'asset.params',
      'asset.tiers.customer.contact_info.address_line1',
      'asset.tiers.customer.contact_info.city',
      'asset.tiers.customer.contact_info.country',
      'asset.tiers.customer.contact_info.contact.first_name',
      'asset.tiers.customer.contact_info.contact.last_name',
      'asset.tiers.customer.contact_info.contact.email',
    ]);
    expect([sandbox.world.requests.size, sandbox.world.assets.size]).toEqual(before);
  });

  it('finds its connection by product and hub', async () => {
    const { product, hub } = sandbox.ids;
    const made = await purchase({ connection: { hub: { id: hub } }, product: { id: product } });
    expect(made).toMatchObject({ status: 'pending', asset: { connection: { id: 'CT-9861-7949' } } });
  });

  it('waits for parameters that are required', async () => {
    expect(await purchase({ params: [] })).toMatchObject({ status: 'inquiring' });
  });

  it('needs an external UID of its own while the other subscription lives', async () => {
    const assetId = await active({ external_uid: 'taken' });
    const again = { type: 'purchase', asset: order({ external_uid: 'taken' }) };
    expect(await call('POST', '/requests', again)).toMatchObject({ status: 400 });
    const { body } = await call('POST', '/requests', { type: 'cancel', asset: { id: assetId } });
    await settled(body.id);
    expect(await call('POST', '/requests', again)).toMatchObject({ status: 201 });
  });

  it('keeps an account once per external ID, and one as customer and reseller', async () => {
    const a = await purchase({ tiers: { customer: account('SAME'), tier1: account('SAME') } });
    const b = await purchase({ tiers: { customer: account('SAME'), tier1: account('SAME') } });
    const tiersOf = (id: string) => sandbox.world.assets.get(id)?.tiers;
    expect(tiersOf(a.asset.id)?.customer.id).toBe(tiersOf(b.asset.id)?.customer.id);
    expect(tiersOf(a.asset.id)?.customer.id).not.toBe(tiersOf(a.asset.id)?.tier1.id);
  });

  it('is the distributor’s alone', async () => {
    expect((await asVendor('POST', '/requests', { type: 'purchase', asset: order() })).status).toBe(403);
  });
});

describe('the life of a request', () => {
  it('refuses what its state or the side does not allow, with the reason', async () => {
    const { id } = await purchase();
    expect((await call('POST', `/requests/${id}/approve`, {})).status).toBe(403);
    expect(await asVendor('POST', `/requests/${id}/confirm`)).toMatchObject({
      status: 400,
      body: { error_code: 'REQ_001', errors: [expect.stringContaining(`${id} is pending`)] },
    });
    expect((await asVendor('POST', `/requests/${id}/approve`, {})).body.errors).toEqual([
      'template_id: This field is required.',
    ]);
    const template = { template_id: sandbox.ids.template };
    expect((await asVendor('POST', `/requests/${id}/approve`, template)).body.errors).toEqual([
      'asset.params: Parameter tenant_id is required for approval.',
    ]);
    expect(
      (await asVendor('POST', `/requests/${id}/approve`, { ...template, effective_date: 'soon' })).status,
    ).toBe(400);
    await settled(id);
    expect((await asVendor('POST', `/requests/${id}/fail`, { reason: 'Late' })).status).toBe(400);
  });

  it('an inquire template can not approve, nor one of another scope', async () => {
    const { id } = await purchase();
    await asVendor('PUT', `/requests/${id}`, { asset: { params: [{ id: 'tenant_id', value: 'T' }] } });
    for (const template_id of [sandbox.ids.inquiryTemplate, 'TL-559-508-354', 'TL-000-000-000']) {
      expect((await asVendor('POST', `/requests/${id}/approve`, { template_id })).status).toBe(400);
    }
  });

  it('goes back and forth between inquiring and pending', async () => {
    const { id } = await purchase();
    await asVendor('POST', `/requests/${id}/inquire`, { template_id: sandbox.ids.inquiryTemplate });
    expect((await call('GET', `/requests/${id}`)).body.status).toBe('inquiring');
    expect((await call('POST', `/requests/${id}/pend`)).body.status).toBe('pending');
  });

  it('is scheduled, revoked and confirmed', async () => {
    const { id } = await purchase();
    const planned_date = new Date(Date.now() + 3_600_000).toISOString();
    expect((await asVendor('POST', `/requests/${id}/schedule`, { planned_date })).body.status).toBe(
      'scheduled',
    );
    expect((await call('POST', `/requests/${id}/revoke`, { reason: 'Changed' })).body.status).toBe(
      'revoking',
    );
    expect((await asVendor('POST', `/requests/${id}/confirm`)).body.status).toBe('revoked');
  });

  it('is pending again at its date, in lists too', async () => {
    const { id } = await purchase();
    const planned_date = new Date(Date.now() + 150).toISOString();
    await asVendor('POST', `/requests/${id}/schedule`, { planned_date });
    const found = async () => (await call('GET', `/requests?id=${id}&status=pending`)).body.length;
    expect(await found()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await found()).toBe(1);
  });

  it('is assigned to a user of the vendor', async () => {
    const { id } = await purchase();
    const email = 'kim@vendor.example.com';
    expect((await asVendor('POST', `/requests/${id}/assign`, { email })).body.assignee).toMatchObject({
      email,
    });
    expect((await asVendor('POST', `/requests/${id}/assign`, { email: 'x@vendor.example.com' })).status).toBe(
      400,
    );
    expect((await asVendor('POST', `/requests/${id}/unassign`)).body.assignee).toBe('');
  });

  it('a draft is not shown to the vendor before it is placed', async () => {
    const { body } = await call('POST', '/requests', { type: 'purchase', status: 'draft', asset: order() });
    expect(body.status).toBe('draft');
    expect((await asVendor('GET', `/requests/${body.id}`)).status).toBe(404);
    await call('POST', `/requests/${body.id}/purchase`);
    expect((await asVendor('GET', `/requests/${body.id}`)).body.status).toBe('pending');
  });
});

describe('what clients have always sent', () => {
  it('is -1 for an unlimited quantity of a pay-as-you-go item, and of no other', async () => {
    const { asset } = (await purchase({ items: [{ mpn: 'BACKUP-TRAFFIC', quantity: -1 }] })) as Any;
    expect(asset.items).toMatchObject([{ mpn: 'BACKUP-TRAFFIC', quantity: 'unlimited' }]);
    const body = { type: 'purchase', asset: order({ items: [{ mpn: 'BACKUP-USER', quantity: '-1' }] }) };
    expect(await call('POST', '/requests', body)).toMatchObject({ status: 400 });
  });

  it('is a purchase that carries fulfillment parameters', async () => {
    const params = [
      { id: 'admin_email', value: 'alex@example.com' },
      { id: 'tenant_id', value: 'T-1' },
    ];
    const { id } = await purchase({ params });
    const template = { template_id: sandbox.ids.template };
    expect((await asVendor('POST', `/requests/${id}/approve`, template)).status).toBe(200);
  });

  const written = async (id: string, by: typeof call, param: object) => {
    const { status, body } = await by('PUT', `/requests/${id}`, { asset: { params: [param] } });
    return { status, value: body.asset?.params.find((one: Any) => one.value === 'new@example.com')?.id };
  };

  it.each([
    ['the vendor', asVendor],
    ['the distributor', call],
  ])('is a change of ordering parameters by %s while the request is pending or inquiring', async (_by, by) => {
    const param = { id: 'admin_email', value: 'new@example.com' };
    const pending = await purchase();
    expect(await written(pending.id, by, param)).toEqual({ status: 200, value: 'admin_email' });
    const inquiring = await purchase({ params: [] });
    expect(inquiring.status).toBe('inquiring');
    expect(await written(inquiring.id, by, param)).toEqual({ status: 200, value: 'admin_email' });
  });

  it('is not a change of fulfillment parameters by the distributor, nor of anything once it is answered', async () => {
    const { id } = await purchase();
    expect(await written(id, call, { id: 'tenant_id', value: 'T-1' })).toMatchObject({ status: 400 });
    await settled(id);
    expect(await written(id, asVendor, { id: 'tenant_id', value: 'T-2' })).toMatchObject({ status: 400 });
  });

  it('is what was scheduled, taken up early by the vendor alone', async () => {
    const { id } = await purchase();
    const planned_date = new Date(Date.now() + 3_600_000).toISOString();
    await asVendor('POST', `/requests/${id}/schedule`, { planned_date });
    expect((await call('POST', `/requests/${id}/pend`)).status).toBe(403);
    expect((await asVendor('POST', `/requests/${id}/pend`)).body.status).toBe('pending');
  });
});
