import multipart from '@fastify/multipart';
import type { Context } from '../../../module.ts';
import { aggregateRoutes } from './aggregates.ts';
import { chunkRoutes } from './chunks.ts';
import { fileRoutes } from './files.ts';
import { reconciliationRoutes } from './reconciliations.ts';
import { recordRoutes } from './records.ts';

/** Bytes of an upload. */
const MAX_UPLOAD = 100 * 1024 * 1024;

/** Files, records, chunks, reconciliations, aggregates, templates. */
export const usageRoutes = async (context: Context): Promise<void> => {
  await context.app.register(multipart, { limits: { fileSize: MAX_UPLOAD } });
  fileRoutes(context);
  recordRoutes(context);
  chunkRoutes(context);
  reconciliationRoutes(context);
  aggregateRoutes(context);
};
