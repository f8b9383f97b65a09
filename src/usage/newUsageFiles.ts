import { defineInputFields } from 'zapier-platform-core';
import { UsageFile, UsageFileWithFiles } from '../connect/schemas/usage.ts';
import { usageFilesSample } from '../samples/usage.ts';
import { WINDOW } from '../zapier/sweep.ts';
import { sweepingTrigger } from '../zapier/trigger.ts';
import { byStatus, fileWhere } from './support/fileFilters.ts';
import { withFiles } from './support/spreadsheetPointers.ts';
import { FILE_STATUSES, fileFilters } from './support/usageFields.ts';

/** Distributor: fires when a vendor has submitted a usage file, each time that it does. */
export const newUsageFiles = sweepingTrigger({
  key: 'new_usage_files',
  noun: 'Usage File',
  label: 'Usage File Submitted',
  description:
    'Triggers when a usage file is submitted, so that the distributor has to look at it. Its spreadsheets come as files; for its records use Get Usage Records.',
  inputFields: defineInputFields([
    {
      key: 'status',
      label: 'Status',
      list: true,
      choices: FILE_STATUSES,
      helpText: `Empty: Pending, which is what vendors have submitted. Looks at the newest ${WINDOW} files with this status.`,
    },
    ...fileFilters,
  ]),
  rows: UsageFile,
  returns: UsageFileWithFiles,
  sample: { ...usageFilesSample, status: 'pending' },
  resource: (connect) => connect.usageFiles,
  filters: (input) => ({
    where: { ...fileWhere(input), status: { in: input.status?.length ? input.status : ['pending'] } },
  }),
  states: byStatus,
  shown: withFiles,
});
