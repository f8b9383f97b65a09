import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import type { Where } from '../connect/rql.ts';
import { type UsageRecord, UsageRecordPage } from '../connect/schemas/usage.ts';
import { bytesOf, MAX_BYTES } from '../connect/size.ts';
import { usageFilePicker } from '../fields/pickers.ts';
import { usageRecordSample } from '../samples/usage.ts';
import { fieldsOf, queryOf } from '../zapier/filter.ts';
import { badValue } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import { decimalOf } from './report/values.ts';
import { recordFilters } from './support/recordFilters.ts';
import { Totals } from './support/totals.ts';

const DEFAULT_RECORDS = 1_000;
const MOST_RECORDS = 5_000;
/** Rows of one call: Connect cuts off at 1000. */
const PAGE = 1_000;

/** Where the next records begin, and how many there were; bound to its file, so that it can't be used with another one. */
const tokenOf = (fileId: string, { offset, total }: Place): string => `${fileId}:${offset}:${total}`;

interface Place {
  readonly offset: number;
  readonly total: number;
}

const readToken = (fileId: string, token: string | undefined): Place => {
  if (!token) return { offset: 0, total: 0 };
  const [, id, offset, total] = /^(.+):(\d+):(\d+)$/.exec(token) ?? [];
  if (id !== fileId)
    throw badValue(
      'Page Token',
      token,
      `the Next Page Token of an earlier run for usage file ${fileId}, or nothing`,
    );
  return { offset: Number(offset), total: Number(total) };
};

const readLimit = (limit = DEFAULT_RECORDS): number => {
  if (limit < 1 || limit > MOST_RECORDS)
    throw badValue('Maximum Records', limit, `a number from 1 to ${MOST_RECORDS}`);
  return limit;
};

/** As many of the records as were asked for and Zapier can take in size and time. */
const readPage = async (
  connect: Connect,
  where: Where<'usage/records'>,
  { offset: from, total: before }: Place,
  limit: number,
) => {
  let offset = from;
  const records: UsageRecord[] = [];
  let total = 0;
  let bytes = 0;
  while (records.length < limit) {
    const size = Math.min(PAGE, limit - records.length);
    const { rows, total: all } = await connect.usageRecords.list({
      where,
      ordering: ['created_time'],
      limit: size,
      offset: offset + records.length,
      pageSize: size,
    });
    // Records that were handed out may have left the filter since (closed ones, say), and the rest has moved up. Going
    // back as far loses none; where others have left, some come twice.
    if (offset > 0 && all < before && !records.length && offset === from) {
      offset = Math.max(0, from - (before - all));
      total = all;
      continue;
    }
    total = all;
    for (const row of rows) {
      bytes += bytesOf(row);
      if (bytes > MAX_BYTES && records.length) return { records, total, offset };
      records.push(row);
    }
    if (rows.length < size || !connect.deadline.allowsMore) break;
  }
  return { records, total, offset };
};

/** Sums of the records of a page, by the item's MPN. */
const totalsOf = (records: readonly UsageRecord[]) => {
  const totals = new Totals();
  for (const { item, usage, amount } of records) {
    const name = item?.mpn || item?.id || '';
    totals.add(item?.id || name, name, decimalOf(usage) ?? '', decimalOf(amount) ?? '');
  }
  return totals.shown;
};

const fileField = usageFilePicker('usage_file_id', { required: true });

const pageFields = defineInputFields([
  {
    key: 'limit',
    label: 'Maximum Records',
    type: 'integer',
    helpText: `From 1 to ${MOST_RECORDS}; ${DEFAULT_RECORDS} when empty.`,
  },
  {
    key: 'page_token',
    label: 'Page Token',
    helpText: 'Empty for the first records; for the next ones the Next Page Token of the run before.',
  },
]);

/** Either side: the records of one usage file as line items, page by page. */
export const listUsageRecords = action({
  key: 'list_usage_records',
  noun: 'Usage Record',
  label: 'List Usage Records',
  description:
    'Reads the records of a usage file as line items for a later step, such as a loop, and returns how many there are, and the totals of those returned by item. What doesn’t fit comes with the next page token. Changes nothing. To find one record use Get Usage Records.',
  inputFields: [fileField, ...fieldsOf(recordFilters), ...pageFields],
  returns: UsageRecordPage,
  sample: {
    usage_file_id: usageRecordSample.usagefile.id,
    records: [usageRecordSample],
    count: 1,
    total: 2,
    totals: [{ item: 'BACKUP-TRAFFIC', rows: 1, quantity: 12.5, amount: 0 }],
    total_amount: 0,
    next_page_token: `${usageRecordSample.usagefile.id}:1:2`,
  },
  run: async (connect, input) => {
    const { usage_file_id: id } = input;
    // How many filters stand before them is lost on the compiler, and they with it.
    const page = input as InferInputData<typeof pageFields>;
    const place = readToken(id, page.page_token);
    const where = { 'usagefile.id': id, ...queryOf(recordFilters, input).where };
    const { records, total, offset } = await readPage(connect, where, place, readLimit(page.limit));
    if (!records.length && place.offset === 0 && !(await connect.usageFiles.find(id)))
      throw new ConnectError('fix', `Connect has no usage file ${id} that this connection can see.`);
    const next = offset + records.length;
    return {
      usage_file_id: id,
      records,
      count: records.length,
      total,
      ...totalsOf(records),
      next_page_token: records.length && next < total ? tokenOf(id, { offset: next, total }) : '',
    };
  },
});
