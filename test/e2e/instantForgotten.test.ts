import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HookedZap } from '../../demo/hookedZap.ts';
import { type RunnableApp, Zapier } from '../../demo/zap.ts';
import App from '../../index.ts';
import { HookedZaps } from '../support/hookedZaps.ts';
import { Stage } from '../support/stage.ts';
import { holdClock, releaseClock } from '../support/turnedClock.ts';

/** Instant triggers where the memory of their Zap is gone. */

let stage: Stage;
const zaps = new HookedZaps();
// Runs wait for each other, some as long as they may.
beforeEach(async () => {
  holdClock();
  stage = await Stage.open();
});
afterEach(async () => {
  await zaps.close();
  await stage.close();
  releaseClock();
});

const settled = () => zaps.settled(stage);
const states = (zap: HookedZap) => zap.fired.map(({ id, status }) => `${String(id)} ${String(status)}`);

describe('where the memory is gone', () => {
  const caches: [string, (before: Record<string, unknown>) => object][] = [
    ['lost', () => ({})],
    [
      'garbled',
      (before) => Object.fromEntries(Object.keys(before).map((key) => [key, '{"form":2,"seen":7}'])),
    ],
    ['nothing is kept', () => new Proxy({}, { set: () => true })],
    [
      'throwing',
      () =>
        new Proxy(
          {},
          {
            set: () => {
              throw new Error('The cache is down.');
            },
          },
        ),
    ],
  ];

  it.each(
    caches,
  )('%s: gives what has changed since Connect was last heard, rather twice than never', async (_name, gone) => {
    // All of them were there before the Zap was turned on.
    stage.sandbox.world.seed(60, { days: 3 });
    const before: Record<string, unknown> = {};
    const zap = new HookedZap(
      new Zapier(App as unknown as RunnableApp, before),
      'request_event',
      stage.connections.vendor,
      { product_id: stage.sandbox.ids.product },
      '4711',
    );
    zaps.add(zap);
    await zap.turnOn();
    const first = await stage.purchase();
    await settled();
    expect(zap.fired.map(({ id }) => id)).toEqual([first['id']]);
    zap.zapier = new Zapier(App as unknown as RunnableApp, gone(before));
    await stage.run('inquire_request', 'vendor', {
      request_id: first['id'],
      params: { admin_email: 'Wrong.' },
    });
    await settled();
    expect(zap.failures).toEqual([]);
    expect(states(zap)).toContain(`${String(first['id'])} inquiring`);
    expect(zap.fired.length).toBeLessThan(8);
    expect(new Set(zap.fired.map(({ id }) => id))).toEqual(new Set([first['id']]));
    // What the delivery itself says counts, where the Zap was turned on long ago.
    const { rawRequest, cleanedRequest } = zap.arrived[0] ?? {};
    const told = (last: string | null) =>
      zap.receive(
        {
          ...(rawRequest ? { rawRequest } : {}),
          cleanedRequest: { ...(cleanedRequest as object), last_success_at: last },
        },
        {
          ...zap.subscription,
          since: '2000-01-01T00:00:00Z',
          memory: `another ${last}`,
        } as typeof zap.subscription,
      );
    expect(await told('2099-01-01T00:00:00Z')).toEqual([]);
    expect((await told(null)).length).toBeGreaterThan(20);
  });
});
