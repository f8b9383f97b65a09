import type { FastifyRequest } from 'fastify';
import { asList, asObject, asText, type Body } from '../../body.ts';
import { invalid, notFound, Problems, wrongState } from '../../errors.ts';
import { param, sendList, sendRows } from '../../lists.ts';
import type { Context, SandboxModule } from '../../module.ts';
import { stamp } from '../accounts/stamp.ts';
import { accountsOf } from '../accounts/store.ts';
import { type Conversation, conversationsOf, type Message, reads, takesPart } from './store.ts';

/** What people write: `state_change` is Connect's own. @throws ApiError 400. */
const readMessage = (body: Body): { text: string; type: 'message' | 'private' } => {
  const text = asText(body['text']);
  const type = asText(body['type']) || 'message';
  const problems = new Problems();
  if (!text.trim()) problems.add('text', 'This field is required.');
  if (type !== 'message' && type !== 'private') problems.add('type', `"${type}" is not a valid choice.`);
  problems.raise();
  return { text, type: type === 'private' ? 'private' : 'message' };
};

const routes = (context: Context): void => {
  const { app, world, callerOf } = context;
  const store = conversationsOf(world);
  const { conversations } = store;
  const find = (request: FastifyRequest): Conversation => {
    const conversation = store.find(param(request, 'id'));
    if (!conversation || !takesPart(conversation, callerOf(request))) throw notFound();
    return conversation;
  };
  const open = (request: FastifyRequest): Conversation => {
    const conversation = find(request);
    if (conversation.status === 'closed')
      throw wrongState('CNV_001', `Conversation ${conversation.id} is closed and takes no messages.`);
    return conversation;
  };
  const readable = (request: FastifyRequest, conversation: Conversation): Message[] =>
    store.messagesOf(conversation).filter((message) => reads(message, callerOf(request)));

  app.get('/conversations', (request, reply) =>
    sendList(context, request, reply, conversations, (row, caller) => takesPart(row, caller)),
  );
  app.post('/conversations', async (request, reply) => {
    const caller = callerOf(request);
    const body = asObject(request.body);
    const [instance, topic] = [asText(body['instance_id']), asText(body['topic'])];
    const problems = new Problems();
    if (!instance) problems.add('instance_id', 'This field is required.');
    if (!topic) problems.add('topic', 'This field is required.');
    if (!asList(body['accounts']).length) problems.add('accounts', 'This field is required.');
    const ids = new Set([caller.id, ...asList(body['accounts']).map(({ id }) => asText(id))]);
    const { accounts } = accountsOf(world);
    if ([...ids].some((id) => !accounts.get(id))) problems.add('accounts', 'An account does not exist.');
    const sees = store.seenBy(instance);
    if (store.find(instance)) problems.add('instance_id', `Object ${instance} has a conversation already.`);
    else if (instance && !sees?.(caller)) problems.add('instance_id', `Object ${instance} does not exist.`);
    problems.raise();
    // Whoever sees an object reads what is said about it.
    const parties = [...accounts.all()].filter((one) => ids.has(one.id) || sees?.(one));
    const begun = store.begin(instance, topic, parties, stamp(world, caller));
    world.onChange();
    return reply.code(201).send(conversations.shown(begun));
  });
  // Earlier versions of Connect gave the messages too, and clients of theirs read them there.
  app.get('/conversations/:id', async (request) => {
    const conversation = find(request);
    return { ...conversations.shown(conversation), messages: readable(request, conversation) };
  });
  app.delete('/conversations/:id', async (request, reply) => {
    store.remove(find(request));
    world.onChange();
    return reply.code(204).send();
  });
  app.post('/conversations/:id/close', async (request) => {
    const conversation = open(request);
    conversation.status = 'closed';
    conversation.events = { ...conversation.events, updated: stamp(world, callerOf(request)) };
    conversations.changed(conversation);
    world.onChange();
    return conversations.shown(conversation);
  });
  app.get('/conversations/:id/messages', (request, reply) =>
    sendRows(
      context,
      request,
      reply,
      '/conversations/{conversation_id}/messages',
      readable(request, find(request)),
    ),
  );
  app.post('/conversations/:id/messages', async (request, reply) => {
    const conversation = open(request);
    const caller = callerOf(request);
    const written = readMessage(asObject(request.body));
    const message = store.write(conversation, { ...written, account: caller, stamp: stamp(world, caller) });
    world.onChange();
    return reply.code(201).send(message);
  });
  app.put('/conversations/:id/messages/:message', async (request) => {
    const conversation = open(request);
    const caller = callerOf(request);
    const message = readable(request, conversation).find(({ id }) => id === param(request, 'message'));
    if (!message) throw notFound();
    if (message.account?.id !== caller.id) throw invalid('text: Only its own account can change a message.');
    message.text = readMessage({ type: message.type, ...asObject(request.body) }).text;
    message.events = { ...message.events, updated: stamp(world, caller) };
    world.onChange();
    return message;
  });
};

/** Conversations about objects at `/conversations`. */
export const conversations: SandboxModule = {
  name: 'conversations',
  paths: { '/conversations': 'Conversations' },
  open: conversationsOf,
  routes,
};
