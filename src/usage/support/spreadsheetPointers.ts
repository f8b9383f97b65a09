import type { UsageChunk, UsageFile, UsageReconciliation } from '../../connect/schemas/usage.ts';
import type { Step } from '../../zapier/operation.ts';
import { downloadUsageSpreadsheet, type SpreadsheetOf } from '../hydrators.ts';

/** Pointers to spreadsheets: Zapier fetches a file only when a later step asks for it. */

const pointer = ({ z }: Step, of: SpreadsheetOf, id: string): string =>
  z.dehydrateFile(downloadUsageSpreadsheet, { of, id });

/** A usage file with its spreadsheets, as far as it has them. */
export const withFiles = (row: UsageFile, step: Step) => {
  const point = (of: SpreadsheetOf, uri: unknown, id = row.id) => (uri ? pointer(step, of, id) : undefined);
  const files = {
    uploaded: point('uploaded', row.usage_file_uri),
    processed: point('processed', row.processed_file_uri),
    reconciliation: point('reconciliation', row.reconciliation_file_uri),
    template: point('template', row.product?.id, row.product?.id ?? ''),
  };
  return { ...row, files };
};

/** A chunk file with its spreadsheet, which it has unless it is being made. */
export const withChunkFile = (row: UsageChunk, step: Step) => ({
  ...row,
  files: {
    spreadsheet: ['ready', 'closed'].includes(row.status ?? '') ? pointer(step, 'chunk', row.id) : undefined,
  },
});

/** A reconciliation with what was uploaded, and what became of it once that is known. */
export const withReconciliationFiles = (row: UsageReconciliation, step: Step) => ({
  ...row,
  files: {
    uploaded: pointer(step, 'reconciliation upload', row.id),
    processed: row.status === 'processed' ? pointer(step, 'reconciliation result', row.id) : undefined,
  },
});
