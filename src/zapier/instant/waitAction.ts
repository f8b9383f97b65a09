import { createHmac, randomBytes } from 'node:crypto';
import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
import type * as zod from 'zod/mini';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { extended, flag, text } from '../../connect/schemas/fieldTypes.ts';
import type { ObjectClass } from '../../connect/schemas/webhook.ts';
import { openConnect, readApiKey } from '../connection.ts';
import { withDerived } from '../derived.ts';
import { speaking } from '../errors.ts';
import type { Input } from '../filter.ts';
import { readInput } from '../input.ts';
import { action } from '../operation.ts';
import type { Listed } from '../trigger.ts';
import { bodyOf, refusalOf } from './genuine.ts';
import { orphansOf } from './orphans.ts';
import {
  callOf,
  labelledFrom,
  makeWebhook,
  removeQuietly,
  type Secrets,
  type WebhookWanted,
} from './webhooks.ts';

/**
 * Steps that wait until an object gets somewhere. Connect calls the address that Zapier gives the run; whether the object
 * is there is read from Connect itself each time.
 */

/** What an object has to be of for a step to wait for it. */
export interface WaitSpec {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly objectClass: ObjectClass;
  /** All states, with what people call them. */
  readonly states: Readonly<Record<string, string>>;
  /** Where it goes on when none are chosen. */
  readonly until: readonly string[];
  /** What an object doesn't leave any more: to wait on would be in vain. */
  readonly final: readonly string[];
}

/** The kind of object that is waited for. */
interface Waited<Row extends Listed> {
  readonly noun: string;
  /** The field that names it. */
  readonly id: PlainInputField;
  readonly returns: zod.ZodMiniObject;
  readonly sample: Row;
  readonly read: (connect: Connect, id: string, input: Input) => Promise<Row>;
  readonly productOf: (row: Row) => string | null | undefined;
}

/** How the webhooks of all waiting steps begin in Connect. */
const LABEL = 'Zapier waits for ';

const waiting = () => ({
  finished: flag('Finished'),
  webhook_id: text('Webhook ID'),
  wait_id: text('Wait ID'),
});

/** What stays of a wait from one run of the step to the next. */
interface Wait {
  readonly webhook_id: string;
  /** Random; the secrets follow from it and the connection's key, so that they are kept nowhere. */
  readonly wait_id: string;
}

const secretsOf = ({ authData }: Bundle, { wait_id }: Pick<Wait, 'wait_id'>): Secrets => {
  const derived = (of: string) =>
    createHmac('sha256', readApiKey(authData['api_key'])).update(`${of}:${wait_id}`).digest('hex');
  return { jwt_secret: derived('jwt'), header_secret: derived('header') };
};

const textOf = (data: unknown, name: string): string => {
  const value = (data as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
};

export const waitAction = <Row extends Listed>(
  { key, label, description, objectClass, states, until, final }: WaitSpec,
  { noun, id: idField, returns, sample, read, productOf }: Waited<Row>,
): Create => {
  const names = (some: readonly string[]) => some.map((one) => states[one]).join(', ');
  const inputFields: PlainInputField[] = [
    idField,
    {
      key: 'statuses',
      label: 'Statuses',
      choices: { ...states },
      list: true,
      helpText: `The step goes on when it is in one of these. Empty: ${names(until)}. It also goes on at the end: ${names(final)}. Where it comes back without having got there, **Finished** is false: let a filter or a path after this step look at it.`,
    },
  ];
  const shape = extended(returns, waiting);
  const what = noun.toLowerCase();

  const shown = (row: Row, finished: boolean, wait: Wait = { webhook_id: '', wait_id: '' }) =>
    withDerived(shape, { ...row, finished, ...wait });

  const isThere = (row: Row, input: Input): boolean => {
    const { statuses } = input as { statuses?: readonly string[] };
    const wanted = statuses?.length ? statuses : until;
    return [...wanted, ...final].includes(String(row['status']));
  };

  /** @throws ConnectError where the object doesn't say of which product it is, which Connect has to know. */
  const wantedFor = (row: Row, url: string, secrets: Secrets): WebhookWanted => {
    const productId = productOf(row);
    if (!productId)
      throw new ConnectError(
        'fix',
        `Connect doesn't say of which product ${what} ${row.id} is, so this step can't wait for it.`,
      );
    return {
      objectClass,
      productId,
      label: `${LABEL}${row.id}`,
      description: `Made by Zapier for the step "${label}". It goes when the step goes on.`,
      url,
      secrets,
      doing: 'be told of',
      check: 'Running this step again does no harm.',
    };
  };

  /**
   * What happens between the look at an object and Connect's first call would be missed, so it is looked at once more;
   * Connect is asked to call at once where it is there by now.
   */
  const lookAgain = async (connect: Connect, id: string, webhookId: string, input: Input): Promise<Row> => {
    const row = await read(connect, id, input);
    if (isThere(row, input)) await connect.webhooks.act(webhookId, 'trigger');
    return row;
  };

  /** Waits at an address of the run; a webhook that is there already gets the new one. */
  const waitAt = async (
    z: ZObject,
    bundle: Bundle,
    input: Input,
    { row, wait }: { row: Row; wait: Wait },
  ) => {
    const connect = openConnect(z, bundle);
    const log = (line: string) => z.console.log(line);
    const secrets = secretsOf(bundle, wait);
    // What is said of a refusal must not repeat them.
    bundle.subscribeData = { ...secrets } as unknown as Bundle['subscribeData'];
    const wanted = wantedFor(row, z.generateCallbackUrl(), secrets);
    const moved = wait.webhook_id
      ? await connect.webhooks
          .update(wait.webhook_id, callOf(wanted.url, secrets))
          .catch((error: unknown) => {
            if (error instanceof ConnectError && error.status === 404) return undefined;
            throw error;
          })
      : undefined;
    const webhook = moved ?? (await makeWebhook(connect, wanted, log));
    try {
      return { row: await lookAgain(connect, row.id, webhook.id, input), webhookId: webhook.id };
    } catch (error) {
      await removeQuietly(connect, [webhook.id], log);
      throw error;
    }
  };

  const created = action({
    key,
    noun,
    label,
    description,
    inputFields,
    returns: shape,
    sample: {
      ...sample,
      finished: true,
      webhook_id: 'WH-833-608-476',
      wait_id: '4f1c7f0c9a2e4b6d8c0e1f2a3b4c5d6e',
    },
    run: async (connect, input: Input, { z, bundle }) => {
      const id = String(input[idField.key]);
      const row = await read(connect, id, input);
      if (isThere(row, input)) return shown(row, true);
      if (bundle.meta?.isLoadingSample) return shown(row, false);
      const log = (line: string) => z.console.log(line);
      if (!z.generateCallbackUrl()) {
        log('This run has no address at which Connect could call it, so it does not wait.');
        return shown(row, false);
      }
      const left = await labelledFrom(connect, LABEL, productOf(row) ?? '').catch((error: unknown) => {
        log(`What earlier runs may have left behind could not be looked for: ${String(error)}`);
        return [];
      });
      await removeQuietly(connect, orphansOf(left), log);
      const wait = { webhook_id: '', wait_id: randomBytes(16).toString('hex') };
      const waiting = await waitAt(z, bundle, input, { row, wait });
      return shown(waiting.row, false, { ...wait, webhook_id: waiting.webhookId });
    },
  });

  const performResume = speaking(async (z: ZObject, bundle: Bundle) => {
    const input = readInput(inputFields, bundle.inputData);
    const before = bundle.outputData as Row;
    const id = String(input[idField.key]);
    const wait = { wait_id: textOf(before, 'wait_id'), webhook_id: textOf(before, 'webhook_id') };
    const secrets = secretsOf(bundle, wait);
    const why = wait.wait_id
      ? await refusalOf(bundle, {
          ...secrets,
          // The secrets are those of this wait alone, whose webhook may be another one than at first.
          id: textOf(bodyOf(bundle), 'webhook_id'),
          object_class: objectClass,
          product_id: productOf(before) ?? '',
        })
      : 'this run waits for nothing';
    if (why) z.console.log(`A call was refused, because ${why}. This step waits on.`);
    const connect = openConnect(z, bundle);
    const webhookId = why ? wait.webhook_id : textOf(bodyOf(bundle), 'webhook_id');
    const log = (line: string) => z.console.log(line);
    try {
      const row = why ? { ...before, id } : await read(connect, id, input);
      if (!why && isThere(row, input)) {
        await removeQuietly(connect, [webhookId], log);
        return shown(row, true, { ...wait, webhook_id: webhookId });
      }
      const waiting = await waitAt(z, bundle, input, { row, wait: { ...wait, webhook_id: webhookId } });
      return shown(waiting.row, false, { ...wait, webhook_id: waiting.webhookId });
    } catch (error) {
      await removeQuietly(connect, [webhookId].filter(Boolean), log);
      throw error;
    }
  });
  Object.assign(created.operation, { performResume });
  return created;
};
