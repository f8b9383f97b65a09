import { expect } from '@jest/globals';
import { conversationSample, messageSample } from '../../src/samples/conversation.ts';
import { attachmentSample, caseIn, caseSample } from '../../src/samples/helpdesk.ts';
import { FILES, type Reply, type Sent } from '../support/nocked.ts';
import { equal, oneOf, type Place, type Places } from '../support/wire.ts';
import type { Case } from './case.ts';
import { q, rows } from './caseParts.ts';
import { casesOf } from './casesOf.ts';
import { found, part, ranges } from './places.ts';

/** The operations of the helpdesk and of conversations, each run once. */

const CA = caseSample.id;
const PR = conversationSample.instance_id;
const NEWEST = 'ordering(-events.created.at)';

/** What Zapier sees beside Connect's own. */
const shown = { ...caseSample, priority_name: 'High', turn: 'receiver' };
const LOCK = 'case';

const ofCases = casesOf({ collection: 'helpdesk/cases', sample: caseSample, plural: /cases/, lock: LOCK });
const ofConversations = casesOf({
  collection: 'conversations',
  sample: conversationSample,
  plural: /conversations/,
});
const messagesOf = (id: string) =>
  casesOf({
    collection: `conversations/${id}/messages`,
    sample: messageSample,
    plural: /conversation messages/,
  });

const casePlaces: Places = {
  state: oneOf('state'),
  priority: oneOf('priority'),
  type: oneOf('type'),
  from_account: equal('issuer.account.id'),
  from_actor: equal('events.created.by.id'),
  to_account: equal('receiver.account.id'),
  id: oneOf('id'),
  ...ranges('created', 'events.created.at'),
};
const conversationPlaces: Places = {
  id: oneOf('id'),
  instance_id: oneOf('instance_id'),
  ...ranges('created', 'events.created.at'),
};
const commentPlaces: Places = {
  case_id: 'GET /conversations/$/messages',
  id: equal('id'),
  text: equal('text'),
  text_contains: part('text'),
  ...ranges('created', 'events.created.at'),
};

/** A change of state; its comment is a message of the case's conversation. */
const stated = (key: string, verb: keyof typeof caseIn | 'inquire' | 'pend' | 'resolve'): Case =>
  ofCases.changed(key, ['case_id', verb], undefined, {
    sends: [['connect', 'POST', `/helpdesk/cases/${CA}/${verb}`]],
    gives: shown,
    answers: ({ method, path }: Sent) => {
      if (path.includes('/messages')) return method === 'GET' ? rows() : { status: 201, body: messageSample };
      return { status: 200, body: caseSample };
    },
    places: {
      message: {
        to: [
          `GET /conversations/${CA}/messages`,
          `?${NEWEST}`,
          '?limit=20',
          '?offset=0',
          `POST /conversations/${CA}/messages`,
          'text',
          'type: "message"',
        ],
        instead: [],
      },
    },
  });

/** A file is added to the case unless it is there. */
const filesPlace: Place = {
  to: [
    `GET /helpdesk/cases/${CA}/attachments`,
    '?limit=100',
    '?offset=0',
    'files GET /shot.txt',
    `POST /helpdesk/cases/${CA}/attachments`,
    'file.name: "shot.txt"',
    'file: "hello"',
  ],
  give: [`${FILES}/shot.txt`],
};
const answers = ({ host, method, path }: Sent): Reply => {
  if (host === 'files') return { status: 200, body: 'hello' };
  if (method === 'GET') return rows();
  if (path.endsWith('/attachments')) return { status: 201, body: attachmentSample };
  return { status: 201, body: path.endsWith('/messages') ? messageSample : caseSample };
};

/** Writing: it looks whether the text was written just now, and writes it. */
const writing = (key: string, idKey: string, id: string): Case => ({
  kind: 'creates',
  key,
  input: { [idKey]: id, text: messageSample.text },
  sends: [
    ['connect', 'GET', `/conversations/${id}/messages?${NEWEST}&limit=20&offset=0`],
    ['connect', 'POST', `/conversations/${id}/messages`, { text: messageSample.text, type: 'message' }],
  ],
  replies: [rows(messageSample), { status: 201, body: messageSample }],
  gives: { ...messageSample, existed_before: false },
  names: /message|account/,
  answers,
  places: {
    [idKey]: [`GET /conversations/$/messages`, `POST /conversations/$/messages`],
    text: 'text',
    type: { to: ['type: "private"'], give: 'private', instead: ['type: "message"'] },
    if_repeated: {
      to: [],
      give: 'write',
      instead: [`GET /conversations/${id}/messages`, `?${NEWEST}`, '?limit=20', '?offset=0'],
    },
  },
});

export const helpdeskCases: readonly Case[] = [
  ofCases.polled('new_case', 'ordering(-events.updated.at)', { places: casePlaces, gives: [shown] }),
  ofCases.polled('new_updated_case', 'ordering(-events.updated.at)', {
    places: casePlaces,
    gives: [{ ...shown, event_id: `${CA}@${caseSample.events.updated.at}` }],
  }),
  ofCases.found('search_cases', NEWEST, {
    places: { ...casePlaces, subject_contains: part('subject'), ...found },
    gives: [shown],
  }),
  ofCases.chosen('case_choices', NEWEST, { id: CA, name: `${caseSample.subject}: pending (${CA})` }),

  {
    ...messagesOf(CA).polled('new_case_comment', NEWEST, { places: commentPlaces }),
    input: { case_id: CA },
  },
  {
    ...messagesOf(CA).found('search_comments', NEWEST, { places: { ...commentPlaces, ...found } }),
    input: { case_id: CA },
  },
  {
    ...messagesOf(CA).chosen('case_comment_choices', NEWEST, {
      id: messageSample.id,
      name: `Robin Sample: ${messageSample.text} (${messageSample.id})`,
    }),
    input: { case_id: CA },
    places: { case_id: 'GET /conversations/$/messages' },
  },
  {
    ...casesOf({
      collection: `helpdesk/cases/${CA}/attachments`,
      sample: attachmentSample,
      plural: /attachments/,
    }).found('find_case_attachments', '', {
      places: { case_id: 'GET /helpdesk/cases/$/attachments', ...found },
      gives: [{ ...attachmentSample, file: expect.stringContaining('downloadCaseAttachment') }],
    }),
    input: { case_id: CA },
  },

  {
    kind: 'creates',
    key: 'create_case',
    input: {
      subject: caseSample.subject,
      description: caseSample.description,
      priority: 'High',
      type: 'technical',
      product_id: 'PRD-838-787-106',
      account_id: 'VA-392-495',
      issuer_recipients: [{ id: 'UR-539-008-555' }],
    },
    sends: [
      [
        'connect',
        'GET',
        `/helpdesk/cases?eq(subject,${q(caseSample.subject)})&eq(receiver.account.id,${q('VA-392-495')})&ne(state,${q('closed')})&${NEWEST}&limit=10&offset=0`,
      ],
      [
        'connect',
        'POST',
        '/helpdesk/cases',
        {
          subject: caseSample.subject,
          description: caseSample.description,
          type: 'technical',
          priority: 2,
          product: { id: 'PRD-838-787-106' },
          issuer: { recipients: [{ id: 'UR-539-008-555' }] },
          receiver: { account: { id: 'VA-392-495' } },
        },
      ],
    ],
    replies: [rows(), { status: 201, body: caseSample }],
    gives: { ...shown, existed_before: false },
    names: /case/,
    answers,
    least: { subject: 'Hello', priority: '1', type: 'technical', account_id: 'VA-000-001' },
    places: {
      subject: { to: ['?eq(subject,$)', 'subject', 'description'] },
      description: { to: ['description'], instead: ['description: "Hello"'] },
      priority: { to: ['priority: 3'], give: '3', instead: ['priority: 1'] },
      type: { to: ['type: "business"'], give: 'business', instead: ['type: "technical"'] },
      product_id: 'product.id',
      account_id: { to: ['?eq(receiver.account.id,$)', 'receiver.account.id'] },
      'issuer_recipients[]id': 'issuer.recipients.0.id',
      files: filesPlace,
    },
  },
  {
    kind: 'creates',
    key: 'update_case',
    input: { case_id: CA, subject: 'Other', priority: 'urgent', issuer_actor: 'UR-000-000-001' },
    sends: [
      [
        'connect',
        'PUT',
        `/helpdesk/cases/${CA}`,
        { subject: 'Other', priority: 3, issuer: { agent: { id: 'UR-000-000-001' } } },
      ],
    ],
    replies: [{ status: 200, body: caseSample }],
    gives: shown,
    names: new RegExp(CA),
    lock: `${LOCK} {{bundle.inputData.case_id}}`,
    least: { case_id: CA, subject: 'Other' },
    places: {
      case_id: 'PUT /helpdesk/cases/$',
      subject: 'subject',
      description: 'description',
      priority: { to: ['priority: 3'], give: '3' },
      type: { to: ['type: "business"'], give: 'business' },
      product_id: 'product.id',
      issuer_account: 'issuer.account.id',
      issuer_actor: 'issuer.agent.id',
      'issuer_recipients[]id': 'issuer.recipients.0.id',
      receiver_account: 'receiver.account.id',
      receiver_actor: 'receiver.agent.id',
      'receiver_recipient[]receiver_recipient_id': 'receiver.recipients.0.id',
    },
  },
  stated('inquire_case_request', 'inquire'),
  stated('pend_case_request', 'pend'),
  stated('resolve_case_request', 'resolve'),
  ofCases.changed('close_case_request', ['case_id', 'close'], undefined, {
    input: { case_id: CA, rating: '5', feedback: 'Quick.' },
    sends: [['connect', 'POST', `/helpdesk/cases/${CA}/close`, { rating: 5, feedback: 'Quick.' }]],
    replies: [{ status: 200, body: caseIn.closed }],
    gives: { ...caseIn.closed, priority_name: 'High', turn: 'nobody' },
    places: {
      rating: { to: ['rating: 4'], give: '4', instead: ['body: {}'] },
      feedback: { to: ['feedback'], instead: ['body: {}'] },
    },
  }),
  {
    ...writing('create_case_comment', 'case_id', CA),
    places: { ...writing('create_case_comment', 'case_id', CA).places, files: filesPlace },
  },

  ofConversations.polled('new_conversations', NEWEST, { places: conversationPlaces }),
  ofConversations.found('search_conversations', NEWEST, { places: { ...conversationPlaces, ...found } }),
  ofConversations.chosen('conversation_choices', NEWEST, {
    id: conversationSample.id,
    instance_id: PR,
    name: `${conversationSample.topic} (${conversationSample.id})`,
  }),
  {
    ...messagesOf(PR).polled('get_messages', NEWEST, { places: { id: 'GET /conversations/$/messages' } }),
    input: { id: PR },
  },
  writing('create_message', 'id', PR),
];
