import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { CASE_PRIORITIES, CASE_STATES, CASE_TYPES, Case, turnOf } from '../connect/schemas/helpdesk.ts';
import { accountPicker, casePicker, userIdPicker } from '../fields/pickers.ts';
import { messageFields, writeMessage } from '../fields/writtenMessage.ts';
import { caseIn, caseSample, pendedCaseSample } from '../samples/helpdesk.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Helpdesk cases: questions and problems that one account brings before another. */

const by = filtersOf<'helpdesk/cases'>();

/** Who has to act, for a refusal. */
const whoseTurn = (one: Case): string => {
  const side = turnOf(one);
  if (!side) return 'A closed case stays as it is.';
  const { name, id } = one[side]?.account ?? {};
  return `It is the ${side}'s turn${name || id ? `: ${[name, id].filter(Boolean).join(', ')}` : ''}.`;
};

const cases = objectKind({
  resource: (connect) => connect.cases,
  noun: 'Case',
  id: casePicker('case_id', { required: true }),
  lock: true,
  returns: Case,
  sample: caseSample,
  sampleIn: (state) => caseIn[state as keyof typeof caseIn],
  filters: [
    by.oneOf('state', { key: 'state', label: 'State', choices: CASE_STATES }),
    by.oneOf('priority', { key: 'priority', label: 'Priority', choices: CASE_PRIORITIES }),
    by.oneOf('type', { key: 'type', label: 'Type', choices: CASE_TYPES }),
    by.is('issuer.account.id', accountPicker('from_account', { label: 'Issuer Account' })),
    by.is('events.created.by.id', userIdPicker('from_actor', { label: 'Created by (User ID)' })),
    by.is('receiver.account.id', accountPicker('to_account', { label: 'Receiver Account' })),
    by.oneOf('id', casePicker('id')),
    by.between('events.created.at', 'created', 'Created'),
  ],
  newestFirst: '-events.created.at',
  created: { field: 'events.created.at', of: ({ events }) => events?.created?.at },
  updated: { field: 'events.updated.at', of: ({ events }) => events?.updated?.at },
  byIds: (ids) => ({ id: { in: ids } }),
  says: whoseTurn,
});

export const newCase = cases.newTrigger({
  key: 'new_case',
  label: 'New Helpdesk Case',
  description:
    'Triggers when a helpdesk case is first seen: when it is opened, or first reaches one of the chosen states. Each case fires once.',
  open: () => ({ state: { ne: 'closed' } }),
});

export const newUpdatedCase = cases.newOrUpdatedTrigger({
  key: 'new_updated_case',
  label: 'New or Updated Helpdesk Case',
  description:
    'Triggers when a helpdesk case is opened, and again each time that it is updated, for example inquired or resolved. For what is written in one use New Case Comment.',
});

export const searchCases = cases.find({
  key: 'search_cases',
  label: 'Find Helpdesk Case',
  description:
    'Finds helpdesk cases that match all of the given filters and returns them, newest first, with whose turn it is. For what was written use Find Case Comment.',
  first: [
    by.contains('subject', {
      key: 'subject_contains',
      label: 'Subject Contains',
      helpText: 'A part of the subject, in capitals or small letters, for example `sign in`.',
    }),
  ],
});

export const caseChoices = cases.dropdown({
  key: 'case_choices',
  label: 'List Helpdesk Cases',
  description: 'Triggers when a helpdesk case is opened. It fills the dropdowns for cases.',
  choice: ({ id, subject, state }) => ({ name: `${subject || id}: ${state ?? 'open'} (${id})` }),
});

const [textField] = messageFields;
/** What is said with a change of state. */
const commentFields = defineInputFields([
  {
    ...textField,
    key: 'message',
    label: 'Comment',
    required: false,
    helpText: 'Written into the case once its state has changed, for example `Done, please try again.`',
  },
]);

/** A change of state, and a word about it. */
const withComment = {
  fields: commentFields,
  body: () => undefined,
  after: async (connect: Connect, id: string, { message }: { readonly message?: string | undefined }) => {
    if (message) await writeMessage(connect, id, { text: message });
  },
} as const;

export const inquireCase = cases.stateChange({
  ...withComment,
  key: 'inquire_case_request',
  label: 'Inquire Helpdesk Case',
  description:
    'Asks the issuer of a pending helpdesk case for more, with a comment, and returns the case; it is then the issuer’s turn. For the receiver of the case.',
  verb: 'inquire',
  target: 'inquiring',
  rule: 'Only the receiver can inquire a case, and only while it is pending.',
});

export const pendCase = cases.stateChange({
  ...withComment,
  key: 'pend_case_request',
  label: 'Set Helpdesk Case to Pending',
  description:
    'Gives a helpdesk case that is inquiring or resolved back to the receiver, with a comment, and returns the case. For both sides.',
  verb: 'pend',
  target: 'pending',
  sample: pendedCaseSample,
  what: (id) => `set case ${id} to pending`,
  rule: 'A case can be set to pending only while it is inquiring or resolved.',
});

export const resolveCase = cases.stateChange({
  ...withComment,
  key: 'resolve_case_request',
  label: 'Resolve Helpdesk Case',
  description:
    'Marks a pending helpdesk case as resolved, with a comment, and returns the case; its issuer can then close it, or give it back. For both sides.',
  verb: 'resolve',
  target: 'resolved',
  rule: 'A case can be resolved only while it is pending.',
});

export const closeCase = cases.stateChange({
  key: 'close_case_request',
  label: 'Close Helpdesk Case',
  description:
    'Closes a resolved helpdesk case with a rating and feedback, and returns it. For the issuer of the case; resolved ones close by themselves after a while.',
  fields: defineInputFields([
    {
      key: 'rating',
      label: 'Rating',
      choices: { 1: '1: very bad', 2: '2: bad', 3: '3: fair', 4: '4: good', 5: '5: very good' },
    },
    { key: 'feedback', label: 'Feedback', type: 'text', helpText: 'For example `Quick and clear.`' },
  ]),
  body: ({ rating, feedback }) => ({
    ...(rating ? { rating: Number(rating) } : {}),
    ...(feedback ? { feedback } : {}),
  }),
  verb: 'close',
  target: 'closed',
  // One that has closed by itself, or with other words, doesn't have what is said here.
  isDone: (one, { rating, feedback }) =>
    (!rating || one.rating === Number(rating)) && (!feedback || one.feedback?.trim() === feedback.trim()),
  rule: 'Only the issuer can close a case, and only once it is resolved.',
});
