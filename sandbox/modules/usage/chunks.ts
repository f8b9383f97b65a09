import type { World } from '../../world/world.ts';
import type { Item } from '../catalog/model.ts';
import { catalogOf } from '../catalog/store.ts';
import type { Asset } from '../requests/model.ts';
import { subscriptionsOf } from '../requests/store.ts';
import { after } from './background.ts';
import { fileReference, type UsageChunk, type UsageFile, type UsageRecord } from './model.ts';
import { chunkRecords } from './records.ts';
import { type Cell, writeBook, writeSheet } from './sheets.ts';
import { usageOf } from './store.ts';

/** Chunk files: the parts of an accepted file, one for each hub. */

/** Cuts an accepted file into one chunk for each hub, which are ready a little later. */
export const makeChunks = (world: World, file: UsageFile, delay: number): void => {
  const hubs = new Map(
    usageOf(world)
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
    usageOf(world).chunks.insert(chunk);
    void finish(world, chunk, delay);
  }
};

/** A draft chunk becomes ready. */
export const finish = async (world: World, chunk: UsageChunk, delay: number): Promise<void> => {
  if (!(await after(world, delay)) || chunk.status !== 'draft') return;
  chunk.status = 'ready';
  usageOf(world).chunks.changed(chunk);
  world.onChange();
};

/** What the columns of a chunk's spreadsheet hold; the last two are for the distributor to fill in. */
const COLUMNS: readonly (readonly [
  header: string,
  of: (record: UsageRecord, item: Item | undefined, asset: Asset | undefined) => Cell,
])[] = [
  ['record_id', (record) => record.id],
  ['record_note', (record) => record.record_note],
  ['item_id', (record) => record.item.id],
  ['item_mpn', (record) => record.item.mpn],
  ['item_name', (record) => record.item.name],
  ['item_type', (record) => record.item.type],
  ['item_unit', (record) => record.item.unit],
  ['item_period', (_record, item) => item?.period ?? ''],
  ['quantity', (record) => record.usage],
  ['start_time_utc', (record) => inSheet(record.start_date)],
  ['end_time_utc', (record) => inSheet(record.end_date)],
  ['asset_id', (record) => record.asset.id],
  ['asset_external_id', (record) => record.asset.external_id],
  ['customer_account_id', (_record, _item, asset) => asset?.tiers.customer.id ?? ''],
  ['customer_company_name', (_record, _item, asset) => asset?.tiers.customer.name ?? ''],
  ['amount', (record) => record.amount],
  ['tier', (record) => record.tier],
  ['category_id', (record) => record.category?.id ?? ''],
  ['external_billing_id', (record) => record.external_billing_id ?? ''],
  ['external_billing_note', (record) => record.external_billing_note ?? ''],
];

const inSheet = (time: string | undefined) => (time ?? '').slice(0, 19).replace('T', ' ');

/** A workbook with a second sheet is held in memory; a larger chunk has its records alone. */
const MOST_IN_BOOK = 30_000;

/** The spreadsheet of a chunk: record IDs are Connect's own. */
export const chunkSheet = (world: World, chunk: UsageChunk): Promise<Buffer> => {
  const records = chunkRecords(world, chunk);
  function* rows(): Generator<Cell[]> {
    yield COLUMNS.map(([header]) => header);
    for (const record of records) {
      const item = catalogOf(world)
        .offer(record.product_id)
        ?.items.find(({ id }) => id === record.item.id);
      const asset = subscriptionsOf(world).assets.get(record.asset.id);
      yield COLUMNS.map(([, of]) => of(record, item, asset));
    }
  }
  if (records.length > MOST_IN_BOOK) return writeSheet('records', rows());
  const { usagefile, binding, provider, marketplace } = chunk;
  const general: Cell[][] = [
    ['attribute_id', 'attribute_value'],
    ['report_id', usagefile.id],
    ['report_name', usagefile.name],
    ['usage_schema', usagefile.schema],
    ['currency', usagefile.currency],
    ['hub_id', binding.hub.id],
    ['hub_name', binding.hub.name],
    ['marketplace_id', marketplace.id],
    ['marketplace_name', marketplace.name],
    ['distributor_account_id', provider.id],
    ['distributor_account_name', provider.name],
  ];
  return writeBook([
    { name: 'general', rows: general },
    { name: 'records', rows: [...rows()] },
  ]);
};
