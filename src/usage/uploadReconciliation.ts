import { defineInputFields } from 'zapier-platform-core';
import { withRule } from '../connect/reachState.ts';
import { UsageReconciliation } from '../connect/schemas/usage.ts';
import { usageReconciliationSample } from '../samples/usage.ts';
import { XLSX_TYPE } from '../spreadsheets/write.ts';
import { action } from '../zapier/operation.ts';
import { checkSpreadsheet } from './report/spreadsheet.ts';
import { fetchSpreadsheet } from './support/fetchSpreadsheet.ts';
import { spreadsheetField } from './support/usageFields.ts';

/** Distributor: closes records by a spreadsheet. */
export const uploadReconciliation = action({
  key: 'upload_reconciliation',
  noun: 'Reconciliation',
  label: 'Upload Usage Reconciliation',
  description:
    'Uploads a reconciliation spreadsheet, by which Connect closes the records that have a billing ID in it, and returns the reconciliation; Connect works on it in the background, and Find Usage Reconciliation tells the result. For distributors.',
  inputFields: defineInputFields([
    ...spreadsheetField(
      'The spreadsheet of a chunk file (.xlsx) with the columns `external_billing_id` and `external_billing_note` filled in. It says itself which usage file it is for.',
    ),
    { key: 'upload_note', label: 'Note' },
  ]),
  returns: UsageReconciliation,
  sample: { ...usageReconciliationSample, status: 'uploaded' },
  run: async (connect, { file, upload_note }) => {
    const content = await fetchSpreadsheet(connect, file);
    await checkSpreadsheet(content);
    const uploading = connect.usageReconciliations.createFrom(
      {
        field: 'recon_file',
        name: 'reconciliation.xlsx',
        type: XLSX_TYPE,
        content,
        ...(upload_note ? { fields: { upload_note } } : {}),
      },
      {
        what: 'upload the reconciliation',
        check: 'Running this step again does no harm: records that are closed stay so.',
      },
    );
    return withRule('Only the distributor can upload a reconciliation.', uploading);
  },
});
