import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { reachState } from '../../connect/reachState.ts';
import type { UsageFile, UsageReport } from '../../connect/schemas/usage.ts';
import { awaited, BUSY } from '../support/awaitFile.ts';
import { type FileInput, fileBody, findByExternalId, postUsageFile } from '../support/fileBody.ts';
import { uploadSpreadsheet } from '../support/uploadSpreadsheet.ts';
import { findSubscriptions, readCatalog } from './catalog.ts';
import { DYNAMIC, type Dynamic, type RawRow } from './columns.ts';
import { checkTime, pacedBy } from './pace.ts';
import { RowStore } from './rowStore.ts';
import { RowChecker, subscriptionOf, type UsageRow } from './rows.ts';
import { openRows, type ReportRows, type SourceInput } from './source.ts';
import { writeUsage } from './spreadsheet.ts';
import { hasComma, hasPoint, hasTimeOfDay, textOf } from './values.ts';

/** From rows to a usage file that Connect has read: checked first, then created, uploaded, awaited, submitted. */

/** Refused records that a message names. */
const NAMED = 10;

export interface ReportInput extends FileInput, SourceInput {
  readonly external_id: string;
  readonly submit?: boolean | undefined;
}

/** States in which a report is with the distributor, or was: its rows can't be sent again. */
const SUBMITTED = ['pending', 'accepted', 'closed'];

/** Reads all rows, and gathers what they name before any is checked. */
const survey = async ({ rows: source, categories: named }: ReportRows) => {
  const rows = new RowStore();
  const ids = new Set<string>();
  const externalIds = new Set<string>();
  const params = new Set<string>();
  const dynamic = new Set<Dynamic>();
  const categories = new Set<string>();
  let areDays = true;
  let hasCommas = false;
  let hasPoints = false;
  for await (const batch of source) {
    rows.add(batch);
    for (const row of batch) {
      const { id, externalId } = subscriptionOf(row);
      if (id) ids.add(id);
      if (externalId) externalIds.add(externalId);
      for (const name of Object.keys(row.params)) params.add(name);
      for (const name of DYNAMIC) if (textOf(row.values[name])) dynamic.add(name);
      const category = textOf(row.values.category);
      if (category) categories.add(category);
      const { start, end, quantity, amount } = row.values;
      areDays &&= !hasTimeOfDay(start) && !hasTimeOfDay(end);
      hasCommas ||= hasComma(quantity) || hasComma(amount);
      hasPoints ||= hasPoint(quantity) || hasPoint(amount);
    }
  }
  const extras = {
    params: [...params],
    dynamic: DYNAMIC.filter((name) => dynamic.has(name)),
    categories: Array.from(categories, (id) => named.get(id) ?? { id, name: id, description: '' }),
  };
  return { rows, ids, externalIds, extras, areDays, isPointDecimal: hasPoints && !hasCommas };
};

function* checked(rows: Iterable<RawRow>, checker: RowChecker, onRow: () => void): Generator<UsageRow> {
  for (const raw of rows) {
    onRow();
    const row = checker.check(raw);
    if (row) yield row;
  }
}

/**
 * The spreadsheet of a report.
 * @throws ConnectError with all that is wrong with the rows, by row and column. Nothing was sent then.
 */
const prepare = async (connect: Connect, input: ReportInput): Promise<{ content: Buffer; count: number }> => {
  const source = await openRows(connect, input);
  const [{ rows, ids, externalIds, extras, areDays, isPointDecimal }, catalog] = await Promise.all([
    survey(source),
    readCatalog(connect, input.product_id),
  ]);
  const { count } = rows;
  if (!count) throw new ConnectError('fix', 'Spreadsheet: it has a header, but no rows below it.');
  const checker = new RowChecker({
    catalog,
    subscriptions: await findSubscriptions(connect, input.product_id, { ids, externalIds }),
    contractId: input.contract_id,
    period: input.period,
    reportId: input.external_id,
    areDays,
    isPointDecimal,
  });
  let written = 0;
  const breathe = pacedBy(connect.deadline, () => ({ read: count, written }));
  const content = await writeUsage(
    checked(rows, checker, () => {
      written += 1;
    }),
    extras,
    breathe,
  );
  const { problems } = checker;
  if (problems.count) {
    throw new ConnectError(
      'fix',
      `The report has ${problems.count} ${problems.count === 1 ? 'problem' : 'problems'} and was not sent. ${problems.text}`,
    );
  }
  checkTime(connect.deadline, count);
  return { content, count };
};

/** Why Connect didn't take a file, with the records that it refused. */
const refusal = async (connect: Connect, file: UsageFile): Promise<ConnectError> => {
  const { rows, total } = await connect.usageRecords
    .list({ where: { 'usagefile.id': file.id, status: 'invalid' }, limit: NAMED })
    .catch(() => ({ rows: [], total: 0 }));
  const named = rows.map((row) => {
    const codes = row.error_codes ? ` (${row.error_codes})` : '';
    const { record_id: own } = row as { record_id?: unknown };
    const name = typeof own === 'string' && own ? `${own} (${row.id})` : row.id;
    return `${name}: ${row.error_details ?? 'no reason given'}${codes}`;
  });
  const more = total > NAMED ? ` And ${total - NAMED} more.` : '';
  const detail = file.error_detail ? ` ${file.error_detail}` : '';
  return new ConnectError(
    'fix',
    `Usage file ${file.id} was uploaded, and Connect found it invalid.${detail} ${named.join(' ')}${more} Correct the rows and run the step again: the same file gets them.`,
  );
};

/** What the person has to know when a step after the creation of the file fails. */
const afterCreation = (id: string, error: unknown): unknown =>
  error instanceof ConnectError
    ? error.with(
        `Usage file ${id} exists already; running this step again goes on with it and makes no other.`,
      )
    : error;

/** Makes an open file of the report say what the input says. */
const updated = async (connect: Connect, file: UsageFile, input: ReportInput): Promise<UsageFile> => {
  const wanted = { name: input.name, ...fileBody(input) };
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => JSON.stringify(file[key]) !== JSON.stringify(value)),
  );
  return Object.keys(changes).length ? connect.usageFiles.update(file.id, changes) : file;
};

/**
 * Reports usage: finds or makes the file of the report, uploads the rows, and submits it if asked. Run again with the
 * same external ID it goes on where it stopped: as long as the file isn't submitted, the rows take the place of those
 * that it has; no second file is made.
 * @returns the file as it is now, and what was done.
 * @throws ConnectError before anything is sent when a row is wrong; later ones name the file.
 */
export const report = async (connect: Connect, input: ReportInput): Promise<UsageReport> => {
  const found = await findByExternalId(connect, input);
  const known = found && (await awaited(connect, found));
  const isOver = known && [...BUSY, ...SUBMITTED].includes(known.status ?? '');
  if (isOver) return { ...known, outcome: 'existing', records_sent: 0 };
  const { content, count } = await prepare(connect, input);
  const file = known ? await updated(connect, known, input) : await postUsageFile(connect, input);
  let uploaded: UsageFile;
  try {
    uploaded = await awaited(connect, await uploadSpreadsheet(connect, file.id, content));
  } catch (error) {
    throw afterCreation(file.id, error);
  }
  return finish(connect, uploaded, input, { outcome: 'reported', records_sent: count });
};

const finish = async (
  connect: Connect,
  file: UsageFile,
  { submit }: ReportInput,
  done: { outcome: string; records_sent: number },
): Promise<UsageReport> => {
  if (file.status === 'invalid') throw await refusal(connect, file);
  if (!submit || file.status !== 'ready') return { ...file, ...done };
  try {
    const submitted = await reachState(connect.usageFiles, {
      id: file.id,
      verb: 'submit',
      target: 'pending',
      what: `submit usage file ${file.id}`,
      noun: 'usage file',
    });
    return { ...submitted, ...done };
  } catch (error) {
    throw afterCreation(file.id, error);
  }
};
