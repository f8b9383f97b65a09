import type { PlainInputField, Trigger } from 'zapier-platform-core';
import type { ObjectClass } from '../../connect/schemas/webhook.ts';
import { memoryOfSubscription } from '../polling/zapMemory.ts';
import type { Listed, outputOf, Polls } from '../trigger.ts';
import { changes } from './changes.ts';
import { hookTrigger, webhookLabel } from './hookTrigger.ts';

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

/** An instant trigger beside its polling sister: the same fields, filters and labels. */
export const instantTrigger = (spec: InstantSpec): Trigger => {
  const { polls, output, objectClass, productKey, label } = spec;
  return hookTrigger({
    ...spec,
    get sample() {
      return output.sample;
    },
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
