import type * as z from 'zod/mini';
import { asked, event, id, list, object, part, reference, state, text, time } from './fieldTypes.ts';

export const CONVERSATION_STATES = { open: 'Open', closed: 'Closed' } as const;

/** What people write; what Connect itself says is a `state_change`. */
export const MESSAGE_TYPES = {
  message: 'Message, which both sides read',
  private: 'Private note, for your own account alone',
} as const;

/** The conversation of an object. */
export const Conversation = object(() => ({
  id: id('Conversation ID'),
  instance_id: text('Object ID'),
  topic: text(),
  type: text(),
  status: state(CONVERSATION_STATES),
  accounts: list({ id: text('Participant ID'), name: text('Participant Name') }, 'Participants'),
  creator: reference('Creator'),
  created: time('Began'),
  events: part({ created: event('Created'), updated: event('Updated') }),
}));
export type Conversation = z.infer<typeof Conversation>;

export const Message = object(() => ({
  id: id('Message ID'),
  conversation: text('Conversation ID'),
  type: text(),
  text: text(),
  account: reference('Account'),
  creator: reference('Author'),
  created: time('Written'),
  events: part({ created: event('Created'), updated: event('Updated') }),
}));
export type Message = z.infer<typeof Message>;

/** A message that a step has written, or found written already. */
export const WrittenMessage = asked(Message);
export type WrittenMessage = z.infer<typeof WrittenMessage>;
