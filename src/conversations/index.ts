import {
  conversationChoices,
  createMessage,
  getMessages,
  newConversations,
  searchConversations,
} from './conversations.ts';

/** Conversations about objects of any kind. */

export const triggers = [newConversations, getMessages];

export const dropdowns = [conversationChoices];

export const actions = [createMessage];

export const searches = [searchConversations];
