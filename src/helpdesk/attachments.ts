import type { Bundle, ZObject } from 'zapier-platform-core';
import { type CaseAttachment, CaseAttachmentWithFile } from '../connect/schemas/helpdesk.ts';
import { casePicker } from '../fields/pickers.ts';
import { attachmentSample } from '../samples/helpdesk.ts';
import { openConnect } from '../zapier/connection.ts';
import { speaking } from '../zapier/errors.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** Files of cases, for later steps of a Zap. */

/** Hands a file of a case to a later step, when it asks for it. */
export const downloadCaseAttachment = speaking(
  async (z: ZObject, bundle: Bundle<{ address?: string; name?: string }>): Promise<string> => {
    const { address = '', name = 'file' } = bundle.inputData;
    const { content, type } = await openConnect(z, bundle).fetchLinked(
      address,
      `the file ${name}`,
      'Helpdesk',
    );
    return z.stashFile(content, content.length, name, type);
  },
);

const caseField = casePicker('case_id', { required: true });

export const findCaseAttachments = objectKind({
  resource: (connect, input) => connect.caseAttachments(String(input['case_id'])),
  noun: 'Attachment',
  id: caseField,
  returns: CaseAttachmentWithFile,
  sample: { ...attachmentSample, file: 'https://example.com/Screenshot.png' },
  shown: (row: CaseAttachment, { z }) => ({
    ...row,
    file: row.attachment
      ? z.dehydrateFile(downloadCaseAttachment, { address: row.attachment, name: row.name ?? row.id })
      : undefined,
  }),
  filters: [filtersOf<'helpdesk/cases/{}/attachments'>().own([caseField], () => ({}))],
}).find({
  key: 'find_case_attachments',
  label: 'Find Case Attachments',
  description: 'Finds the files of one helpdesk case and returns them, so that later steps can use them.',
  order: 'In the order in which they were added.',
});
