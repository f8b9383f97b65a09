import type { World } from '../../world/world.ts';
import { conversationsOf } from '../conversations/store.ts';
import type { FulfillmentRequest } from './model.ts';

/**
 * Says in the conversation of a request what has become of it; the first time begins it. The vendor takes part from when
 * it sees the request: drafts have none.
 */
export const tell = (world: World, request: FulfillmentRequest): void => {
  const { id, status, asset } = request;
  if (status === 'draft') return;
  const conversations = conversationsOf(world);
  const at = { at: request.updated };
  const { provider, vendor } = asset.connection;
  const conversation =
    conversations.find(id) ?? conversations.begin(id, `Fulfillment Request <${id}>`, [provider, vendor], at);
  // One that the distributor had begun while it was a draft.
  conversations.join(conversation, [provider, vendor]);
  const text = `Request ${id}: state set to ${status}.`;
  const last = conversations.messagesOf(conversation).findLast(({ type }) => type === 'state_change');
  if (conversation.status === 'closed' || last?.text === text) return;
  conversations.write(conversation, { text, type: 'state_change', stamp: at });
};
