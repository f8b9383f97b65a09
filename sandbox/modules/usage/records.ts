import type { World } from '../../world/world.ts';
import type { UsageChunk, UsageFile, UsageRecord } from './model.ts';
import { usageOf } from './store.ts';

/** Counts of records, and what closing one means: for files, chunks and reconciliations alike. */

export const statsOf = (
  file: UsageFile,
  records: readonly UsageRecord[],
): Pick<UsageFile, 'stats' | 'records'> => {
  const count = (...statuses: UsageRecord['status'][]) =>
    records.reduce((sum, record) => sum + (statuses.includes(record.status) ? 1 : 0), 0);
  const invalid = count('invalid');
  const closed = count('closed');
  return {
    stats: {
      uploaded: records.length,
      validated: records.length - invalid,
      pending: file.status === 'pending' ? count('valid') : 0,
      accepted: count('approved', 'closed'),
      closed,
      billed: records.filter((record) => record.external_billing_id).length,
    },
    records: { valid: records.length - invalid, invalid, closed },
  };
};

/** Writes counts anew and tells of the change. */
export const refresh = (world: World, file: UsageFile): void => {
  Object.assign(file, statsOf(file, usageOf(world).recordsOf(file.id)));
  usageOf(world).files.changed(file);
  for (const chunk of usageOf(world).chunksOf(file.id)) {
    chunk.stats = statsOf(file, chunkRecords(world, chunk)).stats;
    usageOf(world).chunks.changed(chunk);
  }
  world.onChange();
};

/** The records of a chunk: those of its file that belong to its hub. */
export const chunkRecords = (world: World, chunk: UsageChunk): UsageRecord[] =>
  usageOf(world)
    .recordsOf(chunk.usagefile.id)
    .filter(
      (record) => record.hub.id === chunk.binding.hub.id && ['approved', 'closed'].includes(record.status),
    );

/** Closes one record; the caller has seen to it that it may be closed. */
export const closeRecord = (
  world: World,
  record: UsageRecord,
  billing: string,
  note: string,
  by: string,
): void => {
  record.status = 'closed';
  if (billing) record.external_billing_id = billing;
  if (note) record.external_billing_note = note;
  record.closed_at = world.now();
  record.closed_by = by;
  usageOf(world).records.changed(record);
};
