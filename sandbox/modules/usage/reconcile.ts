import type { World } from '../../world/world.ts';
import { after, BREATH, breathe } from './background.ts';
import { fileReference, type Reconciliation, type UsageFile } from './model.ts';
import { closeRecord, refresh } from './records.ts';
import { type Cell, readRows, writeSheet } from './sheets.ts';
import { keys, usageOf } from './store.ts';

/** Reconciliations: spreadsheets by which a distributor closes records. */

/** Closes the records that a reconciliation file names with a billing ID. */
export const reconcile = async (
  world: World,
  reconciliation: Reconciliation,
  content: Buffer,
  delay: number,
  only?: UsageFile,
): Promise<void> => {
  if (!(await after(world, delay))) return;
  reconciliation.status = 'processing';
  usageOf(world).reconciliations.changed(reconciliation);
  const outcomes: Cell[][] = [['record_id', 'external_billing_id', 'status', 'error_details']];
  const touched = new Set<UsageFile>();
  let closed = 0;
  // Shown once all of it is done, not before.
  let status: Reconciliation['status'] = 'failed';
  let detail = '';
  try {
    for await (const row of readRows(content)) {
      const id = String(row['record_id'] ?? '').trim();
      const billing = String(row['external_billing_id'] ?? '').trim();
      const record = usageOf(world).records.get(id);
      const file = record && usageOf(world).files.get(record.usagefile.id);
      const isOwn = file?.provider.id === reconciliation.provider.id && (!only || only === file);
      let problem = '';
      if (!record || !isOwn) problem = 'There is no such record.';
      else if (!billing) problem = 'external_billing_id is empty.';
      else if (record.status !== 'approved') problem = `The record is ${record.status}.`;
      else {
        closeRecord(world, record, billing, String(row['external_billing_note'] ?? ''), 'reconciliation');
        closed += 1;
      }
      if (file && isOwn) touched.add(file);
      outcomes.push([id, billing, record?.status ?? '', problem]);
      if (outcomes.length % BREATH === 0) await breathe();
    }
    status = outcomes.length > 1 && touched.size ? 'processed' : 'failed';
    detail = status === 'failed' ? 'The file names no record of yours in the sheet records.' : '';
  } catch {
    detail = 'The file is not a spreadsheet (.xlsx).';
  }
  const [file] = touched;
  if (file) {
    reconciliation.usagefile = fileReference(file);
    const [chunk] = usageOf(world).chunksOf(file.id);
    if (chunk) {
      reconciliation.partusagefile = { id: chunk.id, provider: chunk.provider };
      reconciliation.binding = chunk.binding;
    }
  }
  const processed = await writeSheet('records', outcomes);
  usageOf(world).storage.put(`${reconciliation.id}-PROCESSED.xlsx`, processed);
  if (!(await after(world, delay))) return;
  for (const one of touched) {
    usageOf(world).storage.put(keys.reconciled(one.id), processed);
    closeWhenDone(world, one);
    refresh(world, one);
  }
  reconciliation.status = status;
  reconciliation.error = { detail };
  reconciliation.notes = { ...reconciliation.notes, processing: `${closed} records closed` };
  usageOf(world).reconciliations.changed(reconciliation);
  world.onChange();
};

/** An accepted file is closed once every record of it is. */
const closeWhenDone = (world: World, file: UsageFile): void => {
  const open = usageOf(world)
    .recordsOf(file.id)
    .some((record) => record.status === 'approved');
  if (file.status !== 'accepted' || open) return;
  file.status = 'closed';
  file.events = { ...file.events, closed: { at: world.now() } };
};
