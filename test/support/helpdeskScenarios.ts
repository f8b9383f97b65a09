import type { Ready, Scenario } from './scenarios.ts';

/** The actions of the helpdesk and of conversations, each in a world in which it can be carried out. */

export const CASE = {
  subject: 'Customer can’t sign in',
  description: 'There is no activation link.',
  priority: 'High',
  type: 'Technical',
  account_id: 'VA-392-495',
};

const stated = (
  key: string,
  verb: string,
  by: Ready['by'],
  before: 'pending' | 'inquiring' | 'resolved',
  state: string,
): Scenario => ({
  key,
  prepare: async (stage) => {
    const id = await stage.case(before);
    return {
      by,
      input: { case_id: id },
      hits: { host: 'connect', method: 'POST', path: `/helpdesk/cases/${id}/${verb}` },
      results: () => (stage.sandbox.world.cases.get(id)?.state === state ? 1 : 0),
    };
  },
});

const written = (
  key: string,
  idKey: string,
  prepare: (stage: Parameters<Scenario['prepare']>[0]) => Promise<string>,
): Scenario => ({
  key,
  prepare: async (stage) => {
    const id = await prepare(stage);
    const { conversations } = stage.sandbox.world;
    return {
      by: 'vendor',
      input: { [idKey]: id, text: 'Please try again.' },
      hits: { host: 'connect', method: 'POST', path: `/conversations/${id}/messages` },
      results: () => {
        const conversation = conversations.find(id);
        const messages = conversation ? conversations.messagesOf(conversation) : [];
        return messages.filter(({ text }) => text === 'Please try again.').length;
      },
    };
  },
});

export const helpdeskScenarios: readonly Scenario[] = [
  {
    key: 'create_case',
    prepare: async (stage) => ({
      by: 'store',
      input: CASE,
      hits: { host: 'connect', method: 'POST', path: '/helpdesk/cases' },
      results: () => stage.sandbox.world.cases.size,
    }),
  },
  {
    key: 'update_case',
    prepare: async (stage) => {
      const id = await stage.case();
      return {
        by: 'store',
        input: { case_id: id, priority: 'Urgent' },
        hits: { host: 'connect', method: 'PUT', path: `/helpdesk/cases/${id}` },
        results: () => (stage.sandbox.world.cases.get(id)?.priority === 3 ? 1 : 0),
      };
    },
  },
  stated('inquire_case_request', 'inquire', 'vendor', 'pending', 'inquiring'),
  stated('pend_case_request', 'pend', 'store', 'inquiring', 'pending'),
  stated('resolve_case_request', 'resolve', 'vendor', 'pending', 'resolved'),
  stated('close_case_request', 'close', 'store', 'resolved', 'closed'),
  written('create_case_comment', 'case_id', (stage) => stage.case()),
  written('create_message', 'id', async (stage) => String((await stage.purchase())['id'])),
];
