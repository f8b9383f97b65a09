import { Message, WrittenMessage } from '../connect/schemas/conversation.ts';
import { casePicker, commentPicker } from '../fields/pickers.ts';
import { messageFields, writeMessage } from '../fields/writtenMessage.ts';
import { messageSample } from '../samples/conversation.ts';
import { filtersOf } from '../zapier/filter.ts';
import { isBlank, missing } from '../zapier/input.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { action } from '../zapier/operation.ts';
import { attach, attachmentFields, checkFiles } from './support/attachments.ts';

/** What is written in cases: the messages of their conversations. */

const by = filtersOf<'conversations/{}/messages'>();
/** Letters of a comment that a dropdown shows. */
const LONGEST_NAME = 60;
const caseField = casePicker('case_id', { required: true });

const comments = objectKind({
  resource: (connect, { case_id: id }) => {
    // A dropdown may be opened before the case is chosen.
    if (isBlank(id)) throw missing(caseField.label, 'the case first, so that its comments can be shown');
    return connect.conversationMessages(String(id));
  },
  noun: 'Comment',
  id: caseField,
  returns: Message,
  sample: messageSample,
  filters: [
    by.own([caseField], () => ({})),
    by.is('id', commentPicker('id')),
    by.is('text', { key: 'text', label: 'Text', helpText: 'The whole text.' }),
    by.contains('text', {
      key: 'text_contains',
      label: 'Text Contains',
      helpText: 'A part of the text, in capitals or small letters, for example `invoice`.',
    }),
    by.between('events.created.at', 'created', 'Created'),
  ],
  newestFirst: '-events.created.at',
  created: { field: 'events.created.at', of: ({ events, created }) => events?.created?.at ?? created },
});

export const newCaseComment = comments.newTrigger({
  key: 'new_case_comment',
  label: 'New Case Comment',
  description:
    'Triggers when something is written in one helpdesk case, by people, steps or Connect itself. For new cases use New Helpdesk Case.',
});

export const searchComments = comments.find({
  key: 'search_comments',
  label: 'Find Case Comment',
  description: 'Finds what was written in one helpdesk case and returns it, newest first.',
});

export const commentChoices = comments.dropdown({
  key: 'case_comment_choices',
  label: 'List Case Comments',
  description: 'Triggers when something is written in a case. It fills the dropdowns for comments.',
  fields: [caseField],
  choice: ({ id, text, creator }) => ({
    name: `${creator?.name ?? 'Connect'}: ${text ? `${text.slice(0, LONGEST_NAME)} ` : ''}(${id})`,
  }),
});

export const createCaseComment = action({
  key: 'create_case_comment',
  noun: 'Comment',
  label: 'Create Case Comment',
  description:
    'Writes a comment or a private note into a helpdesk case, adds files to the case if there are some, and returns the comment. To change the state of the case as well use Resolve, Inquire or Set Helpdesk Case to Pending.',
  inputFields: [caseField, ...messageFields, ...attachmentFields],
  returns: WrittenMessage,
  sample: { ...messageSample, existed_before: false },
  run: async (connect, { case_id: id, files = [], ...message }) => {
    checkFiles(files);
    const written = await writeMessage(connect, id, message);
    const again =
      message.if_repeated === 'write'
        ? 'Running this step again writes the comment once more, and adds the files that are missing.'
        : undefined;
    await attach(connect, id, files, `Comment ${written.id}`, again);
    return written;
  },
});
