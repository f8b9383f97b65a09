import { checkUsage } from './checkUsage.ts';
import { closeUsageRecords } from './closeUsageRecords.ts';
import { createUsageFile } from './createUsageFile.ts';
import { findUsageAggregates } from './findUsageAggregates.ts';
import { downloadUsageSpreadsheet } from './hydrators.ts';
import { listUsageRecords } from './listUsageRecords.ts';
import { reportUsage } from './reportUsage.ts';
import { updateUsageFile } from './updateUsageFile.ts';
import { updateUsageRecord } from './updateUsageRecord.ts';
import { uploadReconciliation } from './uploadReconciliation.ts';
import { uploadUsageFile } from './uploadUsageFile.ts';
import {
  closeUsageChunk,
  findUsageChunk,
  newUsageChunks,
  regenerateUsageChunk,
  updateUsageChunk,
  usageChunkChoices,
} from './usageChunks.ts';
import {
  acceptUsageFile,
  closeUsageFile,
  deleteUsageFile,
  rejectUsageFile,
  reprocessUsageFile,
  submitUsageFile,
  waitForUsageFile,
} from './usageFileStates.ts';
import {
  findUsageFile,
  newUpdatedUsageFiles,
  newUsageFiles,
  usageFileChoices,
  usageFileEvent,
} from './usageFiles.ts';
import { findUsageReconciliation, usageReconciliationChoices } from './usageReconciliations.ts';
import { closeUsageRecord, findUsageRecord, getUsageRecords, usageRecordChoices } from './usageRecords.ts';

/** Usage: what subscriptions have used, from a vendor's report to a distributor's bill. */

export const triggers = [newUsageFiles, newUpdatedUsageFiles, newUsageChunks, usageFileEvent];

export const dropdowns = [
  usageFileChoices,
  usageChunkChoices,
  usageRecordChoices,
  usageReconciliationChoices,
];

/** Either side. */
export const sharedActions = [waitForUsageFile];

/** A vendor reports usage. */
export const vendorActions = [
  reportUsage,
  checkUsage,
  createUsageFile,
  updateUsageFile,
  uploadUsageFile,
  submitUsageFile,
  reprocessUsageFile,
  deleteUsageFile,
];

/** A distributor accepts and bills it. */
export const distributorActions = [
  acceptUsageFile,
  rejectUsageFile,
  listUsageRecords,
  updateUsageRecord,
  closeUsageRecord,
  closeUsageRecords,
  updateUsageChunk,
  closeUsageChunk,
  regenerateUsageChunk,
  uploadReconciliation,
  closeUsageFile,
];

export const searches = [
  getUsageRecords,
  findUsageFile,
  findUsageChunk,
  findUsageRecord,
  findUsageReconciliation,
  findUsageAggregates,
];

/** Files that later steps ask for. */
export const hydrators = { downloadUsageSpreadsheet };
