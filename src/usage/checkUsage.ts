import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { UsageCheck } from '../connect/schemas/usage.ts';
import { reportSample, usageFileIn } from '../samples/usage.ts';
import { missing } from '../zapier/input.ts';
import { action } from '../zapier/operation.ts';
import { readReportInput, reportFields } from './report/inputs.ts';
import {
  checking,
  checkRead,
  named,
  nothingLeft,
  type ReadReport,
  type ReportInput,
  readReport,
  shownOf,
} from './report/prepare.ts';
import { knownFile, periodOf, SUBMITTED } from './report/report.ts';
import { BUSY } from './support/awaitFile.ts';

/** What Report Usage would do with the file that there is. */
const wouldDo = (status: string | null | undefined): string => {
  if (!status) return 'create';
  if (SUBMITTED.includes(status)) return 'nothing: the report was submitted already';
  if (BUSY.some((state) => state === status)) return 'wait: Connect still reads the file';
  return 'replace';
};

/** The accounts of a bill, each with its rows: what a later step loops over. */
const accountsOf = (read: ReadReport | undefined) =>
  Array.from(read?.bill?.accounts ?? [], ([account, rows]) => ({ account, rows }));

const checkReport = async (connect: Connect, given: ReportInput, read: ReadReport): Promise<UsageCheck> => {
  const input = named(given, read.bill);
  const file = await knownFile(connect, input);
  const period = input.period ?? periodOf(file);
  const check = await checking(connect, input, read, period);
  let looked = 0;
  for (const _row of check.rows) {
    looked += 1;
    await check.breathe(() => `${looked} rows were checked.`);
  }
  const { problems, count } = check;
  const shown = shownOf(read, check);
  // What the rows themselves have wrong is said first.
  const isEmpty = !problems.count && !count;
  const would = wouldDo(file?.status);
  return {
    id: input.external_id,
    is_ready: !problems.count && count > 0 && (would === 'create' || would === 'replace'),
    would,
    usage_file_id: file?.id ?? '',
    usage_file_status: file?.status ?? '',
    period: period && { ...period },
    currency: input.currency,
    rows: read.rows.count,
    records: count,
    problems_count: isEmpty ? 1 : problems.count,
    problems: isEmpty ? nothingLeft(shown) : problems.text,
    accounts: accountsOf(read),
    ...shown,
  };
};

/** Whether a failure is about what was given, and not about Connect or the way to it. */
const isProblem = (error: unknown): error is ConnectError =>
  error instanceof ConnectError && error.kind === 'fix' && error.status === undefined && !error.unknownFate;

/** Vendor: what Report Usage would send. */
export const checkUsage = action({
  key: 'check_usage',
  noun: 'Usage Check',
  label: 'Check Usage',
  description:
    'Reads and checks rows of usage as Report Usage does, and returns what it would send: totals by item, what is left out, and all problems by row and column. Sends and changes nothing. For vendors. To send them use Report Usage.',
  inputFields: reportFields,
  returns: UsageCheck,
  sample: {
    id: 'usage-2026-01',
    is_ready: true,
    would: 'create',
    usage_file_id: '',
    usage_file_status: '',
    period: usageFileIn.ready.period,
    currency: 'USD',
    rows: 2,
    records: 2,
    problems_count: 0,
    problems: '',
    accounts: [],
    ...reportSample,
  },
  run: async (connect, fields) => {
    const given = await readReportInput(connect, fields);
    if (!given.external_id && !given.bill)
      throw missing(
        'Report External ID',
        'the ID of the report in your own system, for example usage-2026-01',
      );
    let read: ReadReport | undefined;
    try {
      read = await readReport(connect, given);
      checkRead(read);
      return await checkReport(connect, given, read);
    } catch (error) {
      if (!isProblem(error)) throw error;
      return {
        id: given.external_id ?? '',
        is_ready: false,
        would: 'nothing: the report can’t be read',
        rows: read?.rows.count ?? 0,
        records: 0,
        problems_count: 1,
        problems: error.message,
        accounts: accountsOf(read),
      };
    }
  },
});
