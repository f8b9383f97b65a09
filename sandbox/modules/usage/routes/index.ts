import type { Context } from '../../../module.ts';
import { aggregateRoutes } from './aggregates.ts';
import { chunkRoutes } from './chunks.ts';
import { fileRoutes } from './files.ts';
import { reconciliationRoutes } from './reconciliations.ts';
import { recordRoutes } from './records.ts';

/** Files, records, chunks, reconciliations, aggregates, templates. */
export const usageRoutes = (context: Context): void => {
  fileRoutes(context);
  recordRoutes(context);
  chunkRoutes(context);
  reconciliationRoutes(context);
  aggregateRoutes(context);
};
