import { afterEach, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { clock } from '../../../src/connect/clock.ts';
import { changes } from '../../../src/zapier/instant/changes.ts';
import { pollByTime } from '../../../src/zapier/polling/byTime.ts';
import { memoryOfSubscription } from '../../../src/zapier/polling/zapMemory.ts';
import type { Polls } from '../../../src/zapier/trigger.ts';
import { effort } from '../../support/effort.ts';
import { type Manner, type Row, Server, Zap } from '../../support/pollWorld.ts';

/**
 * An instant trigger beside one that polls, on the same server: deliveries come merged, doubled, side by side, late and
 * without news, and what both have handed on is the same at the end, each change once.
 */

type Happening =
  | { do: 'arrive'; count: number; apart: number }
  | { do: 'touch'; count: number }
  | { do: 'wait'; ms: number }
  | { do: 'deliver'; times: number }
  | { do: 'fail' };

const MANNER: Manner = { cap: 1_000, saysTotal: true, nulls: 'first', isUnstable: false, size: 1_000 };
const MINUTE = 60_000;

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    do: fc.constant('arrive' as const),
    count: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 90, max: 260 })),
    apart: fc.constantFrom(0, 1, 500),
  }),
  fc.record({ do: fc.constant('touch' as const), count: fc.integer({ min: 1, max: 8 }) }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1, 1_000, MINUTE, 3 * 24 * 60 * MINUTE),
  }),
  fc.record({ do: fc.constant('deliver' as const), times: fc.constantFrom(1, 1, 2, 3) }),
  fc.constant({ do: 'fail' as const }),
);

const { now, sleep } = clock;
afterEach(() => {
  Object.assign(clock, { now, sleep });
});

/** A Zap with an instant trigger, and all that it has fired; nobody looks afterwards whether it is the same. */
class Instant {
  readonly fired: string[] = [];
  readonly #server: Server;
  readonly #source;
  readonly #bundle = {
    subscribeData: { id: 'WH-1', jwt_secret: 'a', header_secret: 'b', memory: 'own', since: '' },
    cleanedRequest: { webhook_id: 'WH-1', last_success_at: null },
  } as unknown as Bundle;

  constructor(server: Server) {
    this.#server = server;
    this.#source = new Zap(server, { follows: 'update', id: 'source', skew: 0 }).source;
  }

  readonly #polls: Polls = {
    sampleEvent: undefined,
    poll: async (_step, _input, store, options) =>
      (await pollByTime(this.#source, store, options)).map(({ row, key }) => ({
        row: row as Row & Record<string, unknown>,
        event: key,
      })),
  };

  // Each run has a `z` of its own; of it only these two are used.
  #z = () => ({ cache: this.#server.cache, console: { log: () => undefined } }) as unknown as ZObject;

  async turnOn(): Promise<void> {
    const store = memoryOfSubscription(this.#z(), 'own');
    await pollByTime(this.#source, store, { isSample: false, isStart: true });
  }

  /** One delivery. */
  async receive(): Promise<void> {
    const some = await changes(this.#polls, { z: this.#z(), bundle: this.#bundle }, {}).catch(() => []);
    this.fired.push(...some.map(({ event }) => event));
  }
}

it('hands on what a poll would, each change once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 14 }), async (history) => {
      const server = new Server(MANNER);
      let number = 0;
      const arrive = (count: number, apart: number) => {
        for (let index = 0; index < count; index += 1) {
          server.now += apart;
          number += 1;
          server.rows.push({
            id: `PR-${number}`,
            created: server.now,
            updated: server.now,
            visible: server.now,
            isPending: true,
            entries: 1,
            edits: 0,
          });
        }
      };
      arrive(5, 1_000);
      const polled = new Zap(server, { follows: 'update', id: 'polled', skew: 0 });
      await polled.turnOn();
      const instant = new Instant(server);
      await instant.turnOn();
      server.now += 1_000;

      /** Both look at the same time, so that both see the same of what comes and goes. */
      const deliver = async (times: number) => {
        await Promise.all(Array.from({ length: times }, () => instant.receive()));
        while ((await polled.poll()) > 0);
      };
      for (const step of history) {
        if (step.do === 'arrive') arrive(step.count, step.apart);
        if (step.do === 'wait') server.now += step.ms;
        if (step.do === 'deliver') await deliver(step.times);
        if (step.do === 'fail') {
          server.isDown = true;
          await instant.receive();
          server.isDown = false;
        }
        if (step.do === 'touch')
          for (let index = 0; index < step.count; index += 1) {
            server.now += 1;
            const row = server.rows[(number * 31 + index * 7) % server.rows.length];
            if (row) row.updated = server.now;
          }
      }
      await deliver(1);
      expect(new Set(instant.fired).size).toBe(instant.fired.length);
      expect([...instant.fired].sort()).toEqual([...polled.delivered].sort());
    }),
    { numRuns: effort(300, 12) },
  );
});
