import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { reachState } from '../../connect/reachState.ts';
import type { UsageFile, UsageReport } from '../../connect/schemas/usage.ts';
import { missing } from '../../zapier/input.ts';
import { awaited, BUSY, isBusy } from '../support/awaitFile.ts';
import { fileBody } from '../support/fileBody.ts';
import { findByExternalId, makeUsageFile, staying } from '../support/oneFile.ts';
import { uploadSpreadsheet } from '../support/uploadSpreadsheet.ts';
import { checkTime } from './pace.ts';
import {
  type Compared,
  checking,
  checkRead,
  comparing,
  type NamedReport,
  named,
  nothingLeft,
  type ReadReport,
  type ReportInput,
  readReport,
  shownOf,
} from './prepare.ts';
import { startFetch } from './source.ts';
import { writeUsage } from './spreadsheet.ts';

/** From rows to a usage file that Connect has read: checked first, then created, uploaded, awaited, submitted. */

/** Refused records that a message names. */
const NAMED = 10;

/** States in which a report is with the distributor, or was: its rows can't be sent again. */
export const SUBMITTED = ['pending', 'accepted', 'closed'];

/**
 * The spreadsheet of a report.
 * @throws ConnectError with all that is wrong with the rows, by row and column. Nothing was sent then.
 */
const prepare = async (
  connect: Connect,
  input: NamedReport,
  read: ReadReport,
  file: UsageFile | undefined,
  compared: Compared,
) => {
  const check = await checking(connect, input, read, input.period ?? periodOf(file), compared);
  const content = await writeUsage(check.rows, read.extras, check.breathe);
  const { problems, count } = check;
  if (problems.count) {
    throw new ConnectError(
      'fix',
      `The report has ${problems.count} ${problems.count === 1 ? 'problem' : 'problems'} and was not sent. ${problems.text}`,
    );
  }
  const shown = shownOf(read, check);
  if (!count) throw new ConnectError('fix', nothingLeft(shown));
  checkTime(connect.deadline, read.rows.count);
  return { content, done: { outcome: 'reported', records_sent: count, ...shown } };
};

/** The period that a file has, where it has one. */
export const periodOf = (file: UsageFile | undefined) => {
  const { from, to } = file?.period ?? {};
  return from && to ? { from: from.slice(0, 10), to: to.slice(0, 10) } : undefined;
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
const updated = async (connect: Connect, file: UsageFile, input: NamedReport): Promise<UsageFile> => {
  const wanted = { name: input.name, ...fileBody(input) };
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => JSON.stringify(file[key]) !== JSON.stringify(value)),
  );
  return Object.keys(changes).length ? connect.usageFiles.update(file.id, changes) : file;
};

const days = ({ from, to }: { from: string; to: string }) => `${from} to ${to}`;

/**
 * The outcome of a report that was with the distributor before.
 * @throws ConnectError when the rows are of another period: they would be lost without a word.
 */
const existing = (file: UsageFile, { period, external_id: id }: ReportInput): UsageReport => {
  const own = periodOf(file);
  if (period && own && days(period) !== days(own))
    throw new ConnectError(
      'fix',
      `Report External ID: "${id ?? file.external_id ?? ''}" can't be used. Give this report an ID of its own, for example made of the month: usage file ${file.id} (${file.status}) with this ID was submitted for ${days(own)}, and this report is for ${days(period)}. Nothing was sent.`,
    );
  return { ...file, outcome: 'existing', records_sent: 0 };
};

/** A promise whose failure counts only where it is awaited. */
const ahead = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined);
  return promise;
};

/**
 * Looks up all that doesn't depend on each other at once: the file of the report, its spreadsheet, and what its rows are
 * compared with as soon as they are read. A file that is over fails for nothing else.
 */
const lookUp = async (connect: Connect, given: Given) => {
  const fetched = startFetch(connect, given);
  if (fetched) ahead(fetched);
  const reading = async () => {
    const read = await readReport(connect, given, fetched);
    checkRead(read);
    const compared = comparing(connect, given, read);
    ahead(compared.catalog);
    ahead(compared.subscriptions);
    return { read, compared };
  };
  // The ID of a bill stands in its rows; line items are there already. A file is read once it is known to be wanted.
  const early = given.external_id && fetched ? undefined : ahead(reading());
  const bill = given.external_id ? undefined : (await early)?.read.bill;
  const asked = named(given, bill);
  const known = await knownFile(connect, asked);
  if (known && isOver(known)) return { asked, over: known };
  return { asked, known, rows: await (early ?? reading()) };
};

const isOver = ({ status }: UsageFile): boolean => [...BUSY, ...SUBMITTED].includes(status ?? '');

/** The report's file as Connect has it, read to the end if it is being read. */
export const knownFile = async (connect: Connect, input: NamedReport): Promise<UsageFile | undefined> => {
  const found = await findByExternalId(connect, input);
  return found && awaited(connect, found);
};

/**
 * Reports usage: finds or makes the file of the report, uploads the rows, and submits it if asked. Run again with the
 * same external ID it goes on where it stopped: as long as the file isn't submitted, the rows take the place of those
 * that it has; no second file is made.
 * @returns the file as it is now, and what was done.
 * @throws ConnectError before anything is sent when a row is wrong; later ones name the file.
 */
export const report = async (connect: Connect, given: Given): Promise<UsageReport> => {
  if (!given.external_id && !given.bill)
    throw missing('Report External ID', 'the ID of the report in your own system, for example usage-2026-01');
  const { asked, over, known, rows } = await lookUp(connect, given);
  if (!rows) return existing(over, given);
  const { read, compared } = rows;
  const input = { ...asked, ...named(given, read.bill), submit: given.submit };
  const { content, done } = await prepare(connect, input, read, known, compared);
  const file = known
    ? { file: await updated(connect, known, input), isOwn: true }
    : await makeUsageFile(connect, input);
  return sent(connect, file, { input, content, done });
};

/** What a run has to send, and what it says of it. */
interface Prepared {
  readonly input: NamedReport & Given;
  readonly content: Buffer;
  readonly done: Partial<UsageReport>;
}

/** Sends the rows to the file of the report; to another run's only if that run doesn't. */
const sent = async (
  connect: Connect,
  { file, isOwn }: { file: UsageFile; isOwn: boolean },
  prepared: Prepared,
): Promise<UsageReport> => {
  const { input, content, done } = prepared;
  if (!isOwn) {
    // The run that made it is about to upload, or did; if it doesn't, this one does.
    const joined = await awaited(connect, file, (one) => isBusy(one) || one.status === 'draft');
    if (isOver(joined)) return existing(joined, input);
    if (joined.status !== 'draft')
      return finish(connect, joined, input, { outcome: 'existing', records_sent: 0 });
  }
  let uploaded: UsageFile;
  let stays: UsageFile;
  try {
    uploaded = await awaited(connect, await uploadSpreadsheet(connect, file.id, content));
    stays = await staying(connect, input, uploaded);
  } catch (error) {
    throw afterCreation(file.id, error);
  }
  if (stays.id !== uploaded.id) return sent(connect, { file: stays, isOwn: false }, prepared);
  return finish(connect, uploaded, input, done);
};

/** A report, and whether it is submitted at once. */
type Given = ReportInput & { readonly submit?: boolean | undefined };

const finish = async (
  connect: Connect,
  file: UsageFile,
  { submit }: { submit?: boolean | undefined },
  done: Partial<UsageReport>,
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
