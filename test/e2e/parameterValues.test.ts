import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PRODUCTS } from '../../sandbox/modules/catalog/products.ts';
import { failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Values in dictionaries of parameters: read and checked as those of the product's own fields are. */

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.sandbox.control.calls = [];
});

type Params = Record<string, unknown>;
const EMAIL = { admin_email: 'alex@example.com' };

const calls = () => stage.sandbox.control.calls.map(({ method, path }) => `${method} ${path}`);
const writes = () => calls().filter((call) => !call.startsWith('GET'));

/** What a request holds of a parameter. */
const held = (id: unknown) => (name: string) => {
  const param = stage.request(id)?.asset.params.find((one) => one.id === name);
  return param?.structured_value ?? param?.value;
};

let orders = 0;
const orderId = (): string => {
  orders += 1;
  return `VALUES-${orders}`;
};

const purchase = async (params: Params, key = 'create_asset_purchase_request') =>
  (
    await stage.run(key, 'store', {
      ...stage.purchaseInput(),
      asset_external_id: orderId(),
      params: { ...EMAIL, ...params },
    })
  )['id'];

const order = async (params: Params, more: Params = {}) => {
  const { line_items: items, ...input } = stage.purchaseInput();
  const result = await stage.run('create_asset_requests_from_order', 'store', {
    ...input,
    items,
    asset_external_id: orderId(),
    params: { ...EMAIL, ...params },
    ...more,
  });
  return (result['succeeded'] as { request_id?: string }[])[0]?.request_id;
};

/** An open request of which the distributor corrects ordering parameters. */
const inquired = async () => {
  const id = await purchase({});
  await stage.run('inquire_request', 'vendor', { request_id: id, params: { region: 'Which one?' } });
  stage.sandbox.control.calls = [];
  return id;
};
const fill = async (params: Params) => {
  const id = await inquired();
  await stage.run('fill_fulfillment_params', 'store', { request_id: id, params });
  return id;
};
const adjust = async (params: Params) => {
  const asset_id = await stage.subscription();
  stage.sandbox.control.calls = [];
  const { id } = await stage.run('create_asset_adjustment_request', 'vendor', { asset_id, params });
  // A subscription takes one open request at a time.
  await stage.run('reject_request', 'vendor', { request_id: id, reason: 'Tried.' });
  return id;
};

/** Where dictionaries are: all that takes parameters of a subscription. */
const SOURCES: [string, (params: Params) => Promise<unknown>][] = [
  ['a purchase', purchase],
  ['a draft', (params) => purchase(params, 'create_draft_request')],
  ['an order', order],
  [
    'parameters of one product of an order',
    (params) =>
      order({
        ...Object.fromEntries(
          Object.entries(params).map(([id, value]) => [`${PRODUCTS.backup} ${id}`, value]),
        ),
      }),
  ],
  ['parameters of a request', fill],
  ['an adjustment', adjust],
];

describe.each(SOURCES)('in %s', (_name, send) => {
  it('choices are given by their value or the label that is shown, several as a list or a text', async () => {
    const value = held(await send({ region: 'EU', plan: 'Premium', options: 'reports, ARCHIVE' }));
    expect([value('region'), value('plan'), value('options')]).toEqual([
      'eu',
      'premium',
      { reports: true, archive: true },
    ]);
    expect(held(await send({ options: ['Reports'] }))('options')).toEqual({ reports: true });
  });

  it('values are kept as the type of their parameter asks for', async () => {
    const value = held(
      await send({
        support_phone: '+34 612 34 56 78',
        settings: '{"size": 5}',
        company: ['Example', 'Inc.'],
        homepage: ' https://example.com ',
      }),
    );
    expect([value('support_phone'), value('settings'), value('company'), value('homepage')]).toEqual([
      { country_code: '+34', area_code: '612', phone_number: '345678', extension: '' },
      { size: 5 },
      'Example,Inc.',
      'https://example.com',
    ]);
  });

  it.each([
    [{ region: 'mars' }, 'Region: "mars" can\'t be used. Give one of: eu (EU), us (US), ap (AP).'],
    [{ plan: 'gold' }, 'Plan: "gold" can\'t be used. Give one of: standard (STANDARD), premium (PREMIUM).'],
    [
      { options: 'reports, backups' },
      'Options: "backups" can\'t be used. Give one or more of: reports (REPORTS), archive (ARCHIVE).',
    ],
    [
      { options: ['all'] },
      'Options: "all" can\'t be used. Give one or more of: reports (REPORTS), archive (ARCHIVE).',
    ],
    [{ support_phone: 'call me' }, /^Support Phone: "call me" can't be used\. Give a phone number/],
    [{ homepage: 'example' }, /^Homepage: "example" can't be used\. Give a web address/],
    [{ settings: 'large' }, /^Settings: "large" can't be used\. Give a JSON object/],
  ])('%j is refused in the words of its field before anything is sent', async (params, expected) => {
    const { message } = await failureOf(() => send(params));
    expect(message).toMatch(expected);
    expect(writes().filter((call) => !call.endsWith('/inquire'))).toEqual([]);
  });

  it('a parameter that the product does not have is for Connect to judge', async () => {
    expect((await failureOf(() => send({ planet: 'mars' }))).message).toMatch(/planet/);
  });
});

describe('several products in one order', () => {
  const both = () => ({
    items: [
      { item_id: stage.sandbox.ids.item, quantity: '1' },
      { item_id: `${PRODUCTS.mail}-0001`, quantity: '1' },
    ],
    continue_on_failure: true,
  });

  it('take choices by label, and refuse others', async () => {
    expect(held(await order({ region: 'EU' }, both()))('region')).toBe('eu');
    const { message } = await failureOf(() => order({ region: 'mars' }, both()));
    expect(message).toMatch(/^Region: "mars" can't be used\. Give one of: eu/);
  });
});

it('costs a purchase one look more, beside the others, and nothing where there is no dictionary', async () => {
  await purchase({});
  expect(calls()).toHaveLength(5);
  stage.sandbox.control.calls = [];
  const { params: _params, ...input } = stage.purchaseInput();
  await stage.run('create_asset_purchase_request', 'store', {
    ...input,
    asset_external_id: orderId(),
    parameter_email__admin_email: 'alex@example.com',
  });
  expect(calls()).toHaveLength(4);
});

it('a key that may not read parameters sends what was given', async () => {
  stage.sandbox.control.add({
    kind: 'status',
    status: 403,
    host: 'connect',
    method: 'GET',
    path: `/products/${PRODUCTS.backup}/parameters`,
    times: 2,
  });
  expect(held(await purchase({ region: 'us' }))('region')).toBe('us');
  expect(held(await order({ region: 'us' }))('region')).toBe('us');
});

it('a draft is validated with choices by label, and says of others what Connect says', async () => {
  const id = await purchase({}, 'create_draft_request');
  const validate = (params: Params) =>
    stage.run('validate_draft_request', 'store', { request_id: id, params });
  const errorOf = (request: Params) =>
    (request['asset'] as { params: { id: string; value_error?: string }[] }).params.find(
      (param) => param.id === 'region',
    )?.value_error;
  expect(errorOf(await validate({ region: 'EU' }))).toBe('');
  expect((await failureOf(() => validate({ region: 'mars' }))).message).toMatch(
    /"mars" is not a valid choice/,
  );
});

describe("the answer of the vendor's system", () => {
  const provision = async (zone: string) => {
    const { line_items: _items, params: _params, ...input } = stage.purchaseInput();
    const { id } = await stage.run('create_asset_purchase_request', 'store', {
      ...input,
      asset_external_id: orderId(),
      line_items: [{ item_id: `${PRODUCTS.compute}-0002`, quantity: '1' }],
    });
    stage.sandbox.control.add({
      kind: 'replace',
      status: 201,
      body: JSON.stringify({ id: 'tenant-1', status: 'active', zone }),
      host: 'tenant',
      method: 'POST',
      path: '/tenant',
      times: 1,
    });
    const run = () =>
      stage.run('provision_request', 'vendor', {
        request_id: id,
        template_id: 'TL-411-523-001',
        tenant_parameter: 'project_id',
        mapping: { zone: 'zone' },
      });
    return { id, run };
  };

  it('is written as one of the choices, by value or label', async () => {
    const { id, run } = await provision('US-1');
    await run();
    expect([held(id)('zone'), held(id)('project_id')]).toEqual(['us-1', 'tenant-1']);
  });

  it('is refused where it is none of them, with what is done already', async () => {
    const { id, run } = await provision('moon');
    const { kind, message } = await failureOf(run);
    expect(kind).toBe('AppError');
    expect(message).toMatch(/^Zone: "moon" can't be used\. Give one of: eu-1 \(EU-1\), us-1/);
    expect(message).toContain('In your provisioning system the purchase is done (tenant tenant-1).');
    expect(stage.request(id)?.status).toBe('pending');
  });
});
