import { defineInputFields } from 'zapier-platform-core';
import { withRule } from '../connect/reachState.ts';
import { CASE_PRIORITIES, CASE_TYPES, Case } from '../connect/schemas/helpdesk.ts';
import { accountPicker, casePicker, productPicker, userIdPicker } from '../fields/pickers.ts';
import { caseSample } from '../samples/helpdesk.ts';
import { missing } from '../zapier/input.ts';
import { lockOn } from '../zapier/lock.ts';
import { action } from '../zapier/operation.ts';

const byId = (id: string | undefined) => (id ? { id } : undefined);

/** What is given, without what isn't; nothing at all where that is all. */
const given = <T extends object>(parts: T): T | undefined => {
  const some = Object.entries(parts).filter(([, value]) => value !== undefined);
  return some.length ? (Object.fromEntries(some) as T) : undefined;
};

/** What a refusal speaks of that is about people. */
const ABOUT_PEOPLE = /\b(?:agent|recipient|user|actor)s?\b/i;

/** Either side: changes what a case says, and who works on it. */
export const updateCase = action({
  key: 'update_case',
  noun: 'Case',
  label: 'Update Helpdesk Case',
  description:
    'Changes the given parts of a helpdesk case, leaves the others as they are, and returns it. To change its state use Resolve, Inquire, Close or Set Helpdesk Case to Pending.',
  inputFields: defineInputFields([
    casePicker('case_id', { required: true }),
    { key: 'subject', label: 'Subject' },
    { key: 'description', label: 'Description', type: 'text' },
    { key: 'priority', label: 'Priority', choices: CASE_PRIORITIES },
    { key: 'type', label: 'Type', choices: CASE_TYPES },
    productPicker('product_id'),
    accountPicker('issuer_account', { label: 'Issuer Account' }),
    userIdPicker('issuer_actor', { label: 'Issuer Agent' }),
    {
      key: 'issuer_recipients',
      label: 'Issuer Recipients',
      children: [userIdPicker('id', { label: 'Issuer Recipient' })],
    },
    accountPicker('receiver_account', { label: 'Receiver Account' }),
    userIdPicker('receiver_actor', { label: 'Receiver Agent' }),
    {
      key: 'receiver_recipient',
      label: 'Receiver Recipients',
      children: [userIdPicker('receiver_recipient_id', { label: 'Receiver Recipient', required: true })],
    },
  ]),
  lock: lockOn('case', 'case_id'),
  returns: Case,
  sample: caseSample,
  run: (connect, input) => {
    const body = given({
      subject: input.subject,
      description: input.description,
      priority: input.priority === undefined ? undefined : Number(input.priority),
      type: input.type,
      product: byId(input.product_id),
      issuer: given({
        account: byId(input.issuer_account),
        agent: byId(input.issuer_actor),
        recipients: input.issuer_recipients?.flatMap(({ id }) => byId(id) ?? []),
      }),
      receiver: given({
        account: byId(input.receiver_account),
        agent: byId(input.receiver_actor),
        recipients: input.receiver_recipient?.map(({ receiver_recipient_id: id }) => ({ id })),
      }),
    });
    if (!body) throw missing('What to change', 'at least one field beside the Case ID');
    return withRule(
      'Each side chooses its own people.',
      connect.cases.update(input.case_id, body),
      ABOUT_PEOPLE,
    );
  },
});
