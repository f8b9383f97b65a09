import type { PlainInputField, Trigger } from 'zapier-platform-core';
import { ConnectError } from '../../connect/errors.ts';
import type { ObjectClass } from '../../connect/schemas/webhook.ts';
import { bytesOf, MAX_BYTES } from '../../connect/size.ts';
import { openConnect } from '../connection.ts';
import type { Input } from '../filter.ts';
import type { Step } from '../operation.ts';
import { MAX_NEW } from '../polling/source.ts';
import { memoryOfSubscription } from '../polling/zapMemory.ts';
import type { Listed, outputOf, Polls } from '../trigger.ts';
import { wireOf } from '../wires.ts';
import { hookTrigger, subscriptionOf, webhookLabel } from './hookTrigger.ts';
import { oneAtATime } from './oneAtATime.ts';

/**
 * Instant triggers that give whole objects. A delivery of Connect names none, so what has changed since the last one is
 * fetched as a poll would do it, with a memory of the subscription's own, and each change is handed on once: Zapier
 * itself doesn't tell known events of hooks from new ones.
 */

interface InstantSpec {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly objectClass: ObjectClass;
  /** The key of the field that names the product. */
  readonly productKey: string;
  readonly inputFields: readonly PlainInputField[];
  readonly output: ReturnType<typeof outputOf>;
  readonly polls: Polls;
}

/** Milliseconds of a step below which no further page is asked for. */
const ENOUGH = 6_000;

type Polled = Awaited<ReturnType<Polls['poll']>>;

/** Whether as many events more would still fit. */
const hasRoom = (polled: Polled, { z }: Step): boolean => {
  const bytes = bytesOf(polled.map(({ row }) => row));
  const page = (bytes / polled.length) * MAX_NEW;
  return bytes + 2 * page < MAX_BYTES && wireOf(z).deadline.left > ENOUGH;
};

/** What has changed since the last delivery, oldest first. Connect is asked to call again for what doesn't fit. */
const changes = async (polls: Polls, step: Step, input: Input): Promise<Polled> => {
  const { z, bundle } = step;
  const log = (line: string) => z.console.log(line);
  const { id, memory } = subscriptionOf(bundle);
  const store = memoryOfSubscription(z, memory);
  const options = { isSample: false, isStart: false, isOnlyNew: true };
  return oneAtATime(z.cache, `hook:${memory}:turn`, { deadline: wireOf(z).deadline, log }, async () => {
    const all: Polled = [];
    for (;;) {
      const news = await polls.poll(step, input, store, options);
      all.push(...news.reverse());
      if (news.length < MAX_NEW) return all;
      if (hasRoom(all, step)) continue;
      log('There are more changes than fit; Connect is asked to call again for the others.');
      await openConnect(z, bundle)
        .webhooks.act(id, 'trigger')
        .catch((error: unknown) => {
          if (!(error instanceof ConnectError)) throw error;
          log(`Connect was not asked: ${error.message} The others come with its next call.`);
        });
      return all;
    }
  });
};

/** An instant trigger beside its polling sister: the same fields, filters and labels. */
export const instantTrigger = (spec: InstantSpec): Trigger => {
  const { polls, output, objectClass, productKey, label } = spec;
  return hookTrigger({
    ...spec,
    sample: output.sample,
    outputFields: output.outputFields,
    subscribedTo: (input) => ({ objectClass, productId: String(input[productKey]) }),
    named: (_input, zap) => ({
      label: webhookLabel(label, zap),
      isOfZap: true,
      description: `Made by Zapier for the trigger "${label}". It goes when the Zap is turned off.`,
    }),
    prepare: (z, bundle, input, memory) =>
      polls.poll({ z, bundle }, input, memoryOfSubscription(z, memory), { isSample: false, isStart: true }),
    delivered: async (z, bundle, input): Promise<Listed[]> =>
      (await changes(polls, { z, bundle }, input)).map(output.shown),
    newest: async (z, bundle, input) => {
      const options = { isSample: true, isStart: false };
      const rows = await polls.poll({ z, bundle }, input, memoryOfSubscription(z, 'editor'), options);
      return rows.map(output.shown);
    },
  });
};
