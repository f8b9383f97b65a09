import type { Bundle } from 'zapier-platform-core';
import { ConnectError } from '../../connect/errors.ts';
import { bytesOf, MAX_BYTES } from '../../connect/size.ts';
import { openConnect } from '../connection.ts';
import type { Input } from '../filter.ts';
import type { Step } from '../operation.ts';
import { OVERLAP } from '../polling/events.ts';
import { MAX_NEW } from '../polling/source.ts';
import { memoryOfSubscription } from '../polling/zapMemory.ts';
import type { Polls } from '../trigger.ts';
import { wireOf } from '../wires.ts';
import { bodyOf } from './genuine.ts';
import { oneAtATime } from './oneAtATime.ts';
import { subscriptionOf } from './subscription.ts';

/** What a delivery of Connect brings: it names no object, so what has changed since the last one is looked up. */

/** Milliseconds of a step below which no further page is asked for. */
const ENOUGH = 6_000;

type Polled = Awaited<ReturnType<Polls['poll']>>;

/** Whether as many events more would still fit. */
const hasRoom = (polled: Polled, { z }: Step): boolean => {
  const bytes = bytesOf(polled.map(({ row }) => row));
  const page = (bytes / polled.length) * MAX_NEW;
  return bytes + 2 * page < MAX_BYTES && wireOf(z).deadline.left > ENOUGH;
};

const timeOf = (text: unknown): number => (typeof text === 'string' ? Date.parse(text) : Number.NaN);

/**
 * From when on a delivery may bring news, where nothing is remembered: shortly before Connect was last heard, and not
 * before the Zap was turned on (ms since 1970).
 */
const earliest = (bundle: Bundle): number => {
  const heard = timeOf(bodyOf(bundle)['last_success_at']) - OVERLAP;
  const turnedOn = timeOf(subscriptionOf(bundle).since);
  return Math.max(0, ...[heard, turnedOn].filter((time) => !Number.isNaN(time)));
};

/** Connect calls again, which brings what this run has left. */
const askAgain = async ({ z, bundle }: Step, why: string): Promise<void> => {
  z.console.log(`${why} Connect is asked to call again for the others.`);
  try {
    await openConnect(z, bundle).webhooks.act(subscriptionOf(bundle).id, 'trigger');
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    z.console.log(`Connect was not asked: ${error.message} The others come with its next call.`);
  }
};

/** What has changed since the last delivery, oldest first. Connect is asked to call again for what doesn't fit. */
export const changes = async (polls: Polls, step: Step, input: Input): Promise<Polled> => {
  const { z, bundle } = step;
  const log = (line: string) => z.console.log(line);
  const { memory } = subscriptionOf(bundle);
  const store = memoryOfSubscription(z, memory);
  const options = { isSample: false, isStart: false, isOnlyNew: true, since: earliest(bundle) };
  return oneAtATime(z.cache, `hook:${memory}:turn`, { deadline: wireOf(z).deadline, log }, async () => {
    const all: Polled = [];
    // A memory that keeps nothing brings the same again.
    const known = new Set<string>();
    for (;;) {
      const polled = await polls.poll(step, input, store, options).catch(async (error: unknown) => {
        // What is remembered as handed over has to be handed over.
        if (all.length === 0 || !(error instanceof ConnectError)) throw error;
        await askAgain(step, `Not all changes could be read: ${error.message}`);
        return [];
      });
      const news = polled.filter(({ event }) => !known.has(event)).reverse();
      for (const one of news) {
        known.add(one.event);
        all.push(one);
      }
      if (polled.length < MAX_NEW || news.length === 0) return all;
      if (hasRoom(all, step)) continue;
      await askAgain(step, 'There are more changes than fit.');
      return all;
    }
  });
};
