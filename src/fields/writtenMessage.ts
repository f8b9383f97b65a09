import { defineInputFields } from 'zapier-platform-core';
import { clock } from '../connect/clock.ts';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { MESSAGE_TYPES, type Message, type WrittenMessage } from '../connect/schemas/conversation.ts';

/** Messages that steps write, in conversations of any object. */

/** Milliseconds within which the same text once more is a step that runs again: Connect has nothing else to tell by. */
const REPEATED_WITHIN = 15 * 60_000;
export const isRecent = (time: string | null | undefined): boolean =>
  Date.parse(time ?? '') > clock.now() - REPEATED_WITHIN;
/** Messages that are looked at for one that a step has written already. */
const LATEST = 20;

/** What is written, and how. */
export const messageFields = defineInputFields([
  {
    key: 'text',
    label: 'Text',
    type: 'text',
    required: true,
    helpText: 'For example `The tenant is ready.`',
  },
  {
    key: 'type',
    label: 'Who Reads It',
    choices: MESSAGE_TYPES,
    default: 'message',
  },
  {
    key: 'if_repeated',
    label: 'If the Same Text Was Written Just Now',
    choices: { return: 'Return that message', write: 'Write it again' },
    default: 'return',
    helpText:
      'A step that runs again can’t be told from one that says the same once more. The same text within 15 minutes, by the same account or connection, is taken for a step that runs again.',
  },
]);

interface Wanted {
  readonly text: string;
  readonly type?: string | undefined;
  readonly if_repeated?: string | undefined;
}

/** A message of the last minutes with the same text by this connection's account, if there is one. */
const repeated = async (
  connect: Connect,
  id: string,
  { text, type }: Wanted,
): Promise<Message | undefined> => {
  const { rows } = await connect
    .conversationMessages(id)
    .list({ ordering: ['-events.created.at'], limit: LATEST });
  const same = rows.filter(
    (message) =>
      message.type === type &&
      message.text?.trim() === text.trim() &&
      isRecent(message.events?.created?.at ?? message.created),
  );
  if (!same.length) return undefined;
  const own = await connect.ownAccount();
  return same.find(({ account }) => !account?.id || account.id === own.id);
};

const isMissing = (error: unknown): boolean => error instanceof ConnectError && error.status === 404;

/** Begins the conversation of an object that has none in this account's view. */
const begin = async (connect: Connect, id: string): Promise<void> => {
  const own = await connect.ownAccount();
  await connect.conversations.create(
    { instance_id: id, topic: id, accounts: [{ id: own.id }] },
    { what: `begin the conversation of ${id}` },
  );
};

/**
 * Writes a message into the conversation of an object, which is begun where there is none.
 * @param id of the object, or of the conversation.
 * @returns the message; with `existed_before` if it was written just now already.
 * @throws ConnectError
 */
export const writeMessage = async (connect: Connect, id: string, wanted: Wanted): Promise<WrittenMessage> => {
  const { text, type = 'message', if_repeated = 'return' } = wanted;
  const body = { text, type };
  const write = () =>
    connect.conversationMessages(id).create(body, {
      what: `write a message in the conversation of ${id}`,
      check:
        'Running this step again within 15 minutes does no harm: the message is recognised and not written twice.',
    });
  try {
    const before = if_repeated === 'return' ? await repeated(connect, id, body) : undefined;
    if (before) return { ...before, existed_before: true };
    return { ...(await write()), existed_before: false };
  } catch (error) {
    if (!isMissing(error) || id.startsWith('CO-')) throw error;
    await begin(connect, id);
    return { ...(await write()), existed_before: false };
  }
};
