import type * as z from 'zod/mini';
import { once } from '../once.ts';
import {
  anything,
  event,
  extended,
  file,
  flag,
  id,
  list,
  number,
  object,
  part,
  reference,
  state,
  text,
  time,
} from './fieldTypes.ts';

/** Objects of the module Usage: what `/usage` gives. */

const stats = once(() =>
  part({
    uploaded: number('Records Uploaded'),
    validated: number('Records Validated'),
    pending: number('Records Pending'),
    accepted: number('Records Accepted'),
    closed: number('Records Closed'),
    billed: number('Records Billed'),
  }),
);

const events = once(() =>
  part({
    created: event('Created'),
    uploaded: event('Uploaded'),
    submitted: event('Submitted'),
    accepted: event('Accepted'),
    rejected: event('Rejected'),
    closed: event('Closed'),
    deleted: event('Deleted'),
  }),
);

const fileReference = once(() =>
  part({ id: text(), name: text(), schema: text(), currency: text() }, 'Usage File'),
);

export const USAGE_FILE_STATES = {
  draft: 'Draft',
  uploading: 'Uploading',
  uploaded: 'Uploaded',
  processing: 'Processing',
  invalid: 'Invalid',
  ready: 'Ready',
  pending: 'Pending (submitted)',
  rejected: 'Rejected',
  accepted: 'Accepted',
  closed: 'Closed',
  deleted: 'Deleted',
} as const;

export const USAGE_RECORD_STATES = {
  valid: 'Valid',
  invalid: 'Invalid',
  approved: 'Approved',
  rejected: 'Rejected',
  closed: 'Closed',
} as const;

export const USAGE_CHUNK_STATES = {
  draft: 'Draft',
  ready: 'Ready',
  closed: 'Closed',
  failed: 'Failed',
} as const;

/** A usage file: the report of a vendor for one product and contract. */
export const UsageFile = object(() => ({
  id: id('Usage File ID'),
  name: text(),
  status: state(USAGE_FILE_STATES),
  external_id: text(),
  schema: text(),
  currency: text(),
  description: text(),
  note: text(),
  environment: text(),
  period: part({ from: text('Period From'), to: text('Period To') }),
  product: reference('Product'),
  contract: reference('Contract'),
  marketplace: reference('Marketplace'),
  vendor: reference('Vendor'),
  provider: reference('Distributor'),
  records: part({
    valid: number('Valid Records'),
    invalid: number('Invalid Records'),
    closed: number('Closed Records'),
  }),
  stats: stats(),
  error_detail: text(),
  acceptance_note: text(),
  rejection_note: text(),
  events: events(),
  usage_file_uri: text('Uploaded Spreadsheet Address'),
  processed_file_uri: text('Processed Spreadsheet Address'),
  reconciliation_file_uri: text('Reconciliation Spreadsheet Address'),
}));
export type UsageFile = z.infer<typeof UsageFile>;

/** With its spreadsheets as files that later steps of a Zap can use. */
export const UsageFileWithFiles = extended(UsageFile, () => ({
  files: part({
    uploaded: file('Uploaded Spreadsheet'),
    processed: file('Processed Spreadsheet'),
    reconciliation: file('Reconciliation Spreadsheet'),
    template: file('Template of the Product'),
  }),
}));

const recordShape = once(() => ({
  status: state(USAGE_RECORD_STATES, 'Record Status'),
  start_date: time('Usage Start'),
  end_date: time('Usage End'),
  usage: number('Quantity'),
  amount: number(),
  tier: number(),
  multiplier: number(),
  item: part({ id: text(), local_id: text(), mpn: text(), name: text(), unit: text() }, 'Item'),
  asset: part({ id: text(), external_id: text(), external_uid: text() }, 'Subscription'),
  product_id: text(),
  category: part({ id: text(), name: text() }, 'Category'),
  params: list({ parameter_name: text(), parameter_value: text() }, 'Parameters'),
  usagefile: fileReference(),
  external_billing_id: text(),
  external_billing_note: text(),
  closed_at: time(),
  closed_by: text(),
  error_codes: text(),
  error_details: text(),
}));

/** One record of a usage file: what one subscription used of one item in a stretch of time. */
export const UsageRecord = object(() => ({ id: id('Usage Record ID'), ...recordShape() }));
export type UsageRecord = z.infer<typeof UsageRecord>;

/** The part of an accepted file that belongs to one hub. */
export const UsageChunk = object(() => ({
  id: id('Chunk File ID'),
  status: state(USAGE_CHUNK_STATES),
  external_id: text(),
  outdated: flag(),
  usagefile: fileReference(),
  binding: part({ hub: reference('Hub'), external_id: text('Hub External ID') }),
  marketplace: reference('Marketplace'),
  provider: reference('Distributor'),
  stats: stats(),
  error: part({ detail: text('Error Detail') }),
  events: part({ created: event('Created'), closed: event('Closed') }),
}));
export type UsageChunk = z.infer<typeof UsageChunk>;

export const UsageChunkWithFiles = extended(UsageChunk, () => ({
  files: part({ spreadsheet: file('Chunk Spreadsheet') }),
}));

/** A spreadsheet by which a distributor closes records. */
export const UsageReconciliation = object(() => ({
  id: id('Reconciliation ID'),
  status: text(),
  usagefile: fileReference(),
  partusagefile: part({ id: text(), provider: reference('Distributor') }, 'Chunk File'),
  binding: part({ hub: reference('Hub'), external_id: text('Hub External ID') }),
  notes: part({ uploaded: text('Upload Note'), processing: text('Processing Note') }),
  error: part({ detail: text('Error Detail') }),
  events: part({ created: event('Created') }),
}));
export type UsageReconciliation = z.infer<typeof UsageReconciliation>;

export const UsageReconciliationWithFiles = extended(UsageReconciliation, () => ({
  files: part({ uploaded: file('Uploaded Spreadsheet'), processed: file('Processed Spreadsheet') }),
}));

/** What one subscription used of one item in all accepted files. Connect gives it no id. */
export const UsageAggregate = object(() => ({
  /** Ours, for Zapier: the item's and the subscription's. */
  id: text('Aggregate ID'),
  item: part({ id: text(), local_id: text(), mpn: text(), name: text(), unit: text(), type: text() }, 'Item'),
  asset: part({ id: text(), external_id: text(), external_uid: text() }, 'Subscription'),
  usage: number(),
  amount: number(),
  currency: text(),
  accepted: number(),
  consumed: number(),
}));
export type UsageAggregate = z.infer<typeof UsageAggregate>;

/** Sums by item, for people who ask whether that is what they expect. */
const totals = once(() => ({
  totals: list({
    item: text('Total Item'),
    rows: number('Total Rows'),
    quantity: number('Total Quantity'),
    amount: number('Total Amount of Item'),
  }),
  total_amount: number('Total Amount'),
}));

/** What of a report's file isn't sent. */
const leftOut = once(() => ({
  rows_left_out: number('Rows Left Out'),
  left_out: text('Why Rows Are Left Out'),
  columns_left_out: text('Columns Left Out'),
  sheets_left_out: text('Sheets Left Out'),
}));

/** What became of a report: the file, and what was sent. */
export const UsageReport = extended(UsageFile, () => ({
  outcome: text('Outcome'),
  records_sent: number('Records Sent'),
  ...totals(),
  ...leftOut(),
}));
export type UsageReport = z.infer<typeof UsageReport>;

/** What a report would do; nothing was sent. */
export const UsageCheck = object(() => ({
  id: text('Report External ID'),
  is_ready: flag('Is Ready to Report'),
  would: text('What Report Usage Would Do'),
  usage_file_id: text('Usage File ID'),
  usage_file_status: text('Usage File Status'),
  period: part({ from: text('Period From'), to: text('Period To') }),
  currency: text(),
  rows: number('Rows'),
  records: number('Records'),
  problems_count: number('Problems Found'),
  problems: text('Problems'),
  accounts: list({ account: text('Account'), rows: number('Account Rows') }),
  ...totals(),
  ...leftOut(),
}));
export type UsageCheck = z.infer<typeof UsageCheck>;

/** Some records of a file, and where the next ones begin. */
export const UsageRecordPage = object(() => ({
  usage_file_id: text('Listed Usage File ID'),
  records: list({ id: text('Usage Record ID'), ...recordShape() }, 'Records'),
  count: number('Records Returned'),
  total: number('Records in All'),
  ...totals(),
  next_page_token: text(),
}));
export type UsageRecordPage = z.infer<typeof UsageRecordPage>;

/** What became of each record that was to be closed: Connect's answer to `close-records`. */
export const ClosedRecords = object(() => ({
  closed: list({ id: text('Closed Record ID'), external_billing_id: text('Closed Record Billing ID') }),
  refused: list({
    id: text('Refused Record ID'),
    status: text('Refused Record Status'),
    reason: text('Refused Record Reason'),
  }),
  unknown: list({ id: text('Unknown Record ID') }),
  closed_count: number('Records Closed'),
  refused_count: number('Records Refused'),
  unknown_count: number('Records of Unknown Fate'),
}));
export type ClosedRecords = z.infer<typeof ClosedRecords>;

/** One outcome of `close-records`. */
export const CloseOutcome = object(() => ({
  id: id('Usage Record ID'),
  status: text(),
  error_codes: anything(),
  error_details: anything(),
}));

/** Where a product's template for usage reports is. */
export const TemplateLink = object(() => ({ template_link: text() }));
