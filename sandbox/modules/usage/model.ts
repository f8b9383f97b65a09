import type { Reference, Stamp } from '../../world/model.ts';

/** Usage as the API shows it. */

export type Schema = 'qt' | 'tr' | 'cr' | 'pr';

export interface Stats {
  uploaded: number;
  validated: number;
  pending: number;
  accepted: number;
  closed: number;
  billed: number;
}

export const FILE_STATUSES = [
  'draft',
  'uploading',
  'uploaded',
  'invalid',
  'processing',
  'ready',
  'rejected',
  'pending',
  'accepted',
  'closed',
  'deleted',
] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

type EventName = 'created' | 'uploaded' | 'submitted' | 'accepted' | 'closed' | 'rejected' | 'deleted';

export interface UsageFile extends Reference {
  status: FileStatus;
  external_id: string | null;
  vendor: Reference;
  provider: Reference;
  environment: 'production' | 'test' | 'preview';
  marketplace: Reference;
  contract: Reference;
  product: Reference & { icon: string };
  schema: Schema;
  currency: string;
  description: string;
  note: string;
  period?: { from: string; to: string };
  acceptance_note?: string;
  rejection_note?: string;
  error_detail?: string;
  stats: Stats;
  records: { valid: number; invalid: number; closed: number };
  events: Partial<Record<EventName, Stamp>> & { created: Stamp };
}

export interface UsageRecord {
  id: string;
  status: 'valid' | 'invalid' | 'approved' | 'rejected' | 'closed';
  usagefile: { id: string; name: string; schema: Schema; currency: string };
  product_id: string;
  start_date?: string;
  end_date?: string;
  item: {
    id: string;
    local_id: string;
    mpn: string;
    name: string;
    unit: string;
    precision: string;
    type: string;
  };
  asset: { id: string; external_id: string; external_uid: string; recon_id: string };
  hub: Reference;
  category: Reference | null;
  tier: number | null;
  amount: number | null;
  multiplier: number;
  usage: number;
  params: { parameter_name: string; parameter_value: string }[];
  item_id: string;
  asset_id: string;
  resource_local_id: string;
  asset_external_id: string;
  asset_external_uid: string;
  created_time: string;
  usage_start_time?: string;
  /** The vendor's own id and note of the row. */
  record_id: string;
  record_note: string;
  error_codes?: string;
  error_details?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  closed_at?: string;
  closed_by?: string;
}

export interface UsageChunk {
  id: string;
  status: 'draft' | 'ready' | 'closed' | 'failed';
  outdated: boolean;
  usagefile: UsageRecord['usagefile'];
  binding: { hub: Reference; external_id: string };
  marketplace: Reference;
  error: { detail: string };
  events: { created: Stamp; closed?: Stamp };
  stats: Stats;
  provider: Reference;
  external_id: string;
}

export interface Reconciliation {
  id: string;
  status: 'uploaded' | 'processing' | 'processed' | 'failed';
  usagefile?: UsageRecord['usagefile'];
  partusagefile?: { id: string; provider: Reference };
  binding?: UsageChunk['binding'];
  error: { detail: string };
  notes: { uploaded: string; processing: string };
  events: { created: Stamp };
  provider: Reference;
}

export interface Aggregate {
  id: string;
  item: UsageRecord['item'];
  asset: UsageRecord['asset'];
  usage: number;
  amount: number;
  currency: string;
  accepted: number;
  consumed: number;
}

export interface Category extends Reference {
  description: string;
}

export const fileReference = ({ id, name, schema, currency }: UsageFile): UsageRecord['usagefile'] => ({
  id,
  name,
  schema,
  currency,
});
