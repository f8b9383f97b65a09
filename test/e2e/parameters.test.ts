import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import zapier from 'zapier-platform-core';
import App from '../../index.ts';
import { failureOf } from '../support/app.ts';
import type { Field } from '../support/definition.ts';
import { operations } from '../support/definition.ts';
import { Stage } from '../support/stage.ts';

/** A product's own parameters as fields of a form. */

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const run = zapier.createAppTester(App as never);

/** The fields that a form shows beside those of every order. */
const shown = async (key: string, by: 'store' | 'vendor', inputData: object): Promise<Map<string, Field>> => {
  const operation = operations.find((one) => one.key === key)?.operation;
  const functions = (operation?.inputFields ?? []).filter((field) => typeof field === 'function');
  const fields = await Promise.all(
    functions.map((field) => run(field as never, { authData: stage.connections[by], inputData } as never)),
  );
  const ofProduct = (fields.flat() as Field[]).filter(({ key }) => !key.startsWith('t1_'));
  return new Map(ofProduct.map((field) => [field.key, field]));
};

describe('the form of a purchase', () => {
  it('shows nothing before the product is chosen', async () => {
    expect([...(await shown('create_asset_purchase_request', 'store', {})).keys()]).toEqual([]);
  });

  it('shows the ordering parameters of the product, each in its own type', async () => {
    const fields = await shown('create_asset_purchase_request', 'store', {
      product_id: stage.sandbox.ids.product,
    });
    expect([...fields.keys()]).toEqual([
      'parameter_email__admin_email',
      'parameter_text__company',
      'parameter_dropdown__region',
      'parameter_choice__plan',
      'parameter_checkbox__options',
      'parameter_phone__support_phone',
      'parameter_address__billing_address',
      'parameter_object__settings',
      'parameter_url__homepage',
      'parameter_domain__domain',
      'parameter_subdomain__subdomain',
      'parameter_password__admin_password',
    ]);
    expect(fields.get('parameter_email__admin_email')).toMatchObject({
      label: 'Administrator Email',
      required: true,
    });
    expect(fields.get('parameter_dropdown__region')).toMatchObject({
      choices: [{ value: 'eu', label: 'EU' }, { value: 'us' }, { value: 'ap' }],
    });
    expect(fields.get('parameter_checkbox__options')).toMatchObject({ list: true });
    expect(fields.get('parameter_password__admin_password')).toMatchObject({ type: 'password' });
  });

  it.each([
    ['line items', (item: string) => ({ line_items: [{ item_id: item, quantity: '5' }] })],
    ['a dictionary', (item: string) => ({ items: { [item]: '5' } })],
    [
      'line items under the ID with underscores',
      (item: string) => ({ line_items: [{ item_id: item.replaceAll('-', '_') }] }),
    ],
  ])('shows them when the product is known by its items alone: by %s', async (_name, given) => {
    const fields = await shown('create_asset_purchase_request', 'store', given(stage.sandbox.ids.item));
    expect([...fields.keys()]).toContain('parameter_email__admin_email');
  });

  it('does not require again what the dictionary holds', async () => {
    const fields = await shown('create_asset_purchase_request', 'store', {
      product_id: stage.sandbox.ids.product,
      params: { admin_email: 'a@b.co' },
    });
    expect(fields.get('parameter_email__admin_email')?.required).toBe(false);
  });

  it('shows the second tier only where there is one', async () => {
    const fields = await shown('create_asset_purchase_request', 'store', { reseller_tiers: 't2t1' });
    expect(fields.get('t2_company_name')).toMatchObject({ label: 'Tier 2 Company Name', required: true });
  });
});

describe('the forms of a request', () => {
  let id: string;
  beforeEach(async () => {
    const request = await stage.run('create_asset_purchase_request', 'store', {
      ...stage.purchaseInput(),
      asset_external_id: `O-${Math.random()}`,
    });
    id = String(request['id']);
  });

  it('know the product by the request, and whose parameters the connection writes', async () => {
    const fields = await shown('fill_fulfillment_params', 'vendor', { request_id: id });
    expect([...fields.keys()]).toEqual(['parameter_text__tenant_id', 'parameter_url__login_url']);
    const ordering = await shown('fill_fulfillment_params', 'store', { request_id: id });
    expect([...ordering.keys()]).toContain('parameter_email__admin_email');
    expect([...ordering.keys()]).not.toContain('parameter_text__tenant_id');
    const problems = await shown('inquire_request', 'vendor', { request_id: id });
    expect(problems.get('parameter_error__admin_email')).toMatchObject({
      label: 'Problem with Administrator Email',
    });
  });

  it('write what was filled in', async () => {
    const filled = {
      request_id: id,
      parameter_text__tenant_id: 'tenant-1',
      parameter_url__login_url: 'https://example.com/x',
    };
    await stage.run('fill_fulfillment_params', 'vendor', filled);
    const values = new Map(stage.request(id)?.asset.params.map((param) => [param.id, param.value]));
    expect([values.get('tenant_id'), values.get('login_url')]).toEqual(['tenant-1', 'https://example.com/x']);
    await stage.run('inquire_request', 'vendor', {
      request_id: id,
      parameter_error__admin_email: 'Unknown.',
    });
    expect(stage.request(id)?.asset.params.find((param) => param.id === 'admin_email')?.value_error).toBe(
      'Unknown.',
    );
  });
});

describe('values of parameters', () => {
  const order = (more: object) => {
    const { params: _params, ...input } = stage.purchaseInput();
    return stage.run('create_asset_purchase_request', 'store', {
      ...input,
      asset_external_id: `O-${Math.random()}`,
      parameter_email__admin_email: 'a@example.com',
      ...more,
    });
  };

  it('are stored as Connect keeps their type', async () => {
    const request = await order({
      parameter_phone__support_phone: '+34 612 34 56 78',
      parameter_checkbox__options: ['reports', 'archive'],
      parameter_address__billing_address: '{"country": "US"}',
      parameter_dropdown__region: 'us',
    });
    const { params = [] } = request['asset'] as {
      params?: { id: string; value: string; structured_value?: object }[];
    };
    const of = (name: string) => params.find((param) => param.id === name);
    expect(of('support_phone')?.structured_value).toEqual({
      country_code: '+34',
      area_code: '612',
      phone_number: '345678',
      extension: '',
    });
    expect(of('options')?.structured_value).toEqual({ reports: true, archive: true });
    expect(of('billing_address')?.structured_value).toEqual({ country: 'US' });
    expect(of('region')?.value).toBe('us');
  });

  it.each([
    [
      'parameter_email__admin_email',
      'nobody',
      /^Administrator Email: "nobody" can't be used\. Give an email address/,
    ],
    [
      'parameter_phone__support_phone',
      'call me',
      /^Support Phone: "call me" can't be used\. Give a phone number/,
    ],
    ['parameter_url__homepage', 'example', /^Homepage: "example" can't be used\. Give a web address/],
    ['parameter_domain__domain', 'not a domain', /^Domain: .* Give a domain/],
    ['parameter_object__settings', 'x', /^Settings: "x" can't be used\. Give a JSON object/],
  ])('%s: "%s" is refused before anything is written', async (key, value, expected) => {
    stage.sandbox.control.calls = [];
    const { message } = await failureOf(() => order({ [key]: value }));
    expect(message).toMatch(expected);
    expect(stage.sandbox.control.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  const paramsOf = (request: Record<string, unknown>) => {
    const { params = [] } = request['asset'] as {
      params?: { id: string; value: string; structured_value?: object }[];
    };
    return (id: string) => {
      const param = params.find((one) => one.id === id);
      return param?.structured_value ?? param?.value;
    };
  };

  it.each([
    ['a field', { parameter_dropdown__region: 'EU', parameter_choice__plan: 'PREMIUM' }],
  ])('are choices by their value or the label that is shown, in %s', async (_name, given) => {
    const value = paramsOf(await order(given));
    expect([value('region'), value('plan')]).toEqual(['eu', 'premium']);
  });

  it.each([
    ['a list', ['reports', 'Archive']],
    ['a text with commas', 'REPORTS, archive'],
    ['a text of a list', '["reports","archive"]'],
    ['an object of yes and no', '{"reports": true, "archive": "true"}'],
  ])('are several ticks as %s', async (_name, ticks) => {
    const value = paramsOf(await order({ parameter_checkbox__options: ticks }));
    expect(value('options')).toEqual({ reports: true, archive: true });
  });

  it.each([
    [
      { parameter_dropdown__region: 'mars' },
      'Region: "mars" can\'t be used. Give one of: eu (EU), us (US), ap (AP).',
    ],
    [{ parameter_choice__plan: 'gold' }, /^Plan: "gold" can't be used\. Give one of: standard .*, premium/],
    [
      { parameter_checkbox__options: 'reports, backups' },
      /^Options: "backups" can't be used\. Give one or more of: reports/,
    ],
    [
      { parameter_checkbox__options: ['all'] },
      /^Options: "all" can't be used\. Give one or more of: reports/,
    ],
    [{ parameter_object__settings: 'large' }, /^Settings: "large" can't be used\. Give a JSON object/],
    [
      { parameter_phone__support_phone: 'call me' },
      /^Support Phone: "call me" can't be used\. Give a phone number/,
    ],
  ])('are refused before anything is ordered: %j', async (given, expected) => {
    const before = stage.requests(() => true);
    stage.sandbox.control.calls = [];
    const { message } = await failureOf(() => order(given));
    expect(message).toMatch(expected);
    expect(stage.requests(() => true)).toBe(before);
    expect(stage.sandbox.control.calls.some(({ method }) => method === 'POST')).toBe(false);
  });
});
