import { defineInputFields } from 'zapier-platform-core';
import {
  UsageAggregate,
  UsageChunkWithFiles,
  UsageFileWithFiles,
  UsageReconciliationWithFiles,
  UsageRecord,
} from '../connect/schemas/usage.ts';
import {
  usageAggregateSample,
  usageChunkFilesSample,
  usageFilesSample,
  usageReconciliationFilesSample,
  usageRecordSample,
} from '../samples/usage.ts';
import { limitField, rangeFields, readLimit } from '../zapier/findOptions.ts';
import { search } from '../zapier/operation.ts';
import { fileWhere } from './support/fileFilters.ts';
import { withChunkFile, withFiles, withReconciliationFiles } from './support/spreadsheetPointers.ts';
import { CHUNK_STATUSES, FILE_STATUSES, fileFilters } from './support/usageFields.ts';

/** Searches of the module Usage: each object with its spreadsheets as files. */

export const findUsageFile = search({
  key: 'find_usage_file',
  noun: 'Usage File',
  label: 'Find Usage File',
  description:
    'Finds usage files that match all of the given filters and returns them with their spreadsheets and the template of the product as files, newest first. For their records use Get Usage Records.',
  inputFields: defineInputFields([
    {
      key: 'id',
      label: 'Usage File ID',
      list: true,
      dynamic: 'usage_file_choices.id.name',
      helpText: 'For example `UF-2026-01-0000-0000`.',
    },
    { key: 'external_id', label: 'Report External ID' },
    { key: 'status', label: 'Status', list: true, choices: FILE_STATUSES },
    ...fileFilters,
    ...rangeFields('created', 'Created'),
    ...limitField,
  ]),
  returns: UsageFileWithFiles,
  sample: usageFilesSample,
  run: async (connect, input, step) => {
    const { rows } = await connect.usageFiles.list({
      where: {
        ...fileWhere(input),
        id: { in: input.id },
        external_id: input.external_id,
        status: { in: input.status },
        'created.at': { gt: input.created_after, lt: input.created_before },
      },
      ordering: ['-created.at'],
      limit: readLimit(input),
    });
    return rows.map((row) => withFiles(row, step));
  },
});

export const findUsageChunk = search({
  key: 'find_usage_chunk',
  noun: 'Chunk File',
  label: 'Find Usage Chunk File',
  description:
    'Finds the chunk files that Connect has made of accepted usage files, one for each hub, and returns them with their spreadsheets as files. For distributors.',
  inputFields: defineInputFields([
    {
      key: 'id',
      label: 'Chunk File ID',
      list: true,
      dynamic: 'usage_chunk_choices.id.name',
      helpText: 'For example `UFC-2026-01-0000-0000-001`.',
    },
    { key: 'usage_file_id', label: 'Usage File ID', list: true, dynamic: 'usage_file_choices.id.name' },
    { key: 'hub_id', label: 'Hub ID', list: true, dynamic: 'hubs.id.name' },
    { key: 'status', label: 'Status', list: true, choices: CHUNK_STATUSES },
    ...limitField,
  ]),
  returns: UsageChunkWithFiles,
  sample: usageChunkFilesSample,
  run: async (connect, input, step) => {
    const { rows } = await connect.usageChunks.list({
      where: {
        id: { in: input.id },
        'usagefile.id': { in: input.usage_file_id },
        'binding.hub.id': { in: input.hub_id },
        status: { in: input.status },
      },
      ordering: ['-usagefile.id'],
      limit: readLimit(input),
    });
    return rows.map((row) => withChunkFile(row, step));
  },
});

export const findUsageRecord = search({
  key: 'find_usage_record',
  noun: 'Usage Record',
  label: 'Find Usage Record',
  description:
    'Finds one usage record by its ID and returns it. For the records of a file use Get Usage Records.',
  inputFields: defineInputFields([
    {
      key: 'record_id',
      label: 'Usage Record ID',
      required: true,
      dynamic: 'usage_record_choices.id.name',
      helpText: 'For example `UR-2026-01-0000-0000-0000-0001`.',
    },
  ]),
  returns: UsageRecord,
  sample: usageRecordSample,
  run: async (connect, { record_id: id }) => {
    const record = await connect.usageRecords.find(id);
    return record ? [record] : [];
  },
});

export const findUsageReconciliation = search({
  key: 'find_usage_reconciliation',
  noun: 'Reconciliation',
  label: 'Find Usage Reconciliation',
  description:
    'Finds a reconciliation by its ID, or those of a usage file, and returns them with what was uploaded and what became of it as files. For distributors.',
  inputFields: defineInputFields([
    {
      key: 'id',
      label: 'Reconciliation ID',
      dynamic: 'usage_reconciliation_choices.id.name',
      helpText: 'Upload Usage Reconciliation gives it.',
    },
    {
      key: 'usage_file_id',
      label: 'Usage File ID',
      dynamic: 'usage_file_choices.id.name',
      helpText: 'Used when Reconciliation ID is empty; when both are, all are found.',
    },
    ...limitField,
  ]),
  returns: UsageReconciliationWithFiles,
  sample: usageReconciliationFilesSample,
  run: async (connect, input, step) => {
    if (input.id) {
      const found = await connect.usageReconciliations.find(input.id);
      return found ? [withReconciliationFiles(found, step)] : [];
    }
    const { rows } = await connect.usageReconciliations.list({
      where: { 'usagefile.id': input.usage_file_id },
      ordering: ['-usagefile.id'],
      limit: readLimit(input),
    });
    return rows.map((row) => withReconciliationFiles(row, step));
  },
});

export const findUsageAggregates = search({
  key: 'find_usage_aggregates',
  noun: 'Usage Aggregate',
  label: 'Find Usage Aggregates',
  description:
    'Finds what subscriptions have used of items in all accepted usage files, added up by Connect. To see the single records use Get Usage Records.',
  inputFields: defineInputFields([
    { key: 'asset_id', label: 'Subscription ID', list: true, dynamic: 'asset_choices.id.name' },
    { key: 'asset_external_uid', label: 'Subscription External UID' },
    {
      key: 'item_id',
      label: 'Item',
      list: true,
      helpText: 'The ID of an item, for example `PRD-000-000-000-0001`.',
    },
    ...limitField,
  ]),
  returns: UsageAggregate,
  sample: usageAggregateSample,
  run: async (connect, input) => {
    const { rows } = await connect.usageAggregates.list({
      where: {
        'asset.id': { in: input.asset_id },
        'asset.external_uid': input.asset_external_uid,
        'item.id': { in: input.item_id },
      },
      limit: readLimit(input),
    });
    // Zapier knows results by an ID, and Connect gives aggregates none.
    return rows.map((row) => ({ id: `${row.item?.id} ${row.asset?.id}`, ...row }));
  },
});
