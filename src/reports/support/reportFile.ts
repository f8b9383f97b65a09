import type { Report } from '../../connect/schemas/report.ts';
import type { Step } from '../../zapier/operation.ts';
import { downloadReport } from '../hydrators.ts';

/** A report with a pointer to its file, which it has once it has succeeded: Zapier follows it only when a later step asks for the file. */
export const withReportFile = (row: Report, { z }: Step) => ({
  ...row,
  file:
    row.status === 'succeeded'
      ? z.dehydrateFile(downloadReport, { id: row.id, extension: row.report_extension ?? '' })
      : undefined,
});
