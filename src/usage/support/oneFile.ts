import { clock } from '../../connect/clock.ts';
import type { Connect } from '../../connect/connect.ts';
import { ConnectError } from '../../connect/errors.ts';
import { reachState } from '../../connect/reachState.ts';
import type { UsageFile } from '../../connect/schemas/usage.ts';
import { waits } from './awaitFile.ts';
import { type FileInput, postUsageFile } from './fileBody.ts';

/**
 * One file for each report. Runs of other connections and Zaps share no lock, so each may make a file. All of them know
 * the same one that stays: what is with the distributor, else what was made first. Each run looks right after it has
 * made one and once more before it ends, and deletes its own file if that isn't the one; nobody deletes another's, so
 * that one always remains.
 */

/** What tells reports apart. */
type Report = Pick<FileInput, 'product_id' | 'contract_id' | 'external_id'>;

/** Files that one report may have got side by side. */
const MOST_TWINS = 10;
/** A file in one of these states is with the distributor. */
const KEPT = ['pending', 'accepted', 'closed'];

const madeAt = ({ events }: UsageFile): number => Date.parse(events?.created?.at ?? '') || 0;
const isKept = ({ status }: UsageFile): number => (KEPT.includes(status ?? '') ? 0 : 1);

/** The files of one report, the one that stays first. @param own which Connect's list may not show yet. */
const sameReport = async (
  connect: Connect,
  { product_id, contract_id, external_id }: Report,
  own?: UsageFile,
): Promise<UsageFile[]> => {
  if (!external_id) return [];
  const { rows } = await connect.usageFiles.list({
    where: {
      'product.id': product_id,
      'contract.id': contract_id,
      external_id,
      status: { ne: 'deleted' },
    },
    ordering: ['-created.at'],
    limit: MOST_TWINS,
  });
  const all = own ? [own, ...rows.filter(({ id }) => id !== own.id)] : rows;
  return all.sort(
    (one, other) =>
      isKept(one) - isKept(other) || madeAt(one) - madeAt(other) || one.id.localeCompare(other.id),
  );
};

/** The file that a report of a product under a contract has been given already; deleted ones don't count. */
export const findByExternalId = async (connect: Connect, report: Report): Promise<UsageFile | undefined> => {
  const [first] = await sameReport(connect, report);
  return first;
};

/** Deletes a run's own file, where another one stays; one that is gone already is no failure. */
const drop = async (connect: Connect, own: UsageFile, other: UsageFile): Promise<void> => {
  try {
    await reachState(connect.usageFiles, {
      id: own.id,
      verb: 'delete',
      target: 'deleted',
      what: `delete usage file ${own.id}, which another run had made already as ${other.id}`,
      noun: 'usage file',
      rule: 'Delete one of the two files in Connect if both are there.',
    });
  } catch (error) {
    if (!(error instanceof ConnectError) || error.status !== 404) throw error;
  }
};

/**
 * The file of a report that stays for all runs; the run's own one is deleted if that is another.
 * @param own the run's own file as it is now, not submitted.
 * @throws ConnectError when Connect refuses to delete it.
 */
export const staying = async (connect: Connect, report: Report, own: UsageFile): Promise<UsageFile> => {
  // The file is there; a look that fails mustn't hide that. A run that comes later looks, too.
  const [first = own] = await sameReport(connect, report, own).catch(() => []);
  if (first.id !== own.id) await drop(connect, own, first);
  return first;
};

/** As {@link staying}, once Connect's list has had the time to show what another run has made in the same moment. */
export const stayingAfterAll = async (
  connect: Connect,
  report: Report,
  own: UsageFile,
): Promise<UsageFile> => {
  if (!report.external_id) return own;
  await clock.sleep(waits.pause);
  return staying(connect, report, own);
};

/**
 * Makes the file of a report, and looks at once whether another run has made one, too.
 * @returns the file that stays, and whether this run has made it.
 * @throws ConnectError when Connect refuses it.
 */
export const makeUsageFile = async (
  connect: Connect,
  input: FileInput,
): Promise<{ file: UsageFile; isOwn: boolean }> => {
  const made = await postUsageFile(connect, input);
  const file = await staying(connect, input, made);
  return { file, isOwn: file.id === made.id };
};
