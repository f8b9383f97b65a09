import type {
  UsageAggregate,
  UsageChunk,
  UsageFile,
  UsageReconciliation,
  UsageRecord,
} from '../connect/schemas/usage.ts';
import { assetSample } from './asset.ts';

const by = { id: 'UR-841-574-187', name: 'Robin Sample' };
const FILE = 'UF-2026-01-2818-2430';
const address = (name: string) => `https://storage.example.com/${name}.xlsx?sig=REDACTED`;

/** A report of January, as a distributor has accepted it. */
export const usageFileSample = {
  id: FILE,
  name: 'Usage of January',
  status: 'accepted',
  external_id: 'usage-2026-01',
  schema: 'qt',
  currency: 'USD',
  description: 'Traffic of all tenants',
  note: '',
  environment: 'production',
  period: { from: '2026-01-01', to: '2026-01-31' },
  product: { id: 'PRD-838-787-106', name: 'Example Cloud Backup' },
  contract: { id: 'CRD-58096-38285-80856', name: 'Example Distribution Contract' },
  marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
  vendor: { id: 'VA-392-495', name: 'Example Vendor' },
  provider: { id: 'PA-425-033', name: 'Example Distributor' },
  records: { valid: 2, invalid: 0, closed: 0 },
  stats: { uploaded: 2, validated: 2, pending: 0, accepted: 2, closed: 0, billed: 0 },
  error_detail: '',
  acceptance_note: 'As agreed',
  rejection_note: '',
  events: {
    created: { at: '2026-02-01T08:00:00+00:00', by },
    uploaded: { at: '2026-02-01T08:00:02+00:00', by },
    submitted: { at: '2026-02-01T08:05:00+00:00', by },
    accepted: { at: '2026-02-02T10:00:00+00:00', by: { id: 'UR-539-008-555', name: 'Alex Sample' } },
  },
  usage_file_uri: address(FILE),
  processed_file_uri: address(`${FILE}-PROCESSED`),
} satisfies UsageFile;

const vendorAt = (at: string) => ({ at, by });
const distributorAt = (at: string) => ({ at, by: { id: 'UR-539-008-555', name: 'Alex Sample' } });
const { created, uploaded, submitted, accepted } = usageFileSample.events;
const none = { uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0, billed: 0 };
const { acceptance_note, usage_file_uri, processed_file_uri, ...draft } = {
  ...usageFileSample,
  status: 'draft',
  records: { valid: 0, invalid: 0, closed: 0 },
  stats: none,
  events: { created },
};
const uploading = { ...draft, usage_file_uri, status: 'uploading', events: { created, uploaded } };
const read = { ...none, uploaded: 2, validated: 2 };
const ready = {
  ...uploading,
  processed_file_uri,
  status: 'ready',
  records: usageFileSample.records,
  stats: read,
};
const pending = {
  ...ready,
  status: 'pending',
  stats: { ...read, pending: 2 },
  events: { created, uploaded, submitted },
};

/** The same report, as it is in each state: nothing of it has happened that comes later. */
export const usageFileIn = {
  draft,
  uploading,
  ready,
  pending,
  rejected: {
    ...pending,
    status: 'rejected',
    stats: read,
    rejection_note: 'Record 2 is of last month',
    events: { ...pending.events, rejected: distributorAt('2026-02-02T10:00:00+00:00') },
  },
  accepted: usageFileSample,
  closed: {
    ...usageFileSample,
    status: 'closed',
    records: { valid: 0, invalid: 0, closed: 2 },
    stats: { ...read, closed: 2, billed: 2 },
    events: { created, uploaded, submitted, accepted, closed: distributorAt('2026-02-03T09:00:00+00:00') },
  },
  deleted: {
    ...uploading,
    status: 'deleted',
    events: { created, uploaded, deleted: vendorAt('2026-02-01T08:10:00+00:00') },
  },
} satisfies Readonly<Record<string, UsageFile>>;

/** What Report Usage says beside the file. */
export const reportSample = {
  totals: [{ item: 'BACKUP-TRAFFIC', rows: 2, quantity: 15.75, amount: 0 }],
  total_amount: 0,
  rows_left_out: 0,
  left_out: '',
  columns_left_out: '"Region"',
  sheets_left_out: '',
};

/** What a pointer to a file looks like once Zapier has followed it. */
const FILE_SAMPLE = 'https://example.com/usage.xlsx';

export const usageFilesSample = {
  ...usageFileIn.pending,
  files: { uploaded: FILE_SAMPLE, processed: FILE_SAMPLE, template: FILE_SAMPLE },
};

const usagefile = { id: FILE, name: 'Usage of January', schema: 'qt', currency: 'USD' };
const item = {
  id: 'PRD-838-787-106-0003',
  local_id: 'PRD_838_787_106_0003',
  mpn: 'BACKUP-TRAFFIC',
  name: 'Backup, traffic',
  unit: 'GB',
};
const asset = {
  id: assetSample.id,
  external_id: assetSample.external_id,
  external_uid: assetSample.external_uid,
};

export const usageRecordSample = {
  id: 'UR-2026-01-2818-2430-0000-0001',
  status: 'approved',
  start_date: '2026-01-01T00:00:00+00:00',
  end_date: '2026-01-31T23:59:59+00:00',
  usage: 12.5,
  amount: 0,
  tier: 0,
  multiplier: 1,
  item,
  asset,
  product_id: 'PRD-838-787-106',
  category: { id: 'backup', name: 'Backup' },
  params: [{ parameter_name: 'region', parameter_value: 'eu' }],
  usagefile,
} satisfies UsageRecord;

export const usageChunkSample = {
  id: 'UFC-2026-01-2818-2430-001',
  status: 'ready',
  external_id: '',
  outdated: false,
  usagefile,
  binding: { hub: { id: 'HB-1346-8670', name: 'Example Hub' }, external_id: '10000012' },
  marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
  provider: { id: 'PA-425-033', name: 'Example Distributor' },
  stats: { uploaded: 2, validated: 2, pending: 0, accepted: 2, closed: 0, billed: 0 },
  error: { detail: '' },
  events: { created: { at: '2026-02-02T10:00:05+00:00' } },
} satisfies UsageChunk;

/** The same chunk, once its records are billed. */
export const closedChunkSample = {
  ...usageChunkSample,
  status: 'closed',
  stats: { uploaded: 2, validated: 2, pending: 0, accepted: 0, closed: 2, billed: 2 },
  events: {
    ...usageChunkSample.events,
    closed: distributorAt('2026-02-03T09:00:00+00:00'),
  },
} satisfies UsageChunk;

export const usageChunkFilesSample = { ...usageChunkSample, files: { spreadsheet: FILE_SAMPLE } };

export const usageReconciliationSample = {
  id: 'URF-2026-01-2818-2430-001',
  status: 'processed',
  usagefile,
  partusagefile: { id: usageChunkSample.id, provider: usageChunkSample.provider },
  binding: usageChunkSample.binding,
  notes: { uploaded: 'January', processing: '2 records closed' },
  error: { detail: '' },
  events: { created: { at: '2026-02-03T09:00:00+00:00', by: { id: 'UR-539-008-555', name: 'Alex Sample' } } },
} satisfies UsageReconciliation;

export const usageReconciliationFilesSample = {
  ...usageReconciliationSample,
  files: { uploaded: FILE_SAMPLE, processed: FILE_SAMPLE },
};

export const usageAggregateSample = {
  id: `${item.id} ${asset.id}`,
  item: { ...item, type: 'PPU' },
  asset,
  usage: 17,
  amount: 0,
  currency: 'USD',
  accepted: 2,
  consumed: 17,
} satisfies UsageAggregate;
