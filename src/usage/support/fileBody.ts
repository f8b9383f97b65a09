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

/** The fields of a file in Connect's form; those that were not given are left out. */
export const fileBody = ({ currency, description, note, external_id, period }: Partial<FileInput>) =>
  Object.fromEntries(
    Object.entries({ currency, description, note, external_id, period }).filter(
      ([, value]) => value !== undefined,
    ),
  );

/** Makes a new usage file. */
export const postUsageFile = (connect: Connect, input: FileInput): Promise<UsageFile> => {
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
