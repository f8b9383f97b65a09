import { defineInputFields } from 'zapier-platform-core';
import { UsageFile, UsageFileWithFiles } from '../connect/schemas/usage.ts';
import { usageFilesSample } from '../samples/usage.ts';
import { WINDOW } from '../zapier/sweep.ts';
import { sweepingTrigger } from '../zapier/trigger.ts';
import { byStatus, fileWhere } from './support/fileFilters.ts';
import { withFiles } from './support/spreadsheetPointers.ts';
import { FILE_STATUSES, fileFilters } from './support/usageFields.ts';

/** Either side: fires each time that a usage file reaches another status. */
export const newUpdatedUsageFiles = sweepingTrigger({
  key: 'new_updated_usage_files',
  noun: 'Usage File',
  label: 'Usage File Status Changed',
  description: `Triggers when a usage file is created and each time that its status changes, once per status. Looks at the newest ${WINDOW} files that match.`,
  inputFields: defineInputFields([
    {
      key: 'status',
      label: 'Status',
      list: true,
      choices: FILE_STATUSES,
      helpText: 'Only changes to these statuses, for example Ready and Invalid. Empty: all.',
    },
    ...fileFilters,
  ]),
  rows: UsageFile,
  returns: UsageFileWithFiles,
  sample: usageFilesSample,
  resource: (connect) => connect.usageFiles,
  filters: (input) => ({ where: { ...fileWhere(input), status: { in: input.status } } }),
  states: byStatus,
  shown: withFiles,
});
