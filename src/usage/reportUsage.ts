import { defineInputFields } from 'zapier-platform-core';
import { UsageReport } from '../connect/schemas/usage.ts';
import { reportSample, usageFileIn } from '../samples/usage.ts';
import { action } from '../zapier/operation.ts';
import { readReportInput, reportFields } from './report/inputs.ts';
import { report } from './report/report.ts';
import { reportLock } from './support/usageFields.ts';

/** Vendor: metering rows become a usage file. */
export const reportUsage = action({
  key: 'report_usage',
  noun: 'Usage Report',
  label: 'Report Usage',
  description:
    'Turns rows of usage (line items, a CSV or Excel file, or the bill of a vendor) into a usage file: checks every row first, then creates the file, uploads it, and submits it if asked. Returns the file; when Connect still reads it, Usage File Status Changed tells the rest. For vendors. Running it again makes no second file. To see first what would be sent use Check Usage.',
  inputFields: defineInputFields([
    ...reportFields,
    {
      key: 'submit',
      label: 'Submit When Ready',
      type: 'boolean',
      helpText:
        'Yes: the file is submitted to the distributor as soon as Connect has read it without a fault, if that happens while the step runs. Otherwise submit it with Submit Usage File.',
    },
  ]),
  returns: UsageReport,
  sample: { ...usageFileIn.pending, outcome: 'reported', records_sent: 2, ...reportSample },
  lock: reportLock,
  run: async (connect, { submit, ...given }) =>
    report(connect, { ...(await readReportInput(connect, given)), submit }),
});
