import type { Connect } from '../connect/connect.ts';
import { ConnectError } from '../connect/errors.ts';
import { labelOf } from '../zapier/outputFields.ts';
import { isProductKnown, productOf } from './productOf.ts';
import { isTierKnown, tierSetupOf } from './tierSetup.ts';

/** What Connect says of a parameter: what it is called, and what its value may be. */
export interface KnownParameter {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** The choices of a dropdown, choice or checkbox parameter; none: any value. */
  readonly choices: readonly Choice[];
}
interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a key without that permission is answered; no status: the form doesn't tell the product. */
const HIDDEN: ReadonlySet<number | undefined> = new Set([403, 404, undefined]);

/** More parameters than a product has. */
const MOST = 500;

type Row = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A parameter as a product, a request or a subscription shows it; products know it by its name. */
export const knownOf = (row: Row): KnownParameter => {
  const id = textOf(row['name']) || textOf(row['id']);
  const constraints = isObject(row['constraints']) ? row['constraints'] : {};
  const choices = Array.isArray(constraints['choices']) ? constraints['choices'].filter(isObject) : [];
  return {
    id,
    title: textOf(row['title']) || labelOf(id),
    type: textOf(row['type']) || 'text',
    choices: choices.flatMap((one) => {
      const value = textOf(one['value']);
      return value ? [{ value, label: textOf(one['label']) || value }] : [];
    }),
  };
};

/** Parameters as a product, a request or a subscription lists them, by their IDs. */
export const knownIn = (rows: readonly Row[]): ReadonlyMap<string, KnownParameter> =>
  new Map(rows.map(knownOf).map((parameter) => [parameter.id, parameter]));

/** The object of a form that shows its own parameters: its request, or its subscription. */
const shownBy = async (connect: Connect, input: Row): Promise<readonly Row[] | undefined> => {
  const ids = ['id', 'asset_id'].map((key) => textOf(input[key]));
  const request = textOf(input['request_id']) || ids.find((id) => id.startsWith('PR-'));
  if (request) return (await connect.requests.get(request)).asset?.params ?? [];
  const asset = ids.find((id) => id.startsWith('AS-'));
  return asset ? ((await connect.assets.get(asset)).params ?? []) : undefined;
};

/**
 * Parameters by their IDs.
 * @param load reads them.
 * @returns none when Connect doesn't tell: values are then sent as they are, for Connect to judge.
 */
export const knownFrom = async (
  load: () => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, KnownParameter>> => {
  const rows = await load().catch((error: unknown): readonly Row[] => {
    const isHidden = error instanceof ConnectError && error.kind === 'fix' && HIDDEN.has(error.status);
    if (isHidden) return [];
    throw error;
  });
  return knownIn(rows);
};

/**
 * The parameters of what a form is about, in one call: as its request, its subscription or its product shows them.
 * @returns none when the form doesn't tell, or Connect doesn't.
 */
export const knownParameters = (connect: Connect, input: Row): Promise<ReadonlyMap<string, KnownParameter>> =>
  knownFrom(async () => {
    if (isTierKnown(input)) {
      const { product, scope, params } = await tierSetupOf(connect, input);
      if (params) return params;
      return (await connect.productParameters(product).list({ where: { scope }, limit: MOST })).rows;
    }
    const shown = await shownBy(connect, input);
    if (shown) return shown;
    // A purchase only gives the external ID; nothing stands under it yet.
    if ('hub_id' in input && !isProductKnown(input)) return [];
    const parameters = connect.productParameters(await productOf(connect, input));
    return (await parameters.list({ where: { scope: 'asset' }, limit: MOST })).rows;
  });
