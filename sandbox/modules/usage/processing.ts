import type { World } from '../../world/world.ts';
import { catalogOf } from '../catalog/store.ts';
import type { Asset } from '../requests/model.ts';
import { subscriptionsOf } from '../requests/store.ts';
import { after, BREATH, breathe } from './background.ts';
import type { Category, UsageFile, UsageRecord } from './model.ts';
import { refresh } from './records.ts';
import { RowReader } from './rows.ts';
import { type Cell, REQUIRED, readRows, readSheet, writeSheet } from './sheets.ts';
import { keys, usageOf } from './store.ts';

/** Takes up usage files that were uploaded: their rows become records, valid or not. */

/** Finds subscriptions of a file's product, marketplace and environment. */
const finder = (world: World, file: UsageFile) => {
  const own = [...subscriptionsOf(world).assets.all()].filter(
    (asset) =>
      asset.product.id === file.product.id &&
      asset.connection.provider.id === file.provider.id &&
      asset.connection.type === file.environment &&
      asset.marketplace.id === file.marketplace.id,
  );
  const byId = new Map(own.map((asset) => [asset.id, asset]));
  const byParameter = new Map<string, Map<string, Asset[]>>();
  return (criteria: string, value: string): readonly Asset[] => {
    const asset = criteria === 'asset.id' ? byId.get(value) : undefined;
    if (asset) return [asset];
    const [, name] = /^parameter\.(.+)$/.exec(criteria) ?? [];
    if (!name || !value) return [];
    let known = byParameter.get(name);
    if (!known) {
      known = new Map();
      for (const one of own) {
        const text = one.params.find((param) => param.id === name)?.value ?? '';
        const list = known.get(text);
        if (list) list.push(one);
        else known.set(text, [one]);
      }
      byParameter.set(name, known);
    }
    return known.get(value) ?? [];
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

interface Outcome {
  readonly records: UsageRecord[];
  /** Why the file as a whole is not valid. */
  readonly detail?: string;
}

const readRecords = async (world: World, file: UsageFile, content: Buffer): Promise<Outcome> => {
  const offer = catalogOf(world).offer(file.product.id);
  if (!offer) return { records: [], detail: 'The product does not exist.' };
  try {
    const categories = await readCategories(content);
    usageOf(world).categories.set(file.id, categories);
    const reader = new RowReader({
      file,
      offer,
      categories,
      findAssets: finder(world, file),
      now: () => world.now(),
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
  if (!(await after(world, delay)) || isVoid()) return;
  file.status = 'processing';
  usageOf(world).files.changed(file);
  const content = usageOf(world).storage.get(keys.uploaded(file.id)) ?? Buffer.alloc(0);
  const { records, detail } = await readRecords(world, file, content);
  if (!(await after(world, delay)) || isVoid()) return;
  const invalid = records.filter((record) => record.status === 'invalid').length;
  usageOf(world).setRecords(file.id, records);
  usageOf(world).storage.put(keys.processed(file.id), await processedSheet(records));
  file.status = detail || invalid ? 'invalid' : 'ready';
  file.error_detail = detail ?? (invalid ? `${invalid} of ${records.length} records are not valid.` : '');
  refresh(world, file);
};
