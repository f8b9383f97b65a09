import type { Item, Offer } from '../catalog/model.ts';
import type { Asset } from '../requests/model.ts';
import type { Category, UsageFile, UsageRecord } from './model.ts';
import type { Cell, SheetRow } from './sheets.ts';

/** Turns rows of a usage spreadsheet into records, and says what is wrong with each. */

/** Only `USG_011` is known from CloudBlue; the others are the sandbox's own. */
const CODES = {
  missing: 'USG_001',
  duplicate: 'USG_002',
  quantity: 'USG_003',
  time: 'USG_004',
  asset: 'USG_010',
  item: 'USG_011',
  criteria: 'USG_012',
  category: 'USG_013',
  amount: 'USG_014',
  tier: 'USG_015',
} as const;

/** So many records come to be at the same time. */
const AT_ONCE = 3;

/** What rows of a file are compared with. */
export interface RowContext {
  readonly file: UsageFile;
  readonly offer: Offer;
  readonly categories: readonly Category[];
  /** Subscriptions of the file's product, vendor, marketplace and environment, by what they can be found by. */
  readonly findAssets: (criteria: string, value: string) => readonly Asset[];
  /** Gives the time at which the next few records come to be. */
  readonly now: () => string;
}

const text = (cell: Cell | undefined): string =>
  cell instanceof Date ? cell.toISOString().slice(0, 19).replace('T', ' ') : String(cell ?? '').trim();

/** Hours of one digit stand in CloudBlue's own example. */
const TIME = /^(\d{4}-\d{2}-\d{2}) (\d{1,2}):(\d{2}):(\d{2})$/;

/** ISO 8601, or undefined when the text isn't a time of the form `YYYY-MM-DD hh:mm:ss`. */
const readTime = (value: string): string | undefined => {
  const [, day, hours = '', minutes, seconds] = TIME.exec(value) ?? [];
  const written = `${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}`;
  const time = Date.parse(`${written}Z`);
  // Date.parse takes the 30th of February for the 2nd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written)
    ? `${written}+00:00`
    : undefined;
};

const decimals = { integer: 0, 'decimal(2)': 2 } as const;

const findItem = (offer: Offer, criteria: string, value: string): Item | undefined => {
  const by = {
    'item.mpn': (item: Item) => item.mpn,
    'item.global_id': (item: Item) => item.id,
    'item.local_id': (item: Item) => item.local_id,
  }[criteria];
  return offer.items.find((item) => item.type === 'ppu' && by?.(item) === value);
};

const MONEY = /^-?\d+(\.\d+)?$/;

/** Reads the rows of one file, one after the other. */
export class RowReader {
  readonly #context: RowContext;
  readonly #seen = new Set<string>();
  #count = 0;
  #now = '';

  constructor(context: RowContext) {
    this.#context = context;
  }

  /** The record that a row makes, valid or not. */
  read(row: SheetRow): UsageRecord {
    const { file, offer, categories, findAssets } = this.#context;
    const errors: (readonly [code: string, detail: string])[] = [];
    const fail = (code: keyof typeof CODES, detail: string) => errors.push([CODES[code], detail]);
    const need = (column: string): string => {
      const value = text(row[column]);
      if (!value) fail('missing', `${column} is required.`);
      return value;
    };

    const recordId = need('record_id');
    if (recordId && this.#seen.has(recordId)) fail('duplicate', `record_id ${recordId} is not unique.`);
    this.#seen.add(recordId);

    const itemBy = need('item_search_criteria');
    const itemValue = need('item_search_value');
    const item = findItem(offer, itemBy, itemValue);
    if (itemBy && !/^item\.(mpn|global_id|local_id)$/.test(itemBy))
      fail('criteria', `item_search_criteria ${itemBy} is not supported.`);
    else if (itemValue && !item)
      fail('item', `Item ${itemValue} is not a pay-as-you-go item of product ${offer.product.id}.`);

    const assetBy = need('asset_search_criteria');
    const assetValue = need('asset_search_value');
    const [asset, ...others] = findAssets(assetBy, assetValue);
    if (assetBy && !/^(asset\.id|parameter\..+)$/.test(assetBy))
      fail('criteria', `asset_search_criteria ${assetBy} is not supported.`);
    else if (assetValue && !asset)
      fail('asset', `No subscription of the product has ${assetBy} ${assetValue}.`);
    else if (others.length)
      fail('asset', `${others.length + 1} subscriptions of the product have ${assetBy} ${assetValue}.`);

    const quantity = need('quantity');
    const places = item ? decimals[item.precision] : 8;
    const usage = Number(quantity);
    if (quantity && (!MONEY.test(quantity) || usage < 0))
      fail('quantity', `quantity ${quantity} is not valid.`);
    else if (item && Number(usage.toFixed(places)) !== usage)
      fail('quantity', `quantity ${quantity} has more decimals than item ${item.id} allows (${places}).`);

    const [start, end] = (['start_time_utc', 'end_time_utc'] as const).map((column) => {
      const value = need(column);
      const time = value ? readTime(value) : undefined;
      if (value && !time) fail('time', `${column} ${value} is not of the form YYYY-MM-DD hh:mm:ss.`);
      return time;
    });
    if (start && end && start > end) fail('time', 'start_time_utc is after end_time_utc.');
    const { period } = file;
    if (period && start && end && (start.slice(0, 10) < period.from || end.slice(0, 10) > period.to))
      fail('time', `The usage is outside of the period of the file (${period.from} to ${period.to}).`);

    const categoryId = text(row['category_id']);
    const category = categories.find((one) => one.id === categoryId);
    if (categoryId && !category)
      fail('category', `category_id ${categoryId} is not in the sheet categories.`);

    const amount = text(row['amount']);
    if (file.schema !== 'qt' && !amount) fail('amount', `amount is required for the schema ${file.schema}.`);
    else if (amount && !MONEY.test(amount)) fail('amount', `amount ${amount} is not valid.`);
    const tier = text(row['tier']);
    if (file.schema === 'tr' && !tier) fail('tier', 'tier is required for the schema tr.');
    else if (tier && !/^[0-2]$/.test(tier)) fail('tier', `tier ${tier} is not 0, 1 or 2.`);

    return this.#record({
      row,
      item,
      asset,
      start,
      end,
      category,
      usage: Number.isFinite(usage) ? usage : 0,
      amount: MONEY.test(amount) ? Number(amount) : null,
      tier: /^[0-2]$/.test(tier) ? Number(tier) : null,
      recordId,
      errors,
    });
  }

  #record(read: {
    row: SheetRow;
    item: Item | undefined;
    asset: Asset | undefined;
    start: string | undefined;
    end: string | undefined;
    category: Category | undefined;
    usage: number;
    amount: number | null;
    tier: number | null;
    recordId: string;
    errors: (readonly [string, string])[];
  }): UsageRecord {
    const { file, now } = this.#context;
    if (this.#count % AT_ONCE === 0) this.#now = now();
    const { row, item, asset, category, errors } = read;
    this.#count += 1;
    const number = String(this.#count).padStart(8, '0');
    const shownItem = {
      id: item?.id ?? '',
      local_id: item?.local_id ?? '',
      mpn: item?.mpn ?? '',
      name: item?.name ?? '',
      unit: item?.unit.title ?? '',
      precision: item?.precision ?? '',
      type: item ? 'PPU' : '',
    };
    return {
      id: `${file.id.replace('UF-', 'UR-')}-${number.slice(0, 4)}-${number.slice(4)}`,
      status: errors.length ? 'invalid' : 'valid',
      usagefile: { id: file.id, name: file.name, schema: file.schema, currency: file.currency },
      product_id: file.product.id,
      ...(read.start ? { start_date: read.start, usage_start_time: read.start } : {}),
      ...(read.end ? { end_date: read.end } : {}),
      item: shownItem,
      asset: {
        id: asset?.id ?? '',
        external_id: asset?.external_id ?? '',
        external_uid: asset?.external_uid ?? '',
        recon_id: '',
      },
      hub: asset ? asset.connection.hub : { id: '', name: '' },
      category: category ? { id: category.id, name: category.name } : null,
      tier: read.tier,
      amount: read.amount,
      multiplier: 1,
      usage: read.usage,
      params: Object.entries(row)
        .filter(([column, cell]) => column.startsWith('v.') && text(cell))
        .map(([column, cell]) => ({ parameter_name: column.slice(2), parameter_value: text(cell) })),
      item_id: shownItem.id,
      asset_id: asset?.id ?? '',
      resource_local_id: shownItem.local_id,
      asset_external_id: asset?.external_id ?? '',
      asset_external_uid: asset?.external_uid ?? '',
      created_time: this.#now,
      record_id: read.recordId,
      record_note: text(row['record_note']),
      ...(errors.length
        ? {
            error_codes: [...new Set(errors.map(([code]) => code))].join(', '),
            error_details: errors.map(([, detail]) => detail).join(' '),
          }
        : {}),
    };
  }
}
