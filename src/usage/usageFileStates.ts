import { defineInputFields } from 'zapier-platform-core';
import { USAGE_FILE_STATES, UsageFile } from '../connect/schemas/usage.ts';
import { usageFilePicker } from '../fields/pickers.ts';
import { usageFileIn } from '../samples/usage.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { BUSY } from './support/awaitFile.ts';
import { checkLengths } from './support/reportFields.ts';

/** What either side does with a usage file, one verb each. They return it without its spreadsheets. */
const { stateChange, waitAction } = objectKind({
  resource: (connect) => connect.usageFiles,
  noun: 'Usage File',
  id: usageFilePicker('usage_file_id', { required: true }),
  lock: true,
  returns: UsageFile,
  sample: usageFileIn.draft,
  sampleIn: (state) => usageFileIn[state as keyof typeof usageFileIn] ?? usageFileIn.draft,
});

const noteField = <const Key extends string>(key: Key, required: boolean, helpText: string) =>
  defineInputFields([{ key, label: 'Note', type: 'text', required, helpText }]);

/** Vendor: hands a ready file to the distributor. */
export const submitUsageFile = stateChange({
  key: 'submit_usage_file',
  label: 'Submit Usage File',
  description:
    'Submits a usage file that is ready to the distributor and returns it; it is then pending. For vendors. To make one from rows use Report Usage.',
  verb: 'submit',
  sample: usageFileIn.pending,
  // A distributor may have rules that accept by themselves.
  target: ['pending', 'accepted', 'closed'],
  rule: 'Only the vendor can submit a usage file, and only while it is ready.',
});

/** Distributor: agrees to a submitted file. */
export const acceptUsageFile = stateChange({
  key: 'accept_usage_file',
  label: 'Accept Usage File',
  description:
    'Accepts a pending usage file and returns it; Connect then makes a chunk file for each hub. For distributors. To refuse it use Reject Usage File.',
  fields: noteField('acceptance_note', false, 'What the vendor gets to read, up to 200 characters.'),
  verb: 'accept',
  sample: usageFileIn.accepted,
  target: 'accepted',
  rule: 'Only the distributor can accept a usage file, and only while it is pending.',
  check: ({ acceptance_note: note }) => checkLengths({ note }),
});

/** Distributor: gives a submitted file back. */
export const rejectUsageFile = stateChange({
  key: 'reject_usage_file',
  label: 'Reject Usage File',
  description:
    'Rejects a pending usage file with a note and returns it; the vendor can upload a corrected one. For distributors.',
  fields: noteField(
    'rejection_note',
    true,
    'What the vendor gets to read, up to 200 characters, for example `Record 7 is of last month.`',
  ),
  verb: 'reject',
  sample: usageFileIn.rejected,
  target: 'rejected',
  rule: 'Only the distributor can reject a usage file, and only while it is pending.',
  check: ({ rejection_note: note }) => checkLengths({ note }),
});

/** Distributor: ends an accepted file with all of its records. */
export const closeUsageFile = stateChange({
  key: 'close_usage_file',
  label: 'Close Usage File',
  description:
    'Closes an accepted usage file with all of its records and returns it. For distributors. To close records with their billing IDs use Close Usage Records.',
  verb: 'close',
  sample: usageFileIn.closed,
  target: 'closed',
  rule: 'Only the distributor can close a usage file, and only once it is accepted.',
});

/** Vendor: has Connect read the spreadsheet once more. */
export const reprocessUsageFile = stateChange({
  key: 'reprocess_usage_file',
  label: 'Reprocess Usage File',
  description:
    'Has Connect read the spreadsheet of an invalid or ready usage file once more, for example after a subscription became active, and returns the file. For vendors.',
  verb: 'reprocess',
  sample: usageFileIn.uploading,
  target: BUSY,
  rule: 'Only the vendor can have a usage file reprocessed, and only while it is invalid or ready.',
});

/** Vendor: removes a file that wasn't submitted. */
export const deleteUsageFile = stateChange({
  key: 'delete_usage_file',
  label: 'Delete Usage File',
  description:
    'Deletes a usage file that is draft, invalid, ready or rejected, and returns it; this can’t be undone. For vendors.',
  verb: 'delete',
  sample: usageFileIn.deleted,
  target: 'deleted',
  rule: 'Only the vendor can delete a usage file, and only before it is submitted or after it was rejected.',
});

/** Either side: goes on once a file is read, or decided on. */
export const waitForUsageFile = waitAction({
  key: 'wait_for_usage_file',
  label: 'Wait for Usage File',
  description:
    'Waits until a usage file is ready or invalid, or, once it is submitted, accepted or rejected, and returns it. It goes on at once when it is there already. To start a Zap instead use Usage File Event.',
  objectClass: 'usage_file',
  states: USAGE_FILE_STATES,
  until: ['ready', 'invalid', 'accepted', 'rejected'],
  final: ['closed', 'deleted'],
  product: ({ product }) => product?.id,
});
