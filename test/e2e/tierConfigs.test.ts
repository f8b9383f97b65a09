import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import zapier from 'zapier-platform-core';
import { PolledZap } from '../../demo/zap.ts';
import App from '../../index.ts';
import { app, failureOf } from '../support/app.ts';
import { type Field, operations } from '../support/definition.ts';
import { Stage } from '../support/stage.ts';

/** What products keep of resellers, on both sides. */

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

type Json = Record<string, unknown>;
const run = zapier.createAppTester(App as never);
const zapOf = async (key: string, by: 'store' | 'vendor', input: Json = {}) => {
  const zap = new PolledZap(app, key, stage.connections[by], input, `${key}-${by}`);
  await zap.turnOn();
  return zap;
};
const find = (key: string, by: 'store' | 'vendor', input: Json) =>
  app.search(key, stage.connections[by], input);
const statusOf = (id: unknown) => stage.request(id)?.status;
const eventsOf = async (zap: PolledZap) => (await zap.poll()).map(({ id, status }) => [id, status]);

/** Approves what stands in a vendor's queue of tier configurations. */
const approve = async (id: unknown, params: Json, template_id: string) => {
  await stage.run('fill_tier_params', 'vendor', { request_id: id, params });
  return stage.run('approve_tier_config_request', 'vendor', { id, template_id });
};

describe('a tier configuration', () => {
  const TIER_1 = 'TL-633-745-011';
  const TIER_2 = 'TL-633-745-012';

  it('is set up by a purchase that waits for it: inquired, filled, approved, and the purchase goes on', async () => {
    const seen = await zapOf('new_tier_config_requests', 'vendor', { status: ['pending'] });
    const followed = await zapOf('new_updated_tier_config_requests', 'store');
    const orders = await zapOf('pending_requests', 'vendor');
    const purchase = await stage.purchaseWithTiers();
    expect(purchase).toMatchObject({ status: 'tiers_setup' });
    const [setup] = await followed.poll();
    expect(setup).toMatchObject({ type: 'setup', status: 'inquiring', configuration: { tier_level: 1 } });
    expect(await seen.poll()).toEqual([]);
    const id = setup?.['id'];

    await stage.run('fill_tier_params', 'store', {
      request_id: id,
      params: { reseller_email: 'a@example.com' },
    });
    await stage.run('pend_tier_config_request', 'store', { request_id: id });
    expect(await eventsOf(seen)).toEqual([[id, 'pending']]);
    const inquired = await stage.run('inquire_tier_config_request', 'vendor', {
      request_id: id,
      note: 'We need another address.',
      params: { reseller_email: 'It is not known.' },
    });
    expect(inquired).toMatchObject({ status: 'inquiring', notes: 'We need another address.' });
    expect(inquired['params']).toMatchObject([
      { id: 'reseller_email', value_error: 'It is not known.' },
      {},
      {},
    ]);
    await stage.run('fill_tier_params', 'store', {
      request_id: id,
      params: { reseller_email: 'b@example.com' },
    });
    await stage.run('pend_tier_config_request', 'store', { request_id: id });

    const { message } = await failureOf(() =>
      stage.run('approve_tier_config_request', 'vendor', { id, template_id: TIER_1 }),
    );
    expect(message).toContain('params: Parameter reseller_id is required for approval.');
    expect([statusOf(purchase['id']), await orders.poll()]).toEqual(['tiers_setup', []]);
    const approved = await approve(id, { reseller_id: 'r-1' }, TIER_1);
    expect(approved).toMatchObject({
      status: 'approved',
      configuration: { status: 'active' },
      parameter_values: { reseller_email: 'b@example.com', reseller_id: 'r-1' },
    });
    expect(await eventsOf(orders)).toEqual([[purchase['id'], 'pending']]);
    expect(await find('search_tier_configs', 'store', { tier_level: '1', status: ['active'] })).toMatchObject(
      [{ account: { external_id: 'R-1' }, parameter_values: { reseller_id: 'r-1' } }],
    );
    const second = await stage.purchaseWithTiers({ asset_external_id: 'ORDER-T2' });
    expect(second).toMatchObject({ status: 'pending' });
  });

  it('of tier 1 waits for that of tier 2, and fails with it', async () => {
    const t2 = Object.fromEntries(
      Object.entries(stage.purchaseInput())
        .filter(([key]) => key.startsWith('t1_'))
        .map(([key, value]) => [key.replace('t1_', 't2_'), key === 't1_external_id' ? 'R-2' : value]),
    );
    const purchase = await stage.purchaseWithTiers({ reseller_tiers: 't2t1', ...t2 });
    const requestsOf = async (level: string, by: 'store' | 'vendor' = 'vendor') =>
      (await find('search_tier_config_requests', by, { configuration_tier_level: [level] }))[0];
    const [upper, lower] = [await requestsOf('2'), await requestsOf('1')];
    expect([upper?.['status'], lower?.['status']]).toEqual(['inquiring', 'tiers_setup']);
    const { message } = await failureOf(() =>
      stage.run('approve_tier_config_request', 'vendor', { id: lower?.['id'], template_id: TIER_1 }),
    );
    expect(message).toContain(
      'one of tier 1 waits for that of tier 2. The tier configuration request is tiers_setup.',
    );

    await stage.run('fill_tier_params', 'store', {
      request_id: upper?.['id'],
      params: { partner_email: 'p@example.com' },
    });
    await stage.run('pend_tier_config_request', 'store', { request_id: upper?.['id'] });
    await approve(upper?.['id'], { partner_id: 'p-1' }, TIER_2);
    expect([(await requestsOf('1'))?.['status'], statusOf(purchase['id'])]).toEqual([
      'inquiring',
      'tiers_setup',
    ]);
    await stage.run('fail_tier_config_request', 'vendor', {
      request_id: lower?.['id'],
      reason: 'The reseller is not known.',
    });
    expect(stage.request(purchase['id'])).toMatchObject({
      status: 'failed',
      asset: { status: 'terminated' },
    });
  });

  it('is asked for once more after its setup has failed', async () => {
    const id = await stage.tierRequest();
    await stage.run('fail_tier_config_request', 'vendor', { request_id: id, reason: 'Not yet.' });
    const [config] = await find('search_tier_configs', 'store', { status: ['processing'] });
    const account = (config?.['account'] as Json)['id'];
    const ask = (input: Json) =>
      stage.run('create_update_tier_config_request', 'store', {
        ...input,
        params: { reseller_email: 'new@example.com' },
      });
    const again = await ask({ product_id: 'PRD-633-745-986', account_id: account, tier_level: '1' });
    expect(again).toMatchObject({
      type: 'setup',
      status: 'pending',
      configuration: { id: config?.['id'] },
      existed_before: false,
    });
    expect(await ask({ config_id: config?.['id'] })).toMatchObject({ id: again['id'], existed_before: true });
    await approve(again['id'], { reseller_id: 'r-1' }, TIER_1);
    expect(await find('search_tier_configs', 'store', { status: ['active'] })).toHaveLength(1);
  });

  it('is set up and changed by an action, and running it again asks for nothing twice', async () => {
    const { id: account } = await stage.run('create_tier_account', 'store', stage.accountInput('reseller'));
    const input = {
      product_id: 'PRD-633-745-986',
      account_id: account,
      tier_level: 'Tier 1',
      hub_id: stage.sandbox.ids.hub,
      params: { reseller_email: 'alex@example.com', discount: 'PARTNER' },
      draft: 'yes',
    };
    const draft = await stage.run('create_update_tier_config_request', 'store', input);
    expect(draft).toMatchObject({ type: 'setup', status: 'draft', existed_before: false });
    expect(await find('search_tier_config_requests', 'vendor', {})).toEqual([]);
    const validated = await stage.run('validate_tier_config_request', 'store', {
      request_id: draft['id'],
      params: { reseller_email: '' },
    });
    expect(validated['params']).toMatchObject([{ value_error: 'This field is required.' }, {}, {}]);
    await stage.run('submit_tier_config_request', 'store', { request_id: draft['id'] });
    expect(await stage.run('create_update_tier_config_request', 'store', input)).toMatchObject({
      id: draft['id'],
      status: 'pending',
      existed_before: true,
    });
    const approved = await approve(draft['id'], { reseller_id: 'r-1' }, TIER_1);
    const config_id = (approved['configuration'] as Json)['id'];
    expect(approved).toMatchObject({ parameter_values: { discount: 'partner' } });

    const same = await failureOf(() =>
      stage.run('create_update_tier_config_request', 'store', { config_id, params: { discount: 'partner' } }),
    );
    expect([same.kind, same.message]).toEqual([
      'HaltedError',
      `Tier configuration ${String(config_id)} has these values already, so nothing was asked for.`,
    ]);
    const update = await stage.run('create_update_tier_config_request', 'store', {
      config_id,
      params: { discount: 'none' },
    });
    expect(update).toMatchObject({ type: 'update', status: 'pending', existed_before: false });
    const other = await failureOf(() =>
      stage.run('create_update_tier_config_request', 'store', {
        config_id,
        params: { reseller_email: 'new@example.com' },
      }),
    );
    expect(other.message).toContain(
      `(TCR_003) Its request ${String(update['id'])} is pending; to change that one use Set Tier Parameters.`,
    );
    await stage.run('approve_tier_config_request', 'vendor', { id: update['id'], template_id: TIER_1 });
    const [config] = await find('search_tier_configs', 'vendor', { id: config_id });
    expect(config).toMatchObject({ parameter_values: { discount: 'none', reseller_id: 'r-1' } });
  });

  it('offers the parameters of its own tier and side, and its own templates', async () => {
    const request_id = await stage.tierRequest('inquiring');
    const fields = async (key: string, by: 'store' | 'vendor', inputData: Json) => {
      const form = operations.find((one) => one.key === key)?.operation.inputFields ?? [];
      const functions = form.filter((field) => typeof field === 'function' && !('keys' in field));
      const bundle = { authData: stage.connections[by], inputData };
      const shown = await Promise.all(functions.map((field) => run(field as never, bundle as never)));
      return (shown.flat() as Field[]).map(({ key: shownKey }) => shownKey);
    };
    const setup = { product_id: 'PRD-633-745-986', tier_level: '2' };
    expect([
      await fields('fill_tier_params', 'vendor', { request_id }),
      await fields('fill_tier_params', 'store', { request_id }),
      await fields('inquire_tier_config_request', 'vendor', { request_id }),
      await fields('create_update_tier_config_request', 'store', setup),
      await fields('create_update_tier_config_request', 'store', { product_id: setup.product_id }),
    ]).toEqual([
      ['parameter_text__reseller_id'],
      ['parameter_email__reseller_email', 'parameter_dropdown__discount'],
      ['parameter_error__reseller_email', 'parameter_error__discount'],
      ['parameter_email__partner_email'],
      [],
    ]);
    const templates = await app.poll('tier_templates', stage.connections.vendor, { request_id });
    expect(templates).toEqual([
      { id: TIER_1, title: `Reseller Is Authorized (${TIER_1})`, name: 'Reseller Is Authorized' },
    ]);
  });
});
