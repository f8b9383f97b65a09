import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';
import { type Any, active, asVendor, call, close, open, purchase, sandbox } from './support.ts';

/** Subscriptions with their billing, and billing requests, as a client sees them. */

beforeAll(open);
afterAll(close);

const advance = (duration: string) =>
  fetch(`${sandbox.controlUrl}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
const period = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', delta: 1, uom: 'monthly' };
const items = [{ id: 'PRD_838_787_106_0001' }];
const of = async (id: string, by = call): Promise<Any> =>
  (await by('GET', `/subscriptions/assets/${id}`)).body;

describe('the scheduler', () => {
  it('makes a request for each period as the clock is moved, before anybody asks', async () => {
    const id = await active();
    const { billing } = await of(id);
    expect(billing).toMatchObject({ period: { delta: 1, uom: 'monthly' }, stats: {} });
    await advance('P1M');
    expect([...sandbox.world.billing.requests.all()].filter(({ asset }) => asset.id === id)).toHaveLength(1);
    await advance('P2M');
    const { body } = await asVendor(
      'GET',
      `/subscriptions/requests?asset.id=${id}&ordering(-events.created.at)`,
    );
    expect(body.map((one: Any) => one.items[0].billing.cycle_number)).toEqual([3, 2, 1]);
    expect(body[0].period.from).toBe(body[1].period.to);
    expect(body[2].period.from).toBe(billing.next_date);
    expect((await of(id)).billing).toMatchObject({
      next_date: body[0].period.to,
      stats: { vendor: { count: 3, last_request: { id: body[0].id } } },
    });
  });

  it('bills nothing of what is not active yet, and what is used only is not listed', async () => {
    const { asset } = await purchase();
    expect((await of(asset.id)).billing).toBeUndefined();
    const { asset: used } = await purchase({ items: [{ mpn: 'BACKUP-TRAFFIC', quantity: 'unlimited' }] });
    expect((await call('GET', `/subscriptions/assets/${used.id}`)).status).toBe(404);
  });

  it('orders by the next date and not by updates, which can be filtered alone', async () => {
    expect((await call('GET', '/subscriptions/assets?ordering(billing.next_date)')).status).toBe(200);
    expect((await call('GET', '/subscriptions/assets?ordering(events.updated.at)')).status).toBe(400);
    const { body } = await call('GET', '/subscriptions/assets?gt(events.updated.at,2999-01-01)');
    expect(body).toEqual([]);
  });
});

describe('requests of the sides', () => {
  it('may be sent in both spellings, are counted for each side, and are seen by whom they concern', async () => {
    const id = await active();
    const nested = await asVendor('POST', '/subscriptions/requests', {
      asset: { id },
      type: 'vendor',
      items,
      period,
    });
    expect(nested).toMatchObject({
      status: 201,
      body: { id: `${id.replace('AS', 'BRV')}-0001`, attributes: {} },
    });
    const flat = await call('POST', '/subscriptions/requests', {
      asset_id: id,
      items,
      period_from: period.from,
      period_to: period.to,
      period_delta: 1,
      period_uom: 'yearly',
    });
    expect(flat).toMatchObject({ status: 201, body: { type: 'provider', period: { uom: 'yearly' } } });
    expect((await asVendor('GET', `/subscriptions/requests/${flat.body.id}`)).status).toBe(404);
    expect((await call('GET', `/subscriptions/requests/${nested.body.id}`)).status).toBe(200);
  });

  it('keep the attributes of each side apart', async () => {
    const asset = { id: await active() };
    const { id } = (await asVendor('POST', '/subscriptions/requests', { asset, items, period })).body;
    const path = `/subscriptions/requests/${id}/attributes`;
    expect((await asVendor('PUT', path, { vendor: { a: '1' } })).body).toEqual({ vendor: { a: '1' } });
    expect((await call('PUT', path, { provider: { b: '2' } })).body).toEqual({
      vendor: { a: '1' },
      provider: { b: '2' },
    });
    expect((await call('PUT', path, { vendor: {} })).status).toBe(403);
  });

  it.each([
    [{ items: [] }, 'items: This list may not be empty.'],
    [{ items: [{ id: 'X' }] }, /^items: Item X is not part of subscription AS-/],
    [{ period: { ...period, to: period.from } }, 'period.to: The period has to end after it begins.'],
    [{ period: { ...period, uom: 'weekly' } }, 'period.uom: "weekly" is not a valid choice.'],
    [{ asset: { id: 'AS-0' } }, 'asset: Subscription AS-0 does not exist.'],
  ])('are refused with %j', async (more, message) => {
    const body = { asset: { id: await active() }, items, period, ...more };
    const { status, body: refusal } = await call('POST', '/subscriptions/requests', body);
    expect([status, refusal.error_code]).toEqual([400, 'VAL_001']);
    expect(refusal.errors[0]).toMatch(message);
  });

  it('of the other side, and without the permission, are refused', async () => {
    const body = { asset: { id: await active() }, type: 'provider', items, period };
    expect((await asVendor('POST', '/subscriptions/requests', body)).status).toBe(403);
    expect((await call('GET', '/subscriptions/requests', undefined, sandbox.unpermittedKey)).status).toBe(
      403,
    );
  });
});

it('a seeded sandbox has subscriptions in the middle of their periods, with their last request', async () => {
  const seeded = await startSandbox({ seed: 200 });
  const { recurring, requests } = seeded.world.billing;
  const billed = [...recurring.all()].filter(({ schedule }) => schedule);
  expect(billed.length).toBeGreaterThan(40);
  expect(requests.size).toBeGreaterThan(40);
  await seeded.close();
});

it('goes on after a restart where it was', async () => {
  const stateFile = `${process.env['TMPDIR'] ?? '/tmp'}/sandbox-billing-${process.pid}.json`;
  const first = await startSandbox({ stateFile });
  first.world.seed(20);
  const before = [...first.world.billing.requests.all()].map(({ id }) => id);
  const dates = [...first.world.billing.recurring.all()].map(({ id, schedule }) => [id, schedule]);
  await first.close();
  const second = await startSandbox({ stateFile });
  expect([...second.world.billing.requests.all()].map(({ id }) => id)).toEqual(before);
  expect([...second.world.billing.recurring.all()].map(({ id, schedule }) => [id, schedule])).toEqual(dates);
  await second.close();
});
