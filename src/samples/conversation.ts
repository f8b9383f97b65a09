import type { Conversation, Message } from '../connect/schemas/conversation.ts';

const vendor = { id: 'VA-392-495', name: 'Example Vendor' };
const distributor = { id: 'PA-425-033', name: 'Example Distributor' };
const person = { id: 'UR-841-574-187', name: 'Robin Sample' };

export const conversationSample = {
  id: 'CO-716-846-575-885-101-001',
  instance_id: 'PR-7957-9623-8221-001',
  topic: 'Fulfillment Request <PR-7957-9623-8221-001>',
  type: 'conversation',
  status: 'open',
  accounts: [vendor, distributor],
  creator: person,
  created: '2026-01-14T10:04:54+00:00',
  events: {
    created: { at: '2026-01-14T10:04:54+00:00', by: person },
    updated: { at: '2026-01-15T08:30:00+00:00', by: person },
  },
} satisfies Conversation;

export const messageSample = {
  id: 'ME-492-157-092-420-525-352',
  conversation: 'CO-716-846-575-885-101-001',
  type: 'message',
  text: 'Which domain shall the tenant have?',
  account: vendor,
  creator: person,
  created: '2026-01-15T08:30:00+00:00',
  events: {
    created: { at: '2026-01-15T08:30:00+00:00', by: person },
    updated: { at: '2026-01-15T08:30:00+00:00' },
  },
} satisfies Message;
