import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WaitingStep } from '../../demo/waitingStep.ts';
import { signed } from '../../sandbox/modules/webhooks/sign.ts';
import { app, failureOf } from '../support/app.ts';
import { Stage } from '../support/stage.ts';

/** Steps that wait, through Zapier's handler, with calls that the sandbox really makes. */

let stage: Stage;
const steps: WaitingStep[] = [];
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(async () => {
  await Promise.all(steps.splice(0).map((step) => step.close()));
  await stage.close();
});

type Json = Record<string, unknown>;
const webhooks = () => stage.sandbox.world.webhooks;
const waiting = (key: string, by: 'store' | 'vendor', input: Json, more: { waitsAgain?: boolean } = {}) => {
  const step = new WaitingStep(app, key, stage.connections[by], input, more);
  steps.push(step);
  return step;
};
const settled = async () => {
  do {
    await webhooks().settled();
    await Promise.all(steps.map((step) => step.settled()));
  } while (webhooks().isBusy);
};
const ready = async (): Promise<string> => {
  const { id } = await stage.purchase();
  await stage.run('fill_fulfillment_params', 'vendor', { request_id: id, params: { tenant_id: 't-1' } });
  return String(id);
};
const approve = (id: string) =>
  stage.run('approve_request', 'vendor', { id, template_id: stage.sandbox.ids.template });

describe('Wait for Request', () => {
  it('waits until the request is approved, reads it again, and leaves no webhook behind', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id });
    const before = await step.start();
    expect(before).toMatchObject({ id, status: 'pending', finished: false });
    expect(step.isWaiting).toBe(true);
    const [webhook] = webhooks().webhooks.all();
    expect(webhook).toMatchObject({
      id: before['webhook_id'],
      label: `Zapier waits for ${id}`,
      external_url: step.url,
      object_class: 'fulfillment_request',
      active: true,
    });
    // What Zapier keeps of the run would let nobody sign.
    expect(JSON.stringify(before)).not.toContain(webhook?.jwt_secret);
    expect(JSON.stringify(before)).not.toContain(String(webhook?.headers['X-Connect-Secret']));
    await approve(id);
    await settled();
    expect(step.output).toMatchObject({ id, status: 'approved', finished: true });
    expect(step.isWaiting).toBe(false);
    expect(webhooks().webhooks.size).toBe(0);
    expect(Object.keys(step.output)).toEqual(expect.arrayContaining(Object.keys(before)));
  });

  it('goes on at once where the request is there, or can’t get there any more', async () => {
    const id = await ready();
    await approve(id);
    for (const input of [{ request_id: id }, { request_id: id, statuses: ['failed'] }]) {
      const step = waiting('wait_for_request', 'store', input);
      expect(await step.start()).toMatchObject({ status: 'approved', finished: true, webhook_id: '' });
      expect(step.isWaiting).toBe(false);
    }
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('waits again at another address for as long as it isn’t there', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'vendor', { request_id: id });
    await step.start();
    const first = step.url;
    await stage.purchase();
    await stage.run('assign_request', 'vendor', { request_id: id, email: 'kim@vendor.example.com' });
    await settled();
    expect(step.url).not.toBe(first);
    expect(step.output).toMatchObject({ status: 'pending', finished: false });
    expect([...webhooks().webhooks.all()].map((one) => one.external_url)).toEqual([step.url]);
    await approve(id);
    await settled();
    expect(step.output).toMatchObject({ status: 'approved', finished: true });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('gives the request as it is where Zapier doesn’t wait again', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'vendor', { request_id: id }, { waitsAgain: false });
    await step.start();
    await stage.run('assign_request', 'vendor', { request_id: id, email: 'kim@vendor.example.com' });
    await settled();
    expect(step.isWaiting).toBe(false);
    expect(step.output).toMatchObject({ id, status: 'pending', finished: false });
    expect(step.failure).toBeUndefined();
  });

  it('goes on for the chosen statuses alone, and those that are left no more', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id, statuses: ['inquiring'] });
    await step.start();
    await stage.run('inquire_request', 'vendor', { request_id: id, params: { admin_email: 'Wrong.' } });
    await settled();
    expect(step.output).toMatchObject({ status: 'inquiring', finished: true });
  });

  it('misses nothing that happens while the webhook is being made', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id });
    const { webhooks: table } = webhooks();
    const insert = table.insert.bind(table);
    // Approved after the first look, and before anything is told.
    table.insert = (row) => {
      const request = stage.request(id);
      if (request) Object.assign(request, { status: 'approved' });
      insert(row);
    };
    await step.start();
    await settled();
    expect(step.output).toMatchObject({ status: 'approved', finished: true });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('refuses what is forged, and waits on with secrets and an address of its own', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id });
    await step.start();
    const [webhook] = webhooks().webhooks.all();
    const body = {
      webhook_id: webhook?.id,
      object_class: 'fulfillment_request',
      product_id: stage.sandbox.ids.product,
    };
    const forge = async (headers: Record<string, string>, more: Json = {}) => {
      const cleanedRequest = { ...body, ...more };
      await step.receive({
        cleanedRequest,
        rawRequest: { method: 'POST', querystring: '', headers, content: JSON.stringify(cleanedRequest) },
      });
    };
    const good = { 'Http-Authorization': `Bearer ${signed(webhook?.jwt_secret ?? '', Date.now())}` };
    const forged: [Record<string, string>, Json?][] = [
      [{}],
      [{ 'Http-Authorization': `Bearer ${signed('wrong', Date.now())}` }],
      [{ 'Http-X-Connect-Secret': 'wrong' }],
      [good, { product_id: 'PRD-276-377-545' }],
      [good, { object_class: 'usage_file' }],
    ];
    for (const [headers, more] of forged) {
      const { url } = step;
      await forge(headers, more);
      expect(step.url).not.toBe(url);
      expect(step.isWaiting).toBe(true);
      expect(step.output['finished']).toBe(false);
    }
    // Its approval is not lost, even if a forged call came when it was told.
    await approve(id);
    await settled();
    expect(step.output).toMatchObject({ status: 'approved', finished: true });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('goes on although somebody has deleted its webhook', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id });
    await step.start();
    const [webhook] = webhooks().webhooks.all();
    webhooks().webhooks.remove(webhook?.id ?? '');
    await step.receive({ cleanedRequest: {}, rawRequest: undefined as never });
    expect(webhooks().webhooks.size).toBe(1);
    await approve(id);
    await settled();
    expect(step.output).toMatchObject({ finished: true });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('goes on although the connection got another key, with which the secrets of old don’t fit', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id });
    await step.start();
    const [webhook] = webhooks().webhooks.all();
    if (webhook)
      Object.assign(webhook, { jwt_secret: 'of the old key', headers: { 'X-Connect-Secret': 'old, too' } });
    await approve(id);
    await settled();
    expect(step.arrived.length).toBeGreaterThanOrEqual(2);
    expect(step.output).toMatchObject({ status: 'approved', finished: true });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('doesn’t disturb another run that waits for the same request', async () => {
    const id = await ready();
    const [one, other] = [0, 1].map(() => waiting('wait_for_request', 'store', { request_id: id }));
    await Promise.all([one?.start(), other?.start()]);
    expect(webhooks().webhooks.size).toBe(2);
    await approve(id);
    await settled();
    expect([one?.output['finished'], other?.output['finished']]).toEqual([true, true]);
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('gives the request as it is in the editor, and makes no webhook', async () => {
    const id = await ready();
    const result = await app.tryOut('wait_for_request', stage.connections.store, { request_id: id });
    expect(result).toMatchObject({ id, status: 'pending', finished: false });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('gives the request as it is where nobody could call it, as on a command line', async () => {
    const input = { request_id: await ready() };
    const { results } = await app.step('wait_for_request', 'perform', stage.connections.store, input, '', {});
    expect(results).toMatchObject({ id: input.request_id, status: 'pending', finished: false });
    expect(webhooks().webhooks.size).toBe(0);
  });

  it('sweeps up what earlier runs left behind: what is too old, and what was called and went no further', async () => {
    const id = await ready();
    const step = waiting('wait_for_request', 'store', { request_id: id });
    await step.start();
    const [own] = [...webhooks().webhooks.all()];
    if (!own) throw new Error('There is no webhook.');
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const left = (name: string, more: object) => webhooks().webhooks.insert({ ...own, id: name, ...more });
    left('WH-000-000-001', { created_at: ago(32 * 24) });
    left('WH-000-000-002', { created_at: ago(30 * 24) });
    left('WH-000-000-003', { created_at: ago(5), last_success: { time: ago(2) } });
    left('WH-000-000-004', { created_at: ago(5), last_success: { time: ago(0.5) } });
    left('WH-000-000-005', { created_at: ago(5), modified_at: ago(1), last_success: { time: ago(2) } });
    left('WH-000-000-006', { created_at: ago(32 * 24), label: 'Zapier: Fulfillment Request Event (Zap 1)' });
    await waiting('wait_for_request', 'store', { request_id: id }).start();
    const names = [...webhooks().webhooks.all()].map((one) => one.id);
    expect(names).not.toContain('WH-000-000-001');
    expect(names).not.toContain('WH-000-000-003');
    for (const kept of ['002', '004', '005', '006']) expect(names).toContain(`WH-000-000-${kept}`);
  });

  it('says which permission is missing, and that there is no such request', async () => {
    const step = waiting('wait_for_request', 'store', { request_id: 'PR-0000-0000-0000-000' });
    expect((await failureOf(() => step.start())).message).toMatch(/PR-0000-0000-0000-000/);
    expect(webhooks().webhooks.size).toBe(0);
  });
});

it('Wait for Usage File goes on when the file is decided on', async () => {
  const id = await stage.usageFile('pending');
  const step = waiting('wait_for_usage_file', 'vendor', { usage_file_id: id });
  expect(await step.start()).toMatchObject({ status: 'pending', finished: false });
  await stage.run('reject_usage_file', 'store', { usage_file_id: id, rejection_note: 'Wrong month.' });
  await settled();
  expect(step.output).toMatchObject({ id, status: 'rejected', finished: true });
  expect(webhooks().webhooks.size).toBe(0);
});
