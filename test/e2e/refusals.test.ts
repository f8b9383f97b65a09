import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readErrorBody } from '../../src/connect/errorBody.ts';
import { app, failureOf } from '../support/app.ts';
import { json, startServer } from '../support/server.ts';
import { Stage } from '../support/stage.ts';

/** What can't be done as it was asked for is said, and not done in another way. */

type Json = Record<string, unknown>;

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

const purchase = (more: Json) =>
  stage.run('create_asset_purchase_request', 'store', { ...stage.purchaseInput(), ...more });

describe('a purchase', () => {
  it('is not placed in another marketplace', async () => {
    expect((await failureOf(() => purchase({ marketplace_id: 'MP-99999' }))).message).toMatch(
      /^Product PRD-838-787-106 has no production connection to hub HB-1346-8670 in marketplace MP-99999\./,
    );
    expect(await purchase({ marketplace_id: 'MP-91673' })).toMatchObject({ status: 'pending' });
  });

  it('names the product that isn’t there', async () => {
    expect((await failureOf(() => purchase({ product_id: 'PRD-000-000-000' }))).message).toBe(
      'Connect has no product PRD-000-000-000 that this connection can see. Not found. (CNCT_001)',
    );
  });

  it('takes each item once, however its ID is written', async () => {
    const line_items = ['PRD-838-787-106-0001', 'PRD_838_787_106_0001'].map((item_id) => ({
      item_id,
      quantity: 1,
    }));
    expect((await failureOf(() => purchase({ line_items }))).message).toMatch(/each item only once/);
  });
});

it('a change with other attributes, or fewer items, is not the open one', async () => {
  const asset_id = await stage.subscription();
  const change = (items: Json, external_attributes?: object[]) =>
    stage.run('create_asset_change_request', 'store', { asset_id, items, external_attributes });
  const both = { 'BACKUP-USER': 20, 'BACKUP-SPACE': 5 };
  const attributes = [{ param_id: 'po', value: '777' }];
  const first = await change(both, attributes);
  expect((first['asset'] as Json)['external_attributes']).toEqual([{ id: 'po', value: '777' }]);
  expect(await change(both, attributes)).toMatchObject({ id: first['id'] });
  for (const other of [
    () => change(both, [{ param_id: 'po', value: '778' }]),
    () => change({ 'BACKUP-USER': 20 }, attributes),
  ]) {
    expect((await failureOf(other)).message).toContain('it has to be finished first');
  }
});

it('a change beside an item without a limit is recognised when its answer was lost', async () => {
  const { asset, id } = (await purchase({
    product_id: stage.sandbox.ids.product,
    asset_external_id: 'ORDER-PPU',
    line_items: [
      { item_id: 'BACKUP-USER', quantity: 5 },
      { item_id: 'BACKUP-TRAFFIC', quantity: 'unlimited' },
    ],
  })) as { asset: Json; id: string };
  await stage.run('fill_fulfillment_params', 'vendor', { request_id: id, params: { tenant_id: 'T' } });
  await stage.run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });
  const change = () =>
    stage.run('create_asset_change_request', 'store', { asset_id: asset['id'], items: { 'BACKUP-USER': 9 } });
  stage.sandbox.control.add({ method: 'POST', path: '/requests', kind: 'resetAfter', times: 1 });
  await failureOf(change);
  expect(await change()).toMatchObject({ type: 'change', status: 'pending' });
  expect(stage.requests(({ type }) => type === 'change')).toBe(1);
});

it('a tenant gets its items from a dictionary, and its parameters from lines, too', async () => {
  const input = {
    asset_id: 'AS-0000-0000-0009',
    items: { SEAT: '3' },
    params: [{ id: 'domain', value: 'x.example.com' }],
  };
  await stage.run('create_tenant', 'vendor', input);
  const call = stage.sandbox.control.calls.at(-1);
  expect(call?.body).toMatchObject({
    items: [{ id: 'SEAT', quantity: '3' }],
    params: [{ id: 'domain', value: 'x.example.com' }],
  });
});

it('an inquiry says what is wrong with each parameter', async () => {
  const { id } = await purchase({});
  const inquire = () => stage.run('inquire_request', 'vendor', { request_id: id, params: { domain: ' ' } });
  expect((await failureOf(inquire)).message).toBe(
    'Other Parameters to Correct: what is wrong with domain is missing. Fill it in.',
  );
  expect(stage.request(id)?.status).toBe('pending');
});

it('results beyond what Zapier takes are said to be', async () => {
  const rows = Array.from({ length: 100 }, (_unused, index) => ({
    id: `PR-${index}`,
    note: 'x'.repeat(70_000),
  }));
  const server = await startServer(json(rows, 200, { 'content-range': 'items 0-99/100' }));
  const authData = { api_key: 'ApiKey SU-1-2:abcdef', endpoint: `${server.origin}/public/v1` };
  const { message } = await failureOf(() => app.search('search_requests', authData, { limit: 100 }));
  expect(message).toMatch(/^100 results were found, which are more than Zapier's 6 MB\./);
  await server.close();
});

describe('the reasons of a server', () => {
  it.each([
    [['quantity: must be < 5 and > 2'], ['quantity: must be < 5 and > 2']],
    [['The <b>name</b> is taken.'], ['The name is taken.']],
  ])('%j keep their sense', (errors, reasons) => {
    expect(readErrorBody(JSON.stringify({ errors })).reasons).toEqual(reasons);
  });

  it('may stand in params', () => {
    expect(readErrorBody('{"params":{"name":["is required"]}}').reasons).toEqual(['name: is required']);
  });
});
