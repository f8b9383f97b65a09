import { type Create, defineInputFields, type InferInputData, type InputFields } from 'zapier-platform-core';
import { reachState } from '../connect/reachState.ts';
import { UsageFile } from '../connect/schemas/usage.ts';
import type { Action } from '../connect/verbs.ts';
import { usageFileSample } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { BUSY } from './support/awaitFile.ts';
import { checkLengths } from './support/reportFields.ts';
import { fileLock, usageFileField } from './support/usageFields.ts';

/** A step in the life of a usage file that differs from the others only in its verb and a note. */
interface FileChange<Fields extends InputFields> {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly fields: Fields;
  /** The last part of the path. */
  readonly verb: Action<'usage/files'>;
  /** The state that it leads to, or the states that it passes. */
  readonly target: string | readonly string[];
  /** Who may do it and when; a refusal says so. */
  readonly rule: string;
  readonly body?: (input: InferInputData<Fields>) => object;
}

/** The note of an acceptance or a rejection. */
const noteOf = (input: Record<string, unknown>): string =>
  String(input['acceptance_note'] ?? input['rejection_note'] ?? '');

const fileChange = <const Fields extends InputFields>(row: FileChange<Fields>): Create =>
  action({
    key: row.key,
    noun: 'Usage File',
    label: row.label,
    description: row.description,
    inputFields: [...usageFileField, ...(row.fields as InputFields)],
    returns: UsageFile,
    sample: { ...usageFileSample, status: [row.target].flat()[0] ?? '' },
    lock: fileLock,
    run: async (connect, input) => {
      const id = String(input['usage_file_id']);
      checkLengths({ note: noteOf(input) });
      const body = row.body?.(input as unknown as InferInputData<Fields>);
      const what = `${row.verb} usage file ${id}`;
      const { verb, rule, target } = row;
      return reachState(connect.usageFiles, { id, verb, target, body, what, noun: 'usage file', rule });
    },
  });

const noteField = <const Key extends string>(key: Key, required: boolean, helpText: string) =>
  defineInputFields([{ key, label: 'Note', type: 'text', required, helpText }]);

/** Vendor: hands a ready file to the distributor. */
export const submitUsageFile = fileChange({
  key: 'submit_usage_file',
  label: 'Submit Usage File',
  description:
    'Submits a usage file that is ready to the distributor and returns it; it is then pending. For vendors. To make one from rows use Report Usage.',
  fields: [],
  verb: 'submit',
  // A distributor may have rules that accept by themselves.
  target: ['pending', 'accepted', 'closed'],
  rule: 'Only the vendor can submit a usage file, and only while it is ready.',
});

/** Distributor: agrees to a submitted file. */
export const acceptUsageFile = fileChange({
  key: 'accept_usage_file',
  label: 'Accept Usage File',
  description:
    'Accepts a pending usage file and returns it; Connect then makes a chunk file for each hub. For distributors. To refuse it use Reject Usage File.',
  fields: noteField('acceptance_note', false, 'What the vendor gets to read, up to 200 characters.'),
  verb: 'accept',
  target: 'accepted',
  rule: 'Only the distributor can accept a usage file, and only while it is pending.',
  body: ({ acceptance_note }) => (acceptance_note ? { acceptance_note } : {}),
});

/** Distributor: gives a submitted file back. */
export const rejectUsageFile = fileChange({
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
  target: 'rejected',
  rule: 'Only the distributor can reject a usage file, and only while it is pending.',
  body: ({ rejection_note }) => ({ rejection_note }),
});

/** Distributor: ends an accepted file with all of its records. */
export const closeUsageFile = fileChange({
  key: 'close_usage_file',
  label: 'Close Usage File',
  description:
    'Closes an accepted usage file with all of its records and returns it. For distributors. To close records with their billing IDs use Close Usage Records.',
  fields: [],
  verb: 'close',
  target: 'closed',
  rule: 'Only the distributor can close a usage file, and only once it is accepted.',
});

/** Vendor: has Connect read the spreadsheet once more. */
export const reprocessUsageFile = fileChange({
  key: 'reprocess_usage_file',
  label: 'Reprocess Usage File',
  description:
    'Has Connect read the spreadsheet of an invalid or ready usage file once more, for example after a subscription became active, and returns the file. For vendors.',
  fields: [],
  verb: 'reprocess',
  target: BUSY,
  rule: 'Only the vendor can have a usage file reprocessed, and only while it is invalid or ready.',
});

/** Vendor: removes a file that wasn't submitted. */
export const deleteUsageFile = fileChange({
  key: 'delete_usage_file',
  label: 'Delete Usage File',
  description:
    'Deletes a usage file that is draft, invalid, ready or rejected, and returns it; this can’t be undone. For vendors.',
  fields: [],
  verb: 'delete',
  target: 'deleted',
  rule: 'Only the vendor can delete a usage file, and only before it is submitted or after it was rejected.',
});
