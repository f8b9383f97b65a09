import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HookedZap } from '../../demo/hookedZap.ts';
import { WaitingStep } from '../../demo/waitingStep.ts';
import type { Fault } from '../../sandbox/control.ts';
import { app, failureOf } from '../support/app.ts';
import { inTurn } from '../support/effort.ts';
import { Stage } from '../support/stage.ts';
import { holdClock, releaseClock } from '../support/turnedClock.ts';

/** What befalls the calls by which Connect is asked to call, and those that a call of Connect's brings about. */

let stage: Stage;
beforeAll(holdClock);
afterAll(releaseClock);
let zap: HookedZap;
beforeEach(async () => {
  stage = await Stage.open();
  zap = new HookedZap(
    app,
    'request_event',
    stage.connections.vendor,
    { product_id: stage.sandbox.ids.product },
    '4711',
  );
});
afterEach(async () => {
  await zap.close();
  await stage.close();
});

const FAULTS: readonly Partial<Fault>[] = [
  { kind: 'status', status: 500 },
  { kind: 'resetAfter' },
  { kind: 'reset' },
  { kind: 'truncate' },
  { kind: 'status', status: 403 },
];
const tried = (turn: number) => inTurn(FAULTS, turn).map((fault) => [JSON.stringify(fault), fault] as const);
const strike = (fault: Partial<Fault>, method: string, path = '/notifications/webhooks') =>
  stage.sandbox.control.add({ kind: 'status', ...fault, method, path, times: 1 });
const left = () => stage.sandbox.world.webhooks.webhooks.size;
const settled = async (...more: { settled(): Promise<void> }[]) => {
  const { webhooks } = stage.sandbox.world;
  do {
    await webhooks.settled();
    for (const one of [zap, ...more]) await one.settled();
  } while (webhooks.isBusy);
};

describe('turning a Zap on', () => {
  it.each(tried(0))('%s: is said, and the next time leaves one webhook', async (_name, fault) => {
    strike(fault, 'POST');
    const { message } = await failureOf(() => zap.turnOn());
    expect(message).toMatch(/subscribe to events of fulfillment requests of product PRD-/);
    expect(message).not.toMatch(/[0-9a-f]{32}/);
    expect(left()).toBe(0);
    await zap.turnOn();
    expect(left()).toBe(1);
  });

  it.each(tried(1))('off: %s: nothing is left after the next run', async (_name, fault) => {
    await zap.turnOn();
    strike(fault, 'DELETE');
    await zap.turnOff().catch(() => undefined);
    await zap.turnOn();
    expect(left()).toBe(1);
    await zap.turnOff();
    expect(left()).toBe(0);
  });
});

it('a delivery during which Connect fails loses nothing: the next one brings it', async () => {
  await zap.turnOn();
  stage.sandbox.world.webhooks.manners.delay = 150;
  const first = await stage.purchase();
  strike({ kind: 'status', status: 403 }, 'GET', '/requests');
  await settled();
  expect(zap.failures).toHaveLength(1);
  expect(zap.fired).toEqual([]);
  const [arrived] = zap.arrived;
  if (arrived) await zap.receive(arrived);
  expect(zap.fired.map(({ id }) => id)).toEqual([first['id']]);
});

describe('a step that waits', () => {
  it.each(tried(2))('goes on: %s while its webhook is removed', async (_name, fault) => {
    const { id } = await stage.purchase();
    const step = new WaitingStep(app, 'wait_for_request', stage.connections.vendor, { request_id: id });
    await step.start();
    strike(fault, 'DELETE');
    await stage.run('reject_request', 'vendor', { request_id: id, reason: 'Taken.' });
    await settled(step);
    expect(step.output).toMatchObject({ status: 'failed', finished: true });
    // A key that may not remove it, for a moment, leaves it to a later run.
    expect(left()).toBe(fault.status === 403 ? 1 : 0);
    await step.close();
  });

  it.each(
    tried(3),
  )('fails: %s while the request is read again, and leaves no webhook', async (_name, fault) => {
    const { id } = await stage.purchase();
    const step = new WaitingStep(app, 'wait_for_request', stage.connections.vendor, { request_id: id });
    await step.start();
    stage.sandbox.control.add({
      kind: 'status',
      ...fault,
      method: 'GET',
      path: `/requests/${String(id)}`,
      times: 20,
    });
    const [webhook] = stage.sandbox.world.webhooks.webhooks.all();
    if (webhook) stage.sandbox.world.webhooks.trigger(webhook);
    await settled(step);
    expect(step.failure?.message).toMatch(/PR-/);
    expect(left()).toBe(0);
    await step.close();
  });
});
