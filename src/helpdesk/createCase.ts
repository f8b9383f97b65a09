import { defineInputFields } from 'zapier-platform-core';
import { withRule } from '../connect/reachState.ts';
import { CASE_PRIORITIES, CASE_TYPES, type Case, OpenedCase } from '../connect/schemas/helpdesk.ts';
import { accountPicker, productPicker, userIdPicker } from '../fields/pickers.ts';
import { isRecent } from '../fields/writtenMessage.ts';
import { caseSample } from '../samples/helpdesk.ts';
import { action } from '../zapier/operation.ts';
import { attach, attachmentFields, checkFiles } from './support/attachments.ts';

/** Cases that are looked at for one that a step has opened already. */
const LATEST = 10;

/** What a refusal speaks of that is about the accounts and people of a case. */
const ABOUT_SIDES = /\b(?:account|issuer|receiver|agent|recipient|user|actor)s?\b/i;

/** Either side: brings a question or problem before another account. */
export const createCase = action({
  key: 'create_case',
  noun: 'Case',
  label: 'Create Helpdesk Case',
  description:
    'Opens a helpdesk case for another account, with files if there are some, and returns it; it is then the receiver’s turn. Run again within 15 minutes, it returns the case that was opened.',
  inputFields: defineInputFields([
    { key: 'subject', label: 'Subject', required: true, helpText: 'For example `Customer can’t sign in`.' },
    {
      key: 'description',
      label: 'Description',
      type: 'text',
      helpText: 'Empty: the subject, because Connect needs one.',
    },
    { key: 'priority', label: 'Priority', required: true, choices: CASE_PRIORITIES },
    { key: 'type', label: 'Type', required: true, choices: CASE_TYPES },
    productPicker('product_id'),
    accountPicker('account_id', {
      label: 'Receiver Account',
      required: true,
      helpText: 'The vendor or distributor that the case is for, for example `VA-000-000`.',
    }),
    {
      key: 'issuer_recipients',
      label: 'Your People to Tell',
      children: [userIdPicker('id', { required: true })],
    },
    ...attachmentFields,
  ]),
  returns: OpenedCase,
  sample: { ...caseSample, existed_before: false },
  run: async (connect, input) => {
    const { subject, description = subject, type, priority, product_id, account_id, files } = input;
    checkFiles(files);
    const { rows } = await connect.cases.list({
      where: { subject, 'receiver.account.id': account_id, state: { ne: 'closed' } },
      ordering: ['-events.created.at'],
      limit: LATEST,
    });
    const before = rows.find(
      (one: Case) => one.description === description && isRecent(one.events?.created?.at),
    );
    const opened =
      before ??
      (await withRule(
        'A case is for another account than your own, and its people belong to your account.',
        connect.cases.create(
          {
            subject,
            description,
            type,
            priority: Number(priority),
            ...(product_id ? { product: { id: product_id } } : {}),
            ...(input.issuer_recipients?.length
              ? { issuer: { recipients: input.issuer_recipients.map(({ id }) => ({ id })) } }
              : {}),
            receiver: { account: { id: account_id } },
          },
          {
            what: `create case "${subject}"`,
            check:
              'Running this step again within 15 minutes does no harm: the case is recognised and not opened twice.',
          },
        ),
        ABOUT_SIDES,
      ));
    await attach(connect, opened.id, files ?? [], `Case ${opened.id}`);
    return { ...opened, existed_before: before !== undefined };
  },
});
