import { UsageReconciliationWithFiles } from '../connect/schemas/usage.ts';
import { usageFilePicker, usageReconciliationPicker } from '../fields/pickers.ts';
import { usageReconciliationFilesSample } from '../samples/usage.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';
import { withReconciliationFiles } from './support/spreadsheetPointers.ts';

/** Reconciliations: spreadsheets by which a distributor closes records. */

const by = filtersOf<'usage/reconciliations'>();

const reconciliations = objectKind({
  resource: (connect) => connect.usageReconciliations,
  noun: 'Reconciliation',
  id: usageReconciliationPicker('id', { required: true }),
  returns: UsageReconciliationWithFiles,
  sample: usageReconciliationFilesSample,
  shown: withReconciliationFiles,
  newestFirst: '-usagefile.id',
});

export const findUsageReconciliation = reconciliations.find({
  key: 'find_usage_reconciliation',
  label: 'Find Usage Reconciliation',
  description:
    'Finds a reconciliation by its ID, or those of a usage file, and returns them with what was uploaded and what became of it as files. For distributors.',
  byId: usageReconciliationPicker('id', { helpText: 'Upload Usage Reconciliation gives it.' }),
  filters: [
    by.is(
      'usagefile.id',
      usageFilePicker('usage_file_id', {
        helpText: 'Used when Reconciliation ID is empty; when both are, all are found.',
      }),
    ),
  ],
});

export const usageReconciliationChoices = reconciliations.dropdown({
  key: 'usage_reconciliation_choices',
  label: 'List Usage Reconciliations',
  description: 'Triggers when a reconciliation is uploaded. It fills the dropdowns for reconciliations.',
  choice: ({ id, usagefile, status }) => ({
    name: `${usagefile?.name ?? 'Reconciliation'}: ${status} (${id})`,
  }),
});
