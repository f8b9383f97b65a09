import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { grouped, MAX_COLUMNS } from '../../spreadsheets/limits.ts';
import type { FileInput } from '../support/fileBody.ts';
import type { Period } from '../support/reportFields.ts';
import { Totals } from '../support/totals.ts';
import type { BillReader } from './bills/reading.ts';
import { findSubscriptions, readCatalog, type Subscriptions, type UsageCatalog } from './catalog.ts';
import { DYNAMIC, type Dynamic, type RawRow } from './columns.ts';
import type { DateFormat } from './days.ts';
import type { LeftOut, UnreadParts } from './leftOut.ts';
import { pacedBy } from './pace.ts';
import type { RowProblems } from './problems.ts';
import { RowStore } from './rowStore.ts';
import { RowChecker, type UsageRow } from './rows.ts';
import { openRows, type SourceInput } from './source.ts';
import { type Extras, ORDER } from './spreadsheet.ts';
import { subscriptionOf } from './subscriptionCheck.ts';
import { hasComma, hasPoint, hasTimeOfDay, textOf } from './values.ts';

/** Reads the rows of a report and checks them; nothing is sent. */

/** What a person says of a report; a bill may say the rest. */
export interface ReportInput extends Omit<FileInput, 'name'>, SourceInput {
  readonly name?: string | undefined;
  readonly date_format?: DateFormat | undefined;
}

/** A report that has an ID and a name. */
export interface NamedReport extends ReportInput {
  readonly name: string;
  readonly external_id: string;
}

/** The rows of a report, read but not checked. */
export interface ReadReport {
  readonly rows: RowStore;
  readonly names: Parameters<typeof findSubscriptions>[2];
  readonly extras: Extras;
  readonly areDays: boolean;
  readonly isPointDecimal: boolean;
  readonly unread: UnreadParts | undefined;
  readonly bill: BillReader | undefined;
}

/**
 * Reads all rows, and gathers what they name before any is checked; see {@link checkRead}.
 * @param file the file of the report, where it is being fetched already.
 * @throws ConnectError when they can't be read.
 */
export const readReport = async (
  connect: Connect,
  input: ReportInput,
  file?: Promise<Buffer>,
): Promise<ReadReport> => {
  const { rows: source, categories: named, unread, bill } = await openRows(connect, input, file);
  const rows = new RowStore();
  const [ids, externalIds, externalUids, values] = [0, 0, 0, 0].map(() => new Set<string>()) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const params = new Set<string>();
  const dynamic = new Set<Dynamic>();
  const categories = new Set<string>();
  let areDays = true;
  let hasCommas = false;
  let hasPoints = false;
  for await (const batch of source) {
    rows.add(batch);
    for (const row of batch) {
      const { id, externalId, externalUid } = subscriptionOf(row);
      if (id) ids.add(id);
      if (externalId) externalIds.add(externalId);
      else if (externalUid) externalUids.add(externalUid);
      // What Connect is to find in other files it alone can know.
      if (bill) values.add(textOf(row.values.asset_id));
      for (const name in row.params) params.add(name);
      for (const name of DYNAMIC) if (textOf(row.values[name])) dynamic.add(name);
      const category = textOf(row.values.category);
      if (category) categories.add(category);
      const { start, end, quantity, amount } = row.values;
      areDays &&= !hasTimeOfDay(start) && !hasTimeOfDay(end);
      hasCommas ||= hasComma(quantity) || hasComma(amount);
      hasPoints ||= hasPoint(quantity) || hasPoint(amount);
    }
  }
  const most = MAX_COLUMNS - ORDER.length - dynamic.size;
  if (params.size > most) {
    throw new ConnectError(
      'fix',
      `Parameters: the rows have ${grouped(params.size)} different ones, and Connect's spreadsheet has room for ${grouped(most)}. Nothing was sent.`,
    );
  }
  return {
    rows,
    names: { ids, externalIds, externalUids, values },
    extras: {
      params: [...params],
      dynamic: DYNAMIC.filter((name) => dynamic.has(name)),
      categories: Array.from(categories, (id) => named.get(id) ?? { id, name: id, description: '' }),
    },
    areDays,
    // A bill's are looked at as they stand in it; see `checkRead`.
    isPointDecimal: bill !== undefined || (hasPoints && !hasCommas),
    unread,
    bill,
  };
};

/** @throws ConnectError when what was read is no report: numbers that could be two, rows of several accounts, or none. */
export const checkRead = ({ rows, bill }: ReadReport): void => {
  bill?.checkNumbers();
  bill?.checkAccounts();
  if (rows.count) return;
  throw new ConnectError(
    'fix',
    bill?.leftOut.count
      ? `Spreadsheet: none of its rows is usage. ${bill.leftOut.text}`
      : 'Spreadsheet: it has a header, but no rows below it.',
  );
};

/** The report with what its bill says of it, where the person has said nothing. */
export const named = (input: ReportInput, bill: BillReader | undefined): NamedReport => {
  const id = input.external_id ?? bill?.externalId ?? '';
  return {
    ...input,
    external_id: id,
    name: input.name ?? id,
    period: input.period ?? bill?.period,
    currency: bill ? bill.currency : input.currency,
  };
};

/** What came of checking the rows; complete once all of them were taken. */
export interface Checking {
  /** The rows that are right, in Connect's form, as they are asked for. */
  readonly rows: Iterable<UsageRow>;
  readonly problems: RowProblems;
  readonly leftOut: LeftOut;
  readonly totals: Totals;
  /** Rows that are right and were taken so far. */
  readonly count: number;
  readonly breathe: ReturnType<typeof pacedBy>;
}

/** What the rows of a report are compared with. */
export interface Compared {
  readonly catalog: Promise<UsageCatalog>;
  readonly subscriptions: Promise<Subscriptions>;
}

/** Looks up what the rows of a report are compared with, side by side. */
export const comparing = (
  connect: Connect,
  report: Pick<ReportInput, 'product_id' | 'contract_id'>,
  { names }: Pick<ReadReport, 'names'>,
): Compared => ({
  catalog: readCatalog(connect, report.product_id),
  subscriptions: findSubscriptions(connect, report, names),
});

/**
 * Prepares the check of rows against the product and its subscriptions.
 * @param period of the file, outside of which no row may be.
 */
export const checking = async (
  connect: Connect,
  input: NamedReport,
  read: ReadReport,
  period: Period | undefined,
  compared: Compared = comparing(connect, input, read),
): Promise<Checking> => {
  const { rows, areDays, isPointDecimal, bill } = read;
  const [catalog, subscriptions] = await Promise.all([compared.catalog, compared.subscriptions]);
  const checker = new RowChecker({
    catalog,
    subscriptions,
    contractId: input.contract_id,
    period,
    reportId: input.external_id,
    areDays,
    isPointDecimal,
    dateFormat: input.date_format,
    bill: bill?.format,
  });
  const totals = new Totals();
  let looked = 0;
  let count = 0;
  function* checked(given: Iterable<RawRow>): Generator<UsageRow> {
    for (const raw of given) {
      looked += 1;
      const row = checker.check(raw);
      if (!row) continue;
      count += 1;
      totals.add(row.item_search_value, textOf(raw.values.item), row.quantity, row.amount);
      yield row;
    }
  }
  return {
    rows: checked(rows.take()),
    problems: checker.problems,
    leftOut: checker.leftOut,
    totals,
    get count() {
      return count;
    },
    breathe: pacedBy(connect.deadline, () => ({ read: rows.count, written: looked })),
  };
};

/** Letters of the texts of an output. */
const MOST = 1_000;

/** What is said of a report of which every row is left out. */
export const nothingLeft = ({ left_out }: { readonly left_out: string }): string =>
  `Nothing is left to report. ${left_out}`;

/** What an output says of a report: sums, and what of the file isn't sent. */
export const shownOf = ({ unread, bill }: ReadReport, { leftOut, totals }: Checking) => ({
  ...totals.shown,
  rows_left_out: (bill?.leftOut.count ?? 0) + leftOut.count,
  left_out: [leftOut.text, bill?.leftOut.text].filter(Boolean).join(' ').slice(0, MOST),
  columns_left_out: unread?.columns ?? '',
  sheets_left_out: (unread?.sheets ?? []).join(', ').slice(0, MOST),
});
