import type { Bundle, PlainInputField, Trigger, ZObject } from 'zapier-platform-core';
import { clock } from '../../connect/clock.ts';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { OBJECT_CLASSES, type ObjectClass } from '../../connect/schemas/webhook.ts';
import { openConnect } from '../connection.ts';
import { speaking } from '../errors.ts';
import type { Input } from '../filter.ts';
import { groupsOf } from '../groups.ts';
import { readInput } from '../input.ts';
import { refusalOf } from './genuine.ts';
import { subscriptionOf } from './subscription.ts';
import { newSecret, placeWebhook, removeWebhook } from './webhooks.ts';

/** Triggers that Connect calls, around what they make of a delivery. */

type Row = Record<string, unknown>;

/** What a subscription is for. */
export interface Subscribed {
  readonly objectClass: ObjectClass;
  readonly productId: string;
}

interface HookSpec {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly inputFields: readonly PlainInputField[];
  readonly sample: Row;
  readonly outputFields: () => NonNullable<Trigger['operation']['outputFields']>;
  readonly subscribedTo: (input: Input) => Subscribed;
  /** What people find the webhook by in Connect. */
  readonly named: (
    input: Input,
    zap: string,
  ) => { readonly label: string; readonly description: string; readonly isOfZap?: boolean };
  /** What has to be remembered before Connect is asked to call. */
  readonly prepare?: (z: ZObject, bundle: Bundle, input: Input, memory: string) => Promise<unknown>;
  /** What a delivery that is genuine gives. */
  readonly delivered: (z: ZObject, bundle: Bundle, input: Input) => Promise<Row[]>;
  /** What the editor shows: of the same form. */
  readonly newest: (z: ZObject, bundle: Bundle, input: Input) => Promise<Row[]>;
}

/** The webhook of a Zap that is on, kept so that the editor can tell when it is gone. */
const placeOf = (trigger: string, zap: string | undefined) => `hook:${trigger}:${zap}`;
/** Seconds. */
const KEPT = 90 * 24 * 3600;

/** @throws ConnectError when the webhook of this Zap is gone or switched off, so that nothing arrives any more. */
const checkWebhook = async (connect: Connect, id: string): Promise<void> => {
  const webhook = await connect.webhooks.find(id);
  const again = 'Turn the Zap off and on again, which makes a new one.';
  if (!webhook) {
    throw new ConnectError(
      'fix',
      `The webhook ${id}, by which Connect tells this Zap of events, was deleted in Connect, so that no events arrive. ${again}`,
    );
  }
  if (webhook.active === false) {
    throw new ConnectError(
      'fix',
      `The webhook ${id} ("${webhook.label ?? ''}"), by which Connect tells this Zap of events, is switched off in Connect, so that no events arrive. Switch it on there (Integrations > Webhooks), or: ${again}`,
    );
  }
};

export const hookTrigger = (spec: HookSpec): Trigger => {
  const { key, noun, label, description, inputFields, outputFields } = spec;
  const inputOf = (bundle: Bundle) => readInput(inputFields, bundle.inputData);
  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'hook',
      // Nothing comes before a trigger that could find a value for it.
      inputFields: inputFields.map(({ search: _search, ...field }) => field),
      ...groupsOf(inputFields),
      get outputFields() {
        return outputFields();
      },
      get sample() {
        return spec.sample;
      },
      performSubscribe: speaking(async (z: ZObject, bundle: Bundle) => {
        const input = inputOf(bundle);
        const { objectClass, productId } = spec.subscribedTo(input);
        const zap = bundle.meta?.zap?.id;
        const secrets = { jwt_secret: newSecret(), header_secret: newSecret(), memory: newSecret() };
        // What is said of a refusal must not repeat them.
        bundle.subscribeData = { id: '', ...secrets } as Bundle['subscribeData'];
        // From now on: what happens while Connect is asked must not be lost.
        await spec.prepare?.(z, bundle, input, secrets.memory);
        const { isOfZap = false, ...named } = spec.named(input, zap ?? '');
        const webhook = await placeWebhook(
          openConnect(z, bundle),
          {
            objectClass,
            productId,
            ...named,
            isOfZap: isOfZap && zap !== undefined,
            url: bundle.targetUrl ?? '',
            secrets,
            doing: 'subscribe to events of',
            check: 'Turning the Zap on again does no harm: it leaves one webhook.',
          },
          (line) => z.console.log(line),
        );
        if (zap) await z.cache.set(placeOf(key, zap), webhook.id, KEPT).catch(() => undefined);
        return {
          id: webhook.id,
          ...secrets,
          since: webhook.created_at ?? new Date(clock.now()).toISOString(),
        };
      }),
      performUnsubscribe: speaking(async (z: ZObject, bundle: Bundle) => {
        const { id } = subscriptionOf(bundle);
        const zap = bundle.meta?.zap?.id;
        if (zap) await z.cache.delete(placeOf(key, zap)).catch(() => undefined);
        if (id) await removeWebhook(openConnect(z, bundle), id);
        return { id };
      }),
      perform: speaking(async (z: ZObject, bundle: Bundle) => {
        const input = inputOf(bundle);
        const { objectClass, productId } = spec.subscribedTo(input);
        const why = await refusalOf(bundle, {
          ...subscriptionOf(bundle),
          object_class: objectClass,
          product_id: productId,
        });
        if (why) {
          z.console.log(`A delivery was refused, because ${why}. Nothing was fetched.`);
          return [];
        }
        return spec.delivered(z, bundle, input);
      }),
      performList: speaking(async (z: ZObject, bundle: Bundle) => {
        const zap = bundle.meta?.zap?.id;
        const known: unknown = zap && (await z.cache.get(placeOf(key, zap)).catch(() => undefined));
        if (typeof known === 'string') await checkWebhook(openConnect(z, bundle), known);
        return spec.newest(z, bundle, inputOf(bundle));
      }),
    },
  };
};

/** What a webhook is called in Connect. */
export const webhookLabel = (label: string, zap: string): string =>
  `Zapier: ${label}${zap ? ` (Zap ${zap})` : ''}`;

export const classLabel = (objectClass: ObjectClass): string => OBJECT_CLASSES[objectClass];
