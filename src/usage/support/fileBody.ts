import type { Connect } from '../../connect/connect.ts';
import { withRule } from '../../connect/reachState.ts';
import type { UsageFile } from '../../connect/schemas/usage.ts';
import type { Period } from './reportFields.ts';

/** What a usage file is made of. */
export interface FileInput {
  readonly name: string;
  readonly product_id: string;
  readonly contract_id: string;
  readonly external_id?: string | undefined;
  readonly period?: Period | undefined;
  readonly currency?: string | undefined;
  readonly description?: string | undefined;
  readonly note?: string | undefined;
}

/** The file that a report of a product under a contract has been given already; deleted ones don't count. */
export const findByExternalId = async (
  connect: Connect,
  { product_id, contract_id, external_id }: Pick<FileInput, 'product_id' | 'contract_id' | 'external_id'>,
): Promise<UsageFile | undefined> => {
  const [first] = await sameReport(connect, { product_id, contract_id, external_id });
  return first;
};

/** Files that one report may have got side by side. */
const MOST_TWINS = 10;
/** A file in one of these states is with the distributor: it is the one that stays. */
const KEPT = ['pending', 'accepted', 'closed'];

const madeAt = ({ events }: UsageFile): number => Date.parse(events?.created?.at ?? '') || 0;

/** The files of one report, the one that stays first: what was submitted, else what was made first. */
const sameReport = async (
  connect: Connect,
  { product_id, contract_id, external_id }: Pick<FileInput, 'product_id' | 'contract_id' | 'external_id'>,
): Promise<UsageFile[]> => {
  if (!external_id) return [];
  const isKept = ({ status }: UsageFile): number => (KEPT.includes(status ?? '') ? 0 : 1);
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
  return rows.sort(
    (one, other) =>
      isKept(one) - isKept(other) || madeAt(one) - madeAt(other) || one.id.localeCompare(other.id),
  );
};

/** The fields of a file in Connect's form; those that were not given are left out. */
export const fileBody = ({ currency, description, note, external_id, period }: Partial<FileInput>) =>
  Object.fromEntries(
    Object.entries({ currency, description, note, external_id, period }).filter(
      ([, value]) => value !== undefined,
    ),
  );

/**
 * Makes the file of a report. Runs of other connections and Zaps share no lock, so it looks again right after: of several
 * files the same one stays for all runs, and each run deletes its own if that is another.
 * @returns the file that stays, and whether this run has made it.
 * @throws ConnectError when Connect refuses it.
 */
export const makeUsageFile = async (
  connect: Connect,
  input: FileInput,
): Promise<{ file: UsageFile; isOwn: boolean }> => {
  const made = await postUsageFile(connect, input);
  // The file is there; a look that fails mustn't hide that. A run that comes later looks, too.
  const [first] = await sameReport(connect, input).catch(() => []);
  if (!first || first.id === made.id) return { file: made, isOwn: true };
  await connect.usageFiles.act(made.id, 'delete', undefined, {
    what: `delete usage file ${made.id}, which another run had made already as ${first.id}`,
    check: `Delete one of the two files in Connect if both are there.`,
  });
  return { file: first, isOwn: false };
};

/** Makes a new usage file. */
const postUsageFile = (connect: Connect, input: FileInput): Promise<UsageFile> => {
  const { name, product_id: productId, contract_id: contractId, external_id: externalId } = input;
  const body = { name, product: { id: productId }, contract: { id: contractId }, ...fileBody(input) };
  const check = externalId
    ? 'Running this step again does no harm: a file with this external ID is found and not made twice.'
    : 'Look for the file in Connect before you run this step again.';
  return withRule(
    'Only the vendor can create a usage file, for a product of its own and a contract under which it is sold.',
    connect.usageFiles.create(body, { what: `create usage file "${name}"`, check }),
  );
};
