import { describe, expect, it } from '@jest/globals';
import { Asset } from '../../src/connect/schemas/asset.ts';
import { FulfillmentRequest } from '../../src/connect/schemas/request.ts';
import { withDerived } from '../../src/zapier/derived.ts';

const param = (id: string, type: string, value: string, structured?: object) => ({
  id,
  type,
  value,
  ...(structured ? { structured_value: structured } : {}),
});
const asset = {
  id: 'AS-1',
  params: [
    param('tenant_id', 'text', 'tenant-1'),
    param('note', 'text', ''),
    param('options', 'checkbox', '', { reports: true, archive: false, mail: true }),
    param('phone', 'phone', '', {
      country_code: '+1',
      area_code: '217',
      phone_number: '5550100',
      extension: '12',
    }),
    param('address', 'address', '', { country: 'US', city: 'Springfield' }),
    param('admin_password', 'password', 'hunter2hunter2'),
  ],
  items: [
    { id: 'PRD_1_0001', global_id: 'PRD-1-0001', mpn: 'USERS', quantity: '25' },
    { id: 'PRD_1_0002', global_id: 'PRD-1-0002', mpn: '', quantity: '2.5000' },
    { id: 'PRD_1_0003', mpn: 'TRAFFIC', quantity: 'unlimited' },
  ],
  tiers: { customer: { external_uid: 'a' }, tier1: { external_uid: 'b' } },
};

describe('single values', () => {
  it('stand beside the lists of a subscription and of its request', () => {
    const values = {
      parameter_values: {
        tenant_id: 'tenant-1',
        note: '',
        options: 'reports, mail',
        phone: '+1 2175550100 ext. 12',
        address: { country: 'US', city: 'Springfield' },
      },
      quantities: {
        USERS: '25',
        'PRD-1-0001': '25',
        'PRD-1-0002': '2.5',
        TRAFFIC: 'unlimited',
        PRD_1_0003: 'unlimited',
      },
      customer_is_tier1: false,
    };
    expect(withDerived(Asset, asset)).toEqual({ ...asset, ...values });
    const request = { id: 'PR-1', asset };
    expect(withDerived(FulfillmentRequest, request)).toEqual({ ...request, ...values });
  });

  it('keep passwords out', () => {
    const { parameter_values: values } = withDerived(Asset, { ...asset, parameter_values: undefined });
    expect(JSON.stringify(values)).not.toContain('hunter2');
  });

  it.each([
    [{}],
    [{ asset: '' }],
    [{ asset: { params: null, items: '' } }],
    [{ asset: { params: [null, 5, {}], items: [null] } }],
  ])('are none of an object that says nothing: %j', (more) => {
    expect(withDerived(FulfillmentRequest, { id: 'PR-1', ...more })).toMatchObject({
      parameter_values: {},
      quantities: {},
      customer_is_tier1: false,
    });
  });

  it('say that the reseller bought for itself', () => {
    const own = { external_uid: 'a', external_id: '1' };
    const bought = withDerived(Asset, { ...asset, tiers: { customer: own, tier1: own } });
    expect(bought).toMatchObject({ customer_is_tier1: true });
  });
});
