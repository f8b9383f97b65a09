import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import zapier from 'zapier-platform-core';
import App from '../../index.ts';
import { app } from '../support/app.ts';
import { operations, staticFields } from '../support/definition.ts';
import { Stage } from '../support/stage.ts';

/** What people map from a step into the next, and what arrives there. */

let stage: Stage;
let asset: string;
beforeAll(async () => {
  stage = await Stage.open();
  asset = await stage.active();
});
afterAll(() => stage.close());

const run = zapier.createAppTester(App as never);
const search = (key: string, inputData: object, inputDataRaw?: object) =>
  run(
    (App as unknown as { searches: Record<string, { operation: { perform: never } }> }).searches[key]
      ?.operation.perform as never,
    { authData: stage.connections.vendor, inputData, ...(inputDataRaw ? { inputDataRaw } : {}) } as never,
  );

describe('single values', () => {
  it('come with searches, triggers and actions', async () => {
    const values = {
      parameter_values: { tenant_id: 'tenant-1', admin_email: 'alex@example.com' },
      quantities: { 'BACKUP-USER': '5', [stage.sandbox.ids.item]: '5' },
      customer_is_tier1: true,
    };
    const { store, vendor } = stage.connections;
    expect((await app.search('search_assets', vendor, { id: asset }))[0]).toMatchObject(values);
    expect((await app.search('search_requests', vendor, { asset_id: [asset] }))[0]).toMatchObject(values);
    for (const key of ['new_requests', 'new_updated_requests', 'new_assets', 'new_updated_assets'])
      expect((await app.poll(key, store, {}))[0]).toHaveProperty(['quantities', 'BACKUP-USER'], '5');
    const change = await stage.run('create_asset_change_request', 'store', {
      asset_id: asset,
      line_items: [{ item_id: stage.sandbox.ids.item, quantity: '7' }],
    });
    expect(change).toHaveProperty(['quantities', 'BACKUP-USER'], '7');
    await stage.run('reject_request', 'vendor', { request_id: change['id'], reason: 'Later.' });
  });

  it('are in the samples of all that returns them, each with its label', () => {
    const carrying = operations.filter(
      ({ operation }) => 'asset' in (operation.sample ?? {}) || 'tiers' in (operation.sample ?? {}),
    );
    const those = carrying.filter(({ operation }) => /^(PR|AS)-/.test(String(operation.sample?.['id'])));
    expect(those.length).toBeGreaterThan(25);
    for (const { key, operation } of those) {
      const labels = new Map(operation.outputFields?.map((field) => [field.key, field.label]));
      expect([key, operation.sample?.['parameter_values']]).toEqual([
        key,
        expect.objectContaining({ tenant_id: expect.any(String) }),
      ]);
      expect(labels.get('parameter_values__tenant_id')).toBe('Parameter Tenant ID');
      expect(labels.get('quantities__BACKUP-USER')).toBe('Quantity of BACKUP-USER');
    }
  });
});

const searches = operations.filter((operation) => {
  const fields = staticFields(operation);
  const asks = fields.some(({ key }) => key === 'when_empty') && !fields.some(({ required }) => required);
  return operation.kind === 'searches' && asks;
});

describe.each(
  searches.map((operation) => [operation.key, staticFields(operation)] as const),
)('%s', (key, fields) => {
  const optional = fields.find(
    ({ required, choices, key: name }) => !required && !choices && name !== 'limit',
  )?.key as string;
  const required = Object.fromEntries(
    fields.filter((field) => field.required).map((field) => [field.key, 'UF-0000-00-0000-0001']),
  );

  it('finds nothing, without a call, when all that is mapped arrives empty', async () => {
    stage.sandbox.control.calls = [];
    expect(await search(key, { [optional]: '' })).toEqual([]);
    expect(await search(key, {}, { [optional]: '{{1__id}}' })).toEqual([]);
    expect(stage.sandbox.control.calls).toEqual([]);
    expect(required).toEqual({});
  });

  it('finds the newest when a person wants that', async () => {
    stage.sandbox.control.calls = [];
    await search(key, { when_empty: 'newest' }, { [optional]: '{{1__id}}', when_empty: 'newest' });
    // Users are those of an account, which is asked for first.
    expect(
      stage.sandbox.control.calls.filter(({ path }) => path !== '/accounts' || key === 'find_account'),
    ).toHaveLength(1);
  });
});

describe('subscriptions are found', () => {
  const found = async (input: object) =>
    (await app.search('search_assets', stage.connections.vendor, { ...input })).map(({ id }) => id);

  it.each([
    ['by the value of a parameter', { param_id: ['tenant_id'], param_value: ['tenant-1'] }],
    ["by the customer's external ID", { customer_external_id: 'R-1' }],
    ['in several statuses', { statuses: ['suspended', 'active'] }],
    ["by the customer's name", { customer_name: 'Example Reseller Ltd.' }],
    ["by a part of the customer's name", { customer_name_contains: 'RESELLER' }],
  ])('%s', async (_name, input) => {
    expect(await found(input)).toEqual([asset]);
  });

  it.each([
    ['another value', { param_value: ['tenant-2'] }],
    ['another customer', { customer_external_id: 'R-2' }],
    ['other statuses', { statuses: ['terminated'] }],
    ['a part of a name where the whole is asked for', { customer_name: 'Reseller' }],
    ['a status of the published app that is gone', { status: 'rejected' }],
    ['an environment that Connect lists nothing of', { connection_type: 'preview' }],
  ])('not by %s', async (_name, input) => {
    expect(await found(input)).toEqual([]);
  });

  it('requests of a choice that is gone are none', async () => {
    for (const input of [{ type: ['billing'] }, { connection_type: ['preview'] }])
      expect(await app.search('search_requests', stage.connections.vendor, input)).toEqual([]);
    const both = { type: ['billing', 'purchase'], connection_type: ['preview', 'production'] };
    expect(await app.search('search_requests', stage.connections.vendor, both)).toHaveLength(1);
  });
});
