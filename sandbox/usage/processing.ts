import type { Asset } from '../world/model.ts';
import type { World } from '../world/world.ts';
import type { Category, Reconciliation, UsageChunk, UsageFile, UsageRecord } from './model.ts';
import { fileReference } from './model.ts';
import { RowReader } from './rows.ts';
import { type Cell, REQUIRED, readSheet, writeSheet } from './sheets.ts';
import { keys } from './store.ts';

/** What Connect does by itself with usage: it reads what was uploaded, cuts what was accepted into chunks, reconciles. */

/** Rows after which other calls get their turn. */
const BREATH = 2_000;
const breathe = () => new Promise((resolve) => setImmediate(resolve));
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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
  Object.assign(file, statsOf(file, world.usage.recordsOf(file.id)));
  world.usage.files.changed(file);
  for (const chunk of world.usage.chunksOf(file.id)) {
    chunk.stats = statsOf(file, chunkRecords(world, chunk)).stats;
    world.usage.chunks.changed(chunk);
  }
  world.onChange();
};

/** Finds subscriptions of a file's product and marketplace. */
const finder = (world: World, file: UsageFile) => {
  const own = [...world.assets.all()].filter(
    (asset) =>
      asset.product.id === file.product.id &&
      asset.connection.provider.id === file.provider.id &&
      asset.marketplace.id === file.marketplace.id,
  );
  const byId = new Map(own.map((asset) => [asset.id, asset]));
  const byParameter = new Map<string, Map<string, Asset>>();
  return (criteria: string, value: string): Asset | undefined => {
    if (criteria === 'asset.id') return byId.get(value);
    const [, name] = /^parameter\.(.+)$/.exec(criteria) ?? [];
    if (!name) return undefined;
    let known = byParameter.get(name);
    if (!known) {
      known = new Map(
        own.map((asset) => [asset.params.find((param) => param.id === name)?.value ?? '', asset]),
      );
      byParameter.set(name, known);
    }
    return value ? known.get(value) : undefined;
  };
};

const readCategories = async (content: Buffer): Promise<Category[]> => {
  const found: Category[] = [];
  for await (const row of readSheet(content, 'categories')) {
    const id = String(row['category_id'] ?? '').trim();
    const name = String(row['category_name'] ?? '').trim();
    if (id)
      found.push({ id, name: name || id, description: String(row['category_description'] ?? '').trim() });
  }
  return found;
};

/** All rows of the sheet of records, by either of its names. */
async function* readRows(content: Buffer) {
  let any = false;
  for (const sheet of ['records', 'usage_records']) {
    for await (const row of readSheet(content, sheet)) {
      any = true;
      yield row;
    }
    if (any) return;
  }
}

interface Outcome {
  readonly records: UsageRecord[];
  /** Why the file as a whole is not valid. */
  readonly detail?: string;
}

const readRecords = async (world: World, file: UsageFile, content: Buffer): Promise<Outcome> => {
  const offer = world.offer(file.product.id);
  if (!offer) return { records: [], detail: 'The product does not exist.' };
  try {
    const categories = await readCategories(content);
    world.usage.categories.set(file.id, categories);
    const reader = new RowReader({
      file,
      offer,
      categories,
      findAsset: finder(world, file),
      now: world.now(),
    });
    const records: UsageRecord[] = [];
    for await (const row of readRows(content)) {
      const missing = records.length ? [] : REQUIRED.filter((column) => !(column in row));
      if (missing.length) return { records: [], detail: `Columns are missing: ${missing.join(', ')}.` };
      records.push(reader.read(row));
      if (records.length % BREATH === 0) await breathe();
    }
    return records.length ? { records } : { records, detail: 'The sheet records has no rows.' };
  } catch {
    return { records: [], detail: 'The file is not a spreadsheet (.xlsx).' };
  }
};

/** The uploaded rows, each with what became of it. */
const processedSheet = (records: readonly UsageRecord[]): Promise<Buffer> => {
  function* rows(): Generator<Cell[]> {
    yield ['record_id', 'item_id', 'asset_id', 'quantity', 'status', 'error_codes', 'error_details'];
    for (const one of records) {
      const { record_id, item_id, asset_id, usage, status, error_codes = '', error_details = '' } = one;
      yield [record_id, item_id, asset_id, usage, status, error_codes, error_details];
    }
  }
  return writeSheet('records', rows());
};

/**
 * Takes up an uploaded file in the background: `uploading` → `processing` → `ready` or `invalid`.
 * @param delay milliseconds before and after the reading, as Connect takes its time too.
 */
export const process = async (world: World, file: UsageFile, delay: number): Promise<void> => {
  const upload = file.events.uploaded;
  // A newer upload, or a deletion, makes this one void.
  const isVoid = () => file.events.uploaded !== upload || file.status === 'deleted';
  await after(delay);
  if (isVoid()) return;
  file.status = 'processing';
  world.usage.files.changed(file);
  const content = world.usage.storage.get(keys.uploaded(file.id)) ?? Buffer.alloc(0);
  const { records, detail } = await readRecords(world, file, content);
  await after(delay);
  if (isVoid()) return;
  const invalid = records.filter((record) => record.status === 'invalid').length;
  world.usage.setRecords(file.id, records);
  world.usage.storage.put(keys.processed(file.id), await processedSheet(records));
  file.status = detail || invalid ? 'invalid' : 'ready';
  file.error_detail = detail ?? (invalid ? `${invalid} of ${records.length} records are not valid.` : '');
  refresh(world, file);
};

/** The records of a chunk: those of its file that belong to its hub. */
export const chunkRecords = (world: World, chunk: UsageChunk): UsageRecord[] =>
  world.usage
    .recordsOf(chunk.usagefile.id)
    .filter(
      (record) => record.hub.id === chunk.binding.hub.id && ['approved', 'closed'].includes(record.status),
    );

/** Cuts an accepted file into one chunk for each hub, which are ready a little later. */
export const makeChunks = (world: World, file: UsageFile, delay: number): void => {
  const hubs = new Map(
    world.usage
      .recordsOf(file.id)
      .filter((record) => record.status === 'approved')
      .map((record) => [record.hub.id, record.hub]),
  );
  for (const [index, hub] of [...hubs.values()].entries()) {
    const chunk: UsageChunk = {
      id: `${file.id.replace('UF-', 'UFC-')}-${String(index + 1).padStart(3, '0')}`,
      status: 'draft',
      outdated: false,
      usagefile: fileReference(file),
      binding: { hub, external_id: '' },
      marketplace: file.marketplace,
      error: { detail: '' },
      events: { created: { at: world.now() } },
      stats: file.stats,
      provider: file.provider,
      external_id: '',
    };
    world.usage.chunks.insert(chunk);
    void finish(world, chunk, delay);
  }
};

/** A draft chunk becomes ready. */
export const finish = async (world: World, chunk: UsageChunk, delay: number): Promise<void> => {
  await after(delay);
  if (chunk.status !== 'draft') return;
  chunk.status = 'ready';
  world.usage.chunks.changed(chunk);
  world.onChange();
};

/** The spreadsheet of a chunk: record IDs are Connect's own, and the billing columns are to be filled in. */
export const chunkSheet = (world: World, chunk: UsageChunk): Promise<Buffer> => {
  const records = chunkRecords(world, chunk);
  function* rows(): Generator<Cell[]> {
    yield [
      'record_id',
      'record_note',
      'item_id',
      'item_mpn',
      'item_name',
      'item_unit',
      'quantity',
      'start_time_utc',
      'end_time_utc',
      'asset_id',
      'asset_external_id',
      'amount',
      'tier',
      'category_id',
      'external_billing_id',
      'external_billing_note',
    ];
    for (const one of records) {
      yield [
        one.id,
        one.record_note,
        one.item.id,
        one.item.mpn,
        one.item.name,
        one.item.unit,
        one.usage,
        (one.start_date ?? '').slice(0, 19).replace('T', ' '),
        (one.end_date ?? '').slice(0, 19).replace('T', ' '),
        one.asset.id,
        one.asset.external_id,
        one.amount,
        one.tier,
        one.category?.id ?? '',
        one.external_billing_id ?? '',
        one.external_billing_note ?? '',
      ];
    }
  }
  return writeSheet('records', rows());
};

/** Closes the records that a reconciliation file names with a billing ID. */
export const reconcile = async (
  world: World,
  reconciliation: Reconciliation,
  content: Buffer,
  delay: number,
  only?: UsageFile,
): Promise<void> => {
  await after(delay);
  reconciliation.status = 'processing';
  world.usage.reconciliations.changed(reconciliation);
  const outcomes: Cell[][] = [['record_id', 'external_billing_id', 'status', 'error_details']];
  const touched = new Set<UsageFile>();
  let closed = 0;
  try {
    for await (const row of readRows(content)) {
      const id = String(row['record_id'] ?? '').trim();
      const billing = String(row['external_billing_id'] ?? '').trim();
      const record = world.usage.records.get(id);
      const file = record && world.usage.files.get(record.usagefile.id);
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
    reconciliation.status = outcomes.length > 1 && touched.size ? 'processed' : 'failed';
    reconciliation.error = {
      detail:
        reconciliation.status === 'failed' ? 'The file names no record of yours in the sheet records.' : '',
    };
  } catch {
    reconciliation.status = 'failed';
    reconciliation.error = { detail: 'The file is not a spreadsheet (.xlsx).' };
  }
  const [file] = touched;
  if (file) {
    reconciliation.usagefile = fileReference(file);
    const [chunk] = world.usage.chunksOf(file.id);
    if (chunk) {
      reconciliation.partusagefile = { id: chunk.id, provider: chunk.provider };
      reconciliation.binding = chunk.binding;
    }
  }
  const processed = await writeSheet('records', outcomes);
  world.usage.storage.put(`${reconciliation.id}-PROCESSED.xlsx`, processed);
  for (const one of touched) {
    world.usage.storage.put(keys.reconciled(one.id), processed);
    refresh(world, one);
  }
  await after(delay);
  reconciliation.notes = { ...reconciliation.notes, processing: `${closed} records closed` };
  world.usage.reconciliations.changed(reconciliation);
  world.onChange();
};

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
  world.usage.records.changed(record);
};
