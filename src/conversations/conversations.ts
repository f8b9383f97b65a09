import { Conversation, Message, WrittenMessage } from '../connect/schemas/conversation.ts';
import { conversationPicker, conversedPicker } from '../fields/pickers.ts';
import { messageFields, writeMessage } from '../fields/writtenMessage.ts';
import { conversationSample, messageSample } from '../samples/conversation.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { action } from '../zapier/operation.ts';

/** Conversations: what is said about requests, cases and other objects. */

const by = filtersOf<'conversations'>();

const conversations = objectKind({
  resource: (connect) => connect.conversations,
  noun: 'Conversation',
  id: conversationPicker('conversation_id', { required: true }),
  returns: Conversation,
  sample: conversationSample,
  filters: [
    by.oneOf('id', conversationPicker('id')),
    by.oneOf('instance_id', conversedPicker('instance_id')),
    by.between('events.created.at', 'created', 'Created'),
  ],
  newestFirst: '-events.created.at',
  created: { field: 'events.created.at', of: ({ events, created }) => events?.created?.at ?? created },
});

export const newConversations = conversations.newTrigger({
  key: 'new_conversations',
  label: 'New Conversation',
  description:
    'Triggers when a conversation begins, as one does with each request and case. For what is said in one use New Conversation Message.',
});

export const searchConversations = conversations.find({
  key: 'search_conversations',
  label: 'Find Conversation',
  description:
    'Finds conversations, for example that of one request, and returns them, newest first. For the messages of a case use Find Case Comment.',
});

export const conversationChoices = conversations.dropdown({
  key: 'conversation_choices',
  label: 'List Conversations',
  description: 'Triggers when a conversation begins. It fills the dropdowns for conversations.',
  choice: ({ id, topic, instance_id: object }) => ({
    instance_id: object ?? id,
    name: `${topic || object || id} (${id})`,
  }),
});

const aboutField = conversedPicker('id', {
  label: 'Object or Conversation ID',
  required: true,
  helpText:
    'The ID of what is talked about (a request, case or other object), or of the conversation itself, for example `PR-0000-0000-0000-001`.',
});

/** The messages of one object's conversation. */
export const getMessages = objectKind({
  resource: (connect, { id }) => connect.conversationMessages(String(id)),
  noun: 'Message',
  id: aboutField,
  returns: Message,
  sample: messageSample,
  newestFirst: '-events.created.at',
  created: { field: 'events.created.at', of: ({ events, created }) => events?.created?.at ?? created },
  filters: [filtersOf<'conversations/{}/messages'>().own([aboutField], () => ({}))],
}).newTrigger({
  key: 'get_messages',
  label: 'New Conversation Message',
  description:
    'Triggers when something is said in the conversation of one object, by people, steps or Connect itself. For cases use New Case Comment.',
});

export const createMessage = action({
  key: 'create_message',
  noun: 'Message',
  label: 'Add Conversation Message',
  description:
    'Writes a message or a private note into the conversation of a request, case or other object, and returns it. The conversation is begun if there is none.',
  inputFields: [aboutField, ...messageFields],
  returns: WrittenMessage,
  sample: { ...messageSample, existed_before: false },
  run: (connect, { id, ...message }) => writeMessage(connect, id, message),
});
